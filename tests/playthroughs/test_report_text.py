"""The whole report as text, recorded: a change of wording or of numbers is reviewed as a diff.

To record anew after a change that is meant: ``python tests/playthroughs/test_report_text.py``.
"""

import importlib.util
from pathlib import Path

import pytest

from detente.report import render_markdown, render_summary

HERE = Path(__file__).parent
FIXTURE = HERE.parent / "unit" / "report" / "analysis_fixture.py"
RECORDED = {"report_summary.txt": render_summary, "report.md": render_markdown}


def analysis():
    spec = importlib.util.spec_from_file_location("recorded_analysis_fixture", FIXTURE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.analysis()


@pytest.mark.parametrize("name", RECORDED)
def test_the_report_reads_as_recorded(name):
    assert RECORDED[name](analysis()) == (HERE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    for name, render in RECORDED.items():
        (HERE / name).write_text(render(analysis()), encoding="utf-8")
