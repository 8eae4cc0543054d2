"""Overspending: more goes out than was set aside for the days that have passed.

Mistake   Nobody adds up hours and expenses until the money is gone, and then the answers stop.
Practice  Compare spent and planned every month, and move the plan or the spending in time.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_budgets
from dialogo.budget.overspent_share import OVERSPENT_SHARE, by_activity
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.1,
    mistake=0.25,
    at_least=28,
    source=Source("docs/evidence/budget.md", "weak"),
)


def measure(records: Records, window: Window) -> Reading:
    """Spent over planned, less one; the activities that run ahead as evidence."""
    figure = OVERSPENT_SHARE(records, window)
    lines = [
        (activity, plan, out)
        for activity, (plan, out) in by_activity(records, window).items()
        if out.amount > plan.amount
    ]
    lines.sort(key=lambda line: line[1].amount - line[2].amount)
    return Reading(figure, of_budgets(lines), words=figure.parts)


CHECK = Check(
    id="budget/overspending",
    belief="its-free",
    title=Text(en="Overspending", it="Spesa oltre il budget"),
    reads=frozenset({"budgets"}),
    rung=None,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="So far {spent} went out, {value} more than the {planned} set aside for the same days.",
        it="Finora sono usciti {spent}, {value:il} in più dei {planned} stanziati per gli "
        "stessi giorni.",
    ),
    fine=Text(
        en="So far {spent} went out, of the {planned} set aside for the same {n:day|days}.",
        it="Finora sono usciti {spent} dei {planned} stanziati per gli stessi {n:giorno|giorni}.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes four weeks of a budget ({n} days so far), with hours, "
        "their pay and expenses recorded.",
        it="Non si può ancora dire: servono quattro settimane di budget (finora {n} giorni), con "
        "ore, paghe e spese registrate.",
    ),
    advice={
        "watch": Text(
            en="See which activity runs ahead, and settle now what it may still cost.",
            it="Guardate quale attività corre avanti e decidete ora quanto può ancora costare.",
        ),
        "mistake": Text(
            en="Choose: raise the budget to what the work costs, or stop the work that matters "
            "least. Promotion is quicker to cut than answers, and does less harm.",
            it="Scegliete: portate il budget a ciò che il lavoro costa, o fermate il lavoro che "
            "conta meno. La promozione si taglia prima delle risposte e fa meno danno.",
        ),
    },
    action="open-ledger",
)
