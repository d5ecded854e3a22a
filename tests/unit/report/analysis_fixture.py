# ruff: noqa: E501  (tables of data, one record a line)
"""A made-up but realistic analysis: talks on the Kessar valley, so that the report can be built and looked at alone.

Everything is computed in closed form from the tables below; nothing is random.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from statistics import NormalDist

from detente.domain.analysis import Analysis
from detente.domain.case import (
    Actor,
    Asset,
    Case,
    CaseInfo,
    Change,
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
from detente.domain.document import Document
from detente.domain.draws import Basis
from detente.domain.forecast import (
    HISTOGRAM_BINS,
    QUANTILES,
    Block,
    Crossing,
    Distribution,
    Driver,
    EngineOutcome,
    Estimate,
    Forecast,
    Interval,
    PackageVerdict,
    ScenarioForecast,
    Share,
    SourceInfluence,
    SovereigntyCost,
    Zone,
)
from detente.domain.predictive_answer import PointMass, PredictedIssue, PredictiveAnswer, TrackRecord
from detente.domain.quantity import Quantity
from detente.domain.statement import Attribution, ClaimCheck, Dropped, Indication, Reading, Statement

# fmt: off
ACTORS = {
    "aldova": Actor(name="Aldova", required=True, at_table=True, aliases=("Port Sarai",), source=("s1",)),
    "bereth": Actor(name="Bereth", required=True, at_table=True, aliases=("Tamas",)),
    "federation": Actor(name="Meridian Federation", required=True, at_table=True),
    "alliance": Actor(name="Northern Defence Alliance", kind="organisation"),
    "union": Actor(name="Coastal Economic Union", kind="bloc", at_table=True),
    "council": Actor(name="Kessar Valley Council", kind="group", guess=True),
    "orlen": Actor(name="Republic of Orlen", kind="state"),
    "envoy": Actor(name="Ilse Varga, special envoy", kind="person", represents="federation", at_table=True),
}

ISSUES = {
    "territory": Issue(
        name="Control of the valley",
        question="Who controls the Kessar valley, and with what recognition?",
        scale={0: "full Berethi control restored", 40: "line of contact frozen, status left open",
               70: "Aldovan control accepted in fact", 100: "annexation by Aldova recognised"},
        reference_point=45, keywords=("valley", "annexation"),
        sovereignty={"bereth": SovereigntyEffect(territorial_integrity=-1.0, political_autonomy=-0.3, reversibility="decades")},
    ),
    "alliance_membership": Issue(
        name="Alliance membership",
        question="May Bereth join the Northern Defence Alliance?",
        scale={0: "membership ruled out by treaty", 30: "moratorium of ten years", 60: "open door, no date", 100: "invitation now"},
        reference_point=60,
        sovereignty={"bereth": SovereigntyEffect(foreign_security_policy=0.9, reversibility="years")},
    ),
    "guarantees": Issue(
        name="Security guarantees",
        question="Who answers for Bereth's security, and how bindingly?",
        scale={0: "none", 35: "consultation only", 65: "arms and training", 100: "treaty with troops on the ground"},
        reference_point=35,
        sovereignty={"bereth": SovereigntyEffect(foreign_security_policy=0.3, economic_independence=-0.2, reversibility="years")},
    ),
    "sanctions": Issue(
        name="Sanctions on Aldova",
        question="How much of the trade sanctions on Aldova is lifted, and when?",
        scale={0: "all stay", 50: "lifted step by step as terms are met", 100: "all lifted at signing"},
        reference_point=0,
    ),
    "water": Issue(
        name="Release from the Orlen dam",
        question="What share of the dry-season flow reaches the valley?",
        scale={0: "no obligation", 0.25: "a quarter", 0.5: "half", 1: "the whole flow"},
        reference_point=0.25,
        sovereignty={"orlen": SovereigntyEffect(economic_independence=-0.5, reversibility="months")},
    ),
    "format": Issue(
        question="Who sits at the table?",
        scale={0: "Aldova and the Federation alone", 50: "with Bereth", 100: "with Bereth, the Union and the Council"},
        reference_point=50,
    ),
}

# actor, issue, position low/mid/high, salience in [0, 1], basis kind
POSITIONS = (
    ("aldova", "territory", 68, 84, 96, 0.90, "statements"), ("bereth", "territory", 4, 15, 33, 0.95, "statements"),
    ("federation", "territory", 38, 52, 66, 0.50, "statements"), ("alliance", "territory", 5, 22, 45, 0.45, "analyst"),
    ("union", "territory", 8, 24, 44, 0.55, "statements"), ("council", "territory", 20, 50, 80, 0.80, "guess"),
    ("aldova", "alliance_membership", 0, 6, 20, 0.85, "statements"),
    ("bereth", "alliance_membership", 60, 78, 95, 0.70, "statements"),
    ("federation", "alliance_membership", 10, 27, 45, 0.40, "statements"),
    ("alliance", "alliance_membership", 40, 58, 75, 0.60, "analyst"),
    ("aldova", "guarantees", 5, 18, 36, 0.75, "statements"), ("bereth", "guarantees", 74, 90, 99, 0.95, "statements"),
    ("federation", "guarantees", 30, 46, 64, 0.45, "statements"), ("alliance", "guarantees", 48, 66, 83, 0.60, "statements"),
    ("union", "guarantees", 50, 68, 86, 0.65, "statements"), ("envoy", "guarantees", 25, 50, 75, 0.30, "guess"),
    ("aldova", "sanctions", 70, 88, 98, 0.60, "statements"), ("bereth", "sanctions", 2, 12, 30, 0.55, "statements"),
    ("federation", "sanctions", 44, 61, 78, 0.40, "statements"), ("union", "sanctions", 10, 28, 47, 0.70, "statements"),
    ("orlen", "water", 0.05, 0.2, 0.4, 0.70, "analyst"), ("council", "water", 0.5, 0.75, 0.95, 0.85, "guess"),
    ("bereth", "water", 0.3, 0.5, 0.72, 0.35, "guess"),
    ("aldova", "format", 2, 16, 40, 0.25, "statements"), ("bereth", "format", 52, 70, 92, 0.50, "statements"),
    ("union", "format", 78, 92, 99, 0.45, "statements"),
)

RED_LINES = (  # actor, issue, side, low, mid, high, firmness, basis kind
    ("aldova", "territory", "low", 35, 40, 50, 0.80, "statements"),
    ("bereth", "territory", "high", 40, 52, 62, 0.85, "statements"),
    ("aldova", "alliance_membership", "high", 28, 34, 45, 0.75, "analyst"),
    ("bereth", "guarantees", "low", 48, 58, 66, 0.70, "statements"),
    ("orlen", "water", "high", 0.5, 0.55, 0.65, 0.60, "guess"),
)

TALK = {  # document -> (title, publisher, date, sentences)
    "sources/01-envoy-briefing.txt": ("Envoy's briefing to the press", "Meridian Press Office", dt.date(2031, 3, 4), (
        "The special envoy met both delegations on Tuesday.",
        "“The line of contact is where the talks begin, not where they end,” said Ilse Varga, the Federation's special envoy.",
        "She added that the Federation “would support a moratorium on membership, not a ban”.",
        "Asked about sanctions, Varga said relief would come step by step as terms are met.",
        "People close to the talks say a secret annex on the dam already exists.",
        "The Federation is prepared to train and equip Bereth's army for ten years, she said.",
    )),
    "sources/02-aldova-statement.md": ("Statement of the Foreign Ministry of Aldova", "Government of Aldova", dt.date(2031, 3, 6), (
        "Foreign Minister Radek Ohm set out his government's terms on Thursday.",
        "“The people of the valley have made their choice, and nobody will reverse it,” Mr Ohm said.",
        "“Bereth in the Alliance”, he said, “is out of the question, today and in fifty years.”",
        "Aldova demands that all sanctions be lifted on the day of signature.",
        "Foreign troops on Berethi soil would be treated as a hostile act, the ministry said.",
        "The ministry claimed that sabotage in the valley had risen by as much as 400% since January.",
        "Ohm said the Union had no place at the table.",
    )),
    "sources/03-bereth-president.html": ("President Lind addresses parliament", "Tamas Courier", dt.date(2031, 3, 9), (
        "President Mara Lind told parliament that she would not sign away the valley.",
        "“We will never recognise an annexation, whatever it is called,” she said to long applause.",
        "Lind said Bereth needed “a promise with soldiers behind it, not a letter”.",
        "She insisted that nothing about Bereth be decided without Bereth.",
        "The president said membership of the Alliance remained her country's goal.",
        "Sanctions must stay until the last shell has been cleared, she said.",
        "In this newspaper's view, the president has left herself no way back.",
    )),
    "sources/04-union-summit.docx": ("Conclusions of the Union's summit", "Coastal Economic Union", dt.date(2031, 3, 12), (
        "Leaders of the Coastal Economic Union met in Avelle.",
        "The Union will keep its sanctions in place until withdrawal has begun, the conclusions say.",
        "The Union calls for a seat at the table for itself and for the valley's council.",
        "Member states offered air defence and training, and did not exclude a presence on the ground.",
        "The Union does not and will not recognise changes of borders by force.",
    )),
    "sources/05-alliance-interview.pdf": ("Interview with the Alliance's secretary", "Northern Review", dt.date(2031, 3, 15), (
        "The Alliance's secretary, Tove Brandt, gave few details.",
        "“Our door stays open, but nobody can give you a date,” Brandt said.",
        "Allies stand ready to arm and train Bereth for as long as it takes, according to Brandt.",
        "It may be that Aldova would live with a moratorium, she speculated.",
        "Talks failed twice last year, the Review notes.",
    )),
}

# document, part of the sentence to quote (parts of an interrupted quotation separated by |), speaker, actor, issue,
# stance, kind, source type, level, firm, checks
SAID = (
    ("01", "The line of contact is where the talks begin, not where they end", "Ilse Varga", "federation", "territory", "open_to", "direct_quote", "named_official", 2, False, ()),
    ("01", "would support a moratorium on membership, not a ban", "Ilse Varga", "federation", "alliance_membership", "supports", "partial_quote", "named_official", 1, False, ()),
    ("01", "relief would come step by step as terms are met", "Ilse Varga", "federation", "sanctions", "offers", "indirect_quote", "named_official", 3, False, ()),
    ("01", "a secret annex on the dam already exists", "people close to the talks", "orlen", "water", "discloses", "indirect_quote", "unnamed_group", 3, False, (("anonymous source", "a secret annex", "Nobody is named who could be asked, and no second source carries it."),)),
    ("01", "The Federation is prepared to train and equip Bereth's army for ten years", "Ilse Varga", "federation", "guarantees", "offers", "indirect_quote", "named_official", 2, False, ()),
    ("02", "The people of the valley have made their choice, and nobody will reverse it", "Radek Ohm", "aldova", "territory", "rejects", "direct_quote", "named_principal", 4, True, ()),
    ("02", "Bereth in the Alliance|is out of the question, today and in fifty years.", "Radek Ohm", "aldova", "alliance_membership", "excludes", "direct_quote", "named_principal", 0, True, ()),
    ("02", "Aldova demands that all sanctions be lifted on the day of signature", "Foreign Ministry of Aldova", "aldova", "sanctions", "demands", "reported_position", "named_official_party", 4, False, ()),
    ("02", "Foreign troops on Berethi soil would be treated as a hostile act", "Foreign Ministry of Aldova", "aldova", "guarantees", "opposes", "indirect_quote", "named_official_party", 0, False, ()),
    ("02", "sabotage in the valley had risen by as much as 400% since January", "Foreign Ministry of Aldova", "aldova", "territory", "accuses", "statistic", "named_official_party", None, False, (("number without a source", "as much as 400%", "A bound (“as much as”), no base, no source that could be found."), ("party speaks of its opponent", "sabotage in the valley", "The claim comes from a party to the dispute and serves its case."))),
    ("02", "the Union had no place at the table", "Radek Ohm", "aldova", "format", "excludes", "indirect_quote", "named_principal", 0, False, ()),
    ("03", "she would not sign away the valley", "Mara Lind", "bereth", "territory", "rejects", "indirect_quote", "named_principal", 0, True, ()),
    ("03", "We will never recognise an annexation, whatever it is called", "Mara Lind", "bereth", "territory", "excludes", "direct_quote", "named_principal", 0, True, ()),
    ("03", "a promise with soldiers behind it, not a letter", "Mara Lind", "bereth", "guarantees", "requires", "partial_quote", "named_principal", 4, True, ()),
    ("03", "nothing about Bereth be decided without Bereth", "Mara Lind", "bereth", "format", "requires", "indirect_quote", "named_principal", 3, False, ()),
    ("03", "membership of the Alliance remained her country's goal", "Mara Lind", "bereth", "alliance_membership", "seeks", "indirect_quote", "named_principal", 4, False, ()),
    ("03", "Sanctions must stay until the last shell has been cleared", "Mara Lind", "bereth", "sanctions", "requires", "indirect_quote", "named_principal", 0, False, ()),
    ("03", "the president has left herself no way back", "Tamas Courier", "bereth", "territory", "assesses", "editorial_opinion", "outlet", None, False, ()),
    ("04", "The Union will keep its sanctions in place until withdrawal has begun", "Coastal Economic Union", "union", "sanctions", "supports", "reported_position", "named_official_party", 1, False, ()),
    ("04", "a seat at the table for itself and for the valley's council", "Coastal Economic Union", "union", "format", "seeks", "reported_position", "named_official_party", 4, False, ()),
    ("04", "Member states offered air defence and training, and did not exclude a presence on the ground", "Coastal Economic Union", "union", "guarantees", "offers", "reported_act", "named_official_party", 3, False, ()),
    ("04", "The Union does not and will not recognise changes of borders by force", "Coastal Economic Union", "union", "territory", "rejects", "reported_position", "named_official_party", 0, False, ()),
    ("05", "Our door stays open, but nobody can give you a date", "Tove Brandt", "alliance", "alliance_membership", "open_to", "direct_quote", "named_official", 2, False, ()),
    ("05", "Allies stand ready to arm and train Bereth for as long as it takes", "Tove Brandt", "alliance", "guarantees", "offers", "indirect_quote", "named_official", 3, False, ()),
    ("05", "Aldova would live with a moratorium", "Tove Brandt", "aldova", "alliance_membership", "open_to", "speculation", "named_official", None, False, ()),
    ("05", "Talks failed twice last year", "Northern Review", "", "format", "assesses", "reported_act", "author", None, False, ()),
)
# fmt: on


def analysis() -> Analysis:
    """The whole made-up analysis."""
    documents = tuple(
        Document(
            path=path,
            text="\n\n".join((" ".join(sentences[:3]), " ".join(sentences[3:]))) + "\n",
            media_type="text/plain",
            title=title,
            publisher=publisher,
            published=date,
            language="en",
            notes=("page numbers were removed",) if path.endswith("pdf") else (),
        )
        for path, (title, publisher, date, sentences) in TALK.items()
    )
    statements = _statements(documents)
    return Analysis(
        case=case(),
        documents=documents,
        reading=Reading(statements=statements, dropped=_dropped(), notes=("5 documents read, none left out",)),
        forecast=_forecast(statements),
        manifest={
            "seed": 20310315,
            "versions": {"detente": "0.1.0", "numpy": "2.4.6", "python": "3.11.9"},
            "inputs": {"case.yaml": "9f2b" * 16, **{d.path: d.sha256 for d in documents}},
            "engines": ["compromise", "weighted_median"],
        },
    )


def empty_analysis() -> Analysis:
    """The least analysis there can be: a title, one scenario, nothing else."""
    forecast = Forecast(
        case="empty",
        title="An empty case",
        as_of="2031-03-15",
        seed=0,
        draws=100,
        scenarios=(ScenarioForecast("baseline", "As it stands", "baseline", (), _no_zone(), {}),),
        estimates=(),
    )
    info = CaseInfo(id="empty", title="An empty case", as_of=dt.date(2031, 3, 15))
    return Analysis(case=Case(case=info), documents=(), reading=Reading(), forecast=forecast)


def without_required(given: Analysis) -> Analysis:
    """Nobody's consent is needed: the zone cannot be judged."""
    actors = {key: actor.model_copy(update={"required": False}) for key, actor in given.case.actors.items()}
    scenarios = tuple(replace(s, zone=_no_zone(), zone_change=None) for s in given.forecast.scenarios)
    return replace(
        given,
        case=given.case.model_copy(update={"actors": actors}),
        forecast=replace(given.forecast, scenarios=scenarios),
    )


