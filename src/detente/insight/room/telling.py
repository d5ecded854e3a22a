"""What hearing late costs: a stated loss a day, and which packages the late one would then still prefer to no deal."""

from __future__ import annotations

from detente.agreement.margins import GAIN_TOLERANCE, POINTS
from detente.domain.axes import DrawPackageActor
from detente.domain.draws import Draws
from detente.domain.pert import quantity_quantile
from detente.domain.room import Telling
from detente.domain.room_answer import ToldLate
from detente.domain.streams import uniforms
from detente.ensemble.combine import interval


def told_late(
    draws: Draws, margin: DrawPackageActor, packages: tuple[str, ...], actor: str, stated: Telling, seed: int
) -> ToldLate:
    """``margin``: (draw, package, actor) in points, of all ``draws``."""
    at = draws.actors.index(actor)
    days = quantity_quantile(stated.days, uniforms(seed, "room", "told", actor, "days", draws=draws.n))
    daily = quantity_quantile(stated.cost_per_day, uniforms(seed, "room", "told", actor, "cost", draws=draws.n))
    cost = days * daily
    least = GAIN_TOLERANCE * POINTS
    return ToldLate(
        actor=actor,
        required=bool(draws.required[at]),
        cost=interval(cost),
        before={key: float((margin[:, p, at] > least).mean()) for p, key in enumerate(packages)},
        after={key: float((margin[:, p, at] - cost > least).mean()) for p, key in enumerate(packages)},
    )
