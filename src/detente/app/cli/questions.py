"""One question at a time: ``detente zone CASE``, ``detente leverage CASE`` and their kind, as text or JSON.

A verb is a line in QUESTIONS: which sections of the report it prints, and which part of the results is its JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

Results = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A verb: what it says of itself, the sections of the report that answer, and its part of results.json.

    What is computed for it is what its sections need (``Section.needs``), and no more.
    """

    verb: str
    help: str
    sections: tuple[str, ...]
    part: Callable[[Results], Any]


def _of_baseline(*names: str) -> Callable[[Results], Any]:
    """Fields of the case as it stands, by scenario where others were simulated too."""
    return lambda results: {
        scenario["id"]: {name: scenario.get(name) for name in names} for scenario in results["scenarios"]
    }


def _of_forecast(*names: str) -> Callable[[Results], Any]:
    return lambda results: {name: results.get(name) for name in names}


INTERESTS = ("position", "salience", "red_line_low", "red_line_high")


def _bargaining(*names: str, parameters: tuple[str, ...]) -> Callable[[Results], Any]:
    """Parts of the answer on interests and leverage, with the estimates of some parameters where any are named."""

    def part(results: Results) -> Any:
        found = {name: (results.get("bargaining") or {}).get(name) for name in names}
        if not parameters:
            return found
        return {"estimates": [e for e in results["estimates"] if e["parameter"] in parameters], **found}

    return part


def _consequences(*names: str, models: tuple[str, ...]) -> Callable[[Results], Any]:
    """Parts of the answer on consequences, with the coefficients of their models."""

    def part(results: Results) -> Any:
        answer = results.get("consequences") or {}
        found = {name: answer.get(name) for name in names}
        return {**found, "coefficients": [c for c in answer.get("coefficients", ()) if c["model"] in models]}

    return part


QUESTIONS: tuple[Question, ...] = (
    Question("zone", "Is there a deal every required party prefers to no deal, no red line crossed?", ("zone",),
             lambda results: {**_of_baseline("zone", "zone_change")(results),
                              "search": (results.get("agreement") or {}).get("search")}),
    Question("blocks", "What blocks a deal, and what could one party do alone to open it?", ("blocks",),
             lambda results: {"blocks": results["scenarios"][0]["zone"]["blocks"],
                              **{name: (results.get("agreement") or {}).get(name)
                                 for name in ("without_zone", "analysed", "unlocks", "conflicts")}}),
    Question("interests", "What does each side really want, and which trades pay?", ("interests",),
             _bargaining("trades", "trade_draws", "trades_paying", parameters=INTERESTS)),
    Question("leverage", "Who has leverage, from what, and which way is it moving?", ("leverage",),
             _bargaining("levers", "lever_draws", "assets", "ledger", parameters=("capability", "cost_of_continuing"))),
    Question("crisis", "What does fighting leave to bargain over, and why may it come all the same?", ("crisis",),
             _bargaining("crisis", parameters=())),
    Question("forecast", "Where would a deal land, and how often were such forecasts right?", ("forecast",),
             _of_baseline("predictive")),
    Question("room", "Does the room, the order, the place or a back channel change it?", ("room",),
             _of_forecast("room")),
    Question("sovereignty", "What does each package cost in sovereignty?", ("sovereignty",),
             _of_forecast("sovereignty")),
    Question("durability", "Will it hold, and when would re-attack pay?", ("durability",),
             _consequences("clauses", "durability", "regroup", models=("durability", "regroup"))),
    Question("reactions", "How do others react, and who stops trusting whom?", ("reactions",),
             _consequences("clauses", "reactions", "trust", "precedents", models=("reactions", "trust", "precedent"))),
    Question("exposure", "What about sanctions, energy, minerals, and my organisation?", ("economy", "exposure"),
             lambda results: {"exposure": results.get("exposure"),
                              **_consequences("sanctions", "energy", "macro", "minerals",
                                              models=("sanctions", "energy", "macro"))(results)}),
)  # fmt: skip


def command(question: Question) -> Callable[..., None]:
    """The command of a question."""

    def answer(
        case: Annotated[Path, typer.Argument(help="A case folder, a case.yaml, or documents without any case.")],
        draws: Annotated[int, typer.Option(min=1, max=10_000_000, help="Joint draws of the inputs.")] = 10_000,
        seed: Annotated[int, typer.Option(min=0, help="Equal seed and inputs give equal answers.")] = 1,
        engine: Annotated[
            list[str] | None, typer.Option(help="An engine, or engine:reading; repeat for several; 'all' for all.")
        ] = None,
        json_: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    ) -> None:
        from detente.app import pipeline
        from detente.app.cli.progress import shown_progress
        from detente.ensemble.design import DEFAULT_ENGINES, Design
        from detente.ensemble.specification import expanded
        from detente.report.catalogue import section

        sections = [section(key) for key in question.sections]
        design = Design(draws=draws, seed=seed, engines=expanded(engine or DEFAULT_ENGINES))
        with shown_progress(quiet=json_) as progress:
            analysis = pipeline.consider(
                case, design, parts=frozenset().union(*(s.needs for s in sections)), progress=progress
            )
        if json_:
            from detente.app.answering import results_of
            from detente.storage.runs import canonical_json

            typer.echo(canonical_json(question.part(results_of(analysis))), nl=False)
            return
        from detente.report.markdown import render_sections

        typer.echo(render_sections(analysis, sections), nl=False)

    answer.__doc__ = f"{question.help}\n\nExample:\n\n    detente {question.verb} examples/ukraine-2025\n"
    return answer
