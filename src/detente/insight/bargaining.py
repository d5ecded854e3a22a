"""Interests, leverage and the crisis of the case as it stands, put together from the rooms that know about each."""

from __future__ import annotations

from dataclasses import replace

from detente.agreement.crisis.answer import answer_crisis
from detente.agreement.trades import find_trades
from detente.domain.bargaining_answer import BargainingAnswer, CrisisAnswer
from detente.domain.case import Case
from detente.domain.forecast import Forecast
from detente.domain.forecast_parts import BARGAINING
from detente.ensemble.simulate import Simulated
from detente.insight.asset_worth import asset_worths
from detente.insight.levers import find_levers
from detente.measurement.crisis import draw_crisis
from detente.measurement.ledger_history import ledger_history


def with_bargaining(
    forecast: Forecast, case: Case, baseline: Simulated | None, seed: int, parts: frozenset[str] = BARGAINING
) -> Forecast:
    """The forecast with what the case as it stands says of trades, levers, the ledger over time and fighting.

    ``parts`` of BARGAINING are those asked for; only trades, levers and assets need the draws of ``baseline``.
    """
    answer = BargainingAnswer()
    if baseline is not None:
        draws = baseline.draws
        if "trades" in parts:
            trades, trade_draws, paying = find_trades(draws)
            answer = replace(answer, trades=trades, trade_draws=trade_draws, trades_paying=paying)
        if "levers" in parts:
            levers, lever_draws = find_levers(draws)
            answer = replace(answer, levers=levers, lever_draws=lever_draws)
        if "assets" in parts:
            answer = replace(answer, assets=asset_worths(case, draws, seed))
    if "ledger" in parts:
        answer = replace(answer, ledger=ledger_history(case))
    if "crisis" in parts:
        answer = replace(answer, crisis=crisis_of(case, draws=forecast.draws, seed=seed))
    return replace(forecast, bargaining=answer)


def crisis_of(case: Case, *, draws: int, seed: int) -> CrisisAnswer | None:
    """What the case's section ``crisis`` comes to; None where it has none."""
    drawn = draw_crisis(case, draws=draws, seed=seed)
    if drawn is None or case.crisis is None:
        return None
    return answer_crisis(drawn, case.crisis.shift.by if case.crisis.shift is not None else "")