def one_engine(given: Analysis) -> Analysis:
    """Only the first engine was run."""
    scenarios = tuple(
        replace(s, outcomes=tuple(o for o in s.outcomes if o.engine == "compromise"), spread={})
        for s in given.forecast.scenarios
    )
    return replace(given, forecast=replace(given.forecast, scenarios=scenarios))


def foreseen(given: Analysis, chance: float | None = 0.31) -> Analysis:
    """With the calibrated distribution: a heap at the reference point, one at the first actor, the rest even."""
    predicted = []
    for key, issue in given.case.issues.items():
        span = issue.high - issue.low
        here = round((issue.reference_point - issue.low) / span * 100)
        holder = next(a for a, of, *_ in POSITIONS if of == key)
        points = [0.007] * 101
        points[here] += 1 - 0.707
        masses = (
            PointMass("reference_point", "", issue.reference_point, 0.3),
            PointMass("position", holder, issue.low + 0.7 * span, 0.12),
            PointMass("position", "union", issue.low + 0.5 * span, 0.01),
        )
        deal = _distribution(issue.low + 0.6 * span, 0.2 * span, issue.low, issue.high)
        overall = _distribution(issue.low + 0.5 * span, 0.25 * span, issue.low, issue.high)
        reasons = ("another kind of negotiation than the data", "few actors have a stance")
        predicted.append(PredictedIssue(key, deal, overall, tuple(points), masses, reasons))
    track = TrackRecord(245, 95, 0.48, 0.29, 0.82, 14.42, "A. Author, a made-up record")
    answer = PredictiveAnswer(chance, tuple(predicted), track, ("Said in words.",))
    first, *rest = given.forecast.scenarios
    scenarios = (replace(first, predictive=answer), *rest)
    return replace(given, forecast=replace(given.forecast, scenarios=scenarios))


