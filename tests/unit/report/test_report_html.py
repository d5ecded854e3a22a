"""The page: self-contained, inert, complete, every link with a target, nothing that crashes it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from analysis_fixture import analysis, empty_analysis, foreseen, many_actors, one_engine, without_required

from detente.domain.case import Source
from detente.domain.statement import Attribution, ClaimCheck, Dropped
from detente.report import render_html
from detente.report.catalogue import SECTIONS

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}\x00\u202e\ud800"


class Page(HTMLParser):
    """Elements with attributes, ids, links; fails on unbalanced tags."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.ids, self.stack, self.text, self.unbalanced = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.ids += [v for k, v in attrs if k == "id"]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append((tag, self.getpos()))

    def handle_data(self, data):
        self.text.append(data)

    @property
    def hrefs(self):
        return [a["href"] for _, a in self.elements if "href" in a]


def hostile():
    """Every string that comes from a document or a case file is an attack."""
    given = analysis()
    document = replace(
        given.documents[0], text=EVIL + given.documents[0].text, title=EVIL, publisher=EVIL, notes=(EVIL,)
    )
    statement = replace(
        given.reading.statements[0],
        document_sha256=document.sha256,
        start=0,
        end=len(EVIL),
        spans=((0, len(EVIL)),),
        quote=EVIL,
        speaker=EVIL,
        attribution=(Attribution(EVIL, EVIL, EVIL),),
        checks=(ClaimCheck(EVIL, 0, 12, EVIL),),
        actors=(EVIL,),
        issues=(EVIL,),
        time_said=EVIL,
        id=EVIL,
    )
    sources = {
        "evil": Source(title=EVIL, url="javascript:alert(1)", note=EVIL),
        "data": Source(title="d", url="data:text/html,<script>alert(1)</script>"),
        "space": Source(title="s", url=" https://example.org/\n<script>"),
        "good": Source(title="g", url="https://example.org/?a=1&b=2"),
    }
    actors = {k: a.model_copy(update={"name": EVIL}) for k, a in given.case.actors.items()}
    issues = {
        k: i.model_copy(update={"name": EVIL, "question": EVIL, "scale": dict.fromkeys(i.scale, EVIL)})
        for k, i in given.case.issues.items()
    }
    return replace(
        given,
        case=given.case.model_copy(update={"actors": actors, "issues": issues, "sources": sources}),
        documents=(document, *given.documents[1:]),
        reading=replace(
            given.reading,
            statements=(statement, *given.reading.statements[1:]),
            dropped=(Dropped(EVIL, EVIL, EVIL, excerpt=EVIL),),
            notes=(EVIL,),
        ),
        forecast=replace(given.forecast, title=EVIL, guesses=(EVIL,), missing=(EVIL,), engines={EVIL: EVIL}),
        manifest={EVIL: [EVIL]},
    )


CASES = {
    "full": analysis,
    "empty": empty_analysis,
    "nobody required": lambda: without_required(analysis()),
    "one engine": lambda: one_engine(analysis()),
    "fourteen actors": lambda: many_actors(analysis()),
    "no statements": lambda: replace(analysis(), reading=replace(analysis().reading, statements=()), documents=()),
    "no documents": lambda: replace(analysis(), documents=()),
    "hostile": hostile,
    "foreseen": lambda: foreseen(analysis()),
    "foreseen, nobody required": lambda: without_required(foreseen(analysis(), chance=None)),
}


@pytest.fixture(scope="module", params=CASES)
def page_of_each(request):
    return Page(render_html(CASES[request.param]()))


@pytest.fixture(scope="module")
def text():
    return render_html(analysis())


def test_the_page_is_balanced_and_ids_are_unique(page_of_each):
    assert page_of_each.unbalanced == []
    assert page_of_each.stack == []
    assert len(page_of_each.ids) == len(set(page_of_each.ids))


def test_nothing_runs_and_nothing_is_fetched(page_of_each):
    tags = {tag for tag, _ in page_of_each.elements}
    assert not tags & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "video",
        "audio",
        "use",
        "image",
    }
    for tag, attributes in page_of_each.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "srcdoc")]
        if "href" in attributes:
            assert tag == "a"
            assert attributes["href"].startswith(("#", "https://example.org/"))


def test_every_internal_link_has_a_target(page_of_each):
    missing = {h for h in page_of_each.hrefs if h.startswith("#")} - {f"#{i}" for i in page_of_each.ids}
    assert missing == set()


def test_all_sections_are_there_in_order(page_of_each):
    sections = [a["id"] for tag, a in page_of_each.elements if tag == "section"]
    assert sections == [section.key for section in SECTIONS]
    assert len(sections) >= 12


