"""What a plan costs a week: its people at their pay, and the budget that is to hold it all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.web.models.plan_body import PlanBody

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cost:
    """`hours` and `pay` are of the people named; `paid` of `people` have both recorded.

    `budget` is the whole budget by the week, pay included, as the ledger counts it; `rest` what it
    leaves beside that pay (below zero: it does not even hold the people).
    """

    hours: Hours
    people: int
    paid: int
    pay: Money | None
    budget: Money | None
    rest: Money | None


def cost(body: PlanBody) -> Cost:
    """What a week of `body` costs, as far as it is known."""
    currency = body.budget.currency
    paid = [(p.hours, p.pay) for p in body.people if p.hours is not None and p.pay is not None]
    pay = sum((hours * rate for hours, rate in paid), Decimal(0)) if paid and currency else None
    weekly = None
    if body.budget.days and body.budget.total and currency:
        weekly = body.budget.total * 7 / body.budget.days
    return Cost(
        hours=Hours(sum((p.hours or Decimal(0) for p in body.people), Decimal(0))),
        people=len(body.people),
        paid=len(paid),
        pay=_money(pay, currency),
        budget=_money(weekly, currency),
        rest=_money(None if pay is None or weekly is None else weekly - pay, currency),
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount.quantize(_CENT), currency)
