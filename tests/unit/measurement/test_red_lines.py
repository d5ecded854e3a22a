import numpy as np
import pytest

from detente.domain.case import Issue, RedLine
from detente.measurement.model import PairEvidence
from detente.measurement.red_lines import draw_red_line

NOTHING = PairEvidence()
ISSUE = Issue(question="?", scale={0: "low", 50: "high"}, reference_point=0)


def draw(line, evidence=NOTHING, draws=4000):
    return draw_red_line(RedLine.model_validate(line), ISSUE, evidence, actor="a", issue_id="land", draws=draws, seed=1)


def test_a_line_holds_as_often_as_it_is_firm():
    drawn = draw({"min": 20, "firmness": 0.3})
    held = drawn.held(drawn.low, -np.inf)
    assert np.isfinite(held).mean() == pytest.approx(0.3, abs=0.03)
    assert set(held) == {20.0, -np.inf}
    assert (drawn.held(drawn.high, np.inf) == np.inf).all()


@pytest.mark.parametrize(("firmness", "share"), [(0, 0.0), (1, 1.0)])
def test_certainty_is_certain(firmness, share):
    assert draw({"max": 20, "firmness": firmness}).firm.mean() == share


def test_sides_that_cross_meet_half_way():
    drawn = draw({"min": [10, 25, 40], "max": [20, 25, 30]})
    assert (drawn.low <= drawn.high).all()
    assert (drawn.low == drawn.high).any()


@pytest.mark.parametrize(("side", "edge"), [("min", 60.0), ("max", 80.0)])
def test_from_statements_the_line_lies_at_the_edge_of_the_firm_fifth(side, edge):
    found = PairEvidence(("s",), ("s",), 1, 1, (3.0,), (3.0,), ("s",))
    drawn = draw({side: "from: statements"}, found)
    values = drawn.low if side == "min" else drawn.high
    basis = drawn.low_basis if side == "min" else drawn.high_basis
    assert np.median(values) == pytest.approx(edge / 2, abs=0.5)
    assert values.std() > 2
    assert (basis.kind, basis.statements) == ("statements", ("s",))


def test_without_firm_statements_none_is_drawn_and_it_says_so():
    drawn = draw({"min": "from: statements"})
    assert drawn.low is None
    assert "no firm statement" in drawn.low_basis.reason


def test_a_proposed_line_is_a_guess():
    assert draw({"min": 20, "guess": True}).low_basis.kind == "guess"
    assert draw({"min": 20}).low_basis.kind == "analyst"
