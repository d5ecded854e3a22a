import numpy as np

from detente.agreement.demands import Demands
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.margins import GAIN_TOLERANCE
from detente.agreement.zone import required_parties


def test_lines_that_leave_the_whole_scale_demand_nothing(make_draws):
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], low=[[0.0, -np.inf], [30.0, -np.inf]], high=[[100.0, 80.0]] * 2)
    demands = Demands.of(required_parties(draws), 0)
    assert demands.lines == ((0, 1), (1, 0), (1, 1))
    assert demands.everything == 0b11111
    assert demands.pairs(0b00110) == [(1, 2), (0, 1)]  # b's walk-away value, then a's red line on issue 1


def test_red_lines_alone_conflict_by_pairs_or_by_themselves(make_draws):
    draws = make_draws(
        [[0.0], [50.0], [100.0]],
        low=[[-np.inf], [70.0], [60.0]],
        high=[[40.0], [65.0], [np.inf]],
    )
    demands = Demands.of(required_parties(draws), 0)
    found = [demands.pairs(members) for members in demands.line_conflicts()]
    assert found == [[(1, 0)], [(0, 0), (2, 0)]]  # b contradicts itself; a and c contradict each other


def test_a_conflict_found_is_a_part_that_cannot_be_met(random_draws):
    draws = random_draws(11, 60, 4, 5)
    parties = required_parties(draws)
    smaller = 0
    for n in range(draws.n):
        demands = Demands.of(parties, n)
        core = demands.conflict(demands.everything)
        assert (core == 0) == can_be_met(demands, demands.everything)
        if core:
            assert core & demands.everything == core
            assert not can_be_met(demands, core)
            smaller += core != demands.everything
    assert smaller > 5


def can_be_met(demands, members) -> bool:
    """The same question to the general solver, demand by demand."""
    p, n = demands.parties, demands.n
    low, high = p.scale_low.copy(), p.scale_high.copy()
    chosen = demands.pairs(members)
    walking = [a for a, k in chosen if k == p.scale_low.size]
    for a, k in chosen:
        if k < p.scale_low.size:
            low[k], high[k] = max(low[k], p.line_low[n, a, k]), min(high[k], p.line_high[n, a, k])
    if (low > high).any():
        return False
    if not walking:
        return True
    margin, _ = max_min_by_linear_program(p.position[n, walking], p.rate[n, walking], p.ceiling[n, walking], low, high)
    return margin > GAIN_TOLERANCE
