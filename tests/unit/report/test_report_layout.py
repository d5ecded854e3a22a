"""The page as a document: what is long is folded, folded parts can be reached, nothing is wider than the page."""

from html.parser import HTMLParser
from importlib.resources import files

import pytest
from analysis_fixture import analysis, empty_analysis, foreseen, many_actors

from detente.report import render_html
from detente.report.catalogue import GROUPS, SECTIONS
from detente.report.lookup import Lookup
from detente.report.paper import paper_of

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LONGEST_TABLE = 20
"""Rows that may stand on the page unfolded."""


class Element:
    """A tag with its attributes, its parent and its children in order; ``text`` is all that is said in it."""

    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children, self.said = tag, attributes, parent, [], []

    @property
    def classes(self):
        return (self.attributes.get("class") or "").split()

    @property
    def text(self):
        return " ".join(self.said + [child.text for child in self.children]).strip()

    def ancestors(self):
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def inside(self, tag):
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.inside(tag)


class Tree(HTMLParser):
    """The page as elements."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("page", {}, None)
        self.all = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        made = Element(tag, dict(attrs), self.open)
        self.open.children.append(made)
        self.all.append(made)
        if tag not in VOID:
            self.open = made

    def handle_startendtag(self, tag, attrs):
        made = Element(tag, dict(attrs), self.open)
        self.open.children.append(made)
        self.all.append(made)

    def handle_endtag(self, tag):
        self.open = self.open.parent

    def handle_data(self, data):
        self.open.said.append(data.strip())

    def of(self, tag):
        return [element for element in self.all if element.tag == tag]


@pytest.fixture(
    scope="module",
    params=[lambda: foreseen(analysis()), empty_analysis, lambda: many_actors(foreseen(analysis()))],
    ids=["full", "empty", "many actors"],
)
def tree(request):
    return Tree(render_html(request.param()))


def test_every_folded_part_begins_with_a_summary_that_says_what_is_in_it(tree):
    for details in tree.of("details"):
        assert details.children[0].tag == "summary"
        assert len(details.children[0].text) >= 4
        assert len(details.children) > 1
        assert sum(child.tag == "summary" for child in details.children) == 1


def test_folded_parts_are_closed_until_somebody_opens_them(tree):
    assert [d.children[0].text for d in tree.of("details") if "open" in d.attributes] == []


def test_links_lead_into_folded_parts_never_at_their_edge(tree):
    """A browser opens the parts around a link's target; a part that is itself the target stays closed."""
    wanted = {a.attributes["href"][1:] for a in tree.of("a") if a.attributes.get("href", "").startswith("#")}
    ids = {e.attributes["id"]: e for e in tree.all if "id" in e.attributes}
    assert wanted <= set(ids)
    for anchor in wanted:
        assert ids[anchor].tag not in ("details", "summary"), anchor
        assert all(above.tag != "summary" for above in ids[anchor].ancestors())


def test_every_table_scrolls_by_itself_or_stacks_on_a_phone(tree):
    for table in tree.of("table"):
        above = list(table.ancestors())
        regions = [e for e in above if "scroll" in e.classes]
        assert regions or "stacks" in table.classes
        for region in regions:
            assert region.attributes.get("role") == "region"
            assert region.attributes.get("tabindex") == "0"
            assert region.attributes.get("aria-label")
        assert any(child.tag == "caption" and child.text for child in table.children)


def test_cells_of_a_stacked_table_carry_their_heading(tree):
    for table in tree.of("table"):
        if "stacks" in table.classes and next(table.inside("thead"), None):
            for cell in table.inside("td"):
                unlabelled = "colspan" in cell.attributes or "wide" in cell.classes
                assert unlabelled or cell.attributes.get("data-label"), cell.text


def test_no_long_table_stands_unfolded(tree):
    for table in tree.of("table"):
        folded = any(above.tag == "details" for above in table.ancestors())
        assert folded or len(list(table.inside("tr"))) <= LONGEST_TABLE, table.attributes


def test_statements_inputs_and_sources_are_folded(tree):
    for element in tree.all:
        if {"statement", "source"} & set(element.classes) or element.attributes.get("id", "").startswith("basis-"):
            assert any(above.tag == "details" for above in element.ancestors())


def test_the_contents_are_the_questions_and_name_every_section_once_in_order(tree):
    keys = [key for group in GROUPS for key in group.keys]
    assert keys == [one.key for one in SECTIONS]
    nav = tree.of("nav")[0]
    assert len(list(nav.inside("li"))) == len(GROUPS) <= 13
    linked = [a.attributes["href"][1:] for a in nav.inside("a")]
    assert set(linked) == set(keys)


def test_the_answer_comes_first(tree):
    assert tree.of("section")[0].attributes["id"] == "answer"
    assert not list(tree.of("section")[0].inside("details"))


def test_headings_go_down_one_step_at_a_time(tree):
    level = 0
    for element in tree.all:
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            assert int(element.tag[1]) <= level + 1 or level == 0, element.text
            level = int(element.tag[1])


def test_paper_has_how_to_read_and_names_what_is_folded():
    style = files("detente.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    printed = style[style.index("@media print") :]
    assert "details.read::details-content" in printed
    assert ".fold:not([open]) > summary::before" in printed
    assert "details:has(:target)::details-content" in style


def test_on_paper_every_link_to_a_statement_document_or_source_has_a_number(tree):
    for link in tree.of("a"):
        href = link.attributes.get("href", "")
        folded = any("statement" in above.classes or above.tag == "nav" for above in link.ancestors())
        if href.startswith(("#s-", "#source-")) and "num" not in link.classes and not folded:
            assert link.attributes.get("data-paper"), link.text


def test_the_list_on_paper_numbers_documents_and_quotes_what_an_input_rests_on():
    lookup = Lookup(analysis())
    paper = paper_of(lookup)
    assert [d.path for d in paper.documents] == [d.path for d in analysis().documents]
    used = [reference for document in paper.documents for reference, _ in document.used]
    assert set(used) == {paper.references[f"#s-{s}"] for s in lookup.used_by if s in lookup.statements}
    assert all(quote for document in paper.documents for _, quote in document.used)
    assert len(set(paper.references.values())) == len(paper.references)
    listed = {k for d in paper.documents for k in d.sources.split(", ") if k} | {k for k, *_ in paper.elsewhere}
    assert listed == set(lookup.analysis.case.sources)


def test_tables_say_what_their_headings_are_of(tree):
    for cell in tree.of("th"):
        assert cell.attributes.get("scope") in ("col", "row"), cell.text


def test_figures_say_what_they_show(tree):
    for svg in tree.of("svg"):
        outer = svg.parent.tag != "svg"
        if outer and "defs" not in svg.classes:
            assert svg.attributes.get("aria-label") or svg.attributes.get("aria-hidden")
