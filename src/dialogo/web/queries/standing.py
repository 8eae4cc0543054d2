"""What records say of today: the week's hours and money, the team, what returns lack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dialogo.budget.ledger import Days, outlay
from dialogo.budget.planned import planned
from dialogo.records.money import Money
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.returns.readiness import readiness
from dialogo.team.answerers import who_answers
from dialogo.team.members import team

# The longest list of a team that anybody would read.
MOST = 500


@dataclass(frozen=True)
class Measured:
    """What `models.today.Standing` keeps, before it is kept."""

    window: Window | None
    content: dict[str, Any] = field(default_factory=dict)


def measured(records: Records, zone: ZoneInfo, now: datetime) -> Measured:
    """Looks at one company's records up to `now`; its weeks begin on Monday in `zone`."""
    window = records.as_of(now).span()  # a date still to come is a slip, or a plan
    if window is None:
        return Measured(None)
    return Measured(
        window=window,
        content={
            "week": _week(records, window.as_of.astimezone(zone).date()),
            "team": _team(records, window),
            "answerers": _answerers(records, window),
            "returns": _returns(records, window),
            "posts": _posts(records, window),
        },
    )


def _week(records: Records, day: date) -> dict[str, Any] | None:
    """Hours by activity and money of the week of `day`; None where nothing was recorded in it."""
    monday = day - timedelta(days=day.weekday())
    stretch = Days(monday, monday + timedelta(days=6))
    spent, plan = outlay(records, stretch), planned(records, stretch)
    rows = records.rows(
        """
        SELECT activity, sum(hours)::DOUBLE AS hours FROM hours
        WHERE day BETWEEN $first AND $last
        GROUP BY activity HAVING sum(hours.hours) > 0 ORDER BY hours DESC
        """,
        **stretch._asdict(),
    )
    if not spent.lines:
        return None
    return {
        "first": monday.isoformat(),
        "last": stretch.last.isoformat(),
        "hours": {row["activity"]: row["hours"] for row in rows},
        "spent": _money(spent.money) if spent.told else None,
        "more_than": spent.unpriced > 0,
        "planned": _money(plan.money) if plan.amount else None,
    }


def _money(money: Money | None) -> list[str] | None:
    return [str(money.amount.quantize(Decimal("0.01"))), money.currency] if money else None


def _team(records: Records, window: Window) -> list[dict[str, Any]]:
    return [
        {
            "person": member.person,
            "role": member.role,
            "dedicated": member.dedicated,
            "owner": member.owner,
            "hours": None if member.weekly_hours is None else float(member.weekly_hours),
        }
        for member in team(records, window)[:MOST]
    ]


def _answerers(records: Records, window: Window) -> dict[str, Any]:
    """Who answered in the last ninety days, in how many answers or hours."""
    answering = who_answers(records, window.last(timedelta(days=90)))
    people = Counter({person.person: person.amount for person in answering.people})
    return {"by": answering.by, "people": people.most_common(10)}


def _returns(records: Records, window: Window) -> dict[str, Any]:
    found = readiness(records, window)
    return {
        "outcome_weeks": found.outcome_weeks,
        "effort_weeks": found.effort_weeks,
        "weeks_needed": found.weeks_needed,
        "missing": [
            {lang: lack.text.say(lang, **lack.values) for lang in ("en", "it")}
            | {"weeks": lack.weeks}
            for lack in found.missing
        ],
    }


def _posts(records: Records, window: Window) -> dict[str, Any]:
    row = records.row(
        """
        SELECT count(*) AS posts, max(published_at) AS last,
               count(*) FILTER (published_at > $month) AS month
        FROM posts WHERE published_at <= $as_of
        """,
        month=window.as_of - timedelta(days=28),
        as_of=window.as_of,
    )
    last = row["last"]
    return {**row, "last": last.isoformat() if last else None}
