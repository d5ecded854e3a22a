import numpy as np

from detente.measurement.model import PairEvidence
from detente.measurement.salience import estimate_salience, salience_parameters

MIDPOINTS = (np.arange(2000) + 0.5) / 2000


def evidence(**groups):
    return {("a", issue): PairEvidence(("s",), (), n, 1, emphasis=0.8 * n) for issue, n in groups.items()}


def test_without_statements_a_wide_guess():
    values, basis = estimate_salience("a", "land", {}, MIDPOINTS)
    assert basis.kind == "guess"
    assert np.quantile(values, 0.9) - np.quantile(values, 0.1) > 0.35
    assert abs(values.mean() - 0.6) < 0.001


def test_the_issue_an_actor_stresses_is_the_more_salient():
    spoken = evidence(land=9, water=1)
    land, basis = estimate_salience("a", "land", spoken, MIDPOINTS)
    water, _ = estimate_salience("a", "water", spoken, MIDPOINTS)
    assert (land > water).all()
    assert basis.kind == "statements"
    assert "9 of the actor's 10" in basis.reason


def test_attention_never_makes_salience_certain():
    for count in (1, 10, 1000):
        mean, size = salience_parameters("a", "land", evidence(land=count))
        assert 0.5 < mean < 0.85
        assert size <= 20
        values, _ = estimate_salience("a", "land", evidence(land=count), MIDPOINTS)
        assert values.min() >= 0
        assert values.max() <= 1
        assert np.quantile(values, 0.9) - np.quantile(values, 0.1) > 0.2
