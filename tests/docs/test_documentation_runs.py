"""What the documentation says can be done, can be done; what exists, is documented."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.app.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(c.name for c in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert "Example" in done.output
    assert f"detente {command}" in done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command):
    assert re.search(rf"`detente [^`]*`[^|]*|`{command}`", README)
    assert command in README


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "examples" / "nile-dam", tmp_path / "examples" / "nile-dam")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert "zone of possible agreement" in capsys.readouterr().out
    assert (tmp_path / "nile-report" / "report.html").is_file()


def test_links_in_the_docs_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_help_answers_without_the_heavy_parts():
    code = (
        "import sys, detente.app.cli; print([m for m in ('numpy', 'scipy', 'numba', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_quickstart_names_what_it_can_do():
    done = subprocess.run(
        [sys.executable, str(ROOT / "quickstart.py"), "--help"], capture_output=True, text=True, check=True
    )
    for word in ("example", "test", "setup"):
        assert word in done.stdout
