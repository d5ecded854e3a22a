"""From what was simulated to a forecast: the only place where draws become conclusions."""

from __future__ import annotations

from collections.abc import Sequence

from detente.agreement.answer import answer_agreement
from detente.agreement.conclude import conclude
from detente.consequences.answer import answer_consequences
from detente.consequences.sovereignty import sovereignty_costs
from detente.domain.agreement_answer import AgreementAnswer
from detente.domain.case import Case
from detente.domain.forecast import Forecast, Interval, ScenarioForecast, Share, Zone
from detente.domain.forecast_parts import CONSEQUENCES, EVERYTHING, OF_BASELINE, OF_SCENARIOS
from detente.domain.statement import Statement
from detente.engines.catalogue import get_engine
from detente.ensemble.combine import (
    difference_of_shares,
    engine_outcomes,
    interval,
    mean_of_engines,
    spread_between_engines,
    variance_split,
)
from detente.ensemble.design import Design
from detente.ensemble.predictive.answer import predict
from detente.ensemble.simulate import BlockCache, Progress, Simulated, simulate
from detente.ensemble.specification import Specification
from detente.ensemble.stability import stability_of
from detente.measurement.estimate import fit_positions, guesses, missing

LIMITS = (
    "The engines are models of bargaining, not of everything that decides a negotiation; where they disagree, the "
    "spread between them is part of the answer.",
    "Going on without a deal costs every side something, so an agreement on the reference points beats no deal for all "
    "unless a red line refuses it (Fearon 1995): a zone says that there is room, red lines decide most of its chance, "
    "and where nobody has stated any, a chance near 1 only says that nothing read so far rules a deal out.",
    "Positions, salience and leverage are judgements or readings of documents; the intervals carry their uncertainty, "
    "not the chance that the list of actors and issues is wrong.",
    "An input that accounts for much of an answer's variance is associated with it inside the model; that is not "
    "proof that changing it in the world would change the outcome.",
    "Uncertain inputs are drawn independently of each other given the statements.",
)
NO_ZONE = Zone(exists=Share(0.0, 0.0, 1.0, 0), required=(), blocks=(), packages=())
NO_REQUIRED = (
    "No actor is marked as required, so whether there is a deal cannot be judged; mark the actors whose consent a deal "
    "needs with 'required: true'."
)


def conclude_forecast(
    case: Case,
    simulated: Sequence[Simulated],
    design: Design,
    statements: Sequence[Statement] = (),
    vouched: frozenset[str] = frozenset(),
    parts: frozenset[str] = EVERYTHING,
) -> Forecast:
    """The forecast of a run; the first of ``simulated``, which ``simulated_for`` gives, is the baseline.

    ``parts`` are those concluded here; the others are left empty (``domain.forecast_parts``).
    """
    baseline = simulated[0] if simulated else None
    estimates = () if baseline is None else baseline.estimates
    engines = dict.fromkeys(Specification.parse(name).engine for name in design.engines)
    return Forecast(
        case=case.case.id,
        title=case.case.title,
        as_of=case.case.as_of.isoformat(),
        seed=design.seed,
        draws=design.draws,
        scenarios=tuple(scenario_forecast(s, simulated[0], parts) for s in simulated),
        estimates=estimates,
        sovereignty=sovereignty_costs(case) if "sovereignty" in parts else (),
        guesses=guesses(case, estimates),
        missing=missing(case, estimates),
        limits=limits(case, statements, design, vouched) if "limits" in parts else (),
        engines={name: get_engine(name).citation for name in engines},
        agreement=None if baseline is None else agreement(baseline, parts),
        stability=stability_of(simulated, design.seed) if "stability" in parts else None,
        consequences=answer_consequences(case, seed=design.seed, draws=design.draws, models=parts)
        if parts & CONSEQUENCES
        else None,
    )


def simulated_for(
    parts: frozenset[str],
    case: Case,
    statements: Sequence[Statement],
    design: Design,
    *,
    vouched: frozenset[str] = frozenset(),
    cache: BlockCache | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> tuple[Simulated, ...]:
    """What these parts are concluded from: every scenario, only the case as it stands, or nothing."""
    if not parts & (OF_SCENARIOS | OF_BASELINE):
        return ()
    alone = not parts & OF_SCENARIOS
    return simulate(case, statements, design, vouched=vouched, cache=cache, progress=progress, alone=alone)


def limits(case: Case, statements: Sequence[Statement], design: Design, vouched: frozenset[str]) -> tuple[str, ...]:
    """What the forecast cannot tell, and how well the positions read from statements were sampled."""
    first = () if case.required else (NO_REQUIRED,)
    posterior = fit_positions(case, statements, seed=design.seed, vouched=vouched)
    words = posterior.diagnostics.words
    sampled = (f"{words[0].upper()}{words[1:]}.",) if posterior.pairs else ()
    return (*first, *LIMITS, *sampled)


def scenario_forecast(
    simulated: Simulated, baseline: Simulated, parts: frozenset[str] = EVERYTHING
) -> ScenarioForecast:
    """One scenario's outcomes and zone, and how they differ from the baseline draw by draw."""
    draws, told = simulated.draws, "outcomes" in parts
    ends = (draws.scale_low, draws.scale_high)
    outcomes = engine_outcomes(simulated.outcomes, draws.issues, ends) if told else ()
    changes: dict[str, Interval] = {}
    zone_change = None
    if simulated is not baseline:
        if told:
            difference = mean_of_engines(simulated.outcomes) - mean_of_engines(baseline.outcomes)
            changes = {issue: interval(difference[:, k]) for k, issue in enumerate(draws.issues)}
        if simulated.judgement is not None and baseline.judgement is not None:
            zone_change = difference_of_shares(simulated.judgement.exists, baseline.judgement.exists)
    return ScenarioForecast(
        id=simulated.id,
        title=simulated.scenario.title or simulated.id.replace("_", " "),
        kind="baseline" if simulated is baseline else simulated.scenario.kind,
        outcomes=outcomes,
        zone=zone(simulated) if parts & {"zone", "blocks"} else NO_ZONE,
        spread=spread_between_engines(outcomes, draws.issues) if told else {},
        changes=changes,
        zone_change=zone_change,
        variance=variance_split(simulated.outcomes, draws.issues) if told else (),
        predictive=predict(draws, None if simulated.judgement is None else simulated.judgement.exists)
        if "predictive" in parts
        else None,
    )


def agreement(simulated: Simulated, parts: frozenset[str] = EVERYTHING) -> AgreementAnswer | None:
    """Drafts found and what would open the zone; None where nobody's consent is required."""
    search, unlocks = "search" in parts, "unlocks" in parts
    if simulated.judgement is None or not (search or unlocks):
        return None
    return answer_agreement(simulated.judgement, simulated.draws, simulated.case, search=search, unlocks=unlocks)


def zone(simulated: Simulated) -> Zone:
    """The zone of possible agreement; over zero draws where nobody's consent is required."""
    if simulated.judgement is None:
        return NO_ZONE
    return conclude(simulated.judgement, simulated.draws, simulated.case)
