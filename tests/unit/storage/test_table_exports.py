"""Tables for other programs: cells that spreadsheets cannot run, bytes that repeat, numbers that stay numbers."""

import builtins
import csv
import datetime as dt
import io
import math
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from detente.domain.case import Actor, Asset, Case, CaseInfo, Issue, NoDeal, Package, RedLine, Source, Stance
from detente.domain.errors import CaseError, StorageError
from detente.domain.quantity import Quantity
from detente.storage.exports import (
    case_tables,
    export_bdm,
    export_exchange,
    export_ktab,
    write_parquet,
    write_tables,
    write_workbook,
)

CASE = Case(
    case=CaseInfo(id="x", title="River; talks", as_of=dt.date(2025, 1, 1)),
    actors={
        "a": Actor(name="=cmd|' /C calc'!A0", aliases=("A1", "A2"), required=True, capability=Quantity.range(1, 2, 4)),
        "b": Actor(name="B", capability=Quantity.value(3)),
    },
    issues={"w": Issue(name="Water", question="?", scale={-10: "none", 30: "all"}, reference_point=0)},
    stances=(
        Stance(
            actor="a",
            issue="w",
            position=Quantity.range(-10, -5, 0),
            salience=Quantity.value(50),
            red_line=RedLine(max=Quantity.value(5), firmness=0.8),
            source=("s1", "s2"),
        ),
    ),
    leverage=(Asset(actor="b", asset="gates", strength=Quantity.value(0.5), since=dt.date(2020, 1, 2)),),
    no_deal={"a": NoDeal(cost_of_continuing=Quantity.statements())},
    packages={"p": Package(title="P", provisions={"w": 10}), "q": Package(title="silent")},
    sources={"s1": Source(quote='He said: "no, never"\nand left', document="a.txt"), "s2": Source(title="T")},
)
TABLES = {
    "mixed": [
        {"name": "=1+1", "number": -1.5, "flag": True, "none": None, "list": ("x", 2), "day": dt.date(2025, 1, 2)},
        {"name": "+1", "number": math.nan, "extra": np.float64(2.5), "fields": {"k": 1}},
        {"name": "ok, “é” 中", "number": 3},
    ],
    "empty": [],
}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_cells(tmp_path: Path) -> None:
    paths = write_tables(TABLES, tmp_path)
    assert [path.name for path in paths] == ["mixed.csv", "empty.csv"]
    first, second, third = rows_of(paths[0])
    assert list(first) == ["name", "number", "flag", "none", "list", "day", "extra", "fields"]
    assert list(first.values()) == ["'=1+1", "-1.5", "true", "", "x; 2", "2025-01-02", "", ""]
    assert (second["name"], second["number"], second["extra"], second["fields"]) == ("'+1", "", "2.5", '{"k": 1}')
    assert third["name"] == "ok, “é” 中"
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_a_formula_in_csv(tmp_path: Path, start: str) -> None:
    (path,) = write_tables({"t": [{f"{start}head": f"{start}HYPERLINK(1)"}]}, tmp_path)
    ((head, body),) = rows_of(path)[0].items()
    assert head.startswith("'")
    assert body.startswith("'")


def test_negative_numbers_stay_numbers_in_csv(tmp_path: Path) -> None:
    (path,) = write_tables({"t": [{"number": -2.5, "text": "-2.5"}]}, tmp_path)
    assert rows_of(path) == [{"number": "-2.5", "text": "'-2.5"}]


def test_workbook_cells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(TABLES, tmp_path / "t.xlsx"))
    assert book.sheetnames == ["mixed", "empty"]
    sheet = book["mixed"]
    assert [cell.value for cell in sheet[2]][:6] == ["=1+1", -1.5, True, None, "x; 2", "2025-01-02"]
    # "=1+1" is there as text, not as a formula
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].data_type == "n"
    assert sheet["B3"].value is None
    assert sheet["A4"].value == "ok, “é” 中"


def test_no_text_is_a_link_or_too_long_in_a_workbook(tmp_path: Path) -> None:
    rows = [{"a": "https://example.org/x"}, {"a": "x" * 40_000}, {"a": "half \ud83d"}, {"a": 10**20}]
    sheet = openpyxl.load_workbook(write_workbook({"t": rows}, tmp_path / "t.xlsx"))["t"]
    assert sheet["A2"].hyperlink is None
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A3"].value.endswith("(cut: too long for a cell)")
    assert sheet["A4"].value == "half ?"
    assert sheet["A5"].value == str(10**20)


def test_equal_tables_give_equal_bytes(tmp_path: Path) -> None:
    one = write_workbook(TABLES, tmp_path / "one.xlsx").read_bytes()
    assert one == write_workbook(TABLES, tmp_path / "two.xlsx").read_bytes()