def many_actors(given: Analysis, extra: int = 6) -> Analysis:
    """More actors, with names that are too long for any column, all with a position on the first issue."""
    actors = dict(given.case.actors)
    estimates = list(given.forecast.estimates)
    for i in range(extra):
        key = f"extra_{i}"
        actors[key] = Actor(
            name=f"Intergovernmental Commission No. {i + 1} for the Rehabilitation of the Upper Kessar Basin"
        )
        middle = 10.0 + 15 * i
        basis = Basis("guess", reason="proposed by the program; nobody has confirmed it")
        estimates += [
            Estimate(key, "territory", "position", Interval(max(0, middle - 12), middle, min(100, middle + 12)), basis),
            Estimate(key, "territory", "salience", Interval(0.1, 0.4, 0.8), basis),
        ]
    return replace(
        given,
        case=given.case.model_copy(update={"actors": actors}),
        forecast=replace(given.forecast, estimates=tuple(estimates)),
    )


def case() -> Case:
    """The case as an analyst would have written it."""
    return Case(
        case=CaseInfo(
            id="kessar-2031",
            title="Talks on the Kessar valley",
            as_of=dt.date(2031, 3, 15),
            question="Is there an agreement on the valley that Aldova, Bereth and the Federation would all sign this year?",
        ),
        actors=ACTORS,
        issues=ISSUES,
        stances=tuple(
            Stance(
                actor=a,
                issue=i,
                guess=kind == "guess",
                red_line=next((_red_line(r) for r in RED_LINES if r[:2] == (a, i)), None),
            )
            for a, i, *_, kind in POSITIONS
        ),
        leverage=(
            Asset(actor="aldova", asset="valley held by its army", kind="tangible", issues=("territory",), strength=Quantity.range(0.6, 0.7, 0.8), credibility=Quantity.value(0.9), since=dt.date(2029, 9, 1), source=("s1",)),
            Asset(actor="aldova", asset="threat to close the strait", kind="tangible", issues=(), strength=Quantity.range(0.2, 0.4, 0.6), credibility=Quantity.range(0.3, 0.5, 0.7), since=dt.date(2030, 11, 2), half_life="1y"),
            Asset(actor="federation", asset="arms deliveries to Bereth", kind="tangible", issues=("territory", "guarantees"), strength=Quantity.range(0.4, 0.6, 0.8), since=dt.date(2030, 1, 10), half_life="2y", source=("s2",)),
            Asset(actor="federation", asset="convenes the talks", kind="intangible", issues=("format",), strength=Quantity.value(0.5), since=dt.date(2030, 12, 1)),
            Asset(actor="union", asset="frozen Aldovan reserves", kind="tangible", issues=("sanctions",), strength=Quantity.range(0.5, 0.7, 0.8), credibility=Quantity.range(0.5, 0.7, 0.9), since=dt.date(2030, 3, 3), until=dt.date(2031, 9, 3)),
            Asset(actor="bereth", asset="sympathy abroad", kind="intangible", strength=Quantity.range(0.2, 0.4, 0.6), since=dt.date(2029, 9, 1), half_life="3y", guess=True),
            Asset(actor="orlen", asset="gates of the Orlen dam", kind="tangible", issues=("water",), strength=Quantity.value(0.8), since=dt.date(2019, 5, 1)),
        ),
        no_deal={
            "aldova": NoDeal(cost_of_continuing=Quantity.range(4, 9, 16)),
            "bereth": NoDeal(cost_of_continuing=Quantity.range(8, 16, 26)),
        },
        packages={
            "freeze": Package(title="Freeze on the line of contact", provisions={"territory": 45, "alliance_membership": 30, "guarantees": 60, "sanctions": 30}),
            "grand_bargain": Package(title="Grand bargain", provisions={"territory": 60, "alliance_membership": 10, "guarantees": 80, "sanctions": 70, "water": 0.5}),
            "ceasefire": Package(title="Ceasefire only", provisions={"sanctions": 10}),
        },
        scenarios={
            "aid_stops": Scenario(title="The Federation stops its arms deliveries", kind="lever", chosen_by="federation", set=(Change(actor="bereth", capability_times=0.6), Change(actor="bereth", issue="guarantees", position=Quantity.range(60, 75, 90)))),
            "union_seat": Scenario(title="The Union and the Council get seats", kind="lever", chosen_by="union", set=(Change(actor="union", required=True, at_table=True), Change(actor="council", at_table=True))),
            "dry_summer": Scenario(title="A second dry summer", kind="uncertainty", set=(Change(actor="council", issue="water", salience=Quantity.value(100)), Change(actor="aldova", cost_of_continuing=Quantity.range(8, 14, 22)), Change(actor="bereth", issue="territory", red_line="none")), events=(Event(date=dt.date(2031, 7, 1), what="Reservoir below one third"),)),
        },
        sources={
            "s1": Source(document="sources/02-aldova-statement.md", quote="The people of the valley have made their choice", title="Statement of the Foreign Ministry of Aldova", publisher="Government of Aldova", date=dt.date(2031, 3, 6), url="https://example.org/statement?id=1&lang=en"),
            "s2": Source(title="Arms transfers register", publisher="Register of Transfers", date=dt.date(2031, 1, 1), url="https://example.org/register", note="Table 4."),
        },
    )  # fmt: skip


