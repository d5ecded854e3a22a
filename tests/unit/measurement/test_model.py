import math

import numpy as np
import pytest

from detente.domain.case import Case
from detente.domain.errors import InputError
from detente.domain.statement import ClaimCheck, Indication, Statement
from detente.measurement.model import Frame, counting, observe

CASE = Case.model_validate(
    {
        "case": {"id": "c", "title": "t", "as_of": "2025-10-01"},
        "actors": {"a": {"name": "A"}, "b": {"name": "B"}},
        "issues": {k: {"question": "?", "scale": {0: "l", 9: "h"}, "reference_point": 0} for k in ("land", "water")},
        "sources": {
            "s1": {"document": "one.txt", "publisher": "Daily"},
            "s2": {"document": "two.txt", "publisher": "Daily"},
        },
    }
)
FRAME = Frame.of(CASE)


def said(number, level=None, document="one.txt", **other):
    indications = () if level is None else (Indication("a", "land", level, "reason", other.pop("firm", False)),)
    fields = {"kind": "direct_quote", "source_type": "named_principal", "confidence": 1.0, **other}
    spans = ((number, number + 1),)
    return Statement(document, "x", number, number + 1, "q", spans, indications=indications, **fields)


def test_only_moving_or_vouched_statements_count_once_each_in_order_of_their_ids():
    moving, again = said(1, 3), said(1, 3)
    unmoving = [said(2, 3, kind="speculation"), said(3, 3, source_type="hearsay"), said(4, 3, certainty="non_factual")]
    checked = said(5, 3, checks=(ClaimCheck("number", 0, 1, "no source"),))
    assert counting([again, *unmoving, checked, moving], frozenset()) == [moving]
    vouched = counting([moving, *unmoving, checked], frozenset({checked.id, unmoving[0].id}))
    assert [s.id for s in vouched] == sorted([moving.id, checked.id, unmoving[0].id])


def test_a_level_is_a_fifth_of_the_scale_open_at_its_ends():
    observations, _ = observe(FRAME, counting([said(n, level) for n, level in enumerate((0, 2, 4))], frozenset()))
    bounds = sorted(zip(observations.lower.tolist(), observations.upper.tolist(), strict=True))
    assert bounds == [(-math.inf, 20.0), (40.0, 60.0), (80.0, math.inf)]
    assert (observations.noise == 1.0).all()


def test_a_group_is_one_observation_as_clear_as_its_clearest():
    group = [said(n, 3, independence_group="g", modality=m) for n, m in enumerate(("asserted", "possible", "reported"))]
    observations, evidence = observe(FRAME, counting(group, frozenset()))
    assert (observations.lower.tolist(), observations.upper.tolist(), observations.noise.tolist()) == ([60], [80], [1])
    assert evidence["a", "land"].groups == 1
    assert evidence["a", "land"].positional == tuple(sorted(s.id for s in group))


def test_a_group_at_odds_with_itself_is_noisier():
    group = [said(1, 1, independence_group="g"), said(2, 3, independence_group="g")]
    observations, evidence = observe(FRAME, counting(group, frozenset()))
    assert (observations.lower.tolist(), observations.upper.tolist()) == ([40], [60])
    assert observations.noise[0] == pytest.approx(np.hypot(1, 20 / 12))
    assert evidence["a", "land"].levels == (2.0,)


def test_documents_of_one_publisher_are_one_outlet():
    observations, evidence = observe(FRAME, counting([said(1, 3), said(2, 3, "two.txt")], frozenset()))
    assert observations.sources == (("Daily", "named_principal"),)
    assert observations.cells == (("Daily", "land"),)
    assert evidence["a", "land"].outlets == 1


def test_who_the_case_does_not_know_is_left_out():
    stranger = said(1, actors=("stranger",), issues=("land",))
    observations, evidence = observe(FRAME, counting([stranger], frozenset()))
    assert observations.names == ()
    assert evidence == {}


def test_attention_without_a_position_is_evidence_of_salience_only():
    observations, evidence = observe(FRAME, [said(1, actors=("a",), issues=("water",), stance="demands")])
    assert observations.names == ()
    assert (evidence["a", "water"].groups, evidence["a", "water"].emphasis) == (1, 1.0)
    assert evidence["a", "water"].positional == ()


def test_firm_levels_are_kept_apart():
    _, evidence = observe(FRAME, counting([said(1, 3, firm=True), said(2, 2)], frozenset()))
    assert evidence["a", "land"].firm_levels == (3.0,)
    assert evidence["a", "land"].firm_statements == (said(1, 3).id,)


def test_a_level_off_the_scale_is_named():
    with pytest.raises(InputError, match=r"expected a level from 0 to 4, got 5; correct the level"):
        observe(FRAME, [said(1, 5)])
