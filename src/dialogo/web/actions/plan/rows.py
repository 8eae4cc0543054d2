"""What a plan decides, as rows of the records: there the checks and the audit read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dialogo.budget.activities_without_budget import WHY_NOT
from dialogo.dialogue.promise_lines import GENERAL, Line
from dialogo.web.models.plan_body import PlanBody, Someone

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by table
# The kinds of decisions that a plan takes; of efforts it says nothing.
DECIDED = ("audience", "need", "promise", "mix", "goal", "verdict", "not-yet")
_DAY = timedelta(days=1)
_FOUR = Decimal("0.0001")
# What the plan says of a member; everything else is kept as it is recorded.
_PLANNED = ("role", "department", "dedicated", "owner", "weekly_hours", "pay", "currency")


def rows_of(body: PlanBody, version: int, since: date, known: Mapping[str, Row]) -> Rows:
    """The rows of `body`, which holds from `since`.

    `known` are the members as recorded so far, by name in small letters: of a person whom the plan
    names, what it does not say (networks, languages, the least pay) goes on to hold.
    """
    return {
        "plan": _decisions(body, version, since),
        "members": [_member(person, body, since, known) for person in body.people],
        "budgets": _budgets(body, version),
    }


def _decisions(body: PlanBody, version: int, since: date) -> list[Row]:
    owner = next((person.name for person in body.people if person.owner), None)
    rows: dict[tuple[str, str], Row] = {}

    def decide(kind: str, subject: str, **values: Any) -> None:
        row = {"kind": kind, "subject": subject, "from_day": since, "owner": owner, **values}
        extra = {"plan": str(version), **row.pop("extra", {})}
        rows.setdefault((kind, subject), {**row, "extra": extra})

    for audience in body.audiences:
        decide("audience", audience.who, extra={"where": audience.where})
    for need in body.needs:
        decide("need", need.need, extra={"content": need.content})
    kept = {"kept": f"{body.promise.share} %", "counts": body.promise.counts}
    if body.promise.minutes:
        decide("promise", GENERAL, value=float(body.promise.minutes), extra=kept)
    for line in body.promise.lines:
        finer = Line(float(line.minutes), line.network, line.need, line.priority)
        if line.minutes and finer.subject != GENERAL:
            decide("promise", finer.subject, value=finer.minutes, extra=kept)
    for name, share in body.mix.shares.items():
        if share is not None:
            decide("mix", name, value=share / 100)
    for goal in body.goals:
        decide("goal", goal.what)
    for later in body.not_yet:
        decide("not-yet", later.what, to_day=later.until)
    if body.returns.day is not None:
        decide("verdict", "roi", from_day=body.returns.day, reason=body.returns.why or None)
    return list(rows.values())


def _member(person: Someone, body: PlanBody, since: date, known: Mapping[str, Row]) -> Row:
    before = known.get(person.name.casefold(), {})
    currency = body.budget.currency if person.pay is not None else None
    said = {
        "role": person.role or None,
        "department": person.department or None,
        "dedicated": person.dedicated,
        "owner": person.owner,
        "weekly_hours": person.hours,
        "pay": person.pay,
        "currency": currency,
    }
    kept = {name: value for name, value in before.items() if name not in ("from_day", "to_day")}
    told = {name: value for name, value in said.items() if value is not None}
    return {**kept, **told, "person": person.name, "from_day": since, "to_day": None}


def _budgets(body: PlanBody, version: int) -> list[Row]:
    """A row for each activity and network; one of nothing where it is said why there is none."""
    budget, rows = body.budget, []

    def row(activity: str, network: str | None, amount: Decimal, **more: str) -> None:
        rows.append({
            "first_day": budget.first, "last_day": budget.last, "activity": activity,
            "network": network, "amount": amount, "currency": budget.currency,
            "extra": {"plan": str(version), **more},
        })  # fmt: skip

    for line in budget.amounts:
        for part in line.parts:
            row(line.activity, part.network, part.amount)
        if line.rest > 0:
            row(line.activity, None, line.rest)
        elif not line.amount and line.why_not:
            row(line.activity, None, Decimal(0), **{WHY_NOT: line.why_not})
    return rows


def ended(table: str, row: Row, day: date) -> Row | None:
    """The row as it stands once it no longer holds from `day` on; None if nothing is left of it."""
    if table == "budgets":
        return next(iter(outside(row, day, date.max)), None)
    if table == "plan" and row["kind"] == "verdict":
        return {**row, "stopped_on": day}
    if row["from_day"] >= day:
        return None
    return {**row, "to_day": min(day - _DAY, row.get("to_day") or date.max)}


def outside(row: Row, first: date, last: date) -> list[Row]:
    """What is left of a budget's row when the days from `first` to `last` are taken out of it.

    Each day of a budget counts alike, so the pieces hold what the library counts for their days.
    """
    pieces = []
    if row["first_day"] < first:
        pieces.append(_piece(row, row["first_day"], min(row["last_day"], first - _DAY)))
    if row["last_day"] > last:
        pieces.append(_piece(row, max(row["first_day"], last + _DAY), row["last_day"]))
    return pieces


def inside(row: Row, first: date, last: date) -> list[Row]:
    """What a budget's row holds for the days from `first` to `last`: one piece, or none."""
    first, last = max(row["first_day"], first), min(row["last_day"], last)
    return [_piece(row, first, last)] if first <= last else []


def _piece(row: Row, first: date, last: date) -> Row:
    whole = (row["last_day"] - row["first_day"]).days + 1
    days = (last - first).days + 1
    amount = (Decimal(row["amount"]) * days / whole).quantize(_FOUR)
    return {**row, "first_day": first, "last_day": last, "amount": amount}
