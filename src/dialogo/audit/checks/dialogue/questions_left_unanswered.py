"""Questions left unanswered: people ask, and nobody ever says a word.

Mistake   The page talks and does not listen; whoever asked tells others that nobody answers.
Practice  Answer every question, even with "we do not know yet"; nothing older than a day.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.questions import LONGEST_WAIT, UNANSWERED, waiting
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.10,
    mistake=0.30,
    at_least=20,
    source=Source("docs/evidence/answered-share.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of questions without an answer; the oldest as evidence."""
    return Reading(
        UNANSWERED(records, window),
        of_messages(waiting(records, window)),
        words={"longest": LONGEST_WAIT(records, window).spoken or "–"},
    )


CHECK = Check(
    id="dialogue/questions-left-unanswered",
    belief="just-a-channel",
    title=Text(en="Questions left unanswered", it="Domande lasciate senza risposta"),
    reads=frozenset({"messages"}),
    rung=3,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the questions have no answer; the oldest has been waiting for {longest}.",
        it="{value:Il} delle domande è senza risposta; la più vecchia attende da {longest}.",
    ),
    fine=Text(
        en="Questions are answered: {value} of {n} have no answer.",
        it="Alle domande si risponde: su {n}, ne resta senza risposta {value:il}.",
    ),
    advice={
        "watch": Text(
            en="Go through what is waiting once a day, the oldest first, and close each with an "
            "answer, even a short one.",
            it="Una volta al giorno passate in rassegna ciò che attende, dal più vecchio, e "
            "chiudete ogni domanda con una risposta, anche breve.",
        ),
        "mistake": Text(
            en="Answer before you publish: hold back new posts until nobody has been waiting for "
            "more than a day. Give each network to a person by name.",
            it="Prima di pubblicare, rispondete: fermate i nuovi post finché nessuno attende da "
            "più di un giorno. Affidate ogni rete a una persona, per nome.",
        ),
    },
    action="open-waiting",
)
