"""Nobody comes back: people write once, and never again.

Mistake   Each person is handled as a case to close; nothing invites them to return.
Practice  Answer, thank, and tell people what became of what they said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.community.members import on_record_for
from dialogo.community.returning_share import RETURNING_SHARE, wrote_once
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.1,
    mistake=0.05,
    at_least=30,
    source=Source("docs/evidence/community.md", "house rule"),
    worse="below",
)


# Records of a few weeks show who wrote in them, not who comes back (house rule; community.md).
_LONG_ENOUGH = timedelta(weeks=8)


def measure(records: Records, window: Window) -> Reading:
    """The share who came back; last words of those who did not, the unanswered first."""
    figure = RETURNING_SHARE(records, window)
    if on_record_for(records, window) < _LONG_ENOUGH:
        return Reading(replace(figure, value=None))
    return Reading(figure, of_messages(wrote_once(records, window)), words=figure.parts)


CHECK = Check(
    id="community/nobody-comes-back",
    belief="roi-right-away",
    title=Text(en="Nobody comes back", it="Nessuno torna"),
    reads=frozenset({"messages"}),
    rung=3,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of the {n} people who wrote and had four weeks to come back, {came_back} did "
        "({value}).",
        it="Delle {n} persone che hanno scritto e avuto quattro settimane per tornare, "
        "{came_back:è tornata|sono tornate} ({value}).",
    ),
    fine=Text(
        en="People come back: {value} of the {n} who wrote did so again a week or more later.",
        it="La gente torna: {value:il} delle {n} persone che hanno scritto lo ha rifatto "
        "dopo almeno una settimana.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes eight weeks of messages, and 30 people who wrote four "
        "weeks ago or earlier ({n} so far).",
        it="Non si può ancora dire: servono otto settimane di messaggi e 30 persone che abbiano "
        "scritto almeno quattro settimane fa (finora {n}).",
    ),
    advice={
        "watch": Text(
            en="Go back to those who wrote: say what has changed since, and ask what they think.",
            it="Tornate da chi ha scritto: dite che cosa è cambiato da allora e chiedete che cosa "
            "ne pensa.",
        ),
        "mistake": Text(
            en="Begin with those who had no answer. Then give each month one reason to "
            "return: a question, a follow-up, a thank-you by name.",
            it="Cominciate da chi è rimasto senza risposta. Poi date ogni mese un "
            "motivo per tornare: una domanda, un seguito, un grazie rivolto a chi ha aiutato.",
        ),
    },
    action="open-conversations",
)
