"""What a workspace's records ask of staffing: its arrivals, its handling time, its promise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from dialogo.dialogue.promise import PROMISE_KEPT, lines
from dialogo.dialogue.promise_lines import Line
from dialogo.dialogue.promised_to import promised_to
from dialogo.language.label import labelled
from dialogo.records.business_hours import BusinessHours
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.demand import DEMAND
from dialogo.team.handling import handling, handling_time
from dialogo.team.promise import KEPT, promised_reply
from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.needed import Finer, Promise, Work
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
# Fewer waits tell no shares, and a promise to fewer of them is left to the general one.
_ENOUGH = 20
_FEWEST = 0.002


@dataclass(frozen=True, eq=False)
class Asked:
    """The question; `window` is what was looked at, `handled` how many answers told their time (0:
    nobody wrote it down), `kept` the promise as it was kept in the last four weeks, `lines` whom
    each finer promise of the question is made to."""

    question: Question
    window: Window
    handled: int
    kept: Figure
    lines: tuple[tuple[Line, ...], ...] = ()

    @property
    def promised(self) -> list[dict[str, Any]]:
        """The finer promises as JSON: minutes, share of messages, and to whom."""
        return [
            {
                "minutes": finer.promise.within / timedelta(minutes=1),
                "share": finer.share,
                "to": [[line.network, line.need, line.priority] for line in lines],
            }
            for finer, lines in zip(self.question.finer, self.lines, strict=True)
        ]


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
    general = Promise(
        min(promised_reply(whole, quarter), _LONGEST), KEPT, "service" if open_at_all else "wall"
    )
    finer = _finer(whole, quarter, general)
    question = Question(
        found,
        Work(handling(whole, quarter)),
        general,
        opening(hours) if hours is not None and open_at_all else shape or always(),
        finer=tuple(one for one, _ in finer),
    )
    kept = PROMISE_KEPT(whole, window.last(_MONTH))
    handled = told.n if told.value is not None else 0
    return Asked(question, looked, handled, kept, tuple(lines for _, lines in finer))


def _finer(
    records: Records, window: Window, general: Promise
) -> list[tuple[Finer, tuple[Line, ...]]]:
    """The finer promises of other lengths than the general one, each with the share of messages
    that fell under it in `window`, and its lines; the shortest first."""
    every = lines(records, window)
    if not any(line.specific[0] for line in every.every):
        return []
    fell = promised_to(records, window, every)
    total = fell.total()
    by_length: dict[timedelta, list[Line]] = {}
    for line in every.every:
        within = min(timedelta(minutes=line.minutes), _LONGEST)
        if line.specific[0] and within != general.within:
            by_length.setdefault(within, []).append(line)
    shares = {
        within: sum(fell[line] for line in some) / total if total >= _ENOUGH else 0.0
        for within, some in by_length.items()
    }
    told = {within: share for within, share in shares.items() if share >= _FEWEST}
    # Where nobody falls under the general promise, a trace is left to it all the same.
    most = min(1.0, (1 - _FEWEST) / sum(told.values())) if told else 1.0
    return [
        (Finer(replace(general, within=within), share * most), tuple(by_length[within]))
        for within, share in sorted(told.items())
    ]


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
