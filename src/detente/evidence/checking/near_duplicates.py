"""Documents that share text: exact copies by a hash of their words, near copies by their five-word shingles.

The share is counted on 64-bit hashes of the shingles, sorted slice by slice of the hash space, so that memory is that
of one slice however many documents there are. A. Z. Broder (1997), "On the resemblance and containment of
documents", Compression and Complexity of Sequences, pp. 21-29: containment, of the shorter in the longer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.evidence.text.union import Roots

SHINGLE = 5  # words
COPIED_SHARE = 0.15
# A shingle in more documents than this joins each only to the first of them and to its neighbour: all copies of a
# story still hang together, and a phrase that everybody prints does not compare everybody with everybody.
MOST_PAIRED = 12
SLICE = 4_000_000  # shingles sorted at once
# Pairs that keep less than this part of the pace a copy needs are forgotten between slices.
LEAST_PACE = 0.4

Hashes = NDArray[np.uint64]
_WORD = re.compile(r"\w+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.array([pow(0x9E3779B97F4A7C15, k, 1 << 64) for k in range(SHINGLE)], dtype=np.uint64)


def shingle_hashes(text: str) -> Hashes:
    """The distinct hashes of all runs of five words, in ascending order; none for a shorter text."""
    words = _WORD.findall(text.lower())
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    hashed = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    last = len(words) - SHINGLE + 1
    mixed = np.zeros(last, dtype=np.uint64)
    for offset in range(SHINGLE):
        mixed += hashed[offset : offset + last] * _POWERS[offset]  # modulo 2^64
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MULTIPLIER
    mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def words_hash(text: str) -> str:
    """SHA-256 of the words in lower case: equal for texts that differ only in marks, case and white space."""
    return hashlib.sha256(" ".join(_WORD.findall(text.lower())).encode("utf-8", "surrogatepass")).hexdigest()


def joined_by_copies(
    sizes: Sequence[int], equal: Sequence[str], arrays: Callable[[], Iterable[Hashes]], slice_size: int = SLICE
) -> list[int]:
    """For each document the first one that it shares text with, directly or through others; itself where none.

    Parameters
    ----------
    sizes : list of int
        Number of distinct shingles of each document.
    equal : list of str
        ``words_hash`` of each document.
    arrays : callable
        Gives the ``shingle_hashes`` of all documents in their order, again at each call (once for each slice).
    slice_size : int
        How many shingles are sorted at once.
    """
    roots: Roots[int] = Roots()
    first: dict[str, int] = {}
    for number, words in enumerate(equal):
        roots.join(first.setdefault(words, number), number)
    for a, b in _near(np.asarray(sizes, dtype=np.int64), arrays, slice_size):
        roots.join(a, b)
    return [roots.find(number) for number in range(len(sizes))]


def _near(
    sizes: NDArray[np.int64], arrays: Callable[[], Iterable[Hashes]], slice_size: int
) -> Iterator[tuple[int, int]]:
    """Pairs of documents that share more than COPIED_SHARE of the shorter one's shingles."""
    slices = max(1, -(-int(sizes.sum()) // slice_size))
    bounds = [(k << 64) // slices for k in range(1, slices)]
    pairs, counts = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    for number in range(slices):
        low = np.uint64(bounds[number - 1]) if number else np.uint64(0)
        high = np.uint64(bounds[number]) if number < slices - 1 else None
        found, times = np.unique(_pairs_of(*_slice(arrays(), low, high)), return_counts=True)
        pairs, counts = _added(pairs, counts, found, times)
        if number < slices - 1:
            pace = LEAST_PACE * COPIED_SHARE * (number + 1) / slices
            kept = counts >= pace * _shorter(pairs, sizes)
            pairs, counts = pairs[kept], counts[kept]
    for pair in pairs[counts > COPIED_SHARE * _shorter(pairs, sizes)].tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def _slice(arrays: Iterable[Hashes], low: np.uint64, high: np.uint64 | None) -> tuple[Hashes, NDArray[np.uint32]]:
    """The hashes from ``low`` to below ``high`` with the number of their document, document by document."""
    parts: list[Hashes] = []
    lengths: list[int] = []
    for hashes in arrays:
        start = int(np.searchsorted(hashes, low))
        end = len(hashes) if high is None else int(np.searchsorted(hashes, high))
        parts.append(hashes[start:end])
        lengths.append(end - start)
    owners = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    return (np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)), owners


def _pairs_of(hashes: Hashes, owners: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Two documents for each shingle they share, the earlier in the upper half of the number."""
    order = np.argsort(hashes, kind="stable")  # documents of one shingle stay in their order
    hashes, documents = hashes[order], owners[order].astype(np.uint64)
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(hashes) else np.empty(0, int)
    lengths = np.diff(np.append(starts, len(hashes)))
    made: list[NDArray[np.uint64]] = []
    for length in range(2, MOST_PAIRED + 1):
        begin = starts[lengths == length]
        if len(begin):
            rows = documents[begin[:, None] + np.arange(length)]
            first, second = np.triu_indices(length, 1)
            made.append((rows[:, first] << np.uint64(32) | rows[:, second]).ravel())
    long = lengths > MOST_PAIRED
    if long.any():
        begin = np.repeat(starts[long], lengths[long])
        member = np.concatenate([np.arange(s, s + n) for s, n in zip(starts[long], lengths[long], strict=True)])
        rest = member > begin
        made.append(documents[begin[rest]] << np.uint64(32) | documents[member[rest]])
        later = member > begin + 1
        made.append(documents[member[later] - 1] << np.uint64(32) | documents[member[later]])
    return np.concatenate(made) if made else np.empty(0, dtype=np.uint64)


def _added(
    pairs: NDArray[np.uint64], counts: NDArray[np.int64], found: NDArray[np.uint64], times: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    if not len(pairs):
        return found, times
    together, place = np.unique(np.concatenate([pairs, found]), return_inverse=True)
    total = np.bincount(place, weights=np.concatenate([counts, times]), minlength=len(together))
    return together, total.astype(np.int64)


def _shorter(pairs: NDArray[np.uint64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    a, b = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return np.minimum(sizes[a], sizes[b])


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
