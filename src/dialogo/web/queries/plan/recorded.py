"""What the records already say of a plan: where a company begins that has written it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from dialogo.budget.activities_without_budget import reason_of
from dialogo.dialogue import promise_lines
from dialogo.web.models.plan_body import (
    DOABLE,
    LONGEST,
    MOST,
    Activity,
    Amount,
    Audience,
    Budget,
    Goal,
    Mix,
    Need,
    NotYet,
    Part,
    PlanBody,
    Promise,
    PromiseLine,
    Return,
    Someone,
)
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.plan.versions import today

_LATELY = timedelta(days=90)


def recorded(workspace: Workspace) -> PlanBody:
    """A plan as the records have it today; empty parts where they have nothing."""
    day = today(workspace)
    decided = _decisions(workspace, day)
    return PlanBody(
        audiences=tuple(Audience(subject) for subject in decided("audience")),
        needs=tuple(Need(subject) for subject in decided("need")),
        promise=_promise(decided("promise")),
        mix=_mix(decided("mix")),
        people=_people(workspace, day),
        budget=_budget(workspace, day),
        not_yet=tuple(NotYet(what, row.to_day) for what, row in decided("not-yet").items()),
        goals=tuple(Goal(subject) for subject in decided("goal")),
        returns=_returns(decided("verdict")),
    )


def members(workspace: Workspace, day: date) -> dict[str, Any]:
    """The members' rows that hold on a day, by name in small letters; the one begun last counts."""
    rows = ROWS["members"].objects.filter(
        Q(to_day=None) | Q(to_day__gte=day), workspace=workspace, from_day__lte=day
    )
    return {row.person.strip().casefold(): row for row in rows.order_by("from_day")}


def budgets(workspace: Workspace, first: date, last: date) -> list[Any]:
    """The budgets' rows of which some day lies between `first` and `last`."""
    rows = ROWS["budgets"].objects.filter(
        workspace=workspace, first_day__lte=last, last_day__gte=first
    )
    return list(rows.order_by("first_day", "activity"))


def _decisions(workspace: Workspace, day: date) -> Any:
    rows = ROWS["plan"].objects.filter(
        Q(stopped_on=None) | Q(stopped_on__gt=day), workspace=workspace
    )
    found = [
        row
        for row in rows.order_by("from_day", "id")
        if row.kind == "verdict"
        or (row.from_day <= day and (row.to_day is None or row.to_day >= day))
    ]

    def decided(kind: str) -> Mapping[str, Any]:
        """Subjects of a kind and their rows; of two on the same subject the later one counts."""
        by_subject = {row.subject.strip()[:LONGEST]: row for row in found if row.kind == kind}
        return dict(list(by_subject.items())[:MOST])

    return decided


def _promise(rows: Mapping[str, Any]) -> Promise:
    found = [promise_lines.read(subject, row.value) for subject, row in rows.items()]
    told = [line for line in found if line and 1 <= line.minutes <= 10**6]
    finer = [
        PromiseLine(round(line.minutes), line.network, line.need, line.priority)  # type: ignore[arg-type]  # read as one of the priorities
        for line in told
        if any(line.specific)
    ]
    general = next((round(line.minutes) for line in told if not any(line.specific)), None)
    return Promise(minutes=general, lines=tuple(finer))


def _mix(rows: Mapping[str, Any]) -> Mix:
    shares = {
        name: round(rows[name].value * 100)
        for name in Mix().shares
        if name in rows and rows[name].value is not None and 0 <= rows[name].value <= 1
    }
    return Mix(**shares)


def _returns(rows: Mapping[str, Any]) -> Return:
    first = min(rows.values(), key=lambda row: row.from_day, default=None)
    return Return(first.from_day, (first.reason or "")[:LONGEST]) if first else Return()


def _people(workspace: Workspace, day: date) -> tuple[Someone, ...]:
    does = _done(workspace)
    return tuple(
        Someone(
            name=row.person.strip()[:120],
            role=(row.role or "")[:120],
            department=(row.department or "")[:120],
            hours=row.weekly_hours if (row.weekly_hours or 0) <= 168 else None,
            does=tuple(name for name in DOABLE if name in does.get(key, ())),
            dedicated=bool(row.dedicated),
            owner=bool(row.owner),
            pay=row.pay,
        )
        for key, row in sorted(members(workspace, day).items())[:MOST]
    )


def _done(workspace: Workspace) -> dict[str, set[str]]:
    """What each person lately booked hours on."""
    rows = ROWS["hours"].objects.filter(workspace=workspace)
    last = rows.aggregate(last=Max("day"))["last"]
    if last is None:
        return {}
    lately = rows.filter(day__gt=last - _LATELY).values_list("person", "activity").distinct()
    found: dict[str, set[str]] = {}
    for person, activity in lately:
        found.setdefault((person or "").strip().casefold(), set()).add(activity)
    return found


def _budget(workspace: Workspace, day: date) -> Budget:
    """The budget of the period that `day` lies in, or of the last one there was, begun anew."""
    last = ROWS["budgets"].objects.filter(workspace=workspace).aggregate(last=Max("last_day"))
    if last["last"] is None:
        return Budget(currency=workspace.currency)
    reference = min(day, last["last"])
    rows = budgets(workspace, reference, reference)
    if not rows:
        return Budget(currency=workspace.currency)
    currency = max({row.currency for row in rows}, key=[row.currency for row in rows].count)
    rows = [row for row in rows if row.currency == currency and row.activity in DOABLE]
    first, end = min(row.first_day for row in rows), max(row.last_day for row in rows)
    if end < day:
        begins = day.replace(day=1)
        first, end = begins, begins + (end - first)
    lines = (_line(name, [row for row in rows if row.activity == name]) for name in DOABLE)
    return Budget(
        first, end, currency, tuple(line for line in lines if line.amount or line.why_not)
    )


def _line(activity: Activity, rows: list[Any]) -> Amount:
    """What budgets' rows set aside for an activity, by network; or why they do not."""
    parts: dict[str, Decimal] = {}
    for row in rows:
        network = (row.network or "").strip().lower()[:LONGEST]
        if network and row.amount:
            parts[network] = parts.get(network, Decimal(0)) + row.amount
    whole = sum((row.amount for row in rows), Decimal(0)) or None
    reasons = [reason_of(row.extra)[:LONGEST] for row in rows]
    told = tuple(Part(name, amount) for name, amount in list(parts.items())[:MOST])
    return Amount(activity, whole, "" if whole else next(filter(None, reasons), ""), told)
