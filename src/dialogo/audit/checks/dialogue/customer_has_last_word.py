"""The customer has the last word: one answer is given, and the next question falls on deaf ears.

Mistake   A first answer stops the clock, and the conversation is dropped when it turns difficult.
Practice  A dialogue is over when the customer has nothing more to ask; every new question counts.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.questions import FOLLOW_UP, FOLLOW_UPS, waiting
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.15,
    mistake=0.35,
    at_least=20,
    source=Source("docs/evidence/last-word.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of follow-up questions without an answer; the oldest as evidence."""
    return Reading(FOLLOW_UPS(records, window), of_messages(waiting(records, window, FOLLOW_UP)))


CHECK = Check(
    id="dialogue/customer-has-last-word",
    belief="just-a-channel",
    title=Text(en="The customer has the last word", it="L'ultima parola resta al cliente"),
    reads=frozenset({"messages"}),
    rung=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="After a first answer, {value} of the further questions are left without one.",
        it="Dopo una prima risposta, {value:il} delle domande successive resta senza.",
    ),
    fine=Text(
        en="Conversations are carried to the end: {value} of {n} further questions wait.",
        it="Le conversazioni si portano a termine: attende {value:il} delle {n} domande "
        "successive.",
    ),
    advice={
        "watch": Text(
            en="Leave a conversation open until the customer has said that it is settled.",
            it="Tenete aperta la conversazione finché il cliente non dice che è risolta.",
        ),
        "mistake": Text(
            en="Count a question as answered only when nothing is waiting behind it, and give a "
            "conversation to the same person until its end.",
            it="Considerate chiusa una domanda solo quando dietro non attende altro, e lasciate "
            "la conversazione alla stessa persona fino alla fine.",
        ),
    },
    action="open-waiting",
)
