"""Summary, Markdown and tables."""

import csv
import io
import re
from dataclasses import replace

import pytest
from analysis_fixture import analysis, empty_analysis, many_actors, one_engine, without_required
from markdown_it import MarkdownIt

from detente.report import answer_sentences, render_markdown, render_summary, tables
from detente.report.catalogue import SECTIONS
from detente.report.markdown_text import escaped

MAKERS = (
    analysis,
    empty_analysis,
    lambda: without_required(analysis()),
    lambda: one_engine(analysis()),
    lambda: many_actors(analysis()),
)


@pytest.mark.parametrize("make", MAKERS)
def test_the_summary_fits_a_terminal(make):
    lines = render_summary(make()).splitlines()
    assert len(lines) <= 40
    assert max(len(line) for line in lines) <= 100


def test_the_summary_says_all_five_sentences():
    shown = " ".join(render_summary(analysis()).split())
    for sentence in answer_sentences(analysis()):
        assert sentence in shown


def test_the_summary_marks_a_proposed_case():
    assert "correct the proposed case.yaml" in render_summary(replace(analysis(), proposed=True))
    assert "correct the proposed case.yaml" not in render_summary(analysis())


@pytest.mark.parametrize("make", MAKERS)
def test_markdown_has_all_sections(make):
    text = render_markdown(make())
    headings = re.findall(r"^## \d+\. (.+)$", text, flags=re.M)
    assert headings == [section.heading for section in SECTIONS]


def test_markdown_tables_have_rows_of_one_width():
    for block in re.findall(r"(?:^\|.*\|\n)+", render_markdown(analysis()), flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "https://example.org/auto",
        "www.example.org",
        "+ not a list",
        "---",
        "===",
        "0.25",
        "a | b",
        "# not a heading",
        "- not a list",
        "1. not a list",
        "**bold** _it_ `code` ~~gone~~",
        "line\n\nbreak & &lt;b&gt;",
    ],
)
def test_markdown_shows_hostile_text_as_it_is(evil):
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(escaped(evil))
    plain = re.sub(r"</?p>", "", html).strip()
    assert "<" not in plain
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"') == " ".join(
        evil.split()
    )


def test_tables_hold_every_record_with_flat_values():
    given = analysis()
    found = tables(given)
    assert len(found["statements"]) == len(given.reading.statements)
    assert len(found["estimates"]) == len(given.forecast.estimates)
    assert len(found["outcomes"]) == sum(len(s.outcomes) for s in given.forecast.scenarios)
    assert len(found["margins"]) == sum(len(p.margins) for s in given.forecast.scenarios for p in s.zone.packages)
    for name, rows in found.items():
        for row in rows:
            assert list(row) == list(rows[0]), name
            assert all(v is None or isinstance(v, str | int | float | bool) for v in row.values()), (name, row)


def test_a_statement_keeps_all_its_attributes():
    statement = analysis().reading.statements[6]
    row = next(r for r in tables(analysis())["statements"] if r["id"] == statement.id)
    assert row["quote"] == statement.quote
    assert row["spans"] == "; ".join(f"{a}-{b}" for a, b in statement.spans)
    assert row["used_for"] == "aldova alliance_membership position"
    assert row["moves_position"] is True
    missing = set(statement.to_dict()) - set(row) - {"attribution", "indications", "speaker_span", "cue_span"}
    assert missing == set()


def test_tables_can_be_written_as_csv():
    out = io.StringIO()
    rows = tables(analysis())["estimates"]
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    assert len(list(csv.DictReader(io.StringIO(out.getvalue())))) == len(rows)


@pytest.mark.parametrize("make", MAKERS)
def test_all_tables_exist_even_when_empty(make):
    assert list(tables(make())) == list(tables(analysis()))
