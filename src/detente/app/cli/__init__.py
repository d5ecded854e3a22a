"""The command line: one file a command, heavy imports inside the commands so that ``--help`` answers at once."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from detente import __version__
from detente.app.cli import (
    actors,
    analyze,
    backtest,
    cases,
    listing,
    questions,
    read,
    register,
    review,
    solve,
    stability,
    timeline,
)
from detente.domain.errors import DetenteError, StoppedError

ASKING = "ask"  # how threads that wait for a language model are called
KEPT = "Stopped; what was finished is kept, run the same command to go on."


class Commands(TyperGroup):
    """The commands; one that is stopped with Ctrl-C says so, which Typer by itself does not."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise StoppedError(KEPT) from None


app = typer.Typer(
    name="detente",
    cls=Commands,
    help="From documents about a negotiation to a cited, uncertain, testable model of it, and to forecasts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command(name="analyze")(analyze.analyze)
app.command(name="read")(read.read)
app.command(name="actors")(actors.actors)
app.command(name="timeline")(timeline.timeline)
app.command(name="new")(cases.new)
app.command(name="check")(cases.check)
app.command(name="import")(cases.import_)
app.command(name="export")(cases.export)
app.command(name="review")(review.review)
app.command(name="solve")(solve.solve)
app.command(name="stability")(stability.stability)
for _question in questions.QUESTIONS:
    app.command(name=_question.verb)(questions.command(_question))
app.command(name="backtest")(backtest.backtest)
app.add_typer(register.app, name="register")
app.command(name="engines")(listing.engines)
app.command(name="vocabulary")(listing.vocabulary)
app.command(name="schema")(listing.schema)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; bad input ends in one sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(arguments, prog_name="detente")
    except StoppedError as error:
        print(f"detente: {error}", file=sys.stderr)
        _leave(error.exit_code)
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print(f"detente: {KEPT}", file=sys.stderr)
        _leave(StoppedError.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left: nothing to say
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"detente: {where}the system refused ({error.strerror or error}); check path, space and rights, then "
              "run the same command again.", file=sys.stderr)  # fmt: skip
        sys.exit(2)


def _leave(code: int) -> NoReturn:
    """Leave at once, also where a thread still waits for the network: Python would wait for it too."""
    own = threading.current_thread()
    if any(t is not own and not t.daemon and t.name.startswith(ASKING) for t in threading.enumerate()):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    sys.exit(code)
