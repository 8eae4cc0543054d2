"""Pay below the minimum: an hour of somebody's work costs less than the role's contract says.

Mistake   Answering in public is given to whoever is cheapest; skilled people leave.
Practice  Write down the least that each role must be paid and where that stands, and keep to it.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_underpaid
from dialogo.budget.pay_below_minimum import PAY_BELOW_MINIMUM, underpaid
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0,
    mistake=0,
    at_least=1,
    source=Source("docs/evidence/pay.md", "definition"),
)


def measure(records: Records, window: Window) -> Reading:
    """How many are paid below their minimum; each with both figures as evidence."""
    figure = PAY_BELOW_MINIMUM(records, window)
    return Reading(figure, of_underpaid(underpaid(records, window)), words=figure.parts)


CHECK = Check(
    id="budget/pay-below-minimum",
    belief="its-free",
    title=Text(en="Pay below the minimum", it="Paga sotto il minimo"),
    reads=frozenset({"members"}),
    rung=None,
    weight=2,
    unit="count",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of {n:person|people} {value:|is|are} paid less than the minimum of "
        "their role, over {hours} on record.",
        it="{value:persona|persone} su {n} {value:|è pagata|sono pagate} meno del minimo "
        "del proprio ruolo, per {hours} registrate.",
    ),
    fine=Text(
        en="Nobody is paid less than the minimum of their role ({n:person|people} looked at).",
        it="Nessuno è pagato meno del minimo del proprio ruolo ("
        "{n:persona considerata|persone considerate}).",
    ),
    unknown=Text(
        en="We cannot tell yet: the pay and the minimum of the role are not recorded for "
        "everybody ({n} people so far). Fill in pay and minimum_pay in the template members.",
        it="Non si può ancora dire: paga e minimo del ruolo non sono registrati per tutti (finora "
        "{n} persone). Compilate paga e paga minima nel modello delle persone (members).",
    ),
    advice={
        "watch": Text(
            en="Check the figures of each of them, and agree on the day from which the minimum "
            "is paid.",
            it="Verificate i dati di ciascuna persona e concordate il giorno da cui il minimo "
            "viene pagato.",
        ),
        "mistake": Text(
            en="Raise the pay to the minimum from the next period on, and put the difference into "
            "the budget. The evidence says where each minimum stands.",
            it="Portate la paga al minimo dal prossimo periodo e mettete la differenza nel budget. "
            "Le prove dicono dove sta scritto ciascun minimo.",
        ),
    },
    action="review-pay",
)
