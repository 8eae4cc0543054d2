"""What records say of the people who write: each account's words, and the community's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogo.audit.shelf import measures
from dialogo.community.members import CAME_BACK, HAD_TIME, counts, members
from dialogo.community.vouching_members import vouches
from dialogo.dialogue.questions import GRACE
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.records import Records, View
from dialogo.records.window import Window
from dialogo.web.queries.span import span_of

# The library's figures that the page tells, under the names by which it asks for them.
FIGURES = {
    "members": "community/active-members",
    "returning": "community/returning-share",
    "vouching": "community/vouching-members",
    "new": "community/new-members",
    "peers": "community/peer-answers-share",
}
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Account:
    """What `models.community.ContactAccount` keeps of one account, before it is kept."""

    network: str
    author: str
    first_at: datetime
    last_at: datetime
    messages: int
    by_month: dict[str, int]
    recent: int
    came_back: bool
    had_time: bool
    vouches: int
    asked: int
    answered: int


@dataclass(frozen=True)
class PeopleCounts:
    """`figures` hold value, n, low and high of each of `FIGURES`, and `returned`: the members with
    a week or more between their words; `accounts` come one by one."""

    window: Window | None
    figures: dict[str, Any]
    total: int
    accounts: Iterator[Account]


_ASKED = View(
    "people_asked",
    f"""
    SELECT messages.network, messages.author, asked_at, answered_at FROM {WAITING_MESSAGES}
    WHERE waits.needs_answer = 'yes'
    """,
    needs=(WAITS,),
)


def count_people(records: Records, now: datetime, taught: Taught | None = None) -> PeopleCounts:
    """Counts everybody who ever wrote; "recent" is the measures' last 90 days."""
    span = span_of(records, now)
    if span is None:
        return PeopleCounts(None, {}, 0, iter(()))
    whole = labelled(records.as_of(span.as_of), taught)
    total = whole.row(
        "SELECT count(DISTINCT (network, author)) AS n FROM messages WHERE author_kind = 'customer'"
    )["n"]
    return PeopleCounts(span, _figures(whole, span), total, _accounts(whole, span))


def _figures(records: Records, window: Window) -> dict[str, Any]:
    shelf = measures()
    figures: dict[str, Any] = {}
    for name, id_ in FIGURES.items():
        figure = shelf[id_](records, window)
        value = None if figure.value is None else float(figure.value)
        figures[name] = {"value": value, "n": figure.n, "low": figure.low, "high": figure.high}
    figures["returned"] = counts(records, window)["returned"]
    return figures


def _accounts(records: Records, window: Window) -> Iterator[Account]:
    member, vouched = members(window), vouches(window)
    rows = records.table(
        f"""
        WITH wrote AS (
            SELECT network, author, count(*) AS messages,
                min(sent_at) AS first_at, max(sent_at) AS last_at,
                histogram(strftime(sent_at, '%Y-%m')) AS by_month
            FROM messages WHERE author_kind = 'customer' GROUP BY network, author
        ), vouched AS (
            SELECT network, author, count(*) AS vouches FROM {vouched.name} GROUP BY ALL
        ), asked AS (
            SELECT network, author, count(*) AS asked, count(answered_at) AS answered
            FROM people_asked WHERE asked_at <= $grace OR answered_at IS NOT NULL GROUP BY ALL
        )
        SELECT wrote.*, coalesce(m.messages, 0) AS recent,
            coalesce(m.last_at - m.first_at >= $back, false) AS came_back,
            coalesce(m.first_at <= $told, false) AS had_time,
            coalesce(vouches, 0) AS vouches,
            coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered
        FROM wrote LEFT JOIN {member.name} AS m USING (network, author)
        LEFT JOIN vouched USING (network, author) LEFT JOIN asked USING (network, author)
        ORDER BY first_at, network, author
        """,
        member,
        vouched,
        _ASKED,
        back=CAME_BACK,
        told=window.as_of - HAD_TIME,
        grace=window.as_of - GRACE,
    )
    for batch in rows.to_batches(BATCH):
        for row in batch.to_pylist():
            row["by_month"] = dict(row["by_month"])
            yield Account(**row)
