"""Everything that can go wrong on purpose.

DetenteError                   the base: one clear sentence, exit code 2 on the command line
 ├─ InputError                 something the user gave us: where, what was expected, what came, what to do
 │   ├─ CaseError              a case file or folder
 │   ├─ DocumentError          a document that cannot be read
 │   └─ FormatError            an imported file (KTAB, BDM, exchange, ...)
 ├─ ModelError                 a language model that gave no usable answer
 ├─ EngineError                an engine was asked for something it does not define
 ├─ StorageError               the disk or the database said no; what was saved before is intact
 └─ StoppedError               a person stopped the work (Ctrl-C): what was kept, and how to go on; exit code 130
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


class DetenteError(Exception):
    """A failure that a person can act on; its text is one sentence."""

    exit_code = 2


class InputError(DetenteError):
    """Bad input, said in one sentence.

    Parameters
    ----------
    where : str
        File, with line and field where known: ``case.yaml:12: actors.russia.name``.
    expected, got : str
        What the place takes, and what was found there.
    remedy : str
        What to do about it, as an imperative.
    """

    def __init__(self, where: str, expected: str, got: str, remedy: str) -> None:
        self.where, self.expected, self.got, self.remedy = where, expected, got, remedy
        super().__init__(
            f"{where}: expected {expected}, got {got}; {remedy if remedy.endswith('?') else remedy.rstrip('.') + '.'}"
        )

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str, str]]:
        # Exceptions that come back from another process are made anew of these.
        return type(self), (self.where, self.expected, self.got, self.remedy)


class CaseError(InputError):
    """A case file or case folder that does not say what a case must say.

    ``problems`` are all that were found, in the order of the file, this one first.
    """

    def __init__(self, where: str, expected: str, got: str, remedy: str, problems: Sequence[CaseError] = ()) -> None:
        super().__init__(where, expected, got, remedy)
        self.problems: tuple[CaseError, ...] = tuple(problems) or (self,)


class DocumentError(InputError):
    """A document that cannot be read: empty, binary, broken, too large, wrong encoding."""


class FormatError(InputError):
    """An imported file that is not in the format it was given as."""


class ModelError(DetenteError):
    """A language model that gave no usable answer; ``fatal`` when asking it anything else is no use either."""

    def __init__(self, sentence: str, *, fatal: bool = False) -> None:
        self.fatal = fatal
        super().__init__(sentence)


class EngineError(DetenteError):
    """An engine, reading or switch that does not exist or does not apply."""


class StorageError(DetenteError):
    """The disk or the database refused; everything saved before is intact."""


class StoppedError(DetenteError):
    """Work that a person stopped: what was kept, and how to go on."""

    exit_code = 130  # as shells say it of SIGINT


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Close matches as an imperative: ``did you mean 'russia'?``, or the known words when none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    shown = ", ".join(sorted(known)[:12]) + (", ..." if len(known) > 12 else "")
    return f"use one of: {shown}" if known else "define it first"
