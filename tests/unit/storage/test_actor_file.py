"""The actor file is read whole, or every problem is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.domain.errors import CaseError
from detente.storage.actor_file import (
    ACTOR_FILE,
    PROPOSED_FILE,
    load_actor_file,
    parse_actor_file,
    write_actor_proposal,
)

KNOWN = {"peru", "chile", "oas"}
GOOD = """\
actors:
  vega:
    name: Luis Vega
    aliases: [Vega, Mr Vega]
    not_aliases: [Vegas]
    represents: ministry
    role: Foreign Minister
    since: 2030-01-01
  ministry: {name: Peruvian foreign ministry, kind: organisation, represents: peru}
blocs:
  andes:
    name: Andean Friends
    aliases: [the Friends]
    members: [peru, {actor: chile, until: 2030-12-31}]
"""


def test_a_good_file_is_read() -> None:
    found = parse_actor_file(GOOD, KNOWN)
    assert found.actors["vega"].represents == "ministry"
    assert found.blocs["andes"].members_on(None) == ("peru", "chile")


def test_a_folder_without_one_has_an_empty_file(tmp_path: Path) -> None:
    assert load_actor_file(tmp_path, KNOWN).empty


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("represents: ministry", "represents: ministri"), 6, "did you mean 'ministry'?"),
        (("represents: peru", "represents: vega"), 6, "a chain that ends"),
        (("aliases: [Vega, Mr Vega]", "alias: [Vega]"), 4, "did you mean 'aliases'?"),
        (("since: 2030-01-01", "since: spring"), 8, "a date"),
        (("since: 2030-01-01", "since: 2030-01-01\n    until: 2029-01-01"), 2, "not before 'since'"),
        (("kind: organisation", "kind: office"), 9, "one of 'state'"),
        (("[peru,", "[perú,"), 14, "did you mean 'peru'?"),
        (("aliases: [the Friends]", "aliases: [Vega]"), 13, "a name of 'vega' too"),
        (("not_aliases: [Vegas]", "not_aliases: [Vega]"), 5, "its alias"),
        (("aliases: [Vega, Mr Vega]", "aliases: Vega"), 4, "a list"),
        (("    name: Luis Vega\n", ""), 2, "a 'name'"),
    ],
)
def test_every_problem_is_named_by_line(change: tuple[str, str], line: int, words: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(CaseError) as caught:
        parse_actor_file(GOOD.replace(*change), KNOWN)
    said = "; ".join(str(p) for p in caught.value.problems)
    assert words in said
    assert f"{ACTOR_FILE}:{line}:" in said


def test_a_proposal_never_overwrites(tmp_path: Path) -> None:
    assert write_actor_proposal(tmp_path, "actors: {}\n").name == ACTOR_FILE
    assert write_actor_proposal(tmp_path, "actors: {}\n").name == PROPOSED_FILE
