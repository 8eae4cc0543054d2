"""Load: how many people's worth of answering comes in during a busy hour."""

from __future__ import annotations

from datetime import timedelta

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.demand import DEMAND
from dialogo.team.handling import handling
from dialogo.team.rota import zone_of

# The busy hour is the one that nine messages in ten do not see surpassed.
BUSY = 0.9
_WEEK = timedelta(days=7)


def busy_rate(records: Records, window: Window) -> tuple[float, int]:
    """Messages that want an answer in a busy hour (a rate per hour), and how many there were.

    Of the 168 hours of the week, each with its mean over the window's weeks, it is the rate at the
    90th percentile of messages: planning for the very busiest hour would be planning for chance.
    """
    rows = records.rows(
        """
        SELECT sum(messages)::BIGINT AS messages
        FROM (
            SELECT time_bucket(INTERVAL 15 MINUTE, sent_at) AS quarter, count(*) AS messages
            FROM demand WHERE wants AND sent_at BETWEEN $since AND $as_of GROUP BY quarter
        )
        GROUP BY isodow(quarter AT TIME ZONE $zone), hour(quarter AT TIME ZONE $zone)
        ORDER BY messages
        """,
        DEMAND,
        since=window.since,
        as_of=window.as_of,
        zone=zone_of(records),
    )
    n = sum(row["messages"] for row in rows)
    weeks = max(1.0, window.length / _WEEK)
    seen = 0
    for row in rows:
        seen += row["messages"]
        if seen >= BUSY * n:
            return row["messages"] / weeks, n
    return 0.0, 0


def load(records: Records, window: Window) -> Figure:
    """Erlang in a busy hour: messages an hour times the hours that one answer takes."""
    rate, n = busy_rate(records, window)
    if n == 0:
        return Figure(value=None, unit="ratio", n=0)
    each = handling(records, window)
    erlang = rate * (each / timedelta(hours=1))
    return Figure(erlang, "ratio", n, parts={"rate": rate, "handling": each})


LOAD = Measure(
    id="team/load",
    title=Text(en="Work of answering in a busy hour", it="Lavoro di risposta in un'ora di punta"),
    meaning=Text(
        en="Messages that want an answer in a busy hour, times the working time of one answer: "
        "1.0 keeps one person busy all the time (it is measured in erlang). A busy hour is one "
        "that nine messages in ten do not see surpassed. Where the hours of answering are not "
        "recorded, an answer counts for 6 minutes.",
        it="I messaggi che attendono risposta in un'ora di punta, per il tempo di lavoro di una "
        "risposta: 1,0 occupa una persona senza sosta (si misura in erlang). L'ora di punta è "
        "quella che nove messaggi su dieci non vedono superata. Dove le ore di risposta non sono "
        "registrate, una risposta conta 6 minuti.",
    ),
    unit="ratio",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/staffing.md", "definition"),
    compute=load,
)