def test_hostile_text_is_shown_and_stays_text():
    rendered = render_html(hostile())
    page = Page(rendered)
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert "alert(1)" in "".join(page.text)
    assert "{{ 7*7 }}" in "".join(page.text)
    assert "49" not in [t.strip() for t in page.text]
    assert not {"\x00", "\u202e", "\ud800"} & set(rendered)
    rendered.encode()
    assert [h for h in page.hrefs if not h.startswith("#")] == ["https://example.org/?a=1&b=2"]


def test_the_page_forbids_itself_everything_but_its_own_style(text):
    policy = next(a["content"] for _, a in Page(text).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "@import" not in text
    assert "url(#refused)" in text
    assert text.count("url(") == text.count("url(#")  # patterns and clips of the page's own figures


def test_equal_analyses_give_equal_bytes():
    assert render_html(analysis()) == render_html(analysis())


def test_every_statement_is_shown_highlighted_in_its_text(text):
    page = Page(text)
    for statement in analysis().reading.statements:
        assert f"s-{statement.id}" in page.ids
    assert text.count("<mark") >= len(analysis().reading.statements)
    assert "<mark>Bereth in the Alliance</mark>”, he said, “<mark>is out of the question" in text
    assert '<mark class="checked">as much as 400%</mark>' in text


def test_every_estimate_has_a_row_that_leads_to_its_statements(text):
    ids = set(Page(text).ids)
    given = analysis()
    for e in given.forecast.estimates:
        assert "-".join(t for t in ("basis", e.actor, e.issue, e.parameter) if t) in ids
    statement = given.forecast.estimates[0].basis.statements[0]
    row = text[text.index('id="basis-aldova-territory-position"') :]
    assert f'href="#s-{statement}"' in row[: row.index("</tr>")]


def test_numbers_in_the_charts_link_to_their_basis(text):
    figure = text[text.index('id="issue-territory"') :]
    figure = figure[: figure.index("</article>")]
    for target in (
        "basis-bereth-territory-position",
        "basis-bereth-territory-salience",
        "basis-bereth-territory-red_line_high",
    ):
        assert f'href="#{target}"' in figure


def test_guesses_are_labelled_where_they_are_shown(text):
    figure = text[text.index('id="issue-territory"') :]
    figure = figure[: figure.index("</article>")]
    row = figure[figure.index("Kessar Valley Council</bdi>") :]
    assert "a guess" in row[: row.index("</div>")]
    assert '<span class="tag guess">guess</span>' in row[: row.index("</div>")]


def test_an_issue_where_every_position_is_a_guess_says_so(text):
    assert "Every position here is a guess" not in text
    given = analysis()
    basis = replace(given.forecast.estimates[0].basis, kind="guess", statements=())
    guessed = tuple(replace(e, basis=basis) for e in given.forecast.estimates)
    rendered = render_html(replace(given, forecast=replace(given.forecast, estimates=guessed)))
    assert rendered.count("Every position here is a guess") == len(given.case.issues)


def test_one_check_of_many_statements_is_one_finding():
    given = analysis()
    check = given.reading.statements[3].checks[0]
    statements = tuple(
        replace(s, checks=(check,)) if s.document == given.documents[0].path else s for s in given.reading.statements
    )
    rendered = render_html(replace(given, reading=replace(given.reading, statements=statements)))
    section = rendered[rendered.index('<section id="checks"') : rendered.index('<section id="dropped"')]
    assert section.count("Nobody is named who could be asked") == 1
    assert section.count('href="#s-') == 5 + 2


def test_levers_and_uncertainties_stand_in_columns_of_their_own(text):
    levers = text[text.index('class="side lever"') : text.index('class="side uncertainty"')]
    unknown = text[text.index('class="side uncertainty"') : text.index('<section id="room"')]
    assert "scenario-aid_stops" in levers
    assert "scenario-union_seat" in levers
    assert "scenario-dry_summer" in unknown
    assert "scenario-dry_summer" not in levers


def test_margins_say_their_sign_by_symbol_too(text):
    table = text[text.index('class="margins') : text.index("What each draft says")]
    assert table.count("▲") == 3
    assert table.count("▼") == 2
    table = table[table.index("<tbody>") :]
    order = [table.index(name) for name in ("Freeze on the line", "Ceasefire only", "Grand bargain")]
    assert order == sorted(order)


def test_a_text_that_changed_since_is_shown_with_a_warning():
    given = analysis()
    changed = tuple(replace(d, text="Something else stands here now.") for d in given.documents)
    rendered = render_html(replace(given, documents=changed))
    assert "do not stand at this place in the document" in rendered
    assert "We will never recognise an annexation" in rendered


def test_without_required_parties_the_zone_says_what_to_do():
    rendered = render_html(without_required(analysis()))
    assert "required: true" in rendered
    assert "In 0% of the draws" not in rendered
