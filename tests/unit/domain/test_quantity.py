from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from detente.domain.quantity import Quantity


class Holder(BaseModel):
    number: Quantity


@pytest.mark.parametrize("written", [70, 0.5, [70, 90, 100], "from: statements"])
def test_what_is_written_is_what_is_saved(written):
    assert Holder(number=written).model_dump()["number"] == written


def test_the_mapping_form_means_the_same_as_the_text():
    assert Holder(number={"from": "statements"}).number == Quantity.statements()


@pytest.mark.parametrize(
    "written", ["70", None, True, [1, 2], [3, 2, 1], [1, 2, "x"], float("nan"), [0, 1, float("inf")], {"from": "hope"}]
)
def test_anything_else_is_refused(written):
    with pytest.raises(ValidationError):
        Holder(number=written)
