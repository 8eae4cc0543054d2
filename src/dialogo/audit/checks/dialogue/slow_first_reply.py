"""Slow first reply: people ask, and wait longer than they stay willing to talk.

Mistake   Posts go out on time while questions lie; the thread dies before trust begins.
Practice  Promise a reply time, staff the rota for it, keep it nine times in ten.
"""

from __future__ import annotations

from datetime import timedelta

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.dialogue.question_waits import QUESTION_P50, QUESTION_P90, slowest
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=timedelta(hours=4).total_seconds(),
    mistake=timedelta(hours=24).total_seconds(),
    at_least=20,
    source=Source("docs/evidence/first-reply.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """Nine in ten first questions, in business hours; the slowest as evidence."""
    return Reading(
        QUESTION_P90(records, window),
        of_messages(slowest(records, window)),
        words={"median": QUESTION_P50(records, window).spoken or "–"},
    )


CHECK = Check(
    id="dialogue/slow-first-reply",
    belief="just-a-channel",
    title=Text(en="Slow first reply", it="Prima risposta lenta"),
    reads=frozenset({"messages"}),
    rung=3,
    weight=2,
    limit=LIMIT,
    unit="seconds",
    measure=measure,
    says=Text(
        en="One person in ten who asks waits more than {value} for a first answer; half "
        "wait {median} or more. The line is {watch}.",
        it="Una persona su dieci che chiede attende più di {value} la prima risposta; metà "
        "attende almeno {median}. La soglia è di {watch}.",
    ),
    fine=Text(
        en="Nine people in ten who ask have a first answer within {value}.",
        it="Nove persone su dieci che chiedono hanno una prima risposta entro {value}.",
    ),
    advice={
        "watch": Text(
            en="Say in the plan how soon you answer, and look at which hours break the promise: "
            "the rota is usually one shift short.",
            it="Scrivete nel piano entro quanto rispondete e guardate in quali ore la promessa "
            "salta: di solito ai turni manca una persona.",
        ),
        "mistake": Text(
            en="Put somebody on duty in the hours in which people write, and answer the oldest "
            "question first. A short answer today is worth more than a perfect one tomorrow.",
            it="Mettete qualcuno in servizio nelle ore in cui la gente scrive e rispondete prima "
            "alla domanda più vecchia. Una risposta breve oggi vale più di una perfetta domani.",
        ),
    },
    action="open-waiting",
)
