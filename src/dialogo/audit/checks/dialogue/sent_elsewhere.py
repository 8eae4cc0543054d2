"""Sent elsewhere: people ask in public, and are sent to another counter.

Mistake   "Write to us in private" is all that others read; the question must be told twice.
Practice  Answer in public what can be; ask for private details only where they are needed.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.sent_elsewhere import SENT_ELSEWHERE, examples
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.35,
    mistake=0.60,
    at_least=30,
    source=Source("docs/evidence/sent-elsewhere.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of public answers that only send elsewhere; the newest as evidence."""
    return Reading(SENT_ELSEWHERE(records, window), of_messages(examples(records, window)))


CHECK = Check(
    id="dialogue/sent-elsewhere",
    belief="your-own",
    title=Text(en="People sent elsewhere", it="Persone mandate altrove"),
    reads=frozenset({"messages"}),
    rung=4,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the public answers only send people to a private message, a "
        "telephone or a form.",
        it="{value:Il} delle risposte pubbliche manda soltanto a un messaggio privato, a un "
        "telefono o a un modulo.",
    ),
    fine=Text(
        en="Questions are answered where they are asked: {value} of {n} answers send people "
        "elsewhere.",
        it="Si risponde dove si è chiesto: manda altrove {value:il} delle {n} risposte.",
    ),
    advice={
        "watch": Text(
            en="Say in public what holds for everybody, and ask in private only for what is "
            "personal.",
            it="Dite in pubblico ciò che vale per tutti, e in privato chiedete solo ciò che è "
            "personale.",
        ),
        "mistake": Text(
            en="Give those who answer the facts and the right to decide: people are sent "
            "elsewhere when the person at the counter may say nothing.",
            it="Date a chi risponde i fatti e il diritto di decidere: si manda altrove quando chi "
            "sta allo sportello non può dire nulla.",
        ),
    },
    action="open-answers",
)
