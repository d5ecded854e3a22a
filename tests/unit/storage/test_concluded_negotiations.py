"""Concluded negotiations from files: the European table, a table of one's own, files without outcomes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.domain.errors import FormatError, InputError
from detente.storage.files import sha256_file
from detente.storage.imports.concluded import read_record
from detente.storage.imports.council_votes import capability, regime

HEADER = "prnr\tisnr\tproc\tcounvte\tpcom\tpep\tpde\tplu\tscom\tsep\tsde\tslu\trp\tout\n"
ROWS = (
    "n98092\tn98092i1\tCNS\tUnan\t0\t100\t50\t\t10\t20\t30\t\t0\t50\n"
    "n98092\tn98092i2\tCNS\tUnan\t100\t\t50\t0\t10\t20\t\t40\t\t\n"
    "d05182\td05182i1\tCOD\tQMV\t0\t100\t50\t100\t10\t20\t30\t40\t100\t64\n"
)
OWN = "negotiation,issue,actor,position,salience,capability,reference_point,outcome\n"


def written(folder: Path, text: str, name: str = "table.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_both_layouts_read_alike(tmp_path: Path, split: bool, separator: str) -> None:
    text = HEADER + ROWS
    if split:
        text = "".join(f"{'train' if i else 'split'}\t{line}\n" for i, line in enumerate(text.splitlines()))
    path = written(tmp_path, text.replace("\t", separator))
    record = read_record("deu3", path)
    assert record.sha256 == sha256_file(path)
    assert record.parts == (("train",) if split else ())
    first, second = record.negotiations
    assert (first.id, first.actors, first.issues) == ("n98092", ("com", "ep", "de", "lu"), ("n98092i1", "n98092i2"))
    np.testing.assert_array_equal(first.position, [[0, 100], [100, np.nan], [50, 50], [np.nan, 0]])
    # an unknown salience is the middle; without a position there is none
    np.testing.assert_array_equal(first.salience, [[0.1, 0.1], [0.2, 0], [0.3, 0.5], [0, 0.4]])
    np.testing.assert_array_equal(first.reference_point, [0, np.nan])
    np.testing.assert_array_equal(first.outcome, [50, np.nan])
    assert record.known == 2
    np.testing.assert_allclose(first.capability, [1, 0.25, 1, 0.2])
    np.testing.assert_allclose(second.capability, [1, 1, 1, 4 / 29])
    assert first.required.tolist() == [True, False, True, True]
    assert second.required.tolist() == [True, True, False, False]


def test_capability_follows_the_treaties() -> None:
    assert [regime(year) for year in (1996, 2003, 2004, 2011, 2012)] == ["pre-Nice"] * 2 + ["Nice"] * 2 + ["Lisbon"]
    assert capability("pl", 2000, "COD") == 0
    assert capability("fr", 2014, "COD") == pytest.approx(66.4 / 81.1)
    assert capability("ep", 2014, "CNS") == 0.25


def test_a_proposal_without_any_position_is_still_there(tmp_path: Path) -> None:
    row = "n98093\tn98093i1\tCNS\tQMV\t\t\t\t\t\t\t\t\t0\t\n"
    record = read_record("deu3", written(tmp_path, HEADER + ROWS + row))
    last = record.negotiations[-1]
    assert last.issues == ("n98093i1",)
    assert not last.draws().present.any()


def test_engines_see_no_outcome_and_a_middle_where_nothing_is_stated(tmp_path: Path) -> None:
    record = read_record("deu3", written(tmp_path, HEADER + ROWS))
    draws = record.negotiations[0].draws()
    assert draws.reference_point.tolist() == [0, 50]
    assert draws.present.tolist() == [[True, True], [True, False], [True, True], [False, True]]
    assert np.isnan(record.negotiations[0].without_outcome().outcome).all()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\t100\t50\t\t10", "\tmuch\t50\t\t10", "table.txt:2: expected a number as position, got 'much'"),
        ("\t100\t50\t\t10", "\t400\t50\t\t10", "table.txt:2: expected a position from 0 to 100, got 400"),
        ("n98092i2", "n98092i1", "first on line 2"),
        ("d05182\t", "x\t", "expected a proposal (prnr) such as n98092, got 'x'"),
        ("\tpcom", "\tzcom", "doi.org/10.34810/data53"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(FormatError, match=r"table\.txt") as error:
        read_record("deu3", written(tmp_path, (HEADER + ROWS).replace(old, new, 1)))
    assert said in str(error.value)


def test_a_data_set_without_its_file_says_where_to_get_it() -> None:
    with pytest.raises(InputError, match=r"doi\.org/10\.34810/data53"):
        read_record("deu3")
    with pytest.raises(InputError, match="deu3"):
        read_record("deu4")


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    text = OWN + (
        "dam,filling,north,0,80,3,10,\n"
        "dam,filling,south,100,,,,40\n"
        "dam,money,north,20,60,,,\n"
        "ferry,fares,\"Isle, the\",5,100,1,,5\n"
    )  # fmt: skip
    record = read_record(str(written(tmp_path, text, "own.csv")))
    dam, ferry = record.negotiations
    assert (dam.issues, ferry.actors) == (("dam/filling", "dam/money"), ("Isle, the",))
    np.testing.assert_array_equal(dam.position, [[0, 20], [100, np.nan]])
    np.testing.assert_array_equal(dam.salience, [[0.8, 0.6], [0.5, 0]])
    np.testing.assert_array_equal(dam.capability, [3, 1])
    np.testing.assert_array_equal(dam.reference_point, [10, np.nan])
    np.testing.assert_array_equal(dam.outcome, [40, np.nan])
    assert not dam.required.any()


def test_scales_parts_and_required_parties_of_a_table_of_ones_own(tmp_path: Path) -> None:
    text = OWN.strip() + ",scale_low,scale_high,required,part\na,years,x,7,0.5,1,4,8.8,4,10,yes,dev\n"
    [one] = read_record(str(written(tmp_path, text))).negotiations
    assert (one.scale_low[0], one.scale_high[0], one.salience[0, 0], one.part) == (4, 10, 0.5, "dev")
    assert one.required.all()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,i,x,5,50,1,0,10\na,i,y,5,50,1,0,20\n", "one outcome for 'i', got 10 and 20"),
        ("a,i,x,5,50,1,0,10\na,i,x,5,50,1,0,10\n", "first on line 2"),
        ("a,i,x,500,50,1,0,10\n", "a position from 0 to 100, got 500"),
        ("a,,x,5,50,1,0,10\n", "a name as issue"),
        ("a,i,x,5,50,-1,0,10\n", "a capability of at least 0"),
        ("", "add the lines"),
    ],
)
def test_what_is_wrong_in_a_table_of_ones_own(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(FormatError) as error:
        read_record(str(written(tmp_path, OWN + rows)))
    assert said in str(error.value)


def test_files_without_outcomes_can_be_forecast(tmp_path: Path) -> None:
    text = "Actor,Capability,Position,Salience\nx,2,4,50\ny,1,10,100\n"
    record = read_record(str(written(tmp_path, text, "years.csv")))
    [one] = record.negotiations
    assert record.known == 0
    assert (one.scale_low[0], one.scale_high[0]) == (4, 10)
    assert np.isnan(one.reference_point).all()
    assert one.salience[:, 0].tolist() == [0.5, 1]


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"docs/forecasts\.md"):
        read_record(str(written(tmp_path, "a poem\nof two lines\n")))
