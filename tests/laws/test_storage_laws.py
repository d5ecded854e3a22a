"""Laws of the case folder: what is written comes back, comments stay, and bad bytes never bring a traceback."""

import contextlib
import datetime as dt
import json
import tempfile
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from detente.domain.case import (
    Actor,
    Asset,
    Case,
    CaseInfo,
    Change,
    Cues,
    Event,
    Issue,
    NoDeal,
    Package,
    RedLine,
    Scenario,
    Source,
    SovereigntyEffect,
    Stance,
)
from detente.domain.errors import CaseError, FormatError
from detente.domain.quantity import Quantity
from detente.domain.references import check_references
from detente.storage.case_file import case_schema, case_text, parse_case
from detente.storage.case_saving import changed_text
from detente.storage.exports import export_bdm, export_exchange, export_ktab
from detente.storage.imports import import_case
from detente.storage.yaml_text import read_yaml

# a case is large: shrinking one takes minutes, and the failing case says enough as it is
FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
TEXT = st.one_of(
    st.sampled_from(["plain words", "yes", "null", "12", "1e3", "2025-10-17", "a: b", "a #b", "- x", "{}", "'q'", '"']),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
)
IDS = ["upstream", "down-stream", "007x", "union_2", "title"]
ISSUES = ["filling", "release", "note"]
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
HUNDREDTHS = st.integers(0, 10_000).map(lambda n: n / 100)
SOURCE = st.lists(st.sampled_from(["s1", "s2"]), max_size=2, unique=True).map(tuple)
CITED = {
    "source": SOURCE,
    "statements": st.lists(st.sampled_from([f"s{i:03x}" for i in range(9)]), max_size=6, unique=True).map(tuple),
    "guess": st.booleans(),
    "note": TEXT,
}


def quantity(low: float, high: float) -> st.SearchStrategy[Quantity]:
    number = st.floats(low, high, allow_subnormal=False)
    return st.one_of(
        st.just(Quantity.statements()),
        number.map(Quantity.value),
        st.lists(number, min_size=3, max_size=3).map(sorted).map(lambda three: Quantity.range(*three)),
    )


def red_lines() -> st.SearchStrategy[RedLine]:
    return st.one_of(
        st.builds(RedLine, min=quantity(0, 100), firmness=st.floats(0, 1)),
        st.builds(RedLine, max=quantity(0, 100), note=TEXT),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    actors = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    issues = draw(st.lists(st.sampled_from(ISSUES), min_size=1, unique=True))
    actor, issue = st.sampled_from(actors), st.sampled_from(issues)
    pairs = draw(st.lists(st.tuples(actor, issue), unique=True, max_size=4))
    words = st.lists(TEXT, max_size=12).map(tuple)
    return Case(
        case=CaseInfo(id="a-case", title=draw(TEXT), as_of=draw(DATES), question=draw(TEXT)),
        actors={
            key: draw(st.builds(Actor, name=TEXT, aliases=words, required=st.booleans(), **CITED)) for key in actors
        },
        issues={
            key: Issue(
                question=draw(TEXT),
                scale={0: draw(TEXT), 12.5: draw(TEXT), 100: draw(TEXT)},
                reference_point=draw(HUNDREDTHS),
                cues=draw(st.builds(Cues, low=words)),
                sovereignty=draw(st.dictionaries(actor, st.builds(SovereigntyEffect, source=TEXT), max_size=1)),
            )
            for key in issues
        },
        stances=tuple(
            draw(
                st.builds(
                    Stance,
                    actor=st.just(a),
                    issue=st.just(i),
                    position=quantity(0, 100),
                    salience=quantity(0, 100),
                    red_line=st.none() | red_lines(),
                    **CITED,
                )
            )
            for a, i in pairs
        ),
        leverage=tuple(
            draw(
                st.lists(
                    st.builds(
                        Asset, actor=actor, asset=TEXT, strength=quantity(0, 1), since=DATES, half_life=st.just("2y")
                    ),
                    max_size=2,
                )
            )
        ),
        no_deal=draw(st.dictionaries(actor, st.builds(NoDeal, cost_of_continuing=quantity(0, 100)), max_size=2)),
        ended_by=tuple(draw(st.lists(issue, max_size=1))),
        packages=draw(
            st.dictionaries(
                st.sampled_from(["p1", "p2"]),
                st.builds(Package, title=TEXT, provisions=st.dictionaries(issue, st.floats(0, 100))),
            )
        ),
        scenarios=draw(
            st.dictionaries(
                st.sampled_from(["x", "y"]),
                st.builds(
                    Scenario,
                    title=TEXT,
                    kind=st.sampled_from(["lever", "uncertainty"]),
                    set=st.lists(
                        st.builds(
                            Change,
                            actor=actor,
                            issue=issue,
                            red_line=st.none() | st.just("none") | red_lines(),
                            required=st.none() | st.booleans(),
                        ),
                        max_size=2,
                    ).map(tuple),
                    events=st.lists(st.builds(Event, date=DATES, what=TEXT), max_size=1).map(tuple),
                ),
            )
        ),
        sources={"s1": Source(document="a.txt", quote=draw(TEXT)), "s2": draw(st.builds(Source, date=DATES))},
    )


@FEW
@given(cases(), TEXT)
def test_a_written_case_loads_back_equal(case: Case, header: str) -> None:
    assert check_references(case) == []
    assert parse_case(case_text(case, header))[0] == case


@FEW
@given(cases())
def test_what_is_written_fits_the_published_schema(case: Case) -> None:
    data = json.loads(json.dumps(read_yaml(case_text(case), "case.yaml").data))
    jsonschema.Draft202012Validator(case_schema()).validate(data)


@FEW
@given(cases(), cases())
def test_a_saved_change_is_the_new_case(old: Case, new: Case) -> None:
    assert parse_case(changed_text(case_text(old, "a header"), new))[0] == new


@FEW
@given(cases(), st.data())
def test_changing_one_number_changes_one_line(case: Case, data: st.DataObject) -> None:
    # the reference point is always written, on a line of its own
    key = data.draw(st.sampled_from(list(case.issues)))
    issue = case.issues[key].model_copy(update={"reference_point": data.draw(HUNDREDTHS)})
    new = case.model_copy(update={"issues": {**case.issues, key: issue}})
    text = "".join(f"{line}  # {i}\n" if _bare(line) else f"{line}\n" for i, line in enumerate(_lines(case)))
    changed = changed_text(text, new).splitlines()
    assert parse_case("\n".join(changed))[0] == new
    assert len(changed) == len(text.splitlines())
    different = [(a, b) for a, b in zip(text.splitlines(), changed, strict=True) if a != b]
    assert len(different) <= 1
    assert all(a.split("#")[1] == b.split("#")[1] for a, b in different)


@FEW
@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda b: b.decode("latin-1")))
def test_any_text_is_a_case_or_one_clear_sentence(text: str) -> None:
    for problem in problems_of(text):
        assert "expected" in str(problem)