def _red_line(row: tuple) -> RedLine:
    _, _, side, low, mid, high, firmness, kind = row
    bound = Quantity.range(low, mid, high)
    return RedLine(**{"min" if side == "low" else "max": bound}, firmness=firmness, guess=kind == "guess")


def _statements(documents: tuple[Document, ...]) -> tuple[Statement, ...]:
    made = []
    for prefix, quote, speaker, actor, issue, stance, kind, source_type, level, firm, checks in SAID:
        document = next(d for d in documents if d.path.startswith(f"sources/{prefix}"))
        spans = tuple((document.text.index(part), document.text.index(part) + len(part)) for part in quote.split("|"))
        start, end = spans[0][0], spans[-1][1]
        links = [Attribution(speaker, organisation=ACTORS[actor].name if actor else "", source_type=source_type)]
        if prefix in ("03", "05") and source_type != "outlet":
            links.insert(0, Attribution(document.publisher, source_type="outlet"))
        made.append(
            Statement(
                document=document.path,
                document_sha256=document.sha256,
                start=start,
                end=end,
                quote=document.text[start:end],
                spans=spans,
                prefix=document.text[max(0, start - 32) : start],
                suffix=document.text[end : end + 32],
                attribution=tuple(links),
                speaker=speaker,
                cue="said",
                source_type=source_type,
                actors=(actor,) if actor else (),
                issues=(issue,),
                stance=stance,
                modality="speculative" if kind == "speculation" else "asserted",
                certainty="non_factual" if kind == "speculation" else "fact_like",
                kind=kind,
                time_said=document.published.isoformat() if document.published else "",
                extractor="rule:attributed_speech",
                confidence=0.85,
                reason="a cue of saying links a known speaker to the quotation",
                checks=tuple(
                    ClaimCheck(name, document.text.index(part), document.text.index(part) + len(part), why)
                    for name, part, why in checks
                ),
                indications=()
                if level is None
                else (Indication(actor, issue, level, f"“{quote.split('|')[0][:30]}” points there", firm),),
            )
        )
    return tuple(made)


