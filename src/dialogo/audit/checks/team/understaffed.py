"""Understaffed: the people on shift cannot keep the promise, however hard they work.

Mistake   More comes in than those on shift can answer in time; they run, and are late all the same.
Practice  Set people against the load of each hour, or promise what those people can keep.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.understaffed import (
    UNDERSTAFFED_HOURS_SHARE,
    LateHour,
    late_hours,
    more_people,
    staffing,
)

LIMIT = Limit(
    watch=0.10,
    mistake=0.25,
    at_least=30,
    source=Source("docs/evidence/staffing.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of messages bound to be late; the hours with the most work too many as evidence."""
    figure = UNDERSTAFFED_HOURS_SHARE(records, window)
    rota = staffing(records, window)
    more = more_people(rota)
    words = {**figure.parts, "more": _MANY if more is None else more}
    return Reading(figure, tuple(map(_evidence, late_hours(rota))), words)


_MANY = Text(en="many", it="molte")


def _evidence(hour: LateHour) -> Evidence:
    minutes = round(hour.too_much * 60)
    note = Text(
        en=f"{minutes} minutes of answering more than can be done in time",
        it=f"{minutes} minuti di risposte in più di quante se ne possono dare in tempo",
    )
    return Evidence("hour", hour.label, note=note)


CHECK = Check(
    id="team/understaffed",
    belief="marketings-job",
    title=Text(en="Understaffed for the promise", it="Troppo pochi per la promessa"),
    reads=frozenset({"messages", "shifts"}),
    rung=None,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the messages are bound to be answered after the promised {promise}: "
        "an answer takes {handling}, and {more:more person is|more people are} needed on "
        "shift.",
        it="{value:Il} dei messaggi riceve per forza risposta oltre {promise}, il tempo "
        "promesso: una risposta richiede {handling}, e di turno {more:|manca|mancano} "
        "{more:persona|persone}.",
    ),
    fine=Text(
        en="Those on shift can keep the promise of {promise}: {value} of {n} messages are "
        "bound to be late.",
        it="Chi è di turno può mantenere la promessa di {promise}: è per forza in ritardo "
        "la risposta {value:al} dei {n} messaggi.",
    ),
    unknown=Text(
        en="We cannot tell yet whether people on shift are enough. Record the shifts and, to know "
        "what an answer takes, the hours of answering (dialogo template shifts hours); messages "
        "on days with a rota so far: {n}.",
        it="Non si può ancora dire se chi è di turno basta. Registrate i turni e, per sapere "
        "quanto richiede una risposta, le ore di risposta (dialogo template shifts hours); "
        "messaggi finora nei giorni con turni: {n}.",
    ),
    advice={
        "watch": Text(
            en="Put a second person on the hours in which most is late; where none is to be "
            "had, prepare answers to what is asked most.",
            it="Mettete una seconda persona nelle ore in cui più risposte tardano; se non c'è, "
            "preparate le risposte a ciò che si chiede di più.",
        ),
        "mistake": Text(
            en="Put the missing people on shift, or promise a longer time on "
            "replies and keep it: a modest promise kept is worth more than a bold one broken.",
            it="Mettete di turno le persone che mancano, o promettete un tempo di risposta "
            "più lungo e mantenetelo: vale più una promessa modesta mantenuta di una "
            "ambiziosa mancata.",
        ),
    },
    action="propose-shift",
)
