"""``detente backtest`` as a call: read, forecast, score, fit, write."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from detente.domain.backtest_answer import Backtest
from detente.domain.concluded import Record
from detente.domain.errors import InputError
from detente.ensemble.predictive.choice import mean_of, quantiles_of
from detente.ensemble.predictive.parameters import Parameters, shipped
from detente.ensemble.predictive.situations import TOP
from detente.ensemble.predictive.widening import shares_of_record
from detente.ensemble.specification import EVERYTHING, expanded
from detente.evaluation.backtest import backtest
from detente.evaluation.fitting import fit
from detente.evaluation.forecasters import TRAIN
from detente.evaluation.issues import issues_of
from detente.report.backtest_page import backtest_html
from detente.storage.files import atomic_write_text
from detente.storage.imports.concluded import DATA_SETS, read_record
from detente.storage.runs import canonical_json

LEVELS = np.arange(1, 100) / 100
PAGE, NUMBERS = "backtest.html", "backtest.json"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Done:
    """What a backtest gave; ``scores`` is None for a file without outcomes."""

    record: Record
    scores: Backtest | None
    written: tuple[Path, ...]


def run_backtest(
    name_or_file: str,
    file: Path | None = None,
    *,
    engines: Sequence[str] = (EVERYTHING,),
    part: str | None = None,
    forecasts: Path | None = None,
    out: Path | None = None,
    fit_to: Path | None = None,
    seed: int = 1,
    bootstrap: int = 2000,
    progress: Progress = lambda stage, done, total: None,
) -> Done:
    """Forecast and score concluded negotiations.

    ``forecasts`` gets the quantiles of the shipped distribution for every issue of the file, whatever the part; it
    needs no outcome. ``fit_to`` gets weights fitted to the part (to ``train`` where the file names it and none is
    asked for), in place of the shipped ones.
    """
    record = read_record(name_or_file, file)
    names = expanded(engines)
    written: list[Path] = []
    if fit_to is None:
        parameters = shipped()
    else:
        parameters = fitted(record, part, seed, progress)
        atomic_write_text(fit_to, parameters.to_json())
        written.append(fit_to)
    if forecasts is not None:
        atomic_write_text(forecasts, forecast_table(record, parameters, seed))
        written.append(forecasts)
    if not record.known and written:
        return Done(record, None, tuple(written))
    scores = backtest(record, names, parameters, part=part, seed=seed, bootstrap=bootstrap, progress=progress)
    if out is not None:
        for name, text in ((PAGE, backtest_html(scores)), (NUMBERS, canonical_json(scores.to_dict()))):
            atomic_write_text(out / name, text)
            written.append(out / name)
    return Done(record, scores, tuple(written))


def forecast_table(record: Record, parameters: Parameters, seed: int = 0) -> str:
    """CSV of ``isnr, mean, q01 ... q99`` in the units of each issue's scale, for every issue, its outcome unseen."""
    hidden = replace(record, negotiations=tuple(one.without_outcome() for one in record.negotiations))
    issues = issues_of(hidden, seed)
    probabilities = shares_of_record(issues.situations, parameters, record)
    low = np.concatenate([n.scale_low for n in record.negotiations])
    unit = np.concatenate([(n.scale_high - n.scale_low) / TOP for n in record.negotiations])
    numbers = np.column_stack([mean_of(probabilities), quantiles_of(probabilities, LEVELS)]) * unit[:, None]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["isnr", "mean", *(f"q{round(100 * level):02d}" for level in LEVELS)])
    for name, row in zip(issues.id, numbers + low[:, None], strict=True):
        writer.writerow([name, *(f"{number:.6g}" for number in row)])
    return text.getvalue()


def fitted(record: Record, part: str | None, seed: int, progress: Progress) -> Parameters:
    """Weights fitted to a part of a record; the command that repeats it is kept with them."""
    part = part or (TRAIN if TRAIN in record.parts else None)
    chosen = record.part(part) if part else record
    if not chosen.negotiations or not chosen.known:
        known = ", ".join(record.parts) or "the file names none"
        raise InputError("--fit", f"outcomes in a part of the file ({known})", f"none in '{part}'", "name another part")
    issues = issues_of(chosen, seed).known()
    named = f"{record.name} FILE" if record.name in DATA_SETS else "FILE"
    split = f" --split {part}" if part else ""
    return fit(
        issues,
        trained_on={
            "data": record.name,
            "citation": record.citation,
            "sha256": record.sha256,
            "part": part or "all",
            "issues": len(issues),
            "negotiations": len(set(issues.negotiation)),
        },
        command=f"detente backtest {named}{split} --fit parameters.json",
        progress=lambda done, total: progress("fit", done, total),
    )
