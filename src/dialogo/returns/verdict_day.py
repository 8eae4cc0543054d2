"""The verdict's day: how long after the beginning the company wants to see a return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


@dataclass(frozen=True)
class Demand:
    """A row of the plan that demands a return on `day`; `id` is `verdict:subject:day`."""

    id: str
    subject: str
    day: date
    reason: str | None


def demands(records: Records, window: Window) -> tuple[Demand, ...]:
    """The verdicts that the plan demands and that nobody has withdrawn, the earliest first."""
    rows = records.rows(
        """
        SELECT concat_ws(':', kind, subject, from_day::VARCHAR) AS id,
               subject, from_day AS day, reason
        FROM plan
        WHERE kind = 'verdict' AND (stopped_on IS NULL OR stopped_on > $day)
        ORDER BY from_day, subject
        """,
        day=window.as_of.astimezone(UTC).date(),
    )
    return tuple(Demand(**row) for row in rows)


def beginning(records: Records) -> date | None:
    """The day on which it began: the first post or planned effort, else the first record."""
    first: datetime | None = records.row(
        """
        SELECT least(
            (SELECT min(published_at) FROM posts),
            (SELECT min(from_day)::TIMESTAMPTZ FROM plan WHERE kind = 'effort')
        ) AS first
        """
    )["first"]
    if first is None:
        span = records.span()
        first = span.since if span else None
    return first.astimezone(UTC).date() if first else None


def weeks_before_verdict(records: Records, window: Window) -> Figure:
    """Weeks from the beginning to the earliest verdict demanded, 0 at the least; n is verdicts."""
    wanted, began = demands(records, window), beginning(records)
    if not wanted or began is None:
        return Figure(value=None, unit="weeks", n=0)
    weeks = max(0, (wanted[0].day - began).days) / 7
    return Figure(weeks, "weeks", len(wanted), parts={"began": began, "day": wanted[0].day})


WEEKS_BEFORE_VERDICT = Measure(
    id="returns/weeks-before-verdict",
    title=Text(
        en="Weeks given before a return is demanded",
        it="Settimane concesse prima di pretendere un ritorno",
    ),
    meaning=Text(
        en="From the first post or planned effort to the earliest day on which the plan demands a "
        "return.",
        it="Dal primo post o dal primo impegno del piano al primo giorno in cui il piano pretende "
        "un ritorno.",
    ),
    unit="weeks",
    reads=frozenset({"plan"}),
    source=Source("docs/evidence/late-effects.md", "definition"),
    compute=weeks_before_verdict,
    window="as of the end",
)
