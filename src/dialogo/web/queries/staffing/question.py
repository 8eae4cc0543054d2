"""What a workspace's records ask of staffing: its arrivals, its handling time, its promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from dialogo.dialogue.promise import PROMISE_KEPT
from dialogo.language.label import labelled
from dialogo.records.business_hours import BusinessHours
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.demand import DEMAND
from dialogo.team.handling import handling, handling_time
from dialogo.team.promise import KEPT, promised_reply
from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.needed import Promise, Work
from dialogo.team.staffing.plan import Question
from dialogo.team.staffing.rates import TooLittle, rates
from dialogo.team.staffing.week import Opening, always, opening
from dialogo.web.queries.span import span_of

KIND = "staffing"
WHAT_IF = "staffing-what-if"
# Older arrivals tell more of who people were than of who they will be (house rule).
_YEARS = timedelta(weeks=104)
_QUARTER = timedelta(days=90)
_MONTH = timedelta(days=28)
# A promise over more than four weeks says nothing of hours.
_LONGEST = timedelta(days=28)


@dataclass(frozen=True, eq=False)
class Asked:
    """The question; `window` is what was looked at, `handled` how many answers told their time (0:
    nobody wrote it down), `kept` the promise as it was kept in the last four weeks."""

    question: Question
    window: Window
    handled: int
    kept: Figure


@dataclass(frozen=True)
class NotYet:
    """Staffing cannot be told: so many days of arrivals in the window."""

    window: Window | None
    days: int


def asked(
    records: Records,
    hours: BusinessHours | None,
    zone: str,
    now: datetime,
    shape: Opening | None = None,
) -> Asked | NotYet:
    """The question that the records of a workspace ask, or why they do not yet.

    Without business hours people work when their rota has anybody (`shape`; None: day and night),
    while the promise runs by the wall's clock.
    """
    window = span_of(records, now)
    if window is None:
        return NotYet(None, 0)
    whole = labelled(records.as_of(window.as_of).in_hours(hours))
    looked = window.last(_YEARS)
    arrivals = Arrivals(_moments(whole, looked), zone, hours)
    try:
        found = rates(arrivals)
    except TooLittle as little:
        return NotYet(looked, little.days)
    quarter = window.last(_QUARTER)
    told = handling_time(whole, quarter)
    open_at_all = hours is not None and any(hours.week.values())
    question = Question(
        found,
        Work(handling(whole, quarter)),
        Promise(
            min(promised_reply(whole, quarter), _LONGEST),
            KEPT,
            "service" if open_at_all else "wall",
        ),
        opening(hours) if hours is not None and open_at_all else shape or always(),
    )
    kept = PROMISE_KEPT(whole, window.last(_MONTH))
    return Asked(question, looked, told.n if told.value is not None else 0, kept)


def _moments(records: Records, window: Window) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """When people wrote what wants an answer, in seconds since 1970, in order."""
    rows = records.rows(
        """
        SELECT list(epoch(sent_at) ORDER BY sent_at) AS moments FROM demand
        WHERE wants AND sent_at BETWEEN $since AND $as_of
        """,
        DEMAND,
        since=window.since,
        as_of=window.as_of,
    )
    return np.array(rows[0]["moments"] or [], dtype=np.float64)
