"""Posts at the same age: what each had brought so long after it went out, so that the young are
not set against the old.

Between two readings counts are taken to grow evenly with the logarithm of the age (most of what a
post brings comes early), from nothing when it went out. Where no reading is near, an age is not
told: the next one after it must have come before twice the age, or the last one before it after
half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from dialogo.content.engagement import ENGAGED
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import Z90, wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGES = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
PAST = timedelta(days=365)  # own posts so far back are compared with
ENOUGH = 10  # fewer posts to compare with tell nothing (house rule)

Base = Literal["followers", "reach", "impressions", "post"]
BASES: tuple[Base, ...] = ("followers", "reach", "impressions", "post")

# Every reading of a post with its age in seconds. A day of figures counts up to its end, unless the
# network was asked at a known moment of that day.
READINGS = View(
    "readings",
    """
    WITH told AS (
        SELECT company, network, post_id, read_at, likes, comments, shares, saves, reach,
            impressions
        FROM post_readings
        UNION ALL
        SELECT f.company, f.network, f.post_id, (f.read_on + 1)::TIMESTAMPTZ, f.likes, f.comments,
            f.shares, f.saves, f.reach, f.impressions
        FROM post_figures AS f
        ANTI JOIN post_readings AS r ON r.company = f.company AND r.network = f.network
            AND r.post_id = f.post_id AND r.read_at::DATE = f.read_on
    )
    SELECT t.company, t.network, t.post_id, epoch(t.read_at) - epoch(p.published_at) AS age,
        CASE WHEN coalesce(likes, comments, shares, saves) IS NOT NULL
            THEN coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0)
                + coalesce(saves, 0)
        END AS engagements, reach, impressions
    FROM told AS t JOIN posts AS p USING (company, network, post_id)
    WHERE t.read_at > p.published_at
    """,
)
_COUNTED = ("engagements", "reach", "impressions")


@dataclass(frozen=True)
class AtAge:
    """What a post had brought by an age, interpolated; `followers` are those of its day. `alike`
    posts are of one network, form, and paid for or not."""

    network: str
    post_id: str
    kind: str
    paid: bool
    published_at: datetime
    engagements: float
    followers: float | None
    reach: float | None
    impressions: float | None

    @property
    def alike(self) -> tuple[str, str, bool]:
        return self.network, self.kind, self.paid

    def by(self, base: Base) -> float | None:
        """Engagements by `base` (by post: as they are); None where it is not known."""
        if base == "post":
            return self.engagements
        over: float | None = getattr(self, base)
        return self.engagements / over if over else None


def at_age(records: Records, window: Window, age: timedelta) -> list[AtAge]:
    """Every post of the window that can be told at `age`, in the order in which they went out."""
    between = ", ".join(_between(name) for name in _COUNTED)
    rows = records.rows(
        f"""
        WITH around AS (
            SELECT network, post_id, {between},
                max(age) FILTER (age <= $age) AS before, min(age) FILTER (age >= $age) AS next
            FROM readings WHERE engagements IS NOT NULL GROUP BY network, post_id
            HAVING next IS NOT NULL AND (next <= 2 * $age OR before >= $age / 2)
        )
        SELECT p.network, p.post_id, coalesce(p.kind, '') AS kind, p.promoted IS TRUE AS paid,
            p.published_at, {", ".join(_grown(name) for name in _COUNTED)},
            e.followers::DOUBLE AS followers
        FROM posts AS p
        JOIN around AS a USING (network, post_id)
        LEFT JOIN engaged AS e USING (network, post_id)
        WHERE p.published_at BETWEEN $since AND $as_of
        ORDER BY p.published_at, p.network, p.post_id
        """,
        READINGS,
        ENGAGED,
        since=window.since,
        as_of=window.as_of,
        age=age.total_seconds(),
    )
    return [AtAge(**row) for row in rows]


def _between(name: str) -> str:
    return (
        f"arg_max({name}, age) FILTER (age <= $age) AS {name}_before,"
        f" arg_min({name}, age) FILTER (age >= $age) AS {name}_next"
    )


def _grown(name: str) -> str:
    """SQL: the count at $age, between its two readings; never less than the earlier one."""
    begun = f"coalesce({name}_before, 0)"
    way = "ln(1 + age / 3600)"
    low, high = way.replace("age", "coalesce(before, 0)"), way.replace("age", "next")
    part = f"({way.replace('age', '$age')} - {low}) / nullif({high} - {low}, 0)"
    return f"({begun} + ({name}_next - {begun}) * coalesce({part}, 0))::DOUBLE AS {name}"


@dataclass(frozen=True)
class Standing:
    """Where a post stands among own earlier ones like it: the share of `n` that had brought less,
    with 90 % bounds; `base` is what engagements are divided by. None: too few to say."""

    base: Base
    rate: float
    n: int
    share: float | None
    low: float
    high: float


def standing(post: AtAge, earlier: Sequence[AtAge]) -> Standing:
    """`post` among `earlier` ones like it at the same age; ties count half.

    By the first base that it and enough of them have. The bounds are Wilson's, and take earlier
    posts as drawn at random from what the company usually brings.
    """
    fallback: tuple[Base, list[float]] = ("post", [])
    for base in BASES:
        own = post.by(base)
        if own is None:
            continue
        rates = [rate for one in earlier if (rate := one.by(base)) is not None]
        if len(rates) >= ENOUGH:
            below = sum(rate < own for rate in rates) + sum(rate == own for rate in rates) / 2
            low, high = wilson(round(below), len(rates))
            return Standing(base, own, len(rates), below / len(rates), low, high)
        if not fallback[1] or len(rates) > len(fallback[1]):
            fallback = (base, rates)
    base, rates = fallback
    return Standing(base, post.by(base) or 0.0, len(rates), None, 0.0, 1.0)


def _at_seven_days(records: Records, window: Window) -> Figure:
    """The median over posts (n), with bounds from the order of the rates (binomial, normal
    approximation): W. J. Conover, Practical Nonparametric Statistics, 3rd ed., 1999, 3.2."""
    found = at_age(records, window, 7 * DAY)
    rates = sorted(rate for one in found if (rate := one.by("followers")) is not None)
    n = len(rates)
    if not n:
        return Figure(value=None, unit="share", n=0)
    spread = Z90 * (n**0.5) / 2
    low, high = max(int(n / 2 - spread), 0), min(int(n / 2 + spread), n - 1)
    return Figure(median(rates), "share", n, rates[low], rates[high])


ENGAGEMENT_AT_SEVEN_DAYS = Measure(
    id="content/engagement-at-seven-days",
    title=Text(en="Engagement by follower at seven days", it="Coinvolgimento a sette giorni"),
    meaning=Text(
        en="Half the posts had at least so many likes, comments, shares and saves by follower "
        "seven days after they went out. Posts of different ages can be compared by it; those "
        "that were not read near that age are left out.",
        it="Sette giorni dopo l'uscita metà dei post aveva almeno tanti mi piace, commenti, "
        "condivisioni e salvataggi per follower. Permette di confrontare post di età diverse; "
        "restano fuori quelli che non sono stati letti intorno a quell'età.",
    ),
    unit="share",
    reads=frozenset({"posts", "post_figures", "audience"}),
    source=Source("docs/evidence/engagement-rate.md", "house rule"),
    compute=_at_seven_days,
)
