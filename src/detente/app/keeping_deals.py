"""Would the deals of a case be kept: ``detente stability CASE``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.app import pipeline
from detente.app.answering import results_of
from detente.domain.analysis import Analysis
from detente.domain.errors import InputError
from detente.ensemble.design import Design
from detente.report.catalogue import section
from detente.report.markdown import render_sections
from detente.storage.workspace import open_workspace

ONLY_FILES = "the name of a case alone, with --draws, --seed or --json"


def refuse(path: Path, options: Sequence[str]) -> None:
    """Options that ask something of one conflict's file mean nothing for a case."""
    if options:
        raise InputError(str(path), ONLY_FILES, ", ".join(options), "leave them out, or give a conflict's file")


def considered(path: Path, design: Design, progress: pipeline.Progress = pipeline.silent) -> Analysis:
    """The analysis of a case that says what can be done after signature; raises InputError for another."""
    # documents alone cannot say it, so nothing is read or drawn for them
    analysis = (
        pipeline.consider(path, design, parts=section("stability").needs, progress=progress)
        if open_workspace(path).has_case
        else None
    )
    if analysis is None or analysis.forecast.stability is None:
        remedy = "say what each side can do after signature (docs/case_file.md)"
        raise InputError(str(path), "a case with a section 'compliance'", "none", remedy)
    return analysis


def results(analysis: Analysis) -> dict[str, Any]:
    """``packages``: by id, ``states``, ``equilibria`` at the medians, and the rest; no deal stands under ""."""
    found = results_of(analysis)["stability"]
    packages = {each["package"]: {**each, "equilibria": each["central"], "often": each["equilibria"]}
                for each in found["packages"]}  # fmt: skip
    for package in packages.values():
        del package["central"], package["package"]
    return {**found, "packages": packages}


def text(analysis: Analysis) -> str:
    """The section of the report."""
    return render_sections(analysis, [section("stability")])
