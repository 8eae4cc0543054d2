"""Complaints left lying: those who complain are the ones who hear nothing.

Mistake   Complaints are left to cool down, and customers leave with them.
Practice  Answer complaints first, in public, with a name and a next step.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.questions import COMPLAINT, COMPLAINTS, waiting
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.05,
    mistake=0.20,
    at_least=10,
    source=Source("docs/evidence/complaints.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of complaints without an answer; the oldest as evidence."""
    return Reading(COMPLAINTS(records, window), of_messages(waiting(records, window, COMPLAINT)))


CHECK = Check(
    id="dialogue/complaints-left-lying",
    belief="just-a-channel",
    title=Text(en="Complaints left lying", it="Lamentele lasciate lì"),
    reads=frozenset({"messages"}),
    rung=4,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the complaints have no answer after a day.",
        it="{value:Il} delle lamentele è senza risposta dopo un giorno.",
    ),
    fine=Text(
        en="Complaints are answered: {value} of {n} have no answer.",
        it="Alle lamentele si risponde: su {n}, ne resta senza risposta {value:il}.",
    ),
    advice={
        "watch": Text(
            en="Put complaints at the head of the list: they are what an answer changes most.",
            it="Mettete le lamentele in cima alla lista: sono quelle in cui una risposta "
            "cambia di più.",
        ),
        "mistake": Text(
            en="Give complaints to one person who may decide: refund, replace, apologise. Answer "
            "where the complaint stands, so that others read it too.",
            it="Affidate le lamentele a una persona che possa decidere: rimborsare, sostituire, "
            "scusarsi. Rispondete dove la lamentela sta, così la leggono anche gli altri.",
        ),
    },
    action="open-complaints",
)
