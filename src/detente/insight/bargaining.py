"""Interests, leverage and the crisis of the case as it stands, put together from the rooms that know about each."""

from __future__ import annotations

from dataclasses import replace

from detente.agreement.crisis.answer import answer_crisis
from detente.agreement.trades import find_trades
from detente.domain.bargaining_answer import BargainingAnswer, CrisisAnswer
from detente.domain.case import Case
from detente.domain.forecast import Forecast
from detente.ensemble.simulate import Simulated
from detente.insight.asset_worth import asset_worths
from detente.insight.levers import find_levers
from detente.measurement.crisis import draw_crisis
from detente.measurement.ledger_history import ledger_history


def with_bargaining(forecast: Forecast, baseline: Simulated, seed: int) -> Forecast:
    """The forecast with what its first scenario says of trades, levers, the ledger over time and fighting."""
    trades, trade_draws, paying = find_trades(baseline.draws)
    levers, lever_draws = find_levers(baseline.draws)
    return replace(
        forecast,
        bargaining=BargainingAnswer(
            trades=trades,
            trade_draws=trade_draws,
            trades_paying=paying,
            levers=levers,
            lever_draws=lever_draws,
            assets=asset_worths(baseline.case, baseline.draws, seed),
            ledger=ledger_history(baseline.case),
            crisis=crisis_of(baseline.case, draws=baseline.draws.n, seed=seed),
        ),
    )


def crisis_of(case: Case, *, draws: int, seed: int) -> CrisisAnswer | None:
    """What the case's section ``crisis`` comes to; None where it has none."""
    drawn = draw_crisis(case, draws=draws, seed=seed)
    if drawn is None or case.crisis is None:
        return None
    return answer_crisis(drawn, case.crisis.shift.by if case.crisis.shift is not None else "")
