"""The whole way, on one screen: read, estimate, simulate, judge, answer.

sources              -> read      -> documents, statements
statements + analyst -> estimate  -> draws
draws x engines      -> simulate  -> outcomes
outcomes + packages  -> judge     -> forecast
forecast             -> answer    -> report, JSON, tables
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.app.actor_file import hashes
from detente.app.answering import Written, write_answer
from detente.app.at_once import read_at_once
from detente.app.exposing import register_of, with_exposure
from detente.app.manifest import manifest_of
from detente.app.named import named
from detente.app.reading import gather, refuse_unreadable
from detente.app.timeline import timeline_of
from detente.domain.analysis import Analysis
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.forecast import Forecast
from detente.domain.forecast_parts import BARGAINING, EVERYTHING
from detente.domain.statement import Reading
from detente.ensemble.design import Design
from detente.ensemble.forecast import conclude_forecast, simulated_for
from detente.ensemble.simulate import BlockCache, simulate
from detente.evidence.llm.cost import Account
from detente.evidence.llm.settings import ModelSettings
from detente.insight.bargaining import with_bargaining
from detente.insight.explain import explain
from detente.insight.room.answer import with_room
from detente.storage.files import make_folder
from detente.storage.opening import open_store
from detente.storage.runs import RunFolder, run_id
from detente.storage.workspace import open_workspace

Progress = Callable[[str, int, int], None]
EXPLANATION = frozenset({"drivers", "influence"})


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Result:
    """An analysis with what was written of it; ``results`` is the content of results.json."""

    analysis: Analysis
    results: dict[str, Any]
    written: Written
    account: Account | None = None


def analyze(
    path: str | Path,
    design: Design | None = None,
    *,
    out: str | Path | None = None,
    as_of: dt.date | None = None,
    fresh: bool = False,
    progress: Progress = silent,
    llm: ModelSettings | None = None,
    spending: Callable[[str], None] = lambda said: None,
) -> Result:
    """The main job: from a case folder, or a folder of documents, to a report.

    ``llm`` names a language model whose verified proposals are added; without it nothing leaves this machine.
    ``spending`` is told what asking it has come to on the way.
    """
    design = design or Design()
    workspace = open_workspace(Path(path), Path(out) if out is not None else None)
    refuse_unreadable(workspace)
    with open_store(make_folder(workspace.root)) as store:
        sources = gather(workspace, store, as_of, progress, llm, spending)
        register = register_of(workspace.root, sources.case)
        manifest = manifest_of(sources, design, {**register.files, **hashes(workspace.root)})
        run = RunFolder(workspace.root, run_id(manifest))
        if fresh:
            run.drop_cache()
        store.begin_run(run.id, manifest)
        run.write_manifest(manifest)
        forecast = forecast_of(sources.case, sources.reading, design, sources.vouched, run, progress)
        forecast = replace(forecast, limits=(*forecast.limits, *sources.remarks))
        forecast = with_exposure(forecast, sources.case, register, design)
        analysis = Analysis(
            sources.case,
            sources.documents,
            sources.reading,
            forecast,
            proposed=sources.proposed,
            manifest=manifest,
            timeline=timeline_of(sources.case, sources.documents, sources.reading.statements, workspace.root),
        )
        results, written = write_answer(analysis, run, workspace.out)
        store.finish_run(run.id, written.results_sha256)
    return Result(analysis, results, replace(written, problems=sources.problems), sources.account)


def consider(
    path: str | Path,
    design: Design | None = None,
    *,
    as_of: dt.date | None = None,
    parts: frozenset[str] = EVERYTHING - EXPLANATION,
    progress: Progress = silent,
) -> Analysis:
    """An analysis of some parts (``domain.forecast_parts``, but not of EXPLANATION), without a report.

    For commands that ask one question: blocks that ``analyze`` has computed are used, and left for it.
    """
    design = design or Design()
    workspace = open_workspace(Path(path))
    refuse_unreadable(workspace)
    with open_store(make_folder(workspace.root)) as store:
        sources = gather(workspace, store, as_of, progress)
        register = register_of(workspace.root, sources.case)
        manifest = manifest_of(sources, design, {**register.files, **hashes(workspace.root)})
        run = RunFolder(workspace.root, run_id(manifest))
        case, statements, vouched = sources.case, sources.reading.statements, sources.vouched
        simulated = simulated_for(parts, case, statements, design, vouched=vouched, cache=run, progress=progress)
        baseline = simulated[0] if simulated else None
        forecast = conclude_forecast(case, simulated, design, statements, vouched, parts)
        if parts & BARGAINING:
            forecast = with_bargaining(forecast, case, baseline, design.seed, parts)
        if "room" in parts and baseline is not None:
            forecast = with_room(forecast, baseline, design.seed)
        if "exposure" in parts:
            forecast = with_exposure(forecast, case, register, design)
    return Analysis(
        sources.case, sources.documents, sources.reading, forecast, proposed=sources.proposed, manifest=manifest
    )


def forecast_of(
    case: Case,
    reading: Reading,
    design: Design,
    vouched: frozenset[str] = frozenset(),
    cache: BlockCache | None = None,
    progress: Progress = silent,
) -> Forecast:
    """Estimate, simulate, judge and explain: the forecast of a case."""
    simulated = simulate(case, reading.statements, design, vouched=vouched, cache=cache, progress=progress)
    forecast = conclude_forecast(case, simulated, design, reading.statements, vouched)
    return explain(forecast, simulated, reading.statements, design, vouched, progress)


def read(
    path: str | Path,
    *,
    case_path: Path | None = None,
    progress: Progress = silent,
    llm: ModelSettings | None = None,
    tell: Callable[[Account], None] = lambda account: None,
    spending: Callable[[str], None] = lambda said: None,
) -> tuple[tuple[Document, ...], Reading, tuple[str, ...]]:
    """Documents, statements, and what could not be read, of documents or of a case folder's sources.

    With ``llm`` a language model's verified proposals are added, and ``tell`` is given the account of asking it;
    ``spending`` is told what it has come to on the way.
    """
    documents, reading, problems, account = read_at_once(named(Path(path), case_path), progress, llm, spending)
    if account is not None:
        tell(account)
    return tuple(documents), reading, tuple(p.sentence for p in problems)