def _dropped() -> tuple[Dropped, ...]:
    return (
        Dropped("sources/01-envoy-briefing.txt", "attribution", "no speaker found", 0, 51, "The special envoy met both delegations on Tuesday."),
        Dropped("sources/05-alliance-interview.pdf", "attribution", "no speaker found", 0, 56, "The Alliance's secretary, Tove Brandt, gave few details."),
        Dropped("sources/04-union-summit.docx", "position", "no issue of the case is named", 0, 52, "Leaders of the Coastal Economic Union met in Avelle."),
        Dropped("sources/02-aldova-statement.md", "position", "states terms, none named", 0, 71, "Foreign Minister Radek Ohm set out his government's terms on Thursday."),
    )  # fmt: skip


def _basis(kind: str, actor: str, issue: str, statements: tuple[Statement, ...]) -> Basis:
    ids = tuple(
        s.id for s in statements if s.moves_position and (actor, issue) in {(i.actor, i.issue) for i in s.indications}
    )
    if kind == "statements" and ids:
        return Basis("statements", statements=ids, reason=f"{len(ids)} statements, weighted by source and modality")
    if kind == "analyst":
        return Basis("analyst", sources=("s2",), reason="range given in the case file")
    if kind == "ledger":
        return Basis("ledger", sources=("s1",), reason="assets added up, decayed to the date of the case")
    return Basis("guess", reason="wide prior: no statement says anything about it")


