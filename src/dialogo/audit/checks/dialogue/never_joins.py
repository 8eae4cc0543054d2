"""Never joining others' conversations: the company speaks only where it is called.

Mistake   People talk about the trade every day, and the company is at home waiting to be named.
Practice  Find where people talk of what you know, and help without selling.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.dialogue.joining import JOINED
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.02,
    mistake=0.002,
    at_least=200,
    worse="below",
    source=Source("docs/evidence/joining.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of answers given to somebody who had not named the company."""
    figure = JOINED(records, window)
    return Reading(figure, words={"joined": 0, **figure.parts})


CHECK = Check(
    id="dialogue/never-joins",
    belief="just-a-channel",
    title=Text(en="Never joins others' conversations", it="Mai nelle conversazioni altrui"),
    reads=frozenset({"messages"}),
    rung=4,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of {n} answers, {joined} went to people who had not named the company.",
        it="Su {n} risposte, {joined:è andata|sono andate} a chi non aveva nominato l'azienda.",
    ),
    fine=Text(
        en="The company joins conversations of others: {joined} of its {n} answers went there.",
        it="L'azienda entra nelle conversazioni altrui: vi ha dato {joined} delle sue {n} "
        "risposte.",
    ),
    unknown=Text(
        en="We cannot tell yet: the records hold {n} answers of which the message before is known. "
        "Exports that contain other people's messages would tell.",
        it="Non si può ancora dire: dei messaggi registrati, solo {n} risposte hanno anche il "
        "messaggio a cui rispondono. Servono esportazioni con i messaggi degli altri.",
    ),
    advice={
        "watch": Text(
            en="Follow five people or tags of your trade, and answer one question a day that was "
            "not put to you.",
            it="Seguite cinque persone o argomenti del vostro mestiere e rispondete ogni giorno a "
            "una domanda che non era rivolta a voi.",
        ),
        "mistake": Text(
            en="Write into the plan where your customers talk when you are not there, and give "
            "somebody an hour a week to be there.",
            it="Scrivete nel piano dove i vostri clienti parlano quando non ci siete, e date a "
            "qualcuno un'ora a settimana per esserci.",
        ),
    },
    action="open-listening",
)
