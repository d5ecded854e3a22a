"""The organisation's side of an analysis: its register of exposures and the lists it compares names with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from detente.consequences.exposure import answer_exposure
from detente.domain.case import Case
from detente.domain.errors import CaseError
from detente.domain.exposure import Holding, ListedName
from detente.domain.forecast import Forecast
from detente.ensemble.design import Design
from detente.storage.exposure_file import read_exposure, read_listed


@dataclass(frozen=True)
class Register:
    """What was read: the rows, the listed names, and the SHA-256 of every file by name."""

    holdings: tuple[Holding, ...] = ()
    listed: tuple[ListedName, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


def register_of(root: Path, case: Case) -> Register:
    """The files a case names; nothing where it names none. Raises CaseError for a file that is not there."""
    if case.exposure is None:
        return Register()
    stated = case.consequences.exposure
    lists = stated.lists if stated is not None else ()
    for name, field_ in ((case.exposure, "exposure"), *((n, "consequences.exposure.lists") for n in lists)):
        if not (root / name).is_file():
            raise CaseError(f"case.yaml: {field_}", "a file in the case folder", f"'{name}'", "put it there")
    holdings, digest = read_exposure(root, case.exposure)
    files, listed = {case.exposure: digest}, list[ListedName]()
    for name in lists:
        names, files[name] = read_listed(root, name)
        listed += names
    return Register(holdings, tuple(listed), files)


def with_exposure(forecast: Forecast, case: Case, register: Register, design: Design) -> Forecast:
    """The forecast with what the case puts at risk for the organisation."""
    answer = answer_exposure(case, register.holdings, register.listed, seed=design.seed, draws=design.draws)
    return replace(forecast, exposure=answer)
