"""Promise broken: the plan names a reply time, and people wait longer.

Mistake   A promise is written for the reader of the plan and not for the people on duty.
Practice  Promise what the rota can keep, keep it nine times in ten, and say so when you cannot.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.dialogue.promise import PROMISE_KEPT, promised
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.90,
    mistake=0.70,
    at_least=20,
    worse="below",
    source=Source("docs/evidence/first-reply.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of first questions answered within the promise of the plan."""
    promise = promised(records, window)
    return Reading(PROMISE_KEPT(records, window), words={"promise": promise or "–"})


CHECK = Check(
    id="dialogue/promise-broken",
    belief="marketings-job",
    title=Text(en="Promise on reply time broken", it="Promessa sui tempi non mantenuta"),
    reads=frozenset({"messages", "plan"}),
    rung=None,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="The promise is an answer within {promise}; {value} of those who ask get one in time.",
        it="La promessa è di rispondere entro {promise}; {value:il} di chi chiede riceve "
        "risposta in tempo.",
    ),
    fine=Text(
        en="The promise of an answer within {promise} is kept for {value} of those who ask.",
        it="La promessa di rispondere entro {promise} è mantenuta per {value:il} di chi chiede.",
    ),
    unknown=Text(
        en="We cannot tell yet: the plan promises no reply time, or too few people asked ({n}).",
        it="Non si può ancora dire: il piano non promette un tempo di risposta, o ha chiesto "
        "troppa poca gente ({n}).",
    ),
    advice={
        "watch": Text(
            en="Look at the hours in which the promise breaks, and move a shift there.",
            it="Guardate in quali ore la promessa salta e spostate lì un turno.",
        ),
        "mistake": Text(
            en="Either add people in the hours in which the promise breaks, or promise more time "
            "and say so where people write to you.",
            it="O aggiungete persone nelle ore in cui la promessa salta, o promettete più tempo e "
            "ditelo dove la gente vi scrive.",
        ),
    },
    action="propose-shift",
)
