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
from dialogo.team.people_needed import PEOPLE_NEEDED
from dialogo.team.understaffed import UNDERSTAFFED_HOURS_SHARE, LateHour, late_hours

LIMIT = Limit(
    watch=0.10,
    mistake=0.25,
    at_least=30,
    source=Source("docs/evidence/staffing.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of messages bound to be late; the hours with the most work too many as evidence."""
    figure = UNDERSTAFFED_HOURS_SHARE(records, window)
    words = {**figure.parts, "needed": PEOPLE_NEEDED(records, window).spoken}
    return Reading(figure, tuple(map(_evidence, late_hours(records, window))), words)


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
        en="{value} of the messages are bound to be answered after the promised {promise}: an "
        "answer takes {handling}, and those on shift are too few (people needed in a busy hour: "
        "{needed}).",
        it="Messaggi che per forza ricevono risposta oltre {promise}, il tempo promesso: {value}. "
        "Una risposta richiede {handling}, e chi è di turno non basta (persone necessarie in "
        "un'ora di punta: {needed}).",
    ),
    fine=Text(
        en="Those on shift can keep the promise of {promise}: {value} of {n} messages are bound "
        "to be late.",
        it="Chi è di turno può mantenere la promessa di {promise}: su {n} messaggi è per forza in "
        "ritardo {value}.",
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
            en="Put a second person on the hours named here; where none is to be had, prepare "
            "answers to what is asked most.",
            it="Mettete una seconda persona nelle ore indicate qui; se non c'è, preparate le "
            "risposte a ciò che si chiede di più.",
        ),
        "mistake": Text(
            en="Bring the people on shift to the number needed, or promise a longer time on "
            "replies and keep it: a modest promise kept is worth more than a bold one broken.",
            it="Portate chi è di turno al numero necessario, o promettete un tempo di risposta "
            "più lungo e mantenetelo: vale più una promessa modesta mantenuta di una "
            "ambiziosa mancata.",
        ),
    },
    action="propose-shift",
)