def _estimates(statements: tuple[Statement, ...]) -> tuple[Estimate, ...]:
    found = []
    for actor, issue, low, mid, high, salience, kind in POSITIONS:
        basis = _basis(kind, actor, issue, statements)
        found.append(Estimate(actor, issue, "position", Interval(low, mid, high), basis))
        spread = Interval(max(0, salience - 0.15), salience, min(1, salience + 0.1))
        found.append(
            Estimate(
                actor,
                issue,
                "salience",
                spread,
                basis if kind == "analyst" else _basis("guess", actor, issue, statements),
            )
        )
    for actor, issue, side, low, mid, high, firmness, kind in RED_LINES:
        basis = _basis(kind, actor, issue, statements)
        found.append(Estimate(actor, issue, f"red_line_{side}", Interval(low, mid, high), basis, firmness))
    for actor, mid in (("aldova", 0.9), ("bereth", 0.45), ("federation", 1.2), ("union", 0.6), ("orlen", 0.4)):
        found.append(
            Estimate(
                actor, "", "capability", Interval(mid * 0.7, mid, mid * 1.3), _basis("ledger", actor, "", statements)
            )
        )
    for actor, low, mid, high, kind in (
        ("aldova", 0.05, 0.09, 0.15, "analyst"),
        ("bereth", 0.09, 0.16, 0.24, "analyst"),
        ("federation", 0.0, 0.1, 0.35, "guess"),
    ):
        found.append(
            Estimate(actor, "", "cost_of_continuing", Interval(low, mid, high), _basis(kind, actor, "", statements))
        )
    return tuple(found)  # fmt: skip


