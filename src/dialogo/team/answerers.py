"""Answerers: how much of the answering hangs on one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.days import first_day, last_day


@dataclass(frozen=True)
class Answerer:
    """A person who answers: how many answers they wrote, or how many hours they booked on it."""

    person: str
    amount: float
    rows: int


@dataclass(frozen=True)
class Answering:
    """Who answers, the busiest first, and what it was told by."""

    by: Literal["answers", "hours"]
    people: tuple[Answerer, ...]


def who_answers(records: Records, window: Window) -> Answering:
    """By the names on the answers, where at least half of them carry one; else by booked hours."""
    answers = records.rows(
        """
        SELECT nullif(trim(agent), '') AS person, count(*) AS amount, count(*) AS rows
        FROM messages
        WHERE author_kind = 'company' AND automated IS NOT TRUE
          AND sent_at BETWEEN $since AND $as_of
        GROUP BY ALL ORDER BY amount DESC, person
        """,
        since=window.since,
        as_of=window.as_of,
    )
    named = [row for row in answers if row["person"] is not None]
    if 2 * sum(row["amount"] for row in named) >= sum(row["amount"] for row in answers) > 0:
        return Answering("answers", tuple(Answerer(**row) for row in named))
    booked = records.rows(
        """
        SELECT trim(person) AS person, sum(hours)::DOUBLE AS amount,
            count(*) FILTER (hours > 0) AS rows
        FROM hours
        WHERE activity = 'answering' AND day BETWEEN $first_day AND $last_day
        GROUP BY ALL HAVING sum(hours) > 0 ORDER BY amount DESC, person
        """,
        first_day=first_day(window),
        last_day=last_day(window),
    )
    return Answering("hours", tuple(Answerer(**row) for row in booked))


def biggest_answerer_share(records: Records, window: Window) -> Figure:
    """The busiest person's part (0 to 1); n counts answers, or bookings where hours tell it."""
    answering = who_answers(records, window)
    total = sum(answerer.amount for answerer in answering.people)
    n = sum(answerer.rows for answerer in answering.people)
    if not total:
        return Figure(value=None, unit="share", n=0)
    first = answering.people[0]
    parts = {"person": first.person, "by": answering.by, "people": len(answering.people)}
    return Figure(first.amount / total, "share", n, parts=parts)


BIGGEST_ANSWERER_SHARE = Measure(
    id="team/biggest-answerer-share",
    title=Text(
        en="Share of the answers that one person gives",
        it="Quota delle risposte che dà una sola persona",
    ),
    meaning=Text(
        en="The part of the busiest person in all answers, by the names on them; where fewer than "
        "half carry a name, in the hours booked on answering.",
        it="La parte della persona più impegnata in tutte le risposte, secondo i nomi che portano; "
        "se meno di metà ne porta uno, nelle ore registrate per rispondere.",
    ),
    unit="share",
    reads=frozenset(),
    source=Source("docs/evidence/people.md", "definition"),
    compute=biggest_answerer_share,
)
