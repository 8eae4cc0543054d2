"""Learning: how much, and how lately, the people of the team have kept up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.days import first_day, last_day
from dialogo.team.members import team

QUARTER = 90
# With fewer days of records than this, nothing can be said about a quarter.
ENOUGH_DAYS = 28
# A ledger of hours with this many bookings in the quarter, none of them on learning, says no.
ENOUGH_BOOKINGS = 20

# A day's learning may stand in both tables: the larger of the two counts, never their sum.
# Added as decimals: floats add up to something else in another order.
_DAYS = """
    SELECT person, day, max(minutes) AS minutes
    FROM (
        SELECT trim(person) AS person, day, sum(minutes)::DECIMAL(18, 6) AS minutes
        FROM learning GROUP BY ALL
        UNION ALL
        SELECT trim(person), day, sum(hours::DECIMAL(18, 6)) * 60
        FROM hours WHERE activity = 'learning' GROUP BY ALL
    )
    WHERE minutes > 0 AND day <= $last_day GROUP BY ALL
"""


@dataclass(frozen=True)
class Learner:
    """A person, the minutes they learned in the last 90 days, and the last day they ever did."""

    person: str
    minutes: float
    last: date | None


def learners(records: Records, window: Window) -> tuple[Learner, ...]:
    """Today's team (without a list of it: whoever learned or worked), who learned least first."""
    rows = records.rows(
        f"""
        SELECT person, coalesce(sum(minutes) FILTER (day > $start), 0)::DOUBLE AS minutes,
            max(day) AS last
        FROM (
            SELECT person, day, minutes FROM ({_DAYS})
            UNION ALL
            SELECT trim(person), NULL, 0 FROM hours WHERE day > $start AND day <= $last_day
        )
        GROUP BY person
        """,
        start=last_day(window) - timedelta(days=QUARTER),
        last_day=last_day(window),
    )
    told = {row["person"]: Learner(**row) for row in rows}
    people = {member.person for member in team(records, window)} or set(told)
    least = [told.get(person, Learner(person, 0.0, None)) for person in people]
    return tuple(sorted(least, key=lambda learner: (learner.minutes, learner.person)))


def learning_minutes_per_person(records: Records, window: Window) -> Figure:
    """Minutes per person over the last 90 days, learning of people outside the team left out.

    Scaled to 90 days where the records are younger; None below `ENOUGH_DAYS` of records, and
    where nothing tells whether people learn: no learning was ever recorded, and there is no ledger
    of hours that would show it. n is the people.
    """
    known = records.row(
        f"""
        SELECT (SELECT count(*) FROM ({_DAYS})) AS learned,
               (SELECT min(day) FROM ({_DAYS})) AS since,
               (SELECT count(*) FROM hours WHERE day > $start AND day <= $last_day) AS booked
        """,
        start=last_day(window) - timedelta(days=QUARTER),
        last_day=last_day(window),
    )
    began = min(known["since"] or first_day(window), first_day(window))
    days = min(QUARTER, (last_day(window) - began).days + 1)
    people = learners(records, window)
    told = known["learned"] > 0 or known["booked"] >= ENOUGH_BOOKINGS
    if not people or not told or days < ENOUGH_DAYS:
        return Figure(value=None, unit="count", n=0)
    minutes = sum(learner.minutes for learner in people)
    return Figure(minutes / len(people) * QUARTER / days, "count", len(people))


def last_learning_days(records: Records, window: Window) -> Figure:
    """Days since anybody last learned anything; n is the days of learning recorded so far."""
    told = records.row(
        f"SELECT max(day) AS last, count(*) AS n FROM ({_DAYS})", last_day=last_day(window)
    )
    if told["last"] is None:
        return Figure(value=None, unit="days", n=0)
    return Figure((last_day(window) - told["last"]).days, "days", told["n"])


LEARNING_MINUTES_PER_PERSON = Measure(
    id="team/learning-minutes-per-person",
    title=Text(
        en="Minutes of learning per person in 90 days",
        it="Minuti di aggiornamento per persona in 90 giorni",
    ),
    meaning=Text(
        en="Courses, reading, watching what others do and practice, over the people of today's "
        "team; hours booked on learning count too, but no day counts twice.",
        it="Corsi, letture, osservazione di ciò che fanno gli altri e pratica, divisi fra le "
        "persone della squadra di oggi; valgono anche le ore registrate come aggiornamento, ma "
        "nessun giorno vale due volte.",
    ),
    unit="count",
    reads=frozenset(),
    source=Source("docs/evidence/learning.md", "definition"),
    compute=learning_minutes_per_person,
    window="last 90 days",
)

LAST_LEARNING_DAYS = Measure(
    id="team/last-learning-days",
    title=Text(
        en="Days since anybody last learned something",
        it="Giorni dall'ultimo aggiornamento di qualcuno",
    ),
    meaning=Text(
        en="From the last day on which anybody of the company learned something to the end.",
        it="Dall'ultimo giorno in cui qualcuno si è aggiornato fino alla fine.",
    ),
    unit="days",
    reads=frozenset(),
    source=Source("docs/evidence/learning.md", "definition"),
    compute=last_learning_days,
    window="as of the end",
)