def _distribution(mean: float, deviation: float, low: float, high: float) -> Distribution:
    """A normal distribution cut to the scale."""
    normal = NormalDist(mean, deviation)
    floor, mass = normal.cdf(low), normal.cdf(high) - normal.cdf(low)
    edges = [low + (high - low) * i / HISTOGRAM_BINS for i in range(HISTOGRAM_BINS + 1)]
    return Distribution(
        mean=mean,
        quantiles=tuple(normal.inv_cdf(floor + q * mass) for q in QUANTILES),
        histogram=tuple((normal.cdf(b) - normal.cdf(a)) / mass for a, b in pairwise(edges)),
    )


LANDINGS = {  # issue -> mean and deviation: compromise, weighted median
    "territory": ((51, 8), (63, 13)), "alliance_membership": ((31, 7), (29, 9)), "guarantees": ((53, 7), (57, 10)),
    "sanctions": ((44, 8), (52, 14)), "water": ((0.44, 0.08), (0.4, 0.12)), "format": ((52, 9), (58, 14)),
}  # fmt: skip


def _outcomes(shift: float) -> tuple[EngineOutcome, ...]:
    return tuple(
        EngineOutcome(
            engine,
            reading,
            issue,
            _distribution(
                pair[k][0] + shift * ISSUES[issue].high / 100, pair[k][1], ISSUES[issue].low, ISSUES[issue].high
            ),
            defined=1.0 if issue != "water" or k == 0 else 0.82,
        )
        for k, (engine, reading) in enumerate((("compromise", "as published"), ("weighted_median", "tie: middle")))
        for issue, pair in LANDINGS.items()
    )


def _no_zone() -> Zone:
    return Zone(exists=Share(0.0, 0.0, 1.0, 0), required=(), blocks=(), packages=())


def _zone(share: float, worst_shift: float = 0.0) -> Zone:
    def verdict(key: str, title: str, accepted: float, margins: dict, crossed: tuple) -> PackageVerdict:
        shifted = {
            a: Interval(lo + worst_shift, mid + worst_shift, hi + worst_shift) for a, (lo, mid, hi) in margins.items()
        }
        worst = min(("aldova", "bereth", "federation"), key=lambda a: shifted[a].mid)
        gains = {a: min(1.0, max(0.0, 0.5 + i.mid / 40)) for a, i in shifted.items()}
        spread = Share(accepted, max(0, accepted - 0.008), accepted + 0.008, 10000)
        return PackageVerdict(key, title, spread, shifted, gains, crossed, worst, shifted[worst])

    return Zone(
        exists=Share(share, share - 0.008, share + 0.008, 10000),
        required=("aldova", "bereth", "federation"),
        blocks=(
            Block((("aldova", "territory"), ("bereth", "territory")), 0.34),
            Block((("aldova", "alliance_membership"), ("bereth", "")), 0.17),
            Block((("bereth", "guarantees"), ("aldova", "")), 0.09),
        ),
        packages=(
            verdict("freeze", "Freeze on the line of contact", 0.22, {"aldova": (-6, 3, 11), "bereth": (-9, -1, 8), "federation": (2, 8, 15), "union": (-4, 2, 9), "council": (-12, 0, 12), "alliance": (-3, 2, 6)}, (Crossing("aldova", "territory", 0.31), Crossing("bereth", "territory", 0.18))),
            verdict("grand_bargain", "Grand bargain", 0.07, {"aldova": (1, 9, 18), "bereth": (-24, -13, -3), "federation": (4, 11, 19), "union": (-15, -8, -1), "council": (-6, 6, 19), "alliance": (-8, -3, 3)}, (Crossing("bereth", "territory", 0.72), Crossing("orlen", "water", 0.21))),
            verdict("ceasefire", "Ceasefire only", 0.14, {"aldova": (-9, -4, 2), "bereth": (-5, 1, 7), "federation": (0, 3, 6), "union": (-2, 1, 4), "council": (-3, 1, 5), "alliance": (-1, 1, 3)}, (Crossing("bereth", "guarantees", 0.7),)),
        ),
        best={"territory": Interval(40, 46, 53), "alliance_membership": Interval(22, 30, 36), "guarantees": Interval(54, 61, 70), "sanctions": Interval(22, 37, 55)},
    )  # fmt: skip


