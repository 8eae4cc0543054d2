"""What records say came of each post: how it stands among own earlier ones at the same age, which
need it touches, who answered it, and whether those who asked were answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from dialogo.content.purpose import POST_PURPOSES
from dialogo.content.same_age import AGES, ENOUGH, PAST, AtAge, Base, at_age, standing
from dialogo.dialogue.waits import WAITS
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.records import Records, View
from dialogo.records.reply_tree import NODES, THREADS
from dialogo.records.window import Window
from dialogo.web.queries.span import span_of

LATEST = 1_000  # posts that are told of; earlier ones are only compared with


@dataclass(frozen=True)
class Replies:
    """Below a post: messages of others, and of how many people; of those who asked, how many were
    answered; `wait` is the median in seconds by the clock, None where half still wait."""

    messages: int = 0
    people: int = 0
    asked: int = 0
    answered: int = 0
    wait: float | None = None


@dataclass(frozen=True)
class Result:
    """One post. `age` (in seconds) is the last at which it can be told, with its `standing` there;
    `line` is (age, rate), and `band` (age, lowest, highest, n) the middle half of own earlier ones.
    """

    network: str
    post_id: str
    published_at: datetime
    does: str
    needs: tuple[str, ...]
    kind: str
    paid: bool
    replies: Replies = field(default_factory=Replies)
    age: float | None = None
    standing: dict[str, Any] | None = None
    line: tuple[tuple[float, float], ...] = ()
    band: tuple[tuple[float, float, float, int], ...] = ()


@dataclass(frozen=True)
class Results:
    """The latest posts, the newest first; `since` and `as_of` of all that was compared."""

    window: Window | None
    posts: tuple[Result, ...] = ()


# Who answered each post, and the waits that began below it.
_BELOW = View(
    "below_posts",
    """
    SELECT heads.network, heads.id AS post_id, said.node, said.customer, waits.node AS asked,
        waits.answered_at, epoch(waits.answered_at) - epoch(waits.asked_at) AS wait
    FROM threads AS said
    JOIN nodes AS heads ON heads.node = said.thread AND heads.post
    LEFT JOIN waits ON waits.node = said.node AND waits.needs_answer = 'yes'
    WHERE said.customer IS NOT NULL
    """,
    needs=(THREADS, NODES, WAITS),
)


def count_results(records: Records, now: datetime, taught: Taught | None = None) -> Results:
    """What came of the latest posts; records of the year before them are compared with."""
    told = span_of(records, now)
    if told is None:
        return Results(None)
    span = Window(told.since, now)  # numbers come in after the last event, too
    whole = labelled(records.as_of(span.as_of), taught)
    posts = whole.rows(
        """
        SELECT p.network, p.post_id, p.published_at, u.does, u.needs, coalesce(p.kind, '') AS kind,
            p.promoted IS TRUE AS paid
        FROM posts AS p JOIN post_purposes AS u USING (network, post_id)
        WHERE p.published_at BETWEEN $since AND $as_of
        ORDER BY p.published_at DESC, p.network, p.post_id LIMIT $latest
        """,
        POST_PURPOSES,
        since=span.since,
        as_of=span.as_of,
        latest=LATEST,
    )
    if not posts:
        return Results(span)
    replies = _replies(whole)
    compared = Window(max(span.since, posts[-1]["published_at"] - PAST), span.as_of)
    ages = _Ages(whole, compared)
    return Results(
        span,
        tuple(
            Result(
                **{**row, "needs": tuple(row["needs"])},
                replies=replies.get((row["network"], row["post_id"]), Replies()),
                **ages.told(row["network"], row["post_id"]),
            )
            for row in posts
        ),
    )


def _replies(records: Records) -> dict[tuple[str, str], Replies]:
    rows = records.rows(
        """
        SELECT network, post_id, count(DISTINCT node) AS messages,
            count(DISTINCT customer) AS people, count(asked) AS asked,
            count(answered_at) AS answered,
            quantile_disc(coalesce(wait, 'inf'::DOUBLE), 0.5) FILTER (asked IS NOT NULL) AS wait
        FROM below_posts GROUP BY network, post_id
        """,
        _BELOW,
    )
    found = {}
    for row in rows:
        key = row.pop("network"), row.pop("post_id")
        wait = row["wait"]
        row["wait"] = wait if wait is not None and isfinite(wait) else None
        found[key] = Replies(**row)
    return found


class _Ages:
    """Every post at every age, beside the earlier ones like it."""

    def __init__(self, records: Records, window: Window) -> None:
        self._by_age: list[tuple[timedelta, dict[tuple[str, str], AtAge]]] = []
        self._alike: list[dict[tuple[str, str, bool], list[AtAge]]] = []
        for age in AGES:
            found = at_age(records, window, age)
            self._by_age.append((age, {(one.network, one.post_id): one for one in found}))
            alike = defaultdict(list)
            for one in found:
                alike[one.alike].append(one)
            self._alike.append(alike)

    def told(self, network: str, post_id: str) -> dict[str, Any]:
        """What a `Result` says of ages; nothing where no age can be told."""
        known = [
            (number, age, found[network, post_id])
            for number, (age, found) in enumerate(self._by_age)
            if (network, post_id) in found
        ]
        if not known:
            return {}
        number, age, one = known[-1]
        stands = standing(one, self._earlier(number, one))
        base = stands.base
        line = [(at.total_seconds(), rate) for _, at, each in known
                if (rate := each.by(base)) is not None]  # fmt: skip
        band = [self._middle(number, at, one, base) for number, (at, _) in enumerate(self._by_age)]
        return {
            "age": age.total_seconds(),
            "standing": {**asdict(stands), "engagements": round(one.engagements),
                         "of": None if base == "post" else getattr(one, base)},
            "line": tuple(line),
            "band": tuple(part for part in band if part),
        }  # fmt: skip

    def _earlier(self, number: int, one: AtAge) -> list[AtAge]:
        """Own posts like it of the year before it."""
        since = one.published_at - PAST
        return [
            other
            for other in self._alike[number][one.alike]
            if since <= other.published_at < one.published_at
        ]

    def _middle(
        self, number: int, age: timedelta, one: AtAge, base: Base
    ) -> tuple[float, float, float, int] | None:
        rates = sorted(
            rate for each in self._earlier(number, one) if (rate := each.by(base)) is not None
        )
        if len(rates) < ENOUGH:
            return None
        return age.total_seconds(), _at(rates, 0.25), _at(rates, 0.75), len(rates)


def _at(rates: Sequence[float], share: float) -> float:
    return rates[min(int(share * len(rates)), len(rates) - 1)]
