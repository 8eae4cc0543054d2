"""Unpaid hours: people do the work, and nobody pays them for it.

Mistake   The posts and answers come from evenings and favours; they end when patience does.
Practice  Count every hour, and pay for every hour that is counted.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_unpaid
from dialogo.budget.unpaid_hours_share import UNPAID_HOURS_SHARE, unpaid_people
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.0,
    mistake=0.05,
    at_least=5,
    source=Source("docs/evidence/pay.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of hours that nobody is paid for; who worked them as evidence."""
    figure = UNPAID_HOURS_SHARE(records, window)
    return Reading(figure, of_unpaid(unpaid_people(records, window)), words=figure.parts)


CHECK = Check(
    id="budget/unpaid-hours",
    belief="its-free",
    title=Text(en="Unpaid hours", it="Ore non pagate"),
    reads=frozenset({"hours"}),
    rung=None,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{people:person|people} worked {unpaid} without pay: {value} of the work.",
        it="{people:persona ha|persone hanno} lavorato {unpaid} senza paga: {value:il} del lavoro.",
    ),
    fine=Text(
        en="Every hour recorded is paid ({n:entry|entries} looked at).",
        it="Ogni ora registrata è pagata ("
        "{n:registrazione considerata|registrazioni considerate}).",
    ),
    unknown=Text(
        en="We cannot tell yet: too few hours are recorded ({n} entries). Fill in the template "
        "hours, the column paid included.",
        it="Non si può ancora dire: sono registrate troppo poche ore ({n} registrazioni). "
        "Compilate il modello delle ore (hours), anche la colonna delle ore pagate.",
    ),
    advice={
        "watch": Text(
            en="Find out why these hours are unpaid, and pay them or stop asking for them.",
            it="Chiarite perché queste ore non sono pagate, e pagatele o smettete di chiederle.",
        ),
        "mistake": Text(
            en="Put these hours into the budget. Where the money is not there, do less: fewer "
            "posts first, answers last.",
            it="Mettete queste ore nel budget. Se il denaro non c'è, fate meno: prima meno post, "
            "le risposte per ultime.",
        ),
    },
    action="add-budget-line",
)