def _forecast(statements: tuple[Statement, ...]) -> Forecast:
    def scenario(key: str, title: str, kind: str, share: float, shift: float) -> ScenarioForecast:
        changes = (
            {}
            if kind == "baseline"
            else {
                issue: Interval((shift - 3) * of.high / 100, shift * of.high / 100, (shift + 3) * of.high / 100)
                for issue, of in ISSUES.items()
            }
        )
        zone_change = None if kind == "baseline" else Interval(share - 0.31 - 0.011, share - 0.31, share - 0.31 + 0.011)
        return ScenarioForecast(
            key,
            title,
            kind,
            _outcomes(shift),
            _zone(share, -shift / 4),
            {i: abs(a[0] - b[0]) for i, (a, b) in LANDINGS.items()},
            changes,
            zone_change,
        )

    sovereignty = (
        SovereigntyCost("freeze", "bereth", "territorial_integrity", 0.0, ()),
        SovereigntyCost(
            "freeze",
            "bereth",
            "foreign_security_policy",
            -0.2,
            (("alliance_membership", -0.27, "years"), ("guarantees", 0.07, "years")),
        ),
        SovereigntyCost("freeze", "bereth", "economic_independence", -0.05, (("guarantees", -0.05, "years"),)),
        SovereigntyCost("freeze", "bereth", "political_autonomy", 0.0, ()),
        SovereigntyCost("grand_bargain", "bereth", "territorial_integrity", -0.15, (("territory", -0.15, "decades"),)),
        SovereigntyCost(
            "grand_bargain",
            "bereth",
            "foreign_security_policy",
            -0.31,
            (("alliance_membership", -0.45, "years"), ("guarantees", 0.14, "years")),
        ),
        SovereigntyCost("grand_bargain", "bereth", "economic_independence", -0.09, (("guarantees", -0.09, "years"),)),
        SovereigntyCost("grand_bargain", "bereth", "political_autonomy", -0.05, (("territory", -0.05, "decades"),)),
        SovereigntyCost("grand_bargain", "orlen", "economic_independence", -0.13, (("water", -0.13, "months"),)),
    )
    drivers = (
        Driver("zone", "bereth", "territory", "red_line_high", 0.24, 0.17, 0.31, "between 17 and 31% of the variance"),
        Driver("zone", "aldova", "territory", "red_line_low", 0.19, 0.12, 0.26, "between 12 and 26% of the variance"),
        Driver("zone", "bereth", "", "cost_of_continuing", 0.08, 0.03, 0.13, "between 3 and 13% of the variance"),
        Driver(
            "zone",
            "federation",
            "sanctions",
            "position",
            0.01,
            0.0,
            0.03,
            "between 0 and 3% of the variance; not distinguishable from zero",
        ),
        Driver("territory", "aldova", "territory", "position", 0.38, 0.30, 0.46, "between 30 and 46% of the variance"),
        Driver("territory", "federation", "", "capability", 0.17, 0.10, 0.24, "between 10 and 24% of the variance"),
    )
    influence = (
        SourceInfluence("sources/03-bereth-president.html", 7, 0.09, 6.2, "guarantees"),
        SourceInfluence("sources/02-aldova-statement.md", 6, -0.04, -4.8, "territory"),
        SourceInfluence("sources/04-union-summit.docx", 4, 0.01, 2.1, "sanctions"),
    )
    return Forecast(
        case="kessar-2031",
        title="Talks on the Kessar valley",
        as_of="2031-03-15",
        seed=20310315,
        draws=10000,
        scenarios=(
            scenario("baseline", "As it stands", "baseline", 0.31, 0),
            scenario("aid_stops", "The Federation stops its arms deliveries", "lever", 0.19, 7),
            scenario("union_seat", "The Union and the Council get seats", "lever", 0.305, -1),
            scenario("dry_summer", "A second dry summer", "uncertainty", 0.39, -2),
        ),
        estimates=_estimates(statements),
        sovereignty=sovereignty,
        drivers=drivers,
        influence=influence,
        guesses=(
            "Kessar Valley Council was proposed as an actor from two mentions.",
            "Salience of every actor is a wide prior except where the analyst gave it.",
            "The Federation's cost of continuing without a deal is a wide prior.",
        ),
        missing=("Capability of the Kessar Valley Council", "Position of the Republic of Orlen on sanctions"),
        limits=("The intervals carry the uncertainty of the inputs, not the chance that the list of actors is wrong.",),
        engines={
            "compromise": "Van den Bos, J. (1991). Dutch EC Policy Making. Thela Thesis.",
            "weighted_median": "Black, D. (1948). On the Rationale of Group Decision-making. Journal of Political Economy 56(1).",
        },
    )  # fmt: skip
