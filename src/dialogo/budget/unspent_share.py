"""How much of the budget lies unspent, for the part of its period that has passed."""

from __future__ import annotations

from dialogo.budget.overspent_share import on_budgeted_days
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """1 - spent / planned, a share, 0 when all was spent; n is the days covered.

    Taken as `budget/overspent-share` is. None when some hours have no pay: what is not recorded
    is not unspent.
    """
    plan, spent = on_budgeted_days(records, window)
    known = plan.amount > 0 and spent.told and not spent.unpriced
    return Figure(
        value=max(0.0, float(1 - spent.amount / plan.amount)) if known else None,
        unit="share",
        n=plan.days,
        parts={"spent": spent.money, "planned": plan.money, "others": spent.others},
    )


UNSPENT_SHARE = Measure(
    id="budget/unspent-share",
    title=Text(en="Budget left unspent", it="Budget non speso"),
    meaning=Text(
        en="Of what was planned for the days of the budget that have passed, the share that was "
        "not spent. Needs both hours and expenses.",
        it="Di ciò che era stanziato per i giorni del budget già passati, la quota non spesa. "
        "Servono sia le ore sia le spese.",
    ),
    unit="share",
    reads=frozenset({"budgets", "hours", "expenses"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
