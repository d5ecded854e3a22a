"""``exposure.csv`` and lists of names: read as they come, refused with the line."""

from __future__ import annotations

import pytest

from detente.domain.errors import DetenteError, FormatError
from detente.storage.exposure_file import read_exposure, read_listed

HEAD = "what,kind,country,annual_value,dependence\n"


def write(tmp_path, text, name="exposure.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_rows_are_read_with_defaults(tmp_path):
    rows, digest = read_exposure(
        write(tmp_path, HEAD + "gas,Purchase,X,12.5,\n\nplant,asset,Y,3,0.5\n"), "exposure.csv"
    )
    assert [(r.key, r.kind, r.value, r.dependence, r.substitutes) for r in rows] == [
        ("row-1", "purchase", 12.5, 1.0, 0.0),
        ("row-3", "asset", 3.0, 0.5, 0.0),
    ]
    assert len(digest) == 64


def test_semicolons_and_decimal_commas_are_read(tmp_path):
    rows, _ = read_exposure(write(tmp_path, "what;kind;country;annual_value\ngas;sale;X;1,5\n"), "exposure.csv")
    assert rows[0].value == 1.5


@pytest.mark.parametrize(("text", "said"), [
    ("", "exposure.csv"),
    (HEAD, "a line for each asset"),
    ("what,kind,country\nx,sale,Y\n", "a column 'annual_value'"),
    (HEAD + "x,sail,Y,1,\n", "exposure.csv:2: expected sale, purchase or asset"),
    (HEAD + "x,sale,Y,much,\n", "exposure.csv:2: expected a number as annual_value"),
    (HEAD + "x,sale,Y,-1,\n", "exposure.csv:2: expected an annual_value of at least 0"),
    (HEAD + "x,sale,Y,1,1.5\n", "exposure.csv:2: expected a dependence from 0 to 1"),
    (HEAD + ",sale,Y,1,1\n", "a word for what is exposed"),
    (HEAD + "x,sale,Y,1,1,7,8\n", "5 cells"),
    ("id," + HEAD + "a,x,sale,Y,1,1\na,y,sale,Y,1,1\n", "exposure.csv:3: expected an id of its own"),
])  # fmt: skip
def test_bad_rows_are_refused_with_the_line(tmp_path, text, said):
    with pytest.raises(DetenteError) as refused:
        read_exposure(write(tmp_path, text), "exposure.csv")
    assert said in str(refused.value)


def test_a_register_outside_the_case_folder_is_refused(tmp_path):
    write(tmp_path, HEAD + "x,sale,Y,1,1\n")
    (tmp_path / "case").mkdir()
    with pytest.raises(DetenteError, match="outside"):
        read_exposure(tmp_path / "case", "../exposure.csv")


def test_lists_with_and_without_a_header(tmp_path):
    names, _ = read_listed(write(tmp_path, 'name,aliases,country,programme\n"A, Ltd",B; C,X,p\n', "l.csv"), "l.csv")
    assert (names[0].name, names[0].aliases, names[0].details) == ("A, Ltd", ("B", "C"), "programme p")
    plain, _ = read_listed(write(tmp_path, "# a comment\nFirst Name\n\nSecond Name\n", "l.txt"), "l.txt")
    assert [n.name for n in plain] == ["First Name", "Second Name"]
    with pytest.raises(FormatError, match="a name"):
        read_listed(write(tmp_path, "name,country\n,X\n", "bad.csv"), "bad.csv")
