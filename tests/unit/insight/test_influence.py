"""Leave one source out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from detente.domain.statement import Indication, Statement
from detente.insight.influence import source_influence


def statement(document: str, level: int, start: int = 0, issue: str = "dam") -> Statement:
    quote = "words"
    return Statement(
        document=document,
        document_sha256="0" * 64,
        start=start,
        end=start + len(quote),
        quote=quote,
        spans=((start, start + len(quote)),),
        indications=(Indication("actor", issue, level, "said so"),),
    )


def mean_levels(statements: Sequence[Statement]) -> tuple[float, Mapping[str, float]]:
    """A real, small model: the mean level of each issue's statements; a zone exists the likelier the lower the dam."""
    levels: dict[str, list[int]] = {"dam": [], "flow": []}
    for one in statements:
        levels[one.indications[0].issue].append(one.indications[0].level)
    means = {issue: sum(found) / len(found) if found else math.nan for issue, found in levels.items()}
    return (0.5 if math.isnan(means["dam"]) else 1 - means["dam"] / 4), means


RANGES = {"dam": 4.0, "flow": 40.0}


def test_changes_are_without_less_with() -> None:
    statements = [statement("a.txt", 0), statement("b.txt", 4), statement("b.txt", 2, start=9)]
    (first, second) = source_influence(["a.txt", "b.txt"], statements, mean_levels, RANGES)
    assert (first.document, first.statements) == ("b.txt", 2)
    assert first.largest_shift == 0 - 2
    assert first.largest_shift_issue == "dam"
    assert first.zone_change == 1 - 0.5
    assert (second.document, second.statements, second.largest_shift) == ("a.txt", 1, 1.0)
    assert second.zone_change == -0.25


def test_shifts_on_different_scales_are_compared_as_shares_of_them() -> None:
    """One point of four is more than four of forty, but the shift reported stays in the issue's units."""
    statements = [
        statement("a.txt", 0), statement("a.txt", 0, issue="flow"),
        statement("b.txt", 2), statement("b.txt", 4, issue="flow"),
    ]  # fmt: skip
    (first, _) = source_influence(["a.txt", "b.txt"], statements, mean_levels, RANGES)
    assert first.largest_shift_issue == "dam"
    assert abs(first.largest_shift) == 1


def test_a_document_without_statements_is_not_solved_for() -> None:
    calls = []

    def counting(statements: Sequence[Statement]) -> tuple[float, Mapping[str, float]]:
        calls.append(len(statements))
        return mean_levels(statements)

    entries = source_influence(["empty.txt", "a.txt"], [statement("a.txt", 1), statement("z", 3)], counting, RANGES)
    assert [entry.document for entry in entries] == ["a.txt", "empty.txt"]
    assert (entries[1].statements, entries[1].zone_change, entries[1].largest_shift_issue) == (0, 0.0, "")
    assert calls == [2, 1]


def test_an_issue_that_rests_on_one_document_ranks_first_and_says_so() -> None:
    statements = [statement("a.txt", 4), statement("b.txt", 0), statement("c.txt", 2, issue="flow")]
    entries = source_influence(["a.txt", "b.txt", "c.txt"], statements, mean_levels, RANGES)
    assert entries[0].document == "c.txt"
    assert entries[0].largest_shift_issue == "flow"
    assert math.isnan(entries[0].largest_shift)


def test_equal_changes_keep_the_order_given() -> None:
    statements = [statement("b.txt", 2), statement("a.txt", 2), statement("c.txt", 2)]
    entries = source_influence(["b.txt", "c.txt", "a.txt"], statements, mean_levels, RANGES)
    assert [entry.document for entry in entries] == ["b.txt", "c.txt", "a.txt"]


def test_no_documents_no_entries() -> None:
    assert source_influence([], [statement("a.txt", 1)], mean_levels, RANGES) == ()
