"""One person does it all: the whole dialogue hangs on somebody who will fall ill one day.

Mistake   One person answers everything; on holiday or in bed, the company falls silent.
Practice  Share the answers between two at least, and write down what the first one knows.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.outlays import written
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.answerers import BIGGEST_ANSWERER_SHARE, Answerer, who_answers

LIMIT = Limit(
    watch=0.75,
    mistake=0.90,
    at_least=20,
    source=Source("docs/evidence/people.md", "house rule"),
)

_WHOLE = {
    "answers": Text(en="the answers", it="delle risposte"),
    "hours": Text(en="the hours spent answering", it="delle ore di risposta"),
}


_AMOUNTS = {
    "answers": Text(en="{n:answer|answers}", it="{n:risposta|risposte}"),
    "hours": Text(en="{n:hour|hours} of answering", it="{n:ora|ore} di risposta"),
}


def measure(records: Records, window: Window) -> Reading:
    """The busiest person's part; everybody who answers as evidence, the busiest first."""
    figure = BIGGEST_ANSWERER_SHARE(records, window)
    answering = who_answers(records, window)
    words = {"whole": _WHOLE[answering.by], "person": figure.parts.get("person", "")}
    evidence = (_evidence(answerer, answering.by) for answerer in answering.people[:20])
    return Reading(figure, tuple(evidence), words)


def _evidence(answerer: Answerer, by: str) -> Evidence:
    note = written(_AMOUNTS[by], n=round(answerer.amount))
    return Evidence("person", answerer.person, note=note)


CHECK = Check(
    id="team/one-person-does-it-all",
    belief="marketings-job",
    title=Text(en="One person does it all", it="Fa tutto una persona sola"),
    reads=frozenset(),
    rung=None,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of {whole} hang on one person, {person}.",
        it="{value:Il} {whole} dipende da una sola persona, {person}.",
    ),
    fine=Text(
        en="The work is shared: the busiest person, {person}, does {value} of {whole}.",
        it="Il lavoro è condiviso: la persona più impegnata, {person}, fa {value:il} {whole}.",
    ),
    unknown=Text(
        en="We cannot tell yet who answers. Record the hours of answering by person (dialogo "
        "template hours), or import messages that name who answered; known so far: {n}.",
        it="Non si può ancora dire chi risponde. Registrate le ore di risposta per persona "
        "(dialogo template hours), o importate messaggi con il nome di chi ha risposto; noti "
        "finora: {n}.",
    ),
    advice={
        "watch": Text(
            en="Give a second person one fixed day a week, so that the absence of the first is "
            "an ordinary day.",
            it="Affidate a una seconda persona un giorno fisso a settimana, così l'assenza della "
            "prima è un giorno qualunque.",
        ),
        "mistake": Text(
            en="Name a stand-in who can answer on every network, give them access and half an "
            "hour of practice a week, and write down answers, tone and whom to ask. A company of "
            "one may agree with a colleague for holidays, or say when nobody answers.",
            it="Indicate una persona che possa sostituire la prima su ogni rete, datele gli "
            "accessi e mezz'ora di pratica a settimana, e mettete per iscritto risposte, tono e a "
            "chi chiedere. Chi lavora da solo può accordarsi con un collega per le ferie, o dire "
            "quando nessuno risponde.",
        ),
    },
    action="name-stand-in",
)
