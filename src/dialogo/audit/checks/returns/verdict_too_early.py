"""Verdict too early: a return is demanded before there can be one.

Mistake   The band is judged by its first chord, and sent home before the song begins.
Practice  Useful content, an audience, a community, trust; only then ask what it returned.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.verdict_day import WEEKS_BEFORE_VERDICT, demands

LIMIT = Limit(
    watch=52,
    mistake=26,
    at_least=1,
    source=Source("docs/evidence/late-effects.md", "house rule"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """Weeks from the beginning to the verdict; the rows of the plan as evidence."""
    figure = WEEKS_BEFORE_VERDICT(records, window)
    evidence = tuple(
        Evidence("plan", demand.id, quote=demand.reason) for demand in demands(records, window)[:20]
    )
    return Reading(figure, evidence, dict(figure.parts))


CHECK = Check(
    id="returns/verdict-too-early",
    belief="roi-right-away",
    title=Text(en="Verdict too early", it="Verdetto troppo presto"),
    reads=frozenset({"plan"}),
    rung=5,
    weight=3,
    unit="weeks",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="A return is demanded on {day}, {value} after the beginning ({began}). Content, "
        "an audience, a community and trust take longer than that.",
        it="Si pretende un ritorno {day:il}, a {value} dall'inizio ({began}). Contenuti, "
        "pubblico, comunità e fiducia hanno bisogno di più tempo.",
    ),
    fine=Text(
        en="There is time before a return is demanded: {value}, until {day}.",
        it="C'è tempo prima che si pretenda un ritorno: {value}, fino {day:al}.",
    ),
    unknown=Text(
        en="We cannot tell yet when a return will be demanded. Write it into the plan: kind "
        "verdict, subject roi, from_day the day (dialogo template plan).",
        it="Non si può ancora dire quando si pretenderà un ritorno. Scrivetelo nel piano: kind "
        "verdict, subject roi, in from_day il giorno (dialogo template plan).",
    ),
    advice={
        "watch": Text(
            en="Agree on what is looked at until then: answers given, people who come back, "
            "needs met. Look at the return last.",
            it="Accordatevi su che cosa guardare fino ad allora: risposte date, persone che "
            "ritornano, bisogni serviti. Il ritorno guardatelo per ultimo.",
        ),
        "mistake": Text(
            en="Move the day back to a year after the beginning at the least, and write into the "
            "plan what will not be measured yet. Until then judge by the ladder: which line is "
            "reached, and which comes next.",
            it="Spostate il giorno ad almeno un anno dall'inizio, e scrivete nel piano che cosa "
            "ancora non misurerete. Fino ad allora giudicate dalla scala: quale gradino è "
            "raggiunto, e quale viene dopo.",
        ),
    },
    action="move-verdict",
)
