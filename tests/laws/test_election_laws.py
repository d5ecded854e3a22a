"""Laws of the probabilistic Condorcet election and of the spatial model, over inputs nobody thought of.

The laws of the conformance suite that the published models break are stated here as their properties.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import one_draw
from detente.domain.engine import Ask
from detente.engines import condorcet_election, spatial

PROCESSES = ("conditional", "markov_uniform", "markov_incentive")
POSITIONS = st.integers(0, 20).map(lambda step: 5.0 * step)
WEIGHTS = st.floats(min_value=0.1, max_value=10)
ROWS = st.lists(st.tuples(POSITIONS, st.floats(0.05, 1), WEIGHTS), min_size=1, max_size=8)

# The first call compiles the kernel, or loads it.
no_deadline = settings(deadline=None)

Rows = list[tuple[float, float, float]]


def chances(rows: Rows, **switches: str) -> dict[float, float]:
    """The probability of each position."""
    outcome = condorcet_election.ENGINE.solve(one_draw(rows), switches=switches)
    assert outcome.probability is not None
    found: dict[float, float] = {}
    for (position, _, _), share in zip(rows, outcome.probability[0, :, 0].tolist(), strict=True):
        found[position] = found.get(position, 0.0) + share
    return found


def close(found: dict[float, float], expected: dict[float, float], tolerance: float = 1e-9) -> bool:
    return found.keys() == expected.keys() and all(abs(found[x] - expected[x]) <= tolerance for x in found)


@no_deadline
@given(ROWS, st.sampled_from(PROCESSES), st.sampled_from(["merged", "counted"]))
def test_chances_add_up_to_one(rows: Rows, process: str, clones: str) -> None:
    found = chances(rows, process=process, clones=clones)
    assert abs(sum(found.values()) - 1) < 1e-12
    assert min(found.values()) >= 0


@no_deadline
@given(ROWS, st.sampled_from(PROCESSES))
def test_the_election_does_not_know_the_direction_of_the_scale(rows: Rows, process: str) -> None:
    mirrored = [(100 - x, s, c) for x, s, c in rows]
    assert close({100 - x: p for x, p in chances(mirrored, process=process).items()}, chances(rows, process=process))


@no_deadline
@given(ROWS, st.sampled_from(PROCESSES), st.floats(0.1, 0.9))
def test_merged_clones_change_nothing(rows: Rows, process: str, part: float) -> None:
    (x, s, c), others = rows[0], rows[1:]
    split = [(x, s, c * part), *others, (x, s, c * (1 - part))]
    assert close(chances(split, process=process), chances(rows, process=process))


@no_deadline
@given(ROWS)
def test_counted_clones_halve_a_chance_each(rows: Rows) -> None:
    """Known property of the published election: k actors at x win with k 2**(1 - k) times the product of chances."""
    found = chances(rows, clones="counted")
    places = sorted(found)
    count = {x: sum(row[0] == x for row in rows) for x in places}

    def beats(x: float, y: float) -> float:
        floor = 1e-11 * sum(c for _, _, c in rows)
        towards = sum(c * max(0.0, abs(z - y) - abs(z - x)) / 100 for z, _, c in rows) + floor
        away = sum(c * max(0.0, abs(z - x) - abs(z - y)) / 100 for z, _, c in rows) + floor
        return towards / (towards + away)

    product = {
        x: count[x] * 0.5 ** (count[x] - 1) * float(np.prod([beats(x, y) ** count[y] for y in places if y != x]))
        for x in places
    }
    assert close(found, {x: p / sum(product.values()) for x, p in product.items()})


@no_deadline
@given(st.tuples(*[st.tuples(POSITIONS, st.floats(0.05, 1), WEIGHTS)] * 2))
def test_two_options_win_as_their_coalitions_whatever_the_process(rows: tuple[tuple[float, float, float], ...]) -> None:
    (x, _, first), (y, _, second) = rows
    for process in PROCESSES:
        found = chances(list(rows), process=process)
        expected = {x: 1.0} if x == y else {x: first / (first + second), y: second / (first + second)}
        assert close(found, expected, 1e-6)


@no_deadline
@given(ROWS, st.sampled_from(PROCESSES))
def test_weights_by_salience_are_capabilities_times_salience(rows: Rows, process: str) -> None:
    weighed = [(x, s, c * s) for x, s, c in rows]
    by_salience = chances(rows, process=process, weights="capability_times_salience")
    assert close(by_salience, chances(weighed, process=process))


@settings(deadline=None, max_examples=50)
@given(ROWS)
def test_spatial_positions_stay_within_those_at_the_start(rows: Rows) -> None:
    draws = one_draw(rows)
    low, high = draws.position.min(), draws.position.max()
    for positions in spatial.ENGINE.solve(draws, ask=Ask(keep_rounds=True)).rounds:
        assert positions.min() >= low - 0.005 - 1e-9  # bargains are struck to four decimals of the scale
        assert positions.max() <= high + 0.005 + 1e-9


@settings(deadline=None, max_examples=50)
@given(ROWS)
def test_spatial_turns_stop_when_little_moves(rows: Rows) -> None:
    """No turn but the last two moves less than 2% of the first, and after the last one nothing is played."""
    outcome = spatial.ENGINE.solve(one_draw(rows), ask=Ask(keep_rounds=True))
    moved = [np.abs(b - a).sum() for a, b in zip(outcome.rounds, outcome.rounds[1:], strict=False)]
    assert len(moved) == outcome.details["turns"][0] <= 100
    assert all(m >= 0.02 * moved[0] - 1e-6 for m in moved[1:-1])


def test_spatial_answer_changes_when_an_actor_is_split() -> None:
    """Known property: actors count one by one in elections over positions and bargains."""
    rows = [(0.0, 0.9, 3.0), (40.0, 0.6, 2.0), (100.0, 0.8, 2.5)]
    split = [(0.0, 0.9, 1.5), *rows[1:], (0.0, 0.9, 1.5)]
    whole, halves = (spatial.ENGINE.solve(one_draw(r)).outcome[0, 0] for r in (rows, split))
    assert abs(whole - halves) > 0.1


def test_spatial_answer_depends_on_order_only_where_targets_tie() -> None:
    """Known property: of equally good targets the first in order is taken.

    In a first turn from positions nobody shares nothing ties, and order does not matter.
    """
    random = np.random.default_rng(8)
    n, actors = 200, 6
    start = one_draw([(0.0, 0.5, 1.0)] * actors)
    names = ("red_line_low", "red_line_high", "cost_of_continuing")
    draws = replace(
        start,
        position=random.uniform(0, 100, (n, actors, 1)),
        salience=random.uniform(0.1, 1, (n, actors, 1)),
        capability=random.uniform(0.1, 10, (n, actors, 1)),
        **{name: np.repeat(getattr(start, name), n, axis=0) for name in names},
    )
    order = np.array([3, 0, 5, 1, 4, 2])
    permuted = replace(
        draws, **{name: getattr(draws, name)[:, order] for name in ("position", "salience", "capability")}
    )
    ask = Ask(rounds=1, keep_rounds=True)
    one, other = (spatial.ENGINE.solve(d, ask=ask).rounds[1] for d in (draws, permuted))
    np.testing.assert_allclose(one[:, order], other, atol=1e-9)
    # Two equal rivals of one challenger: it takes whichever comes first.
    challenger, rival = (0.0, 0.9, 5.0), (100.0, 0.3, 1.0)
    assert spatial.first_turn(one_draw([challenger, rival, rival]))["target"][0] == 1
    assert spatial.first_turn(one_draw([rival, rival, challenger]))["target"][2] == 0
