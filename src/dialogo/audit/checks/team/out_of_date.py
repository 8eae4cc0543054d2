"""Out of date: nobody sets time aside to learn what has changed.

Mistake   Networks, habits and words change each season; the team works as it did years ago.
Practice  Protected time to read, watch what others do and try things out, and note of it.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.outlays import written
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.learning import LEARNING_MINUTES_PER_PERSON, Learner, learners

LIMIT = Limit(
    watch=180,
    mistake=60,
    at_least=1,
    source=Source("docs/evidence/learning.md", "house rule"),
    worse="below",
)

_NEVER = Text(en="never recorded", it="mai registrata")


_MINUTES = Text(
    en="{n:minute|minutes} of learning in 90 days",
    it="{n:minuto|minuti} di aggiornamento in 90 giorni",
)


def measure(records: Records, window: Window) -> Reading:
    """Minutes of learning per person in 90 days; people as evidence, who learned least first."""
    people = learners(records, window)
    days = [learner.last for learner in people if learner.last is not None]
    words = {"last": max(days, default=_NEVER)}
    figure = LEARNING_MINUTES_PER_PERSON(records, window)
    told = people[:20] if figure.value is not None else ()
    return Reading(figure, tuple(map(_evidence, told)), words)


def _evidence(learner: Learner) -> Evidence:
    note = written(_MINUTES, n=round(learner.minutes))
    return Evidence("person", learner.person, note=note)


CHECK = Check(
    id="team/out-of-date",
    belief="marketings-job",
    title=Text(en="Out of date", it="Senza aggiornamento"),
    reads=frozenset(),
    rung=None,
    weight=1,
    unit="count",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="In the last 90 days people spent {value:minute|minutes} each on learning (last "
        "time: {last}).",
        it="Negli ultimi 90 giorni l'aggiornamento è stato di {value:minuto|minuti} a "
        "persona (ultima volta: {last}).",
    ),
    fine=Text(
        en="The team keeps up to date: {value:minute|minutes} of learning per person in 90 days.",
        it="La squadra si aggiorna: {value:minuto|minuti} a persona in 90 giorni.",
    ),
    unknown=Text(
        en="We cannot tell yet whether people keep up to date. Write down courses, reading and "
        "watching what others do, for four weeks at least (dialogo template learning).",
        it="Non si può ancora dire se ci si aggiorna. Annotate corsi, letture e osservazione di "
        "ciò che fanno gli altri, per almeno quattro settimane (dialogo template learning).",
    ),
    advice={
        "watch": Text(
            en="An hour a month is little: add a quarter of an hour a week to look at what others "
            "do well.",
            it="Un'ora al mese è poco: aggiungete un quarto d'ora a settimana per guardare che "
            "cosa fanno bene gli altri.",
        ),
        "mistake": Text(
            en="Put an hour every two weeks into the rota for learning, and let whoever learned "
            "something tell the others in five minutes.",
            it="Mettete nei turni un'ora di aggiornamento ogni due settimane, e fate raccontare "
            "agli altri in cinque minuti ciò che si è imparato.",
        ),
    },
    action="plan-learning",
)
