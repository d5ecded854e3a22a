"""A case in the formats of other models: BDM CSV, KTAB CSV, exchange text; what they cannot hold is refused.

These formats hold one number where a case may have a range: its most likely value is written. Red lines, leverage,
no-deal values, packages and scenarios have no place in them. A number left to the statements has no value yet, so the
export asks for one instead of making it up.
"""

from __future__ import annotations

import csv
import io

from detente.domain.case import Case, Issue, Stance
from detente.domain.errors import CaseError, did_you_mean
from detente.domain.quantity import Quantity


def export_bdm(case: Case, issue: str) -> str:
    """``Actor,Capability,Position,Salience`` of the actors with a stance on one issue; salience as a share."""
    if issue not in case.issues:
        raise CaseError("export to BDM", "an issue of the case", f"'{issue}'", did_you_mean(issue, list(case.issues)))
    rows = [
        [_label(case, s.actor), _plain(_capability(case, s.actor)), _plain(_position(s)), _plain(_salience(s) / 100)]
        for s in case.stances
        if s.issue == issue
    ]
    return _csv([["Actor", "Capability", "Position", "Salience"], *rows])


def export_ktab(case: Case) -> str:
    """The case as input of the Spatial Model of Politics: all actors on all issues, positions from 0 to 100.

    Positions are moved from the issue's scale to 0 to 100. An actor without a stance on an issue stands at its
    reference point with salience 0, which gives it no weight there.
    """
    labels = [issue.name or key for key, issue in case.issues.items()]
    header = ["Actor", "Description", "Influence"]
    for label in labels:
        header += [f"{_one_line(label)} Position", f"{_one_line(label)} Salience"]
    scenario = [
        _one_line(case.case.title),
        _one_line(case.case.question),
        str(len(case.actors)),
        str(len(case.issues)),
    ]
    rows = []
    for key, actor in case.actors.items():
        row = [
            _label(case, key),
            _one_line(actor.aliases[0]) if actor.aliases else "",
            _plain(_capability(case, key)),
        ]
        for issue_key, issue in case.issues.items():
            stance = case.stance(key, issue_key)
            position = issue.reference_point if stance is None else _position(stance)
            row += [_plain(_in_hundred(issue, position)), _plain(0.0 if stance is None else _salience(stance))]
        rows.append(row)
    return _csv([scenario, header, *rows])


def export_exchange(case: Case) -> str:
    """The case as exchange text separated by semicolons: actors, issues, described points and data."""
    lines = [["#O", case.case.title]]
    lines += [["#A", key, actor.name] for key, actor in case.actors.items()]
    lines += [["#P", key, issue.name or issue.question] for key, issue in case.issues.items()]
    for key, issue in case.issues.items():
        lines += [["#M", key, _plain(at), words] for at, words in sorted(issue.scale.items())]
    lines += [
        [
            "#D",
            stance.actor,
            stance.issue,
            _plain(_position(stance)),
            _plain(_salience(stance) / 100),
            _plain(_capability(case, stance.actor)),
        ]
        for stance in case.stances
    ]
    return "".join(";".join(_field(cell) for cell in line) + "\n" for line in lines)


def _csv(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _label(case: Case, actor: str) -> str:
    """The actor's name; its id where two actors share a name, for the formats know actors by it alone."""
    name = _one_line(case.actors[actor].name)
    shared = sum(_one_line(other.name) == name for other in case.actors.values()) > 1
    return actor if shared or not name else name


def _capability(case: Case, actor: str) -> float:
    return _value(case.actors[actor].capability, f"actors.{actor}.capability")


def _position(stance: Stance) -> float:
    return _value(stance.position, f"stance of '{stance.actor}' on '{stance.issue}': position")


def _salience(stance: Stance) -> float:
    return _value(stance.salience, f"stance of '{stance.actor}' on '{stance.issue}': salience")


def _value(quantity: Quantity | None, where: str) -> float:
    if quantity is None or quantity.from_statements:
        got = "none" if quantity is None else "'from: statements'"
        raise CaseError(where, "a number or a range, which this format needs", got, "set it in case.yaml, then export")
    return quantity.mode


def _in_hundred(issue: Issue, position: float) -> float:
    if (issue.low, issue.high) == (0, 100):
        return position
    return 100 * (position - issue.low) / (issue.high - issue.low)


def _plain(number: float) -> str:
    """The shortest text that reads as the same number; ten digits are more than any of these data have."""
    return f"{round(number, 10):.12g}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _field(text: str) -> str:
    """A field of the exchange format, which knows no way to quote its own separators."""
    clean = _one_line(text).replace(";", ",")
    return clean.strip("'\"") if clean[:1] in ("'", '"') else clean