def test_sheet_names_are_made_to_fit(tmp_path: Path) -> None:
    names = ["a/b:c", "A b c", "x" * 40, "x" * 41, "history", "'"]
    book = openpyxl.load_workbook(write_workbook({name: [{"a": 1}] for name in names}, tmp_path / "t.xlsx"))
    assert len(book.sheetnames) == 6
    assert len({name.lower() for name in book.sheetnames}) == 6
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert openpyxl.load_workbook(write_workbook({}, tmp_path / "none.xlsx")).sheetnames == ["empty"]


def test_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{"i": 1, "f": 1, "m": 1, "b": True}, {"i": 2, "f": 2.5, "m": "x", "b": None}, {"i": None, "f": math.nan}]
    (path,) = write_parquet({"t": rows}, tmp_path)
    assert parquet.read_table(path).to_pydict() == {
        "i": [1, 2, None],
        "f": [1.0, 2.5, None],
        "m": ["1", "x", None],
        "b": [True, None, None],
    }


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: object, **more: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StorageError, match=r"pip install 'detente\[parquet\]'"):
        write_parquet(TABLES, tmp_path)


@pytest.mark.parametrize("name", ["../t", "a/b", "", "t\0"])
def test_tables_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    for write in (write_tables, write_parquet):
        with pytest.raises(StorageError, match="cannot name a table"):
            write({name: [{"a": 1}]}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_case_tables() -> None:
    tables = case_tables(CASE)
    assert list(tables) == ["actors", "issues", "stances", "leverage", "no_deal", "packages", "sources"]
    actor = tables["actors"][0]
    assert (actor["capability_low"], actor["capability_mode"], actor["capability_high"]) == (1, 2, 4)
    assert actor["aliases"] == ("A1", "A2")
    (stance,) = tables["stances"]
    assert [stance[f"position_{part}"] for part in ("low", "mode", "high", "from")] == [-10, -5, 0, "analyst"]
    assert (stance["red_line_min_mode"], stance["red_line_max_mode"], stance["firmness"]) == (None, 5, 0.8)
    assert stance["source"] == ("s1", "s2")
    (no_deal,) = tables["no_deal"]
    assert (no_deal["cost_of_continuing_mode"], no_deal["cost_of_continuing_from"]) == (None, "statements")
    assert [(row["package"], row["issue"], row["value"]) for row in tables["packages"]] == [
        ("p", "w", 10),
        ("q", "", None),
    ]
    assert tables["issues"][0]["scale"] == "-10: none; 30: all"


def test_case_tables_are_written_whole(tmp_path: Path) -> None:
    write_tables(case_tables(CASE), tmp_path)
    (first, _) = rows_of(tmp_path / "sources.csv")
    assert first["quote"] == 'He said: "no, never"\nand left'
    assert rows_of(tmp_path / "actors.csv")[0]["name"] == "'=cmd|' /C calc'!A0"
    assert openpyxl.load_workbook(write_workbook(case_tables(CASE), tmp_path / "x.xlsx"))["stances"]["C2"].value == -10


def test_bdm_takes_the_most_likely_values_on_the_issues_own_scale() -> None:
    (row,) = csv.DictReader(io.StringIO(export_bdm(CASE, "w")))
    assert row == {"Actor": "=cmd|' /C calc'!A0", "Capability": "2", "Position": "-5", "Salience": "0.5"}
    with pytest.raises(CaseError, match="an issue of the case, got 'v'"):
        export_bdm(CASE, "v")


def test_ktab_moves_positions_to_a_hundred_and_gives_the_silent_no_weight() -> None:
    lines = list(csv.reader(io.StringIO(export_ktab(CASE))))
    assert lines[0] == ["River; talks", "", "2", "1"]
    assert lines[1] == ["Actor", "Description", "Influence", "Water Position", "Water Salience"]
    assert lines[2][2:] == ["2", "12.5", "50"]
    assert lines[3] == ["B", "", "3", "25", "0"]


def test_exchange_keeps_ids_names_and_points() -> None:
    lines = export_exchange(CASE).splitlines()
    assert "#O;River, talks" in lines
    assert "#A;b;B" in lines
    assert "#M;w;-10;none" in lines
    assert "#D;a;w;-5;0.5;2" in lines


def test_what_no_one_has_set_is_not_made_up() -> None:
    unset = CASE.model_copy(update={"stances": (Stance(actor="b", issue="w"),)})
    for export in (export_ktab, export_exchange, lambda case: export_bdm(case, "w")):
        with pytest.raises(CaseError, match=r"stance of 'b' on 'w': position: .* got 'from: statements'; set it"):
            export(unset)
    powerless = CASE.model_copy(update={"actors": {**CASE.actors, "b": Actor(name="B")}})
    with pytest.raises(CaseError, match=r"actors\.b\.capability: .* got none"):
        export_ktab(powerless)
