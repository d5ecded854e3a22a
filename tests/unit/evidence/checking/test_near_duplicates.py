"""Copies are found as comparing every pair of documents would find them, in slices of any size."""

from __future__ import annotations

import hashlib
import random
import re

import numpy as np
import pytest

from detente.evidence.checking.near_duplicates import MOST_PAIRED, joined_by_copies, shingle_hashes, words_hash

WORDS = [f"word{n}" for n in range(3000)]


def text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def by_comparing_all(texts: list[str]) -> list[int]:
    """Every pair on sets of words, then the transitive closure: the definition."""
    sets = []
    for t in texts:
        words = re.findall(r"\w+", t.lower())
        sets.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    group = list(range(len(texts)))
    for b in range(len(texts)):
        for a in range(b):
            shorter = min(len(sets[a]), len(sets[b]))
            same = re.findall(r"\w+", texts[a].lower()) == re.findall(r"\w+", texts[b].lower())
            if same or (shorter and len(sets[a] & sets[b]) > 0.15 * shorter):
                old, new = max(group[a], group[b]), min(group[a], group[b])
                group = [new if g == old else g for g in group]
    return group


def found(texts: list[str], slice_size: int = 4_000_000) -> list[int]:
    hashes = [shingle_hashes(t) for t in texts]
    return joined_by_copies([len(h) for h in hashes], [words_hash(t) for t in texts], lambda: hashes, slice_size)


def corpus() -> list[str]:
    texts = [text(n) for n in range(30)]
    for n in range(12):
        a, b = texts[n].split(), texts[29 - n].split()
        share = (5 + 4 * n) * 2  # words taken over: from 5% to 49% of the text
        texts.append(" ".join(a[:share] + text(100 + n, 200 - share).split()))
        texts.append(" ".join(b[-share:] + a[:3]))
    return [*texts, text(3).upper().replace(" ", ", "), "Talks resume", "talks, resume!", "Talks stall", ""]


def test_copies_are_those_that_comparing_all_pairs_finds():
    texts = corpus()
    assert found(texts) == by_comparing_all(texts)
    assert len(set(found(texts))) < len(texts) - 15


@pytest.mark.parametrize("slice_size", [100, 997, 3000])
def test_slices_of_the_hash_space_find_the_same(slice_size):
    texts = corpus()
    assert found(texts, slice_size) == found(texts)


def test_many_copies_of_one_story_hang_together_and_a_common_phrase_joins_nobody():
    phrase = "all rights are reserved by the owner of this fine page"
    copies = [f"{text(1)} {text(50 + n, 30)} {phrase}" for n in range(3 * MOST_PAIRED)]
    others = [f"{text(200 + n)} {phrase}" for n in range(3 * MOST_PAIRED)]
    groups = found([*others, *copies])
    assert groups[: len(others)] == list(range(len(others)))
    assert set(groups[len(others) :]) == {len(others)}


def test_hashes_are_the_same_everywhere_and_spread_over_the_whole_range():
    assert (
        shingle_hashes("The talks go on in Geneva").tolist()
        == shingle_hashes("the  TALKS, go on — in Geneva!").tolist()
    )
    assert shingle_hashes("too few words here").size == 0
    hashes = shingle_hashes(text(1, 4000))
    assert (np.diff(hashes.astype(object)) > 0).all()
    assert abs(float((hashes >> np.uint64(63)).mean()) - 0.5) < 0.05
    assert shingle_hashes("one two three four five").tolist() == [in_plain_integers("one two three four five")]


def in_plain_integers(five_words: str) -> int:
    golden, whole = 0x9E3779B97F4A7C15, (1 << 64) - 1
    mixed = 0
    for k, word in enumerate(five_words.split()):
        hashed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
        mixed = (mixed + hashed * pow(golden, k)) & whole
    mixed ^= mixed >> 31
    mixed = mixed * golden & whole
    return mixed ^ mixed >> 29
