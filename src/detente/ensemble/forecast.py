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
from detente.ensemble.simulate import Simulated
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
) -> Forecast:
    """The forecast of a whole run; the first of ``simulated`` is the baseline."""
    baseline = simulated[0]
    engines = dict.fromkeys(Specification.parse(name).engine for name in design.engines)
    return Forecast(
        case=case.case.id,
        title=case.case.title,
        as_of=case.case.as_of.isoformat(),
        seed=design.seed,
        draws=design.draws,
        scenarios=tuple(scenario_forecast(s, baseline) for s in simulated),
        estimates=baseline.estimates,
        sovereignty=sovereignty_costs(case),
        guesses=guesses(case, baseline.estimates),
        missing=missing(case, baseline.estimates),
        limits=limits(case, statements, design, vouched),
        engines={name: get_engine(name).citation for name in engines},
        agreement=agreement(baseline),
        stability=stability_of(simulated, design.seed),
        consequences=answer_consequences(case, seed=design.seed, draws=design.draws),
    )


def limits(case: Case, statements: Sequence[Statement], design: Design, vouched: frozenset[str]) -> tuple[str, ...]:
    """What the forecast cannot tell, and how well the positions read from statements were sampled."""
    first = () if case.required else (NO_REQUIRED,)
    posterior = fit_positions(case, statements, seed=design.seed, vouched=vouched)
    words = posterior.diagnostics.words
    sampled = (f"{words[0].upper()}{words[1:]}.",) if posterior.pairs else ()
    return (*first, *LIMITS, *sampled)


def scenario_forecast(simulated: Simulated, baseline: Simulated) -> ScenarioForecast:
    """One scenario's outcomes and zone, and how they differ from the baseline draw by draw."""
    draws = simulated.draws
    outcomes = engine_outcomes(simulated.outcomes, draws.issues, (draws.scale_low, draws.scale_high))
    changes: dict[str, Interval] = {}
    zone_change = None
    if simulated is not baseline:
        difference = mean_of_engines(simulated.outcomes) - mean_of_engines(baseline.outcomes)
        changes = {issue: interval(difference[:, k]) for k, issue in enumerate(draws.issues)}
        if simulated.judgement is not None and baseline.judgement is not None:
            zone_change = difference_of_shares(simulated.judgement.exists, baseline.judgement.exists)
    return ScenarioForecast(
        id=simulated.id,
        title=simulated.scenario.title or simulated.id.replace("_", " "),
        kind="baseline" if simulated is baseline else simulated.scenario.kind,
        outcomes=outcomes,
        zone=zone(simulated),
        spread=spread_between_engines(outcomes, draws.issues),
        changes=changes,
        zone_change=zone_change,
        variance=variance_split(simulated.outcomes, draws.issues),
        predictive=predict(draws, None if simulated.judgement is None else simulated.judgement.exists),
    )


def agreement(simulated: Simulated) -> AgreementAnswer | None:
    """Drafts found and what would open the zone; None where nobody's consent is required."""
    if simulated.judgement is None:
        return None
    return answer_agreement(simulated.judgement, simulated.draws, simulated.case)


def zone(simulated: Simulated) -> Zone:
    """The zone of possible agreement; over zero draws where nobody's consent is required."""
    if simulated.judgement is None:
        return Zone(exists=Share(0.0, 0.0, 1.0, 0), required=(), blocks=(), packages=())
    return conclude(simulated.judgement, simulated.draws, simulated.case)
