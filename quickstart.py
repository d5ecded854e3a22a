#!/usr/bin/env python3
"""Set Détente up in a virtual environment of its own and run it; only the standard library is needed.

    python3 quickstart.py                 set up, then analyse the example case examples/ukraine-2025
    python3 quickstart.py test [ARGS]     set up with the development tools, then run the tests (ARGS go to pytest)
    python3 quickstart.py setup           set up only

The environment is the folder .venv beside this file (another one with --venv FOLDER). The system's Python is not
touched, so this works without administrator rights and where the system's pip refuses to install (PEP 668).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(argv: list[str]) -> int:
    """Set up, then do what was asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="example", choices=["example", "test", "setup"])
    parser.add_argument("--venv", type=Path, default=HERE / ".venv", help="where the environment is made")
    options, rest = parser.parse_known_args(argv)
    if sys.version_info < (3, 11):
        print(f"Détente needs Python 3.11 or later; this is {sys.version.split()[0]}. Run it with a newer python3.")
        return 2
    python = set_up(options.venv.absolute(), development=options.what == "test")
    if options.what == "test":
        return subprocess.call([str(python), "-m", "pytest", *rest], cwd=HERE)
    if options.what == "example":
        case = str(Path("examples") / "ukraine-2025")
        return subprocess.call([str(python), "-m", "detente", "analyze", case], cwd=HERE)
    print(f"Ready: {python.parent / 'detente'} --help")
    return 0


def set_up(folder: Path, *, development: bool) -> Path:
    """Make the environment and install exactly the locked versions; does nothing when it is up to date."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = HERE / ("requirements-dev.lock" if development else "requirements.lock")
    stamp = folder / f".detente-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    if not python.exists():
        print(f"Making a virtual environment in {folder} ...", flush=True)
        make_environment(folder)
    print("Installing the locked versions of what Détente needs (about a minute) ...", flush=True)
    install = [*pip_for(python), "install", "--quiet", "--disable-pip-version-check"]
    run([*install, "--require-hashes", "-r", str(lock)])
    run([*install, "--no-deps", "--editable", str(HERE)])
    stamp.write_text(wanted)
    return python


def make_environment(folder: Path) -> None:
    """With pip inside where the system can do that; otherwise bare (Debian without python3-venv)."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        venv.create(folder, with_pip=False, clear=True, symlinks=os.name != "nt")
    else:
        venv.create(folder, with_pip=True, clear=True, symlinks=os.name != "nt")


def pip_for(python: Path) -> list[str]:
    """The environment's own pip, or else the system's pip working on the environment."""
    own = [str(python), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True).returncode == 0:
        return own
    return [sys.executable, "-m", "pip", "--python", str(python)]


def run(command: list[str]) -> None:
    """Run a set-up step; stop with one sentence where it fails."""
    if subprocess.call(command, cwd=HERE) != 0:
        print(f"Setting up failed in: {' '.join(command)}\nCheck the network and the disk, then run this again.")
        sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
