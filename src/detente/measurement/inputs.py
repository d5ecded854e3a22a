"""Joint draws of every input of a case, and what each number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.case import Case, Stance
from detente.domain.draws import Basis, Draws
from detente.domain.errors import CaseError, InputError, did_you_mean
from detente.domain.forecast import Estimate, Interval
from detente.domain.quantity import Quantity
from detente.measurement.basis import stated, wide_prior
from detente.measurement.capability import draw_capability
from detente.measurement.differing import Differing, differing
from detente.measurement.model import PairEvidence
from detente.measurement.pert import quantity_quantile
from detente.measurement.posterior import PositionPosterior
from detente.measurement.priors import COST_OF_CONTINUING
from detente.measurement.red_lines import DrawnLine, draw_red_line
from detente.measurement.salience import estimate_salience
from detente.measurement.streams import uniforms

_NOTHING = PairEvidence()
ARRAYS = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
MOST_KEPT_DRAWS = 20_000  # 1,024 inputs of as many draws are 160 MB


@dataclass(frozen=True, eq=False)
class Inputs:
    """Draws of all inputs with what they were made from, so that a case almost like it need not draw them again."""

    case: Case
    posterior: PositionPosterior
    seed: int
    draws: Draws
    estimates: tuple[Estimate, ...] = ()


def draw_inputs(
    case: Case,
    posterior: PositionPosterior,
    *,
    draws: int,
    seed: int,
    describe: bool = True,
    like: Inputs | None = None,
) -> tuple[Draws, tuple[Estimate, ...]]:
    """Draws of all inputs of ``case``, which may be a scenario's; the posterior is that of its statements.

    Each parameter draws from a stream of its own name: what a change does not touch keeps its draws to the bit.
    Without ``describe`` there are no estimates: a scenario's intervals are not asked for. Then what ``like`` has
    already drawn of the same is taken from there, and arrays in which nothing differs are its own.

    Raises
    ------
    CaseError
        A stance names an actor or issue the case does not define.
    InputError
        ``draws`` is less than 1.
    """
    if draws < 1:
        raise InputError("draws", "at least 1", str(draws), "ask for more draws, such as 10000")
    _check_names(case)
    if like is not None and not describe and like.draws.n == draws and like.seed == seed:
        differs = differing(like.case, case, like.posterior, posterior)
        if differs is not None:
            return _redrawn(case, posterior, like, differs), ()
    filling = _Filling(case, posterior, draws, seed, describe)
    for actor in case.actors:
        filling.add_actor(actor)
    return filling.finished(), tuple(filling.estimates)


def _redrawn(case: Case, posterior: PositionPosterior, like: Inputs, differs: Differing) -> Draws:
    """The draws of ``like`` with what differs drawn anew; nothing of ``like`` is written to."""
    filling = _Filling(case, posterior, like.draws.n, like.seed, describe=False, like=like.draws)
    for stance in differs.stances:
        filling.change_stance(stance)
    for actor in differs.costs:
        filling.add_cost(actor)
    return filling.finished()


class _Filling:
    """The arrays of ``Draws`` while they are being filled, actor by actor."""

    def __init__(
        self,
        case: Case,
        posterior: PositionPosterior,
        draws: int,
        seed: int,
        describe: bool,
        like: Draws | None = None,
    ) -> None:
        self.case, self.posterior, self.draws, self.seed, self.describe = case, posterior, draws, seed, describe
        self.stances = {(s.actor, s.issue): s for s in reversed(case.stances)}
        self.actors, self.issues = tuple(case.actors), tuple(case.issues)
        shape = (draws, len(self.actors), len(self.issues))
        self.low = np.array([case.issues[i].low for i in self.issues], dtype=np.float64)
        self.high = np.array([case.issues[i].high for i in self.issues], dtype=np.float64)
        self.arrays: dict[str, np.ndarray] = {}
        self.shared: set[str] = set()
        self.basis: dict[tuple[str, str, str], Basis] = {}
        self.estimates: list[Estimate] = []
        if like is not None:
            self.arrays = {name: getattr(like, name) for name in ARRAYS}
            self.shared = set(ARRAYS)
            self.present, self.basis = like.present.copy(), dict(like.basis)
            return
        self.present = np.zeros(shape[1:], dtype=bool)
        self.arrays["position"] = np.broadcast_to((self.low + self.high) / 2, shape).copy()
        self.arrays["salience"], self.arrays["capability"] = np.zeros(shape), np.zeros(shape)
        self.arrays["red_line_low"], self.arrays["red_line_high"] = np.full(shape, -np.inf), np.full(shape, np.inf)
        self.arrays["cost_of_continuing"] = np.zeros(shape[:2])

    def put(self, name: str, values: PerDraw | float, *place: int) -> None:
        """Draws of one input into their column; an array shared with other inputs is copied before it differs."""
        column: tuple[slice | int, ...] = (slice(None), *place)
        if name in self.shared:
            if np.array_equal(self.arrays[name][column], np.broadcast_to(values, self.draws)):
                return
            self.arrays[name] = self.arrays[name].copy()
            self.shared.discard(name)
        self.arrays[name][column] = values

    def change_stance(self, stance: Stance) -> None:
        """Draw a stance that differs from the one that was drawn, or is new."""
        a, i = self.actors.index(stance.actor), self.issues.index(stance.issue)
        self.present[a, i] = True
        for name in ("red_line", "red_line_low", "red_line_high"):
            self.basis.pop((stance.actor, stance.issue, name), None)
        if stance.red_line is None:
            self.put("red_line_low", -np.inf, a, i)
            self.put("red_line_high", np.inf, a, i)
        self._add_stance(stance, a, i)

    def add_actor(self, actor: str) -> None:
        a = self.actors.index(actor)
        capability, bases = draw_capability(self.case, actor, draws=self.draws, seed=self.seed)
        self.arrays["capability"][:, a] = capability
        for i, issue in enumerate(self.issues):
            self.basis[actor, issue, "capability"] = bases[issue]
            stance = self.stances.get((actor, issue))
            if stance is not None:
                self.present[a, i] = True
                self._add_stance(stance, a, i)
                self._note(actor, issue, "capability", capability[:, i], bases[issue])
        self.add_cost(actor)

    def add_cost(self, actor: str) -> None:
        cost, basis = _draw_cost(self.case, actor, self.draws, self.seed)
        self.put("cost_of_continuing", cost, self.actors.index(actor))
        self._note(actor, "", "cost_of_continuing", cost, basis)

    def _add_stance(self, stance: Stance, a: int, i: int) -> None:
        actor, issue = stance.actor, stance.issue
        evidence = self.posterior.evidence.get((actor, issue), _NOTHING)
        position, position_basis = self._draw_position(stance, evidence, float(self.low[i]), float(self.high[i]))
        if stance.red_line is not None:
            line = draw_red_line(
                stance.red_line, self.case.issues[issue], evidence,
                actor=actor, issue_id=issue, draws=self.draws, seed=self.seed,
            )  # fmt: skip
            low, high = line.held(line.low, -np.inf), line.held(line.high, np.inf)
            self.put("red_line_low", low, a, i)
            self.put("red_line_high", high, a, i)
            # Nobody wants what it would itself refuse to sign: the line is the better known of the two.
            position = np.clip(position, low, high)
        self.put("position", position, a, i)
        self._note(actor, issue, "position", position, position_basis)
        salience, salience_basis = self._draw_salience(stance)
        self.put("salience", salience, a, i)
        self._note(actor, issue, "salience", salience, salience_basis)
        if stance.red_line is not None:
            self._note_red_line(stance, line)

    def _draw_position(self, stance: Stance, evidence: PairEvidence, low: float, high: float) -> tuple[PerDraw, Basis]:
        name = (stance.actor, stance.issue, "position")
        if not stance.position.from_statements:
            return _stated_draws(stance.position, self.seed, name, self.draws), stated(stance)
        share = self.posterior.position(stance.actor, stance.issue, self.draws)
        if share is None:
            uniform = uniforms(self.seed, *name, draws=self.draws)
            return low + uniform * (high - low), wide_prior(self._why_unknown(stance))
        basis = Basis("statements", evidence.positional, stance.source, _position_words(evidence))
        return low + share / 100 * (high - low), basis

    def _why_unknown(self, stance: Stance) -> str:
        waiting = len(self.posterior.waiting.get((stance.actor, stance.issue), ()))
        if not waiting:
            return "no statement tells this actor's position; any is possible"
        if waiting == 1:
            return "one statement that hints at this actor's position counts only once a person vouches for it"
        return f"{waiting} statements that hint at this actor's position count only once a person vouches for them"

    def _draw_salience(self, stance: Stance) -> tuple[PerDraw, Basis]:
        name = (stance.actor, stance.issue, "salience")
        if stance.salience.from_statements:
            uniform = uniforms(self.seed, *name, draws=self.draws)
            return estimate_salience(stance.actor, stance.issue, self.posterior.evidence, uniform)
        return np.clip(_stated_draws(stance.salience, self.seed, name, self.draws) / 100, 0.0, 1.0), stated(stance)

    def _note_red_line(self, stance: Stance, line: DrawnLine) -> None:
        sides = (("red_line_low", line.low, line.low_basis), ("red_line_high", line.high, line.high_basis))
        drawn = [(name, values, basis) for name, values, basis in sides if values is not None]
        for name, values, basis in drawn:
            self._note(stance.actor, stance.issue, name, values, basis, float(line.firm.mean()))
        unknown = next((b for _, v, b in sides if v is None and b.kind == "guess"), line.low_basis)
        self.basis[stance.actor, stance.issue, "red_line"] = drawn[0][2] if drawn else unknown

    def _note(
        self, actor: str, issue: str, parameter: str, values: PerDraw, basis: Basis, firmness: float = 1.0
    ) -> None:
        self.basis[actor, issue, parameter] = basis
        if not self.describe:
            return
        low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
        interval = Interval(float(low), float(mid), float(high))
        self.estimates.append(Estimate(actor, issue, parameter, interval, basis, firmness))

    def finished(self) -> Draws:
        case = self.case
        return Draws(
            actors=self.actors,
            issues=self.issues,
            **self.arrays,
            scale_low=self.low,
            scale_high=self.high,
            reference_point=np.array([case.issues[i].reference_point for i in self.issues], dtype=np.float64),
            present=self.present,
            required=np.array([case.actors[a].required for a in self.actors], dtype=bool),
            at_table=np.array([case.actors[a].at_table for a in self.actors], dtype=bool),
            basis=self.basis,
        )


def _draw_cost(case: Case, actor: str, draws: int, seed: int) -> tuple[PerDraw, Basis]:
    name = (actor, "", "cost_of_continuing")
    no_deal = case.no_deal.get(actor)
    if no_deal is None or no_deal.cost_of_continuing.from_statements:
        guess = _stated_draws(COST_OF_CONTINUING, seed, name, draws)
        return guess / 100, wide_prior("nothing says what no deal costs it")
    return _stated_draws(no_deal.cost_of_continuing, seed, name, draws) / 100, stated(no_deal)


def _stated_draws(quantity: Quantity, seed: int, name: tuple[str, str, str], draws: int) -> PerDraw:
    """Draws of what an analyst stated, kept (unless many) for the next scenario, which mostly states the same."""
    make = _made_draws if draws <= MOST_KEPT_DRAWS else _made_draws.__wrapped__
    made: PerDraw = make(quantity, seed, name, draws)
    return made


@lru_cache(maxsize=1024)
def _made_draws(quantity: Quantity, seed: int, name: tuple[str, str, str], draws: int) -> PerDraw:
    made = quantity_quantile(quantity, uniforms(seed, *name, draws=draws))
    made.flags.writeable = False
    return made


def _position_words(evidence: PairEvidence) -> str:
    count, groups = len(evidence.positional), len(evidence.levels)
    words = "1 statement" if count == 1 else f"{count} statements"
    if groups < count:
        words += f" that count as {groups}"
    words += " from 1 outlet" if evidence.outlets == 1 else f" from {evidence.outlets} outlets"
    if groups > 1:
        apart = max(evidence.levels) - min(evidence.levels)
        words += "; they agree" if apart <= 1 else "; they differ" if apart < 2 else f"; {_contradiction(evidence)}"
    return words


def _contradiction(evidence: PairEvidence) -> str:
    """A position that moved is not a disagreement of sources: told apart by the days on which things were said."""
    dated = evidence.dated_levels
    if len(dated) == len(evidence.levels):
        for cut in range(1, len(dated)):
            before, after = [level for _, level in dated[:cut]], [level for _, level in dated[cut:]]
            if dated[cut - 1][0] < dated[cut][0] and (max(before) < min(after) or max(after) < min(before)):
                return f"those since {dated[cut][0][:10]} differ from the earlier ones: the position may have moved"
    return "they contradict each other"


def _check_names(case: Case) -> None:
    for number, stance in enumerate(case.stances):
        for what, name, known in (("actor", stance.actor, case.actors), ("issue", stance.issue, case.issues)):
            if name not in known:
                raise CaseError(
                    f"stances.{number}.{what}",
                    f"an {what} defined in this case",
                    f"'{name}'",
                    did_you_mean(name, list(known)),
                )
