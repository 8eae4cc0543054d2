"""Handling time: the working time that one answer takes."""

from __future__ import annotations

from datetime import timedelta

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.days import first_day, last_day

# A house rule (docs/evidence/staffing.md), for who does not write down the hours of answering.
UNRECORDED = timedelta(minutes=6)
# Fewer answers than this say more about those few than about the work.
ENOUGH_ANSWERS = 20


def handling_time(records: Records, window: Window) -> Figure:
    """Seconds per answer: hours booked on answering, over the answers of the same days.

    Those days run from the first to the last booking within the window. Automatic replies take
    nobody's time and do not count. None below `ENOUGH_ANSWERS` answers; n is the answers.
    """
    counted = records.row(
        """
        WITH ledger AS (
            SELECT sum(hours) AS hours, min(day) AS first_day, max(day) AS last_day
            FROM hours
            WHERE activity = 'answering' AND day BETWEEN $first_day AND $last_day
        )
        SELECT any_value(ledger.hours) AS hours, count(*) AS answers
        FROM ledger JOIN messages
          ON sent_at >= ledger.first_day AND sent_at < ledger.last_day + INTERVAL 1 DAY
        WHERE author_kind = 'company' AND automated IS NOT TRUE
        """,
        first_day=first_day(window),
        last_day=last_day(window),
    )
    n = counted["answers"]
    if n < ENOUGH_ANSWERS or not counted["hours"]:
        return Figure(value=None, unit="seconds", n=n)
    return Figure(float(counted["hours"]) * 3600 / n, "seconds", n)


def handling(records: Records, window: Window) -> timedelta:
    """The handling time as measured, else `UNRECORDED`."""
    seconds = handling_time(records, window).value
    return UNRECORDED if seconds is None else timedelta(seconds=float(seconds))


HANDLING_TIME = Measure(
    id="team/handling-time",
    title=Text(en="Working time per answer", it="Tempo di lavoro per risposta"),
    meaning=Text(
        en="Hours booked on answering, divided by the answers people wrote on those days.",
        it="Le ore registrate per rispondere, divise per le risposte scritte in quei giorni.",
    ),
    unit="seconds",
    reads=frozenset({"messages", "hours"}),
    source=Source("docs/evidence/staffing.md", "definition"),
    compute=handling_time,
)
