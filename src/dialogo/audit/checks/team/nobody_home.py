"""Nobody home: people write at hours when nobody is on shift.

Mistake   The rota follows office hours; questions come in the evening and lie until morning.
Practice  Lay the shifts where people write, and have somebody on call for the rest.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.outlays import written
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.coverage import HOURS_UNCOVERED_SHARE, LoneHour, lone_hours, uncovered_by_hour
from dialogo.team.hour_names import hour_name

LIMIT = Limit(
    watch=0.25,
    mistake=0.50,
    at_least=30,
    source=Source("docs/evidence/rota.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of messages that found nobody; the loneliest clock hours as evidence."""
    figure = HOURS_UNCOVERED_SHARE(records, window)
    week = uncovered_by_hour(records, window)
    words: dict[str, object] = {"uncovered": figure.parts.get("messages_uncovered", 0)}
    if week:
        worst = max(week, key=lambda hour: hour.uncovered)
        words["worst"] = hour_name(worst.weekday, worst.hour)
    return Reading(figure, tuple(map(_evidence, lone_hours(records, window))), words)


_ALONE = Text(
    en="{n:message|messages} with nobody on shift",
    it="{n:messaggio|messaggi} senza nessuno di turno",
)


def _evidence(hour: LoneHour) -> Evidence:
    note = written(_ALONE, n=hour.messages)
    return Evidence("hour", hour.label, note=note)


CHECK = Check(
    id="team/nobody-home",
    belief="marketings-job",
    title=Text(en="Nobody home", it="Non c'è nessuno"),
    reads=frozenset({"messages", "shifts"}),
    rung=None,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Nobody was on shift for {value} of what people wrote ({uncovered} of {n} "
        "messages), most often on {worst}.",
        it="{value:Il} dei messaggi è arrivato mentre nessuno era di turno ({uncovered} su "
        "{n}), soprattutto {worst}.",
    ),
    fine=Text(
        en="Somebody is on shift when people write: {value} of {n} messages found nobody.",
        it="Quando la gente scrive, qualcuno è di turno: non ha trovato nessuno {value:il} "
        "dei {n} messaggi.",
    ),
    unknown=Text(
        en="We cannot tell yet whether anybody is there when people write. Record the shifts "
        "(dialogo template shifts); messages on days with a rota so far: {n}.",
        it="Non si può ancora dire se c'è qualcuno quando la gente scrive. Registrate i turni "
        "(dialogo template shifts); messaggi finora nei giorni con turni: {n}.",
    ),
    advice={
        "watch": Text(
            en="Move one shift a week to the hours in which most messages find nobody, and say on "
            "the profile when somebody answers.",
            it="Spostate un turno a settimana nelle ore in cui più messaggi non trovano nessuno, e "
            "scrivete sul profilo quando si risponde.",
        ),
        "mistake": Text(
            en="Lay the rota by the hours in which people write, not by those of the office: "
            "shorter shifts in the evening and at weekends, or somebody on call in turn.",
            it="Disegnate i turni sulle ore in cui la gente scrive, non su quelle dell'ufficio: "
            "turni più brevi la sera e nel fine settimana, o una reperibilità a rotazione.",
        ),
    },
    action="propose-shift",
)
