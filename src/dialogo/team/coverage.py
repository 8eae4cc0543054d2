"""Coverage: how much of what people write comes in while nobody is on shift, and when."""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.demand import DEMAND
from dialogo.team.rota import SOMEBODY, kept, zone_of


def hours_uncovered_share(records: Records, window: Window) -> Figure:
    """Share of the messages that came in while nobody was on shift, over the time a rota was kept.

    Every hour thus weighs as much as people write in it. Moments are real ones (UTC inside), so
    that a night that loses an hour has an hour less. A shift that names a network covers that
    network only. `parts` counts messages and clock hours. The bounds are Wilson's; messages come
    in bunches, so they are somewhat too narrow.
    """
    stretch = kept(records, window)
    if stretch is None:
        return Figure(value=None, unit="share", n=0)
    counted = records.row(
        """
        SELECT count(*) AS messages, count(*) FILTER (NOT covered) AS messages_uncovered,
               count(DISTINCT date_trunc('hour', sent_at)) AS hours,
               count(DISTINCT date_trunc('hour', sent_at)) FILTER (NOT covered) AS hours_uncovered
        FROM demand WHERE sent_at BETWEEN $since AND $as_of
        """,
        DEMAND,
        since=stretch.since,
        as_of=stretch.as_of,
    )
    n, alone = counted["messages"], counted["messages_uncovered"]
    if n == 0:
        return Figure(value=None, unit="share", n=0)
    low, high = wilson(alone, n)
    return Figure(alone / n, "share", n, low, high, parts=counted)


@dataclass(frozen=True)
class HourOfWeek:
    """An hour of the week (weekday 0 = Monday, local time): what people wrote, who was there.

    `covered` is the share (0 to 1) of that hour, over all weeks, in which anybody was on shift.
    """

    weekday: int
    hour: int
    messages: int
    uncovered: int
    covered: float


def uncovered_by_hour(records: Records, window: Window) -> tuple[HourOfWeek, ...]:
    """The 168 hours of the week from Monday 00:00; empty where no rota was kept.

    Local time is that of the business hours (else UTC). Cover is looked at every quarter of an
    hour, which every time zone's offset is a multiple of.
    """
    stretch = kept(records, window)
    if stretch is None:
        return ()
    rows = records.rows(
        """
        WITH quarters AS (
            SELECT unnest(generate_series(
                time_bucket(INTERVAL 15 MINUTE, $since), $as_of, INTERVAL 15 MINUTE
            )) AS quarter
        ),
        there AS (
            SELECT quarter, coalesce(quarter < somebody.closes, false) AS covered
            FROM quarters ASOF LEFT JOIN somebody ON quarter >= somebody.opens
        ),
        cover AS (
            SELECT isodow(quarter AT TIME ZONE $zone) - 1 AS weekday,
                   hour(quarter AT TIME ZONE $zone) AS hour,
                   avg(covered::INT) AS covered
            FROM there GROUP BY ALL
        ),
        written AS (
            SELECT isodow(quarter AT TIME ZONE $zone) - 1 AS weekday,
                   hour(quarter AT TIME ZONE $zone) AS hour,
                   sum(messages) AS messages, sum(uncovered) AS uncovered
            FROM (
                SELECT time_bucket(INTERVAL 15 MINUTE, sent_at) AS quarter,
                       count(*) AS messages, count(*) FILTER (NOT covered) AS uncovered
                FROM demand WHERE sent_at BETWEEN $since AND $as_of GROUP BY quarter
            ) GROUP BY ALL
        )
        SELECT weekday, hour, messages, uncovered, covered
        FROM cover FULL JOIN written USING (weekday, hour)
        """,
        DEMAND,
        SOMEBODY,
        since=stretch.since,
        as_of=stretch.as_of,
        zone=zone_of(records),
    )
    told = {(row["weekday"], row["hour"]): row for row in rows}
    return tuple(
        _hour_of_week(weekday, hour, told.get((weekday, hour), {}))
        for weekday in range(7)
        for hour in range(24)
    )


def _hour_of_week(weekday: int, hour: int, row: dict[str, float | None]) -> HourOfWeek:
    return HourOfWeek(
        weekday,
        hour,
        messages=int(row.get("messages") or 0),
        uncovered=int(row.get("uncovered") or 0),
        covered=float(row.get("covered") or 0),
    )


@dataclass(frozen=True)
class LoneHour:
    """A clock hour (`2026-W47 Mon 09`, local time) in which people wrote and nobody was there."""

    label: str
    messages: int


def lone_hours(records: Records, window: Window, most: int = 20) -> tuple[LoneHour, ...]:
    """The clock hours with the most messages that found nobody on shift, the worst first."""
    stretch = kept(records, window)
    if stretch is None:
        return ()
    rows = records.rows(
        """
        SELECT strftime(date_trunc('hour', sent_at AT TIME ZONE $zone), '%G-W%V %a %H') AS label,
               count(*) AS messages
        FROM demand WHERE NOT covered AND sent_at BETWEEN $since AND $as_of
        GROUP BY label ORDER BY messages DESC, max(sent_at) DESC LIMIT $most
        """,
        DEMAND,
        since=stretch.since,
        as_of=stretch.as_of,
        zone=zone_of(records),
        most=most,
    )
    return tuple(LoneHour(row["label"], row["messages"]) for row in rows)


HOURS_UNCOVERED_SHARE = Measure(
    id="team/hours-uncovered-share",
    title=Text(
        en="Share of the hours people write in which nobody is on shift",
        it="Quota delle ore in cui la gente scrive e nessuno è di turno",
    ),
    meaning=Text(
        en="Each hour weighs as many messages as people wrote in it: it is the share of their "
        "messages that came in while nobody was on shift for that network. It looks only at the "
        "days for which a rota was kept.",
        it="Ogni ora pesa quanti messaggi vi sono stati scritti: è la quota dei messaggi arrivati "
        "mentre nessuno era di turno per quella rete. Guarda solo i giorni per cui i turni sono "
        "stati registrati.",
    ),
    unit="share",
    reads=frozenset({"messages", "shifts"}),
    source=Source("docs/evidence/rota.md", "definition"),
    compute=hours_uncovered_share,
)
