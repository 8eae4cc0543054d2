"""Plan: what the company has decided about whom it serves, what it promises and what it counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dialogo.records.text import Text
from dialogo.simulation.company import Company
from dialogo.simulation.ledger import Ledger

_AUDIENCE = Text(en="people who make coffee at home", it="chi fa il caffè in casa")
_NEEDS = (
    Text(en="know when an order arrives", it="sapere quando arriva un ordine"),
    Text(en="learn to brew", it="imparare a fare il caffè"),
    Text(en="know when the shop is open", it="sapere quando è aperta la bottega"),
)
_EFFORTS = (
    Text(en="guides to brewing", it="guide alla preparazione"),
    Text(en="answers in the evening", it="risposte la sera"),
    Text(en="readers' stories", it="racconti di chi ci legge"),
    Text(en="open tastings", it="degustazioni aperte"),
)
_GOALS = (
    Text(en="questions answered in time", it="domande con risposta in tempo"),
    Text(en="people who come back", it="persone che tornano"),
    Text(en="needs served", it="bisogni serviti"),
    Text(en="people who recommend us", it="persone che ci consigliano"),
)
_RETURN = Text(en="the return on investment", it="il ritorno dell'investimento")
_FLATTERING = (
    Text(en="followers", it="follower"),
    Text(en="likes", it="mi piace"),
    Text(en="views", it="visualizzazioni"),
    Text(en="impressions", it="impressioni"),
)


def decide(company: Company, ledger: Ledger) -> None:
    """Writes `plan`."""
    knobs = company.knobs
    owner = company.team[0] if knobs.owner_named else None

    def row(kind: str, subject: str, **values: Any) -> None:
        values = {"from_day": company.first, "owner": owner, **values}
        ledger.add("plan", kind=kind, subject=subject, **values)

    row("audience", company.text(_AUDIENCE))
    for need in _NEEDS:
        row("need", company.text(need))
    row("promise", "reply-time", value=float(knobs.promise_minutes))
    row("mix", "promotional", value=0.2)
    row("not-yet", company.text(_RETURN))
    asked_on = company.first + timedelta(weeks=knobs.verdict_weeks)
    row("verdict", company.text(_RETURN), from_day=asked_on)
    for place, goals in enumerate(zip(_GOALS, _FLATTERING, strict=True)):
        row("goal", company.text(goals[place < round(knobs.flattering_goals * len(_GOALS))]))
    for place, effort in enumerate(_EFFORTS):
        begins = company.first + timedelta(weeks=min(place, company.weeks - 1))
        stopped = place < round(knobs.stopped_share * len(_EFFORTS))
        row(
            "effort",
            company.text(effort),
            from_day=begins,
            to_day=begins + timedelta(weeks=52),
            stopped_on=min(begins + timedelta(weeks=3), company.last) if stopped else None,
        )