@FEW
@given(cases(), st.data())
def test_a_broken_case_is_a_list_of_clear_sentences(case: Case, data: st.DataObject) -> None:
    text = case_text(case)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 20)))
    for problem in problems_of(text[:start] + data.draw(TEXT) + text[stop:]):
        words = str(problem)
        assert words.startswith("case.yaml")
        assert "Input should" not in words
        assert "Value error" not in words
        assert "validation" not in words


def problems_of(text: str) -> list[CaseError]:
    """What is wrong with a case file; anything but a CaseError is a failure of the test."""
    try:
        parse_case(text)
    except CaseError as error:
        assert error.problems, "an error names at least itself"  # noqa: PT017 - any text may also be a sound case
        return list(error.problems)
    return []


def _lines(case: Case) -> list[str]:
    return case_text(case).splitlines()


def _bare(line: str) -> bool:
    """A line that takes a comment at its end without changing its meaning."""
    return line.startswith("    reference_point:")


# the exchange format has no way to quote its separator
NAMES = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters=";"), min_size=1, max_size=12).map(
        lambda t: " ".join(t.split())
    ),
    min_size=1,
    max_size=5,
    unique_by=str.casefold,
).filter(lambda names: all(name and name[0].isalnum() and name[-1].isalnum() for name in names))


@st.composite
def plain_cases(draw: st.DrawFn) -> Case:
    """Cases that hold no more than the formats of other programs can."""
    names = draw(NAMES)
    issues = draw(st.lists(st.sampled_from(["flow", "data", "fish"]), min_size=1, unique=True))
    return Case(
        case=CaseInfo(id="plain", title="Plain", as_of=dt.date(2025, 1, 1)),
        actors={
            f"actor_{i}": Actor(name=name, capability=Quantity.value(draw(HUNDREDTHS))) for i, name in enumerate(names)
        },
        issues={
            key: Issue(name=key, question="?", scale={0: "low end", 100: "high end"}, reference_point=50)
            for key in issues
        },
        stances=tuple(
            Stance(
                actor=f"actor_{i}",
                issue=key,
                position=Quantity.value(draw(HUNDREDTHS)),
                # above 1 %, so that no file holds only saliences that read as shares
                salience=Quantity.value(draw(HUNDREDTHS.filter(lambda value: value > 1))),
            )
            for i in range(len(names))
            for key in issues
        ),
    )


def numbers(case: Case) -> list[tuple[str, str, float, float, float]]:
    """Actor, issue, position, salience and capability by name, which is all the formats share."""
    found = []
    for stance in case.stances:
        actor, issue = case.actors[stance.actor], case.issues[stance.issue]
        assert actor.capability is not None
        low, high = issue.low, issue.high
        assert low <= stance.position.mode <= high
        found.append((actor.name, issue.name, stance.position.mode, stance.salience.mode, actor.capability.mode))
    return found


@FEW
@given(plain_cases())
def test_interchange_formats_read_back_what_was_written(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "flow.csv"
        for text in (export_ktab(case), export_exchange(case)):
            file.write_text(text, "utf-8")
            assert numbers(import_case(file)) == numbers(case)
        key = next(iter(case.issues))
        named = file.with_stem(key)
        named.write_text(export_bdm(case, key), "utf-8")
        assert numbers(import_case(named)) == [row for row in numbers(case) if row[1] == key]


@FEW
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_an_import_or_one_clear_sentence(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for start in (b"", b"Actor,Capability,Position,Salience\n", b"#A;a\n#P;p\n#D;a;p;1;1;1\n", b"s,d,1,1\nActor,"):
            (Path(folder) / "x.csv").write_bytes(start + data)
            with contextlib.suppress(FormatError):
                import_case(Path(folder) / "x.csv")
