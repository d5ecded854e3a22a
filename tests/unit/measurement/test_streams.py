import numpy as np

from detente.measurement.streams import key, stream, uniforms

RECORDED = [0.18769766484, 0.986979316425, 0.377719298095]
RECORDED_KEY = 6152829251237141627


def test_a_stream_is_its_name_and_seed():
    first = uniforms(1, "a", "i", "position", draws=5)
    assert (first == uniforms(1, "a", "i", "position", draws=5)).all()
    for other in (uniforms(2, "a", "i", "position", draws=5), uniforms(1, "a", "i", "salience", draws=5)):
        assert not np.isclose(first, other).any()


def test_more_draws_begin_with_the_same_ones():
    assert (uniforms(1, "a", draws=1000)[:10] == uniforms(1, "a", draws=10)).all()


def test_names_do_not_run_into_each_other():
    assert stream(1, "ab", "c").random() != stream(1, "a", "bc").random()
    assert key(1, "ab", "c") != key(1, "a", "bc")


def test_the_first_numbers_never_change():
    # Recorded once: a change would silently change every run of every case.
    assert uniforms(7, "actor", "issue", "position", draws=3).round(12).tolist() == RECORDED
    assert int(key(7, "actor", "issue")) == RECORDED_KEY
