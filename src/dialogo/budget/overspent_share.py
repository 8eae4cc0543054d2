"""How far spending runs ahead of the budget, for the part of its period that has passed."""

from __future__ import annotations

from dialogo.budget.ledger import Outlay, days, outlay
from dialogo.budget.planned import Plan, planned
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.schema import ACTIVITIES
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def on_budgeted_days(records: Records, window: Window) -> tuple[Plan, Outlay]:
    """What was set aside and what went out on the window's days that a budget covers."""
    edges = days(window)
    return planned(records, edges), outlay(records, edges, within_budget=True)


def by_activity(records: Records, window: Window) -> dict[str, tuple[Plan, Outlay]]:
    """The same for each activity that has a budget or a row in the ledger on those days."""
    edges = days(window)
    both = {
        activity: (
            planned(records, edges, (activity,)),
            outlay(records, edges, (activity,), within_budget=True),
        )
        for activity in ACTIVITIES
    }
    return {name: (plan, out) for name, (plan, out) in both.items() if plan.lines or out.lines}


def compute(records: Records, window: Window) -> Figure:
    """spent / planned - 1, a share (below 0: less than planned); n is the days covered.

    Both in the main currency, both on the days of the window that a budget covers; what was
    planned is taken day by day. None when nothing was planned, or nothing spent is recorded.
    `more_than` when hours or expenses are not recorded, or some hours have no pay: the true
    spending is higher.
    """
    plan, spent = on_budgeted_days(records, window)
    partial = bool(spent.unpriced) or not (records.has("hours") and records.has("expenses"))
    known = plan.amount > 0 and spent.told
    return Figure(
        value=float(spent.amount / plan.amount - 1) if known else None,
        unit="share",
        n=plan.days,
        more_than=known and partial,
        parts={
            "spent": spent.money,
            "planned": plan.money,
            "others": spent.others,
        },
    )


OVERSPENT_SHARE = Measure(
    id="budget/overspent-share",
    title=Text(en="Spent beyond the budget", it="Speso oltre il budget"),
    meaning=Text(
        en="What was spent over what was planned for the days of the budget that have passed, "
        "less one: 10 % is a tenth more than planned.",
        it="Lo speso sullo stanziato per i giorni del budget già passati, meno uno: 10 % è un "
        "decimo più del previsto.",
    ),
    unit="share",
    reads=frozenset({"budgets"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
