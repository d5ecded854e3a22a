from dataclasses import dataclass, replace

import pytest

from detente.domain.changed import changed


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


def test_a_changed_copy_equals_a_replaced_one():
    point = Point(1, 2)
    assert changed(point, y=3) == replace(point, y=3) == Point(1, 3)
    assert point == Point(1, 2)


def test_a_field_it_does_not_have_is_refused():
    with pytest.raises(TypeError, match="Point has no z"):
        changed(Point(1), z=1)
