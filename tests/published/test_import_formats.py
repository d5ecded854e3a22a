"""Imports of other programs' files: what they say, line by line, and the figures published for the samples."""

import datetime as dt
from pathlib import Path

import pytest

from detente.domain.case import Case
from detente.domain.errors import FormatError
from detente.domain.quantity import Quantity
from detente.storage.case_file import case_text, parse_case
from detente.storage.exports import export_bdm, export_exchange, export_ktab
from detente.storage.imports import import_case, read_bdm, read_exchange, read_ktab

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data are not beside the checkout")

BDM = 'Actor,Capability,Position,Salience\nNorth,0.16,4,0.8\n"South, the",0.08,10,0.57\nÉlan,1,7,1.0\n'
KTAB = """\
River; scen 1,Scenario-0001; Sharing, the river, 2, 2,
Actor,Description,Influence,Flow Position,Flow Salience,Data Position,Data Salience,
NTH,The North, 100.0, 20, 48.5, 0, 51.5,
STH,"South, of the river", 60.2,65,41.3,100,5,
"""
EXCHANGE_TABS = (
    "'#A'\t'North'\t'North'\t'Test'\n'#A'\t'South (all)'\t'South (all)'\t''\n"
    "'#P'\t'toll'\t'toll'\t'toll'\n'#M'\t'toll'\t0.5\n'#M'\t'toll'\t7\n"
    "'#D'\t'North'\t'toll'\t3.0\t0.7\t1.0\n'#D'\t'South (all)'\t'toll'\t0.5\t1.0\t0.25\n"
)
EXCHANGE_SEMICOLONS = """\
#O;River talks;;;;
#/;ID;Full name;;;
#A;nth;The North;;;
#A;sth;The South;;;
#P;toll;who pays;;;
#M;toll;0;nobody;;
#M;toll;50; all, by use ;;
#M;toll;100;the South;;
#D;nth;toll;100;0,75;0.25
#D;sth;toll;0;0.6;1
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def stances(case: Case) -> list[tuple[str, str, float, float]]:
    return [(s.actor, s.issue, s.position.mode, s.salience.mode) for s in case.stances]


def test_bdm(tmp_path: Path) -> None:
    case = import_case(written(tmp_path, "cars 1992-03-01.csv", BDM))
    assert [actor.name for actor in case.actors.values()] == ["North", "South, the", "Élan"]
    assert list(case.actors) == ["north", "south_the", "elan"]
    assert [actor.capability for actor in case.actors.values()] == [Quantity.value(x) for x in (0.16, 0.08, 1)]
    (issue,) = case.issues.values()
    assert (issue.low, issue.high, issue.reference_point, issue.guess) == (4, 10, 7, True)
    assert [s[2:] for s in stances(case)] == [(4, 80), (10, 57), (7, 100)]
    assert case.case.as_of == dt.date(1992, 3, 1)


def test_everything_imported_is_cited_to_its_line(tmp_path: Path) -> None:
    case = import_case(written(tmp_path, "cars.csv", BDM), as_of=dt.date(1992, 1, 1))
    assert case.sources["import"].title == "cars.csv"
    assert "SHA-256" in case.sources["import"].note
    assert [s.note for s in case.stances] == ["line 2", "line 3", "line 4"]
    for entry in (*case.actors.values(), *case.issues.values(), *case.stances):
        assert entry.source == ("import",)


def test_ktab(tmp_path: Path) -> None:
    case = import_case(written(tmp_path, "river.csv", KTAB))
    assert case.case.title == "River; scen 1"
    assert [issue.name for issue in case.issues.values()] == ["Flow", "Data"]
    assert case.issues["flow"].question == "Scenario-0001; Sharing, the river"
    assert [(a.name, a.aliases) for a in case.actors.values()] == [
        ("NTH", ("The North",)),
        ("STH", ("South, of the river",)),
    ]
    assert stances(case) == [
        ("nth", "flow", 20, 48.5),
        ("nth", "data", 0, 51.5),
        ("sth", "flow", 65, 41.3),
        ("sth", "data", 100, 5),
    ]
    assert case.actors["sth"].capability == Quantity.value(60.2)
    assert (case.issues["flow"].low, case.issues["flow"].high) == (0, 100)


def test_exchange_with_tabs(tmp_path: Path) -> None:
    case = import_case(written(tmp_path, "toll.txt", EXCHANGE_TABS))
    assert list(case.actors) == ["north", "south_all"]
    assert case.actors["south_all"].name == "South (all)"
    assert (case.issues["toll"].low, case.issues["toll"].high) == (0.5, 7)
    assert stances(case) == [("north", "toll", 3, 70), ("south_all", "toll", 0.5, 100)]
    assert case.actors["south_all"].capability == Quantity.value(0.25)


def test_exchange_with_semicolons(tmp_path: Path) -> None:
    case = import_case(written(tmp_path, "toll.csv", EXCHANGE_SEMICOLONS))
    assert case.case.title == "River talks"
    assert case.actors["nth"].name == "The North"
    assert case.issues["toll"].name == "who pays"
    assert case.issues["toll"].scale == {0: "nobody", 50: "all, by use", 100: "the South"}
    assert stances(case) == [("nth", "toll", 100, 75), ("sth", "toll", 0, 60)]


def test_power_that_differs_by_issue_becomes_a_range(tmp_path: Path) -> None:
    text = EXCHANGE_SEMICOLONS + "#P;fish;fish\n#D;nth;fish;20;0.5;0.75\n#D;sth;fish;30;0.5;1\n"
    case = import_case(written(tmp_path, "toll.csv", text))
    assert case.actors["nth"].capability == Quantity.range(0.25, 0.5, 0.75)
    assert case.actors["sth"].capability == Quantity.value(1)
    assert (case.issues["fish"].low, case.issues["fish"].high) == (20, 30)


def test_old_western_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "toll.csv"
    path.write_bytes(EXCHANGE_SEMICOLONS.replace("nobody", "nobody’s").encode("cp1252"))
    assert import_case(path).issues["toll"].scale[0] == "nobody’s"


BAD = {
    "not a number": (
        "cars.csv",
        BDM.replace("4,0.8", "four,0.8"),
        "cars.csv:2: expected a number as position, got 'fo",
    ),
    "no number": ("cars.csv", BDM.replace("4,0.8", ",0.8"), "cars.csv:2: expected a number as position, got nothing"),
    "infinity": ("cars.csv", BDM.replace("4,0.8", "inf,0.8"), "cars.csv:2: expected a number as position, got 'inf'"),
    "negative power": (
        "cars.csv",
        BDM.replace("0.16", "-1"),
        "cars.csv:2: expected a capability of at least 0, got -1",
    ),
    "much salience": ("cars.csv", BDM.replace("0.8\n", "180\n"), "cars.csv:2: expected a salience from 0 to 100"),
    "a cell too many": ("cars.csv", BDM.replace("4,0.8", "4,0.8,9"), "cars.csv:2: expected 4 cells, got 5"),
    "an actor twice": ("cars.csv", BDM.replace("Élan", "North"), "cars.csv:4: expected each actor once"),
    "no actors": ("cars.csv", BDM.split("\n")[0], "cars.csv:1: expected a line for each actor"),
    "an unknown file": ("cars.csv", "a,b\n1,2\n", "cars.csv:1: expected a KTAB, BDM .* or exchange"),
    "an empty file": ("cars.csv", " \n", "cars.csv: expected a table of actors, got an empty file"),
    "a binary file": ("cars.csv", "a\0b", "cars.csv: expected a text file, got a binary one"),
    "a count that is off": ("r.csv", KTAB.replace(" 2, 2,", " 3, 2,"), "r.csv:4: expected 3 actors, .*, got 2"),
    "dimensions off": ("r.csv", KTAB.replace(" 2, 2,", " 2, 3,"), "r.csv:2: expected Actor, Description, Influence"),
    "no counts": ("r.csv", KTAB.replace(" 2, 2,", ""), "r.csv:1: expected scenario, description, number of actors"),
    "a comma in a text": ("r.csv", KTAB.replace("The North", "The, North"), "r.csv:3: expected 7 cells, got 8; put"),
    "off the scale": ("r.csv", KTAB.replace("65,41.3", "165,41.3"), "r.csv:4: expected a position from 0 to 100"),
    "an unknown kind": ("t.csv", EXCHANGE_SEMICOLONS + "#X;a\n", "t.csv:11: expected a line that starts with #A"),
    "an unknown actor": ("t.csv", EXCHANGE_SEMICOLONS + "#D;nt;toll;1;1;1\n", "t.csv:11: .* did you mean 'nth'?"),
    "an unknown issue": ("t.csv", EXCHANGE_SEMICOLONS + "#D;nth;tol;1;1;1\n", "t.csv:11: .* did you mean 'toll'?"),
    "data twice": ("t.csv", EXCHANGE_SEMICOLONS + "#D;nth;toll;1;1;1\n", r"t.csv:11: .* \(first on line 9\)"),
    "too few fields": ("t.csv", EXCHANGE_SEMICOLONS + "#D;nth;toll;1\n", "t.csv:11: expected actor, issue, position,"),
    "off the points": ("t.csv", EXCHANGE_SEMICOLONS.replace(";100;0,75", ";101;0,75"), "t.csv:9: expected a position"),
    "no data": ("t.csv", EXCHANGE_SEMICOLONS.split("#D")[0], "t.csv:8: expected data lines"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_with_its_line(tmp_path: Path, name: str) -> None:
    file, text, sentence = BAD[name]
    with pytest.raises(FormatError, match=sentence) as caught:
        import_case(written(tmp_path, file, text))
    assert "\n" not in str(caught.value)


def test_a_format_given_is_used_and_an_unknown_one_told(tmp_path: Path) -> None:
    path = written(tmp_path, "cars.csv", BDM)
    assert import_case(path, "bdm") == read_bdm(path)
    with pytest.raises(FormatError, match=r"a known format, got 'bmd'; did you mean 'bdm'\?"):
        import_case(path, "bmd")
    with pytest.raises(FormatError, match=r"cars\.csv:1: expected a line that starts with #A"):
        import_case(path, "exchange")
    with pytest.raises(FormatError, match="no such file"):
        import_case(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("name", "text"), [("r.csv", KTAB), ("c.csv", BDM), ("t.txt", EXCHANGE_TABS), ("t.csv", EXCHANGE_SEMICOLONS)]
)
def test_an_imported_case_is_a_case_file(tmp_path: Path, name: str, text: str) -> None:
    case = import_case(written(tmp_path, name, text))
    assert parse_case(case_text(case))[0] == case


def core(case: Case) -> tuple[object, ...]:
    """What the formats hold, without the lines it stood on."""
    return (
        [(key, actor.name, actor.aliases, actor.capability) for key, actor in case.actors.items()],
        [(issue.name, issue.scale) for issue in case.issues.values()],
        [(s.actor, s.position, s.salience) for s in case.stances],
    )


def test_exports_read_back_equal(tmp_path: Path) -> None:
    ktab = read_ktab(written(tmp_path, "r.csv", KTAB))
    assert core(read_ktab(written(tmp_path, "r2.csv", export_ktab(ktab)))) == core(ktab)
    bdm = read_bdm(written(tmp_path, "cars.csv", BDM))
    again = read_bdm(written(tmp_path, "cars.csv", export_bdm(bdm, "cars")))
    assert core(again) == core(bdm)
    for text in (EXCHANGE_SEMICOLONS, EXCHANGE_TABS):
        exchange = read_exchange(written(tmp_path, "t.txt", text))
        assert core(read_exchange(written(tmp_path, "t2.csv", export_exchange(exchange)))) == core(exchange)


FILES = {
    # actors, issues, data lines
    "engines/SOE-Competitive.csv": (34, 1, 34),
    "engines/SOE-Pol-Comp.csv": (13, 2, 26),
    "engines/SOE-Policy.csv": (26, 1, 26),
    "engines/Sultan.csv": (17, 1, 17),
    "engines/cop21.csv": (15, 13, 181),
    "engines/copenhagen.csv": (11, 7, 75),
    "engines/data_short.csv": (15, 3, 45),
    "engines/dummyData-a040.csv": (40, 1, 40),
    "engines/dummyData_3Dim.csv": (7, 3, 21),
    "engines/dummyData_6Dim.csv": (27, 6, 162),
    "engines/sample_data.txt": (10, 6, 60),
    "cop21_positions_2015-10-02.csv": (15, 13, 181),
    "ec_car_emissions_1992.csv": (10, 1, 10),
}


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_every_sample_file_loads(name: str) -> None:
    case = import_case(SHARED / name)
    assert (len(case.actors), len(case.issues), len(case.stances)) == FILES[name]


# Means weighted by capability x salience that the sources of the samples print.
MEANS = [
    ("ec_car_emissions_1992.csv", 0, 7.389956, 1e-6),  # compromise model, EC 1992
    ("engines/SOE-Policy.csv", 0, 35.01, 0.005),  # KTAB, turn 0
    ("engines/copenhagen.csv", 0, 61.576, 5e-4),  # Newtreaty, before round 1
    ("engines/copenhagen.csv", 6, 64.621, 5e-4),  # Extra
    ("engines/cop21.csv", 12, 57.101, 5e-4),  # eaa
    ("engines/sample_data.txt", 0, 49.353, 5e-4),  # tolheffing-binnenstad
    ("engines/sample_data.txt", 1, 2.271, 5e-4),  # tol-hoogte, on its own scale from 0.5 to 7
]


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(("name", "issue", "mean", "tolerance"), MEANS)
def test_published_means_of_the_samples(name: str, issue: int, mean: float, tolerance: float) -> None:
    case = import_case(SHARED / name)
    key = list(case.issues)[issue]
    weights, total = 0.0, 0.0
    for stance in case.stances:
        capability = case.actors[stance.actor].capability
        if stance.issue == key and capability is not None:
            weight = capability.mode * stance.salience.mode
            weights += weight
            total += weight * stance.position.mode
    assert total / weights == pytest.approx(mean, abs=tolerance)
