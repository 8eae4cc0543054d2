"""The plan as a document: its parts in order, each with what its template says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from dialogo.budget.ledger import THE_FOUR
from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.models.plan_body import DOABLE, PARTS, Budget, Mix, PlanBody, Someone
from dialogo.web.queries.plan.cost import Cost, cost
from dialogo.web.queries.plan.words import (
    ACTIVITY_WORDS,
    COUNTS_WORDS,
    PART_TITLES,
    PURPOSES,
    Titled,
    in_network,
    line_called,
    percent,
    span,
)


@dataclass(frozen=True)
class Bar:
    """A share of the mix: `width` of a hundred units of the drawing."""

    called: Text
    share: Share
    width: int


@dataclass(frozen=True)
class Worker:
    """A person as the document shows them; `pay` is None where it is not to be seen."""

    name: str
    place: str
    hours: Hours | None
    does: list[Text]
    dedicated: bool
    owner: bool
    cover: str
    pay: Money | Decimal | None


@dataclass(frozen=True)
class Line:
    """Money for an activity; `share` of the whole, `width` as in `Bar`, `parts` for one network
    each."""

    called: Text
    amount: Money | Decimal | None
    why_not: str
    share: Share | None
    width: int
    parts: list[tuple[Text, Money | Decimal]]


@dataclass(frozen=True)
class Section:
    """A part: where it stands on the page, and what its template needs."""

    part: str
    title: Text
    template: str
    empty: bool
    shows: Any


def document(body: PlanBody, *, pay: bool, titled: Titled) -> dict[str, Any]:
    """The parts in order, and the score of them, needs as they are `titled`; what single people
    are paid only where `pay`."""
    found = [section(body, part, pay=pay, titled=titled) for part in PARTS]
    return {"sections": found, "score": _score(found)}


def section(body: PlanBody, part: str, *, pay: bool, titled: Titled) -> Section:
    """One part."""
    value = getattr(body, part)
    return Section(
        part=part,
        title=PART_TITLES[part],
        template=f"strategy/says/{part}.html",
        empty=_says_nothing(part, body),
        shows=_SHOWN[part](body, pay, titled) if part in _SHOWN else value,
    )


def _score(found: list[Section]) -> dict[str, Any]:
    """Nine parts on the nine places of a stave, from its first line up to its fifth."""
    notes = [
        {"x": 20 + 40 * place, "y": 38 - 4 * place, "written": not part.empty}
        for place, part in enumerate(found)
    ]
    return {"notes": notes, "written": sum(not p.empty for p in found), "all": len(found)}


def _says_nothing(part: str, body: PlanBody) -> bool:
    match part:
        case "promise":
            return not body.promise.minutes and not body.promise.lines
        case "mix":
            return not body.mix.total
        case "budget":
            return not body.budget.amounts
        case "returns":
            return body.returns.day is None
    return not getattr(body, part)


def _needs(body: PlanBody, pay: bool, titled: Titled) -> list[tuple[Text, str, str]]:
    return [(titled(need.need), need.content, need.need) for need in body.needs]


def _promise(body: PlanBody, pay: bool, titled: Titled) -> dict[str, object]:
    promise = body.promise
    time: timedelta | None = span(promise.minutes) if promise.minutes else None
    counts = COUNTS_WORDS[promise.counts]
    lines = [(line_called(line, titled), span(line.minutes)) for line in promise.lines]
    return {"time": time, "share": percent(promise.share), "counts": counts, "lines": lines}


def _mix(body: PlanBody, pay: bool, titled: Titled) -> list[Bar]:
    mix: Mix = body.mix
    shares = sorted(mix.shares.items(), key=lambda item: -(item[1] or 0))
    return [Bar(PURPOSES[name], percent(share or 0), share or 0) for name, share in shares]


def _people(body: PlanBody, pay: bool, titled: Titled) -> dict[str, object]:
    return {
        "people": [_worker(person, body.budget, pay) for person in body.people],
        "hours": cost(body).hours,
        "pay": pay and any(person.pay is not None for person in body.people),
    }


def _worker(person: Someone, budget: Budget, pay: bool) -> Worker:
    return Worker(
        name=person.name,
        place=", ".join(filter(None, (person.role, person.department))),
        hours=None if person.hours is None else Hours(person.hours),
        does=[ACTIVITY_WORDS[name] for name in person.does],
        dedicated=person.dedicated,
        owner=person.owner,
        cover=person.cover,
        pay=None if person.pay is None or not pay else _money(person.pay, budget),
    )


def _budget(body: PlanBody, pay: bool, titled: Titled) -> dict[str, object]:
    budget, total = body.budget, body.budget.total
    lines = []
    for name in DOABLE:
        line = budget.of(name)
        if line.amount or line.why_not or name in THE_FOUR:
            share = (line.amount or Decimal(0)) / total if total else None
            lines.append(
                Line(
                    ACTIVITY_WORDS[name],
                    _money(line.amount, budget) if line.amount else None,
                    line.why_not,
                    None if share is None else Share(share),
                    0 if share is None else round(share * 100),
                    [
                        (
                            in_network(ACTIVITY_WORDS[name], part.network),
                            _money(part.amount, budget),
                        )
                        for part in line.parts
                    ],
                )
            )
    week: Cost = cost(body)
    return {
        "first": budget.first,
        "last": budget.last,
        "total": _money(total, budget) if total else None,
        "lines": lines,
        "week": week,
        "pay": pay,
    }


def _money(amount: Decimal, budget: Budget) -> Money | Decimal:
    """An amount in the budget's currency; while a draft names none, the bare amount."""
    return Money(amount, budget.currency) if budget.currency else amount


_SHOWN = {
    "needs": _needs,
    "promise": _promise,
    "mix": _mix,
    "people": _people,
    "budget": _budget,
}
