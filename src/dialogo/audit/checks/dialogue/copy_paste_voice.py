"""Copy-paste voice: everybody gets the same sentence, with another name in it.

Mistake   Answers are pasted from a sheet; people notice, and stop believing that anybody reads.
Practice  Keep the facts ready to hand and the words your own; sign with a name.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.copy_paste import COPY_PASTE, repeated
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.25,
    mistake=0.50,
    at_least=30,
    source=Source("docs/evidence/copy-paste.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of answers in wordings used again and again; the most used as evidence."""
    figure = COPY_PASTE(records, window)
    return Reading(figure, of_messages(repeated(records, window)), {"most": 0, **figure.parts})


CHECK = Check(
    id="dialogue/copy-paste-voice",
    belief="just-a-channel",
    title=Text(en="Copy-paste voice", it="Risposte in fotocopia"),
    reads=frozenset({"messages"}),
    rung=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the answers repeat a ready-made sentence; one was sent {most} times.",
        it="{value:Il} delle risposte ripete una frase già pronta; una è stata mandata "
        "{most} volte.",
    ),
    fine=Text(
        en="Answers are written for the person: {value} of {n} repeat a ready-made sentence.",
        it="Le risposte sono scritte per chi le riceve: ripete una frase pronta {value:il} "
        "delle {n} risposte.",
    ),
    advice={
        "watch": Text(
            en="Open the sentences used most, and let each person of the team rewrite them in "
            "their own words.",
            it="Aprite le frasi più usate e fatele riscrivere a ognuno con parole proprie.",
        ),
        "mistake": Text(
            en="Keep a list of facts, not of sentences: what to say about delivery, prices, "
            "faults. The words come from whoever answers.",
            it="Tenete un elenco di fatti, non di frasi: che cosa dire di consegne, prezzi, "
            "guasti. Le parole le mette chi risponde.",
        ),
    },
    action="open-answers",
)
