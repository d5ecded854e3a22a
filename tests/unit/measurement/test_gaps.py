from detente.domain.case import Case
from detente.measurement import estimate, guesses, missing

CASE = Case.model_validate(
    {
        "case": {"id": "c", "title": "t", "as_of": "2025-10-01"},
        "actors": {"a": {"name": "Alpha", "guess": True}, "b": {"name": "Beta", "capability": 1}},
        "issues": {
            k: {"question": "?", "scale": {0: "l", 100: "h"}, "reference_point": 0} for k in ("buffer_zone", "water")
        },
        "stances": [
            {"actor": "a", "issue": "buffer_zone", "position": [40, 50, 60], "salience": 50, "guess": True},
            {"actor": "b", "issue": "buffer_zone", "position": 10, "salience": 50,
             "red_line": {"max": "from: statements"}},
        ],
        "no_deal": {"b": {"cost_of_continuing": 5}},
    }
)  # fmt: skip


def test_what_is_missing_is_said_once_with_what_was_assumed():
    _, estimates = estimate(CASE, [], draws=2000, seed=1)
    assert [line.split(";")[0] for line in missing(CASE, estimates)] == [
        "capability of Alpha: neither a capability nor an entry in the leverage ledger",
        "cost of having no deal of Alpha: nothing says what no deal costs it",
        "red line of Beta on buffer zone: no firm statement says where it is, so none was drawn",
        "water: no actor has a stance on it",
    ]
    assert "; assumed 13 (4." in missing(CASE, estimates)[1]


def test_what_is_guessed_is_named_and_what_the_analyst_set_is_not():
    _, estimates = estimate(CASE, [], draws=2000, seed=1)
    lines = guesses(CASE, estimates)
    assert "Alpha: proposed as an actor" in lines
    assert "position of Alpha on buffer zone: 50 (45 to 55), proposed, not yet confirmed" in lines
    assert not set(lines) & set(missing(CASE, estimates))
    assert not any(line.startswith("capability of Alpha: ") for line in lines)
    assert not any("Beta" in line for line in lines)
