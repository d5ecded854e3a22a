"""From statements and the analyst's ranges to joint draws of every input."""

from detente.measurement.capability import LedgerChange, LedgerEntry, ledger_changes, ledger_table
from detente.measurement.diagnostics import Diagnostics
from detente.measurement.estimate import estimate
from detente.measurement.gaps import guesses, missing
from detente.measurement.inputs import draw_inputs
from detente.measurement.posterior import PositionPosterior, fit_positions

__all__ = [
    "Diagnostics",
    "LedgerChange",
    "LedgerEntry",
    "PositionPosterior",
    "draw_inputs",
    "estimate",
    "fit_positions",
    "guesses",
    "ledger_changes",
    "ledger_table",
    "missing",
]
