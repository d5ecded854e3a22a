"""From an analysis to files: results, report, tables; the run's own folder first, then where the user wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.domain.analysis import Analysis
from detente.report.html import render_html
from detente.report.lookup import Lookup
from detente.report.markdown import render_markdown
from detente.report.tables import tables
from detente.storage.exports import write_tables, write_workbook
from detente.storage.files import atomic_write_text
from detente.storage.runs import RunFolder, canonical_json


@dataclass(frozen=True)
class Written:
    """What was written and where; ``problems`` are documents that could not be read."""

    results_sha256: str
    report: Path
    folder: Path
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """A line each, for the terminal."""
        for problem in self.problems:
            yield f"Not read: {problem}"
        yield f"Report:  {self.report}"
        yield f"Tables:  {self.folder / 'tables.xlsx'}, {self.folder / 'tables'}, {self.folder / 'statements.json'}"
        yield f"Results: {self.folder / 'results.json'}"


def results_of(analysis: Analysis) -> dict[str, Any]:
    """The content of results.json: the manifest, the forecast, the timeline where there is one."""
    timeline = {} if analysis.timeline is None else {"timeline": analysis.timeline.to_dict()}
    return {"manifest": analysis.manifest, **analysis.forecast.to_dict(), **timeline}


def write_answer(analysis: Analysis, run: RunFolder, out: Path | None) -> tuple[dict[str, Any], Written]:
    """Write everything into the run's folder, and the same into ``out`` where one is given."""
    results = results_of(analysis)
    lookup = Lookup(analysis)
    html = render_html(analysis, lookup)
    markdown = render_markdown(analysis, lookup)
    rows = tables(analysis)
    statements = canonical_json([s.to_dict() for s in analysis.reading.statements])
    digest = run.write_results(results)
    for folder in (run.path, out):
        if folder is None:
            continue
        atomic_write_text(folder / "report.html", html)
        atomic_write_text(folder / "report.md", markdown)
        atomic_write_text(folder / "statements.json", statements)
        write_workbook(rows, folder / "tables.xlsx")
        write_tables(rows, folder / "tables")
        if folder is out:
            atomic_write_text(folder / "results.json", canonical_json(results))
            atomic_write_text(folder / "manifest.json", canonical_json(analysis.manifest))
    place = out or run.path
    return run.results() or {}, Written(digest, place / "report.html", place)
