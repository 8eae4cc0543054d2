"""Money: what is spent, the budget for it, and what came of it in the end."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from dialogo.records.text import Text
from dialogo.simulation.company import Company
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.posts import Post
from dialogo.simulation.team import Stretch, pay

# What is paid every month beside people's pay: activity, amount, supplier.
_MONTHLY = (
    ("publishing", Decimal("29.00"), Text(en="Imaginary Calendar Ltd", it="Calendario Finto srl")),
    ("creating", Decimal("120.00"), Text(en="Pretend Photo Studio", it="Studio Foto Immaginario")),
    ("answering", Decimal("35.00"), Text(en="Fictive Inbox Ltd", it="Casella Fittizia srl")),
)
# The order in which budgets forget: what nobody sees first.
_FORGOTTEN = ("answering", "publishing", "creating", "promoting")
_ACTIVITIES = (*_FORGOTTEN, "listening", "learning", "planning")
_LEAST = Decimal("20.00")  # a month, for an activity on which little is spent
_WEEKLY_SALES = 2000.0
_SALES = Text(en="sales", it="vendite")
_SIGN_UPS = Text(en="sign-ups", it="iscrizioni")

Costs = dict[tuple[date, str], Decimal]  # by first day of the month and activity


def spend(company: Company, ledger: Ledger, posts: list[Post], hours: list[Stretch]) -> None:
    """Writes `expenses` and the `budgets` that they and the hours are held against."""
    costs: Costs = defaultdict(Decimal)
    for stretch in hours:
        if stretch.paid:
            costs[_month(stretch.day), stretch.activity] += stretch.hours * pay(company)
    dice = company.dice("expenses")
    for number, post in enumerate(post for post in posts if post.promoted):
        amount = Decimal(str(round(dice.about(25, 0.3), 2)))
        day = company.day_of(post.at)
        ledger.add(
            "expenses", expense_id=f"sim-ad-{number:05}", day=day, activity="promoting",
            amount=amount, currency=company.currency, network=post.network, post_id=post.post_id,
            campaign=f"sim-{day:%Y-%m}", supplier=post.network,
        )  # fmt: skip
        costs[_month(day), "promoting"] += amount
    for month in _months(company):
        day = max(month, company.first)
        for activity, amount, supplier in _MONTHLY:
            ledger.add(
                "expenses", expense_id=f"sim-{activity}-{month:%Y-%m}", day=day,
                activity=activity, amount=amount, currency=company.currency,
                supplier=company.text(supplier),
            )  # fmt: skip
            costs[month, activity] += amount
    if company.knobs.budget_set:
        _budget(company, ledger, costs)


def _budget(company: Company, ledger: Ledger, costs: Costs) -> None:
    """Sets aside, month by month, what things turned out to cost, more or less as the knobs say."""
    knobs = company.knobs
    kept = Decimal(str((1 + knobs.overspent) * (1 - knobs.unspent) or 0.01))
    for month in _months(company):
        first = max(month, company.first)
        last = month.replace(day=monthrange(month.year, month.month)[1])
        passed = (min(last, company.last) - first).days + 1
        whole = Decimal((last - first).days + 1) / passed
        for activity in _ACTIVITIES[knobs.forgotten_activities :]:
            amount = max(_LEAST, costs[month, activity] * whole) / kept
            ledger.add(
                "budgets", first_day=first, last_day=last, activity=activity,
                amount=amount.quantize(Decimal("0.01")), currency=company.currency,
                approved_by=company.team[0],
            )  # fmt: skip


def earn(company: Company, ledger: Ledger) -> None:
    """Writes `outcomes`: sales and sign-ups of every week, and how the credit was given."""
    dice = company.dice("outcomes")
    share = company.knobs.last_click_share
    for week in range(company.weeks):
        last_click = int((week + 1) * share) > int(week * share)
        grown = 1 + 0.004 * week
        for outcome, typical, currency in (
            (_SALES, _WEEKLY_SALES * company.size, company.currency),
            (_SIGN_UPS, 12.0 * company.size, None),
        ):
            ledger.add(
                "outcomes",
                day=company.first + timedelta(days=7 * week),
                outcome=company.text(outcome),
                value=round(typical * grown * dice.about(1, 0.12), 2 if currency else 0),
                currency=currency,
                credited_to="social",
                credited_by="last-click" if last_click else ("survey", "shared")[week % 2],
            )


def _month(day: date) -> date:
    return day.replace(day=1)


def _months(company: Company) -> list[date]:
    """The first day of every month the company lives in."""
    months = [_month(company.first)]
    while months[-1] <= _month(company.last):
        months.append(_month(months[-1] + timedelta(days=32)))
    return months[:-1]
