"""Figures: the same bytes for the same numbers, nothing runs, labels shown as written."""

import xml.etree.ElementTree as ElementTree

from detente.report.drawing import COLOURS, HATCHES, LINES, MARKERS, drawn


def test_equal_numbers_give_equal_bytes_and_other_numbers_do_not():
    assert drawn("Shares", _bars([1, 2])) == drawn("Shares", _bars([1, 2]))
    assert drawn("Shares", _bars([1, 2])) != drawn("Shares", _bars([1, 3]))


def test_labels_and_title_are_shown_as_written_and_never_run():
    svg = drawn('A "title" <b>', _bars([1, 2], label="<script>alert(1)</script> $5 & $6"))
    assert "<script" not in svg
    texts = "".join(ElementTree.fromstring(svg).itertext())
    assert "<script>alert(1)</script> $5 & $6" in texts
    assert ElementTree.fromstring(svg).get("aria-label") == 'A "title" <b>'


def test_nothing_is_fetched_and_no_style_leaks_out_of_the_figure():
    svg = drawn("Shares", _bars([1, 2]))
    assert "http" not in svg
    assert "<style" not in svg
    assert "<image" not in svg


def test_ids_of_two_figures_differ():
    def ids(svg):
        return {e.get("id") for e in ElementTree.fromstring(svg).iter() if e.get("id")}

    assert ids(drawn("One", _bars([1]))).isdisjoint(ids(drawn("Two", _bars([1]))))


def test_a_series_is_told_by_more_than_its_colour():
    assert len(set(COLOURS)) == len(set(HATCHES)) == len(set(MARKERS)) == len(set(LINES)) == 8


def _bars(heights, label="x"):
    def draw(figure):
        axes = figure.subplots()
        axes.bar(range(len(heights)), heights, color=COLOURS[0], hatch=HATCHES[1], label=label)
        axes.legend()

    return draw
