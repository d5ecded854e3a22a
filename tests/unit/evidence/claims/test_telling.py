"""Of very many statements the most telling are kept, whatever came between them."""

from __future__ import annotations

import datetime as dt

from detente.domain.document import Document
from detente.domain.statement import Indication, Statement
from detente.evidence.claims.telling import MostTelling
from detente.evidence.lexicon import lexicon_from_documents

LEXICON = lexicon_from_documents([Document("a.txt", "Chile.", "text/plain")])


def statement(
    n: int, *, group: str = "", moving: bool = True, pointing: bool = False, actor: str = "chile"
) -> Statement:
    return Statement(
        f"{n:04d}.txt", "d", 0, 4, f"q{n:03d}"[:4], ((0, 4),), actors=(actor,), issues=("sanctions",),
        kind="reported_position" if moving else "author_assessment", independence_group=group or f"g{n}",
        indications=(Indication(actor, "sanctions", 4, "cue"),) if pointing else (),
    )  # fmt: skip


def kept(statements: list[Statement], most: int, dates: list[dt.date | None] | None = None, **more) -> list[str]:
    telling = MostTelling(LEXICON, {"chile", "peru"}, {"sanctions"}, most=most, **more)
    for n, item in enumerate(statements):
        telling.add(item, dates[n] if dates else None)
    return [s.document[:4] for s in telling.statements()]


def test_few_are_all_kept_and_those_of_others_are_not():
    assert kept([statement(1), statement(2, actor="norway"), statement(3, actor="peru")], 5) == ["0001", "0003"]


def test_moving_then_pointing_then_new_sources_then_later_ones_come_first():
    assert kept([statement(1, moving=False), statement(2), statement(3, moving=False)], 1) == ["0002"]
    assert kept([statement(1), statement(2, pointing=True), statement(3)], 1) == ["0002"]
    assert kept([statement(1, group="x"), statement(2, group="x"), statement(3, group="y")], 2) == ["0001", "0003"]
    days = [dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 2, 1), None]
    assert kept([statement(n) for n in range(4)], 2, days) == ["0001", "0002"]


def test_each_party_has_its_own_share_and_judged_documents_stay_whole():
    many = [statement(n, actor="chile" if n % 2 else "peru") for n in range(40)]
    found = kept(many, 3, always={"0039.txt", "0038.txt"})
    assert found == ["0000", "0001", "0002", "0003", "0004", "0005", "0038", "0039"]
