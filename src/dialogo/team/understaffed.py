"""Understaffed: work that the people on shift cannot get through within the promise.

Nobody at all on shift is another matter (coverage); here the promise's clock runs only while
somebody is there, and what a night has piled up has to be worked off in the morning.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

import numpy as np

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.demand import DEMAND
from dialogo.team.handling import handling
from dialogo.team.promise import KEPT, promised_reply
from dialogo.team.rota import ON_SHIFT, SOMEBODY, kept, zone_of
from dialogo.team.staffing.backlog import left_over
from dialogo.team.staffing.needed import OCCUPANCY, SHRINKAGE

# Who has waited for more than a week of the rota's work has gone: a storm of messages does not
# make the rest of the year late.
_WEEK_OF_HOURS = 168
# Beyond this many more at a time the rota is not what has to be mended.
_MOST_MORE = 63
# Hours of work below which nothing is waiting.
_NO_WORK = 1e-7


@dataclass(frozen=True)
class Hour:
    """A clock hour: messages that want an answer, person-hours on shift, share with anybody there.

    `label` is its local name, `2026-W47 Mon 09`.
    """

    label: str
    messages: int
    people: float
    covered: float


def late_backlogs(
    hours: Sequence[Hour], each: timedelta, promise: timedelta, more: int = 0
) -> list[tuple[Hour, float | None]]:
    """For each hour with messages: hours of work left over that cannot be done within the promise.

    First come, first served; a person on shift gives `OCCUPANCY * (1 - SHRINKAGE)` of the time to
    answering, and so would `more` people in every covered hour. 0.0 means in time; None that
    the promise has not run out by the end of `hours`.
    """
    work = each / timedelta(hours=1)
    promised = promise / timedelta(hours=1)
    usable = OCCUPANCY * (1 - SHRINKAGE)
    capacity = [(hour.people + more * hour.covered) * usable for hour in hours]
    done = list(accumulate(capacity, initial=0.0))
    clock = list(accumulate((hour.covered for hour in hours), initial=0.0))
    patience = done[-1] / max(len(hours), 1) * _WEEK_OF_HOURS
    asked = np.array([hour.messages * work for hour in hours], dtype=float)
    waiting = left_over(asked, np.array(capacity), patience).tolist()
    told: list[tuple[Hour, float | None]] = []
    for number, (hour, backlog) in enumerate(zip(hours, waiting, strict=True), start=1):
        if hour.messages:
            due = clock[number] + promised
            until = min(bisect_left(clock, due, lo=number), len(hours))
            over = max(0.0, backlog - (done[until] - done[number]))
            # What the sums of years leave behind the point is no work.
            over = over if over > _NO_WORK else 0.0
            told.append((hour, None if over > 0 and clock[-1] < due else over))
    return told


def rota_hours(records: Records, window: Window) -> tuple[Hour, ...]:
    """Every clock hour of the stretch for which a rota was kept, in order."""
    stretch = kept(records, window)
    if stretch is None:
        return ()
    rows = records.rows(
        f"""
        WITH hours AS (
            SELECT unnest(generate_series(
                date_trunc('hour', $since), $as_of, INTERVAL 1 HOUR
            )) AS hour
        ),
        asked AS (
            SELECT date_trunc('hour', sent_at) AS hour, count(*) AS messages
            FROM demand WHERE wants AND sent_at BETWEEN $since AND $as_of GROUP BY 1
        ),
        people AS ({_by_hour("on_shift")}),
        anybody AS ({_by_hour("somebody")})
        SELECT strftime(hour AT TIME ZONE $zone, '%G-W%V %a %H') AS label,
               coalesce(messages, 0) AS messages,
               coalesce(people.share, 0) AS people, coalesce(anybody.share, 0) AS covered
        FROM hours LEFT JOIN asked USING (hour) LEFT JOIN people USING (hour)
        LEFT JOIN anybody USING (hour)
        ORDER BY hour
        """,
        DEMAND,
        ON_SHIFT,
        SOMEBODY,
        since=stretch.since,
        as_of=stretch.as_of,
        zone=zone_of(records),
    )
    return tuple(Hour(**row) for row in rows)


def _by_hour(stretches: str) -> str:
    """SQL: hours on shift in each clock hour, from stretches that may span many."""
    return f"""
        SELECT hour,
               sum(epoch(least(closes, hour + INTERVAL 1 HOUR) - greatest(opens, hour))) / 3600
                   AS share
        FROM (
            SELECT opens, closes, unnest(generate_series(
                date_trunc('hour', opens), closes, INTERVAL 1 HOUR
            )) AS hour
            FROM (
                SELECT greatest(opens, $since) AS opens, least(closes, $as_of) AS closes
                FROM {stretches} WHERE opens < $as_of AND closes > $since
            )
        )
        WHERE hour < closes GROUP BY hour
    """


@dataclass(frozen=True)
class Staffing:
    """A rota against what came in: its hours, the working time of an answer, and the promise."""

    hours: tuple[Hour, ...]
    each: timedelta
    promise: timedelta


def staffing(records: Records, window: Window) -> Staffing:
    """What staffing is judged by, over the time a rota was kept."""
    each, promise = handling(records, window), promised_reply(records, window)
    return Staffing(rota_hours(records, window), each, promise)


def _late_and_told(rota: Staffing, more: int = 0) -> tuple[int, int]:
    """Messages bound to be late, and messages of which it can be told."""
    told = [
        (hour.messages, over)
        for hour, over in late_backlogs(rota.hours, rota.each, rota.promise, more)
        if over is not None
    ]
    return sum(n for n, over in told if over > 0), sum(n for n, _ in told)


def understaffed_hours_share(records: Records, window: Window) -> Figure:
    """Share of messages, by the hours they came in, that the rota's people are bound to keep late.

    Messages that want an answer, over the time a rota was kept; each hour weighs as much as people
    write in it. Messages whose promise has not run out yet are left out. `parts` name the working
    time per answer, the promise, and the messages bound to be late.
    """
    rota = staffing(records, window)
    late, n = _late_and_told(rota)
    parts = {"handling": rota.each, "promise": rota.promise, "late": late}
    return Figure(late / n if n else None, "share", n, parts=parts)


def more_people(rota: Staffing) -> int | None:
    """How many more, on every hour of the rota, would keep the promise nine times in ten.

    0 where those on shift are enough, and where nothing can be told; None above `_MOST_MORE`.
    """

    def enough(more: int) -> bool:
        late, n = _late_and_told(rota, more)
        return late <= (1 - KEPT) * n

    if enough(0):
        return 0
    numbers = range(_MOST_MORE + 1)
    found = bisect_left(numbers, True, key=enough)
    return found if found < len(numbers) else None


@dataclass(frozen=True)
class LateHour:
    """An hour whose messages are bound to be late: how many, and the hours of work too many."""

    label: str
    messages: int
    too_much: float


def late_hours(rota: Staffing, most: int = 20) -> tuple[LateHour, ...]:
    """The hours with the most work that cannot be done within the promise, the worst first."""
    late = [
        LateHour(hour.label, hour.messages, over)
        for hour, over in late_backlogs(rota.hours, rota.each, rota.promise)
        if over
    ]
    return tuple(sorted(late, key=lambda hour: -hour.too_much)[:most])


UNDERSTAFFED_HOURS_SHARE = Measure(
    id="team/understaffed-hours-share",
    title=Text(
        en="Share of the hours people write in with too few on shift for the promise",
        it="Quota delle ore in cui la gente scrive e chi è di turno non basta per la promessa",
    ),
    meaning=Text(
        en="Each hour weighs as many messages as came in. An hour is understaffed when the work "
        "waiting at its end is more than the people on shift can do before the promise on replies "
        "runs out (85 % of their time, less 15 % for breaks and meetings). The promise's clock "
        "runs only while somebody is on shift; without a promise it is 4 hours.",
        it="Ogni ora pesa quanti messaggi sono arrivati. Un'ora è sguarnita quando il lavoro in "
        "attesa alla sua fine supera ciò che chi è di turno può fare prima che scada la promessa "
        "sulle risposte (l'85 % del tempo, meno un 15 % di pause e riunioni). L'orologio della "
        "promessa corre solo mentre qualcuno è di turno; senza una promessa vale 4 ore.",
    ),
    unit="share",
    reads=frozenset({"messages", "shifts"}),
    source=Source("docs/evidence/staffing.md", "house rule"),
    compute=understaffed_hours_share,
)
