"""Unspent: money was set aside, and the work that it was meant for is not done.

Mistake   The budget looks good on paper; nobody turns it into hours, and people go unanswered.
Practice  Look at what lies unspent every month, and turn it into hours where people wait.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_budgets
from dialogo.budget.overspent_share import by_activity
from dialogo.budget.unspent_share import UNSPENT_SHARE
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.25,
    mistake=0.5,
    at_least=28,
    source=Source("docs/evidence/budget.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share left unspent; the activities with most of it as evidence."""
    figure = UNSPENT_SHARE(records, window)
    lines = [
        (activity, plan, out)
        for activity, (plan, out) in by_activity(records, window).items()
        if out.amount < plan.amount
    ]
    lines.sort(key=lambda line: line[2].amount - line[1].amount)
    return Reading(figure, of_budgets(lines), words=figure.parts)


CHECK = Check(
    id="budget/unspent",
    belief="its-free",
    title=Text(en="Budget left unspent", it="Budget non speso"),
    reads=frozenset({"budgets", "hours", "expenses"}),
    rung=None,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of the {planned} set aside for the days so far, {spent} went out: {value} lies unused.",
        it="Dei {planned} stanziati per i giorni passati ne sono usciti {spent}: {value:il} "
        "è fermo.",
    ),
    fine=Text(
        en="The money set aside is put to work: {spent} of {planned}.",
        it="Il denaro stanziato viene usato: {spent} su {planned}.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes four weeks of a budget ({n} days so far), with hours, "
        "their pay and expenses recorded.",
        it="Non si può ancora dire: servono quattro settimane di budget (finora {n} giorni), con "
        "ore, paghe e spese registrate.",
    ),
    advice={
        "watch": Text(
            en="See which activity has money left, and whether its hours are recorded.",
            it="Guardate quale attività ha denaro fermo e se le sue ore sono registrate.",
        ),
        "mistake": Text(
            en="Turn what lies unused into hours where people wait for an answer, or give it "
            "back and write a budget that fits the work.",
            it="Trasformate ciò che è fermo in ore là dove la gente attende risposta, oppure "
            "restituitelo e scrivete un budget a misura del lavoro.",
        ),
    },
    action="open-ledger",
)
