"""Best hours: on which stretches of the week posts bring more than usual, as far as that is known.

A week has 56 stretches (`Cell`): seven days by eight times three hours, by the company's clocks.
What posts brought at the age of one day is set against posts like them (same network, form, paid
for or not), and the stretches are partially pooled: few posts in one pull it to the average of all.
The same is done for each network by its own posts, where they are enough. Where too little is known
of posts at all, the arrivals of people's messages stand in for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import expm1, log1p, sqrt
from statistics import fmean
from typing import Literal
from zoneinfo import ZoneInfo

from dialogo.content.same_age import DAY, AtAge, at_age
from dialogo.records.records import Records
from dialogo.records.share import Z90, Share
from dialogo.records.window import Window

HOURS = 3  # of a stretch
PAST = timedelta(days=365)
# Fewer tell nothing (house rules): posts that can be told at one day, and weeks with messages.
POSTS, WEEKS = 30, 8
_LIKE = 5  # posts alike, to take an average of

Cell = tuple[int, int]  # 0 for Monday, and the stretch of the day
Basis = Literal["reach", "engagements", "messages"]


@dataclass(frozen=True)
class Effect:
    """By how much a stretch lies above the average of all, with 90 % bounds; `n` posts or weeks.
    In logarithms of what posts brought, or in square roots of messages a week."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        """Of what posts brought: by which share more, and its bounds; below 0 it is less."""
        mean, low, high = (Share(expm1(one)) for one in (self.mean, self.low, self.high))
        return mean, low, high

    @property
    def tells(self) -> int:
        """1: surely above the average, -1: surely below, 0: nothing to tell."""
        return (self.low > 0) - (self.high < 0)


@dataclass(frozen=True)
class OnNetwork:
    """What is known of the hours of one network; `hours` None: its `n` posts are too few, and only
    what all networks tell together stands for it."""

    n: int
    hours: BestHours | None


@dataclass(frozen=True)
class BestHours:
    """What is known of the week's stretches on all networks together, and from what; `n` posts, or
    messages. By network: what its own posts tell."""

    basis: Basis
    n: int
    cells: Mapping[Cell, Effect]
    networks: Mapping[str, OnNetwork] = field(default_factory=dict)

    @property
    def best(self) -> list[Cell]:
        """The stretches that are surely above the average, the highest first."""
        found = [cell for cell, one in self.cells.items() if one.tells > 0]
        return sorted(found, key=lambda cell: -self.cells[cell].mean)


def best_hours(records: Records, window: Window, zone: ZoneInfo) -> BestHours | None:
    """By what posts of the window's last year brought, else by when people write; None: too little
    of both."""
    lately = window.last(PAST)
    posts = at_age(records, lately, DAY)
    networks = _by_network(posts, zone)
    whole = _by_posts(posts, zone)
    if whole is not None:
        return replace(whole, networks=networks)
    rows = records.rows(
        """
        SELECT date_trunc('hour', sent_at) AS hour, count(*) AS messages FROM messages
        WHERE author_kind = 'customer' AND sent_at BETWEEN $since AND $as_of GROUP BY hour
        """,
        since=lately.since,
        as_of=lately.as_of,
    )
    arrivals = _of_messages([(row["hour"], row["messages"]) for row in rows], lately, zone)
    if not arrivals:
        return None
    written = sum(row["messages"] for row in rows)
    return BestHours("messages", written, pooled(arrivals), networks)


def pooled(values: Mapping[Cell, Sequence[float]]) -> dict[Cell, Effect]:
    """The effect of each cell in a one-way model with random effects.

    The variances within and between cells are those of the analysis of variance for cells of
    different sizes (S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, 1992, 3.6);
    a cell's own mean is then drawn to that of all by what is noise in it (empirical Bayes: B. Efron
    and C. Morris, "Stein's estimation rule and its competitors", Journal of the American
    Statistical Association 68 (1973), 117-130). Bounds take the two variances as known. Where
    nothing differs beyond noise, every effect is 0.
    """
    cells = {cell: list(found) for cell, found in values.items() if found}
    total, groups = sum(map(len, cells.values())), len(cells)
    if groups < 2 or total <= groups:
        return {cell: Effect(0.0, 0.0, 0.0, len(found)) for cell, found in cells.items()}
    means = {cell: fmean(found) for cell, found in cells.items()}
    whole = fmean(value for found in cells.values() for value in found)
    noise = sum((value - means[cell]) ** 2 for cell in cells for value in cells[cell])
    noise /= total - groups
    spread = sum(len(found) * (means[cell] - whole) ** 2 for cell, found in cells.items())
    size = (total - sum(len(found) ** 2 for found in cells.values()) / total) / (groups - 1)
    between = max(0.0, (spread / (groups - 1) - noise) / size)
    return {cell: _effect(means[cell], len(cells[cell]), whole, noise, between) for cell in cells}


def _effect(mean: float, n: int, whole: float, noise: float, between: float) -> Effect:
    if between == 0:
        return Effect(0.0, 0.0, 0.0, n)
    weight = between / (between + noise / n)
    centre, half = weight * (mean - whole), Z90 * sqrt(between * (1 - weight))
    return Effect(centre, centre - half, centre + half, n)


def _by_posts(posts: Sequence[AtAge], zone: ZoneInfo) -> BestHours | None:
    """By what these posts brought; None: they are too few."""
    reach = [one for one in posts if one.reach is not None]
    basis: Basis = "reach" if len(reach) >= POSTS else "engagements"
    values = _of_posts(reach if basis == "reach" else posts, basis, zone)
    n = sum(map(len, values.values()))
    return BestHours(basis, n, pooled(values)) if n >= POSTS else None


def _by_network(posts: Sequence[AtAge], zone: ZoneInfo) -> dict[str, OnNetwork]:
    of: dict[str, list[AtAge]] = defaultdict(list)
    for one in posts:
        of[one.network].append(one)
    return {name: OnNetwork(len(some), _by_posts(some, zone)) for name, some in sorted(of.items())}


def _of_posts(posts: Sequence[AtAge], basis: Basis, zone: ZoneInfo) -> dict[Cell, list[float]]:
    """What each brought, as a logarithm, above the mean of those like it."""
    alike: dict[tuple[str, str, bool], list[tuple[Cell, float]]] = defaultdict(list)
    for one in posts:
        brought = one.reach if basis == "reach" else one.engagements
        alike[one.alike].append((cell_of(one.published_at, zone), log1p(brought or 0)))
    found: dict[Cell, list[float]] = defaultdict(list)
    for group in alike.values():
        if len(group) >= _LIKE:
            mean = fmean(value for _, value in group)
            for cell, value in group:
                found[cell].append(value - mean)
    return found


def _of_messages(
    hours: Sequence[tuple[datetime, int]], window: Window, zone: ZoneInfo
) -> dict[Cell, list[float]]:
    """Each whole week's messages in each stretch, as a square root (which steadies counts)."""
    if not hours:
        return {}
    first = max(window.since, min(hour for hour, _ in hours))
    week = timedelta(days=7)
    weeks = int((window.as_of - first) / week)
    if weeks < WEEKS:
        return {}
    counts: dict[tuple[Cell, int], int] = defaultdict(int)
    for hour, messages in hours:
        ago = int((window.as_of - hour) / week)
        if ago < weeks:
            counts[cell_of(hour, zone), ago] += messages
    cells = [(day, stretch) for day in range(7) for stretch in range(24 // HOURS)]
    return {cell: [sqrt(counts[cell, ago]) for ago in range(weeks)] for cell in cells}


def cell_of(at: datetime, zone: ZoneInfo) -> Cell:
    """The stretch of the week that a moment falls into, by the clocks of a place."""
    here = at.astimezone(zone)
    return here.weekday(), here.hour // HOURS
