"""What the imports share: text of a file, numbers with their line, ids made of names, a case built and cited."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.domain.case import Actor, Case, CaseInfo, Issue, Source, Stance
from detente.domain.errors import FormatError
from detente.domain.quantity import Quantity
from detente.storage.case_skeleton import slug
from detente.storage.files import sha256_bytes

MAX_BYTES = 20_000_000
SOURCE_ID = "import"
NO_REFERENCE = "the file states no reference point: the middle of the scale stands in for it, please set it"


@dataclass
class Input:
    """An imported file: its name in messages, its text, its hash, and the date it is from."""

    path: Path
    text: str
    sha256: str
    as_of: dt.date

    @property
    def lines(self) -> list[tuple[int, str]]:
        """(number from 1, text) of each line."""
        return list(enumerate(self.text.splitlines(), start=1))

    def error(self, line: int, expected: str, got: str, remedy: str) -> FormatError:
        """What is wrong in a line."""
        return FormatError(f"{self.path.name}:{line}", expected, got, remedy)

    def number(self, text: str, line: int, what: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number in [low, high]; a decimal comma is read as a point."""
        word = text.strip()
        try:
            value = float(re.sub(r"^([-+]?\d+),(\d+)$", r"\1.\2", word))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.error(line, f"a number as {what}", f"'{word[:40]}'" if word else "nothing", "correct the cell")
        if not low <= value <= high:
            bounds = f"of at least {low:g}" if high == math.inf else f"from {low:g} to {high:g}"
            article = "an" if what[:1] in "aeiou" else "a"
            raise self.error(line, f"{article} {what} {bounds}", f"{value:g}", "correct the number")
        return value


@dataclass
class Names:
    """Ids for the names of a file: lower-case, ASCII, each once, in the order they come."""

    stem: str
    ids: dict[str, str] = field(default_factory=dict)

    def add(self, name: str) -> str:
        """A new id for ``name``."""
        base = make_id(name) or f"{self.stem}_{len(self.ids) + 1}"
        key, number = base, 1
        while key in self.ids.values():
            number += 1
            key = f"{base}_{number}"
        self.ids[name] = key
        return key


@dataclass(frozen=True)
class Row:
    """An actor's position (on the issue's scale), salience and capability on an issue, as a line of the file says."""

    actor: str
    issue: str
    position: float
    salience: float
    capability: float
    line: int


def read_input(path: Path, as_of: dt.date | None = None) -> Input:
    """A text file to import, in UTF-8 or, failing that, in Windows' Western encoding.

    The date is the one given, else one in the file's name (2015-10-02), else that of the file's last change.
    """
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            raise FormatError(path.name, f"at most {MAX_BYTES // 1_000_000} MB", size, "import a smaller file")
        data = path.read_bytes()
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FormatError(str(path), "a file that can be read", reason, "check the path") from error
    if b"\0" in data:
        raise FormatError(path.name, "a text file", "a binary one", "export it as CSV or text first")
    if not data.strip():
        raise FormatError(path.name, "a table of actors", "an empty file", "check the path")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return Input(path, text, sha256_bytes(data), as_of or _date_in(path.stem) or changed)


def make_id(name: str) -> str:
    """The name as an id; an id stays as it is. Empty for a name without Latin letters or digits."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_\-]*", name):
        return name
    return slug(name, "_")


def in_percent(rows: Iterable[Row], source: Input) -> list[Row]:
    """Saliences on 0 to 100: those of a file that never exceed 1 are shares."""
    rows = list(rows)
    factor = 100 if all(row.salience <= 1 for row in rows) else 1
    for row in rows:
        if not 0 <= row.salience * factor <= 100:
            raise source.error(row.line, "a salience from 0 to 100", f"{row.salience:g}", "correct the number")
    return [Row(r.actor, r.issue, r.position, round(r.salience * factor, 9), r.capability, r.line) for r in rows]


def make_issue(name: str, question: str, points: Mapping[float, str], line: int) -> Issue:
    """An issue as imported; nothing in these formats says what holds without a deal."""
    low, high = min(points), max(points)
    return Issue(
        name=name,
        question=question,
        scale=dict(points),
        reference_point=(low + high) / 2,
        guess=True,
        source=(SOURCE_ID,),
        note=f"line {line}; {NO_REFERENCE}",
    )


def span(positions: Iterable[float]) -> dict[float, str]:
    """A scale as wide as the positions on it, for a file that describes none."""
    values = sorted(positions)
    low, high = values[0], values[-1]
    if low == high:
        # all agree: any scale around the point will do, and says so
        return {low - 1: "one below the only position stated", low + 1: "one above the only position stated"}
    return {low: "the lowest position stated", high: "the highest position stated"}


def build_case(
    source: Input, title: str, actors: Mapping[str, Actor], issues: Mapping[str, Issue], rows: Iterable[Row], kind: str
) -> Case:
    """The case of a file: everything cited to it, with the line."""
    rows = list(rows)
    powers: dict[str, list[float]] = {}
    for row in rows:
        powers.setdefault(row.actor, []).append(row.capability)
    return Case(
        case=CaseInfo(id=make_id(source.path.stem) or "imported", title=title, as_of=source.as_of),
        actors={
            key: actor.model_copy(update={"capability": _capability(powers[key]) if key in powers else None})
            for key, actor in actors.items()
        },
        issues=dict(issues),
        stances=tuple(
            Stance(
                actor=row.actor,
                issue=row.issue,
                position=Quantity.value(row.position),
                salience=Quantity.value(row.salience),
                source=(SOURCE_ID,),
                note=f"line {row.line}",
            )
            for row in rows
        ),
        sources={SOURCE_ID: Source(title=source.path.name, note=f"{kind}; SHA-256 {source.sha256}")},
    )


def _capability(values: list[float]) -> Quantity:
    """One number where the file gives one; where it differs by issue, the range around its mean."""
    if min(values) == max(values):
        return Quantity.value(values[0])
    return Quantity.range(min(values), min(max(math.fsum(values) / len(values), min(values)), max(values)), max(values))


def _date_in(stem: str) -> dt.date | None:
    found = re.search(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", stem)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
