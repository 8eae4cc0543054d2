"""Planning a hold-out: where or when to leave an activity out, how long, and what it would show.

Leaving it out in some regions compares them with the others: with a part p of the outcome held out
and noise that regions do not share, the estimate for the whole company has the variance of the
noise over those weeks, over p (1 − p). Noise that they do share falls out, so this is careful.
Leaving it out everywhere compares the weeks with what the baseline was about to do, which is told
by the model of the baseline itself. Power is the chance that a 90 % interval lies above 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]  # it has no types

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.ahead import may_be_asked, now
from dialogo.returns.band import Band
from dialogo.returns.baseline import TAUS, Noise, columns
from dialogo.returns.carryover import LENGTH
from dialogo.returns.effects import Effort
from dialogo.returns.fit import posed
from dialogo.returns.floats import Floats
from dialogo.returns.results import Returns
from dialogo.returns.series import YEAR

WEEKS = (2, 3, 4, 6, 8, 10, 13)
PARTS = (0.1, 0.2, 0.35, 0.5)
POWER = 0.8  # the convention since Cohen (1988), Statistical Power Analysis
_SEEN = float(ndtri(0.95))
SHOWS = _SEEN + float(ndtri(POWER))  # standard errors of an effect that shows with that power
_MANY = 14  # regions of which every set is looked at
_AFTER = 8  # weeks after a pause that still tell the baseline

_IDLE = Text(
    en="{activity} has not been done for a year: there is nothing to hold out. Take it up again "
    "first.",
    it="{activity} non si fa da un anno: non c'è nulla da escludere. Prima va ripresa.",
)
_OVER = Text(
    en="{since} lies within the weeks that are over. Give a day after them.",
    it="{since:il} è fra le settimane già passate. Serve un giorno dopo di esse.",
)
_NO_REGIONS = Text(
    en="give at least two regions, each with its part of the outcome above 0.",
    it="indicate almeno due regioni, ciascuna con la sua parte del risultato sopra 0.",
)


@dataclass(frozen=True)
class Holdout:
    """One way to hold an activity out.

    part: of the company, 1 being everywhere; regions: which, drawn by lot (none where they are not
    known); effect: what the activity brings in those weeks, done everywhere as before;
    sees: the smallest such effect that shows with a power of 0.8; power: the chance
    that it shows, doubt about the effect included; foregone: outcome lost by it, late effects
    included; saved: cost not spent.
    """

    part: float
    weeks: int
    since: date
    until: date
    regions: tuple[str, ...]
    effect: Band
    sees: float
    power: float
    foregone: Band
    saved: float

    @property
    def enough(self) -> bool:
        return self.power >= POWER

    def to_json(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "weeks": self.weeks,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "regions": list(self.regions),
            "effect": self.effect.to_json(),
            "sees": self.sees,
            "power": self.power,
            "enough": self.enough,
            "foregone": self.foregone.to_json(),
            "saved": self.saved,
        }


@dataclass(frozen=True)
class HoldoutPlan:
    """Ways to hold an activity out; `best` is the one that loses least among those with enough
    power, or None: then none within a quarter would show it."""

    activity: str
    options: tuple[Holdout, ...]

    @property
    def best(self) -> Holdout | None:
        enough = [one for one in self.options if one.enough]
        return min(enough, key=lambda one: (one.foregone.mean, one.weeks), default=None)

    @property
    def nearest(self) -> Holdout:
        """The one with the most power; there is always one."""
        return max(self.options, key=lambda one: one.power)

    def to_json(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "best": None if self.best is None else self.best.to_json(),
            "options": [one.to_json() for one in self.options],
        }


def plan_holdout(
    found: Returns,
    activity: str,
    *,
    regions: Mapping[str, float] | None = None,
    weeks: Sequence[int] = WEEKS,
    since: date | None = None,
    seed: int = 1,
) -> HoldoutPlan:
    """Ways to hold `activity` out from `since` on (else from the Monday after the data).

    `regions` are the parts of the outcome that regions, shops or lists have (any unit); without
    them, parts of 10 to 50 % are looked at, and leaving it out everywhere in any case. Raises
    `BadInput` for an activity that there is not or that is not done, for regions or weeks that are
    none, and for a day within the data.
    """
    for length in weeks:
        may_be_asked(length)
    begins = since or found.series.days[-1] + timedelta(weeks=1)
    if begins <= found.series.days[-1] + timedelta(days=6):
        raise BadInput(_OVER, since=begins)
    if not now(found, activity).effort > 0:
        raise BadInput(_IDLE, activity=activity)
    saved, options = now(found, activity).cost, []
    for length in weeks:
        lacking = lost(found, activity, length)
        within, whole = lacking[:, :length], lacking.sum(axis=1)
        for part, names in [*_sets(regions, seed), (1.0, ())]:
            if part < 1:
                error = _noise(found, length) / np.sqrt(part * (1 - part))
            else:
                error = _pause(found, within)
            effect = within.sum(axis=1)
            options.append(
                Holdout(
                    part, length, begins, begins + timedelta(weeks=length, days=-1), names,
                    Band.of(effect), SHOWS * error,
                    float(ndtr(effect / error - _SEEN).mean()), Band.of(part * whole),
                    part * saved * length,
                )
            )  # fmt: skip
    return HoldoutPlan(activity, tuple(options))


def lost(found: Returns, activity: str, weeks: int) -> Floats:
    """What the outcome would lack, (draws, weeks + LENGTH), were it left out everywhere."""
    at = found.place(activity)
    one, done = found.activities[at], found.series.activities[at].effort
    effort = Effort.of(done)
    level = now(found, activity).effort / float(done[done > 0].mean())
    both = [
        effort.brought(one.ways, weekly=np.r_[effort.weekly, np.full(weeks, each)], after=LENGTH)
        for each in (level, 0.0)
    ]
    apart = (both[0] - both[1])[:, len(done) :]
    return np.asarray(apart * one.factors[:, None])


def _noise(found: Returns, weeks: int) -> float:
    """The sd of the sum of noise over some weeks, for the whole company, from AR(1) draws."""
    apart = np.arange(1, weeks)
    rho = found.rho[:, None]
    pairs = weeks + 2 * ((weeks - apart) * rho**apart).sum(axis=1)
    return float(np.sqrt((found.noise**2 / (1 - found.rho**2) * pairs).mean()))


def _pause(found: Returns, within: Floats) -> float:
    """The standard error of what a pause everywhere says of its weeks: the baseline, its drift and
    its season are told from the weeks before and some after."""
    before, weeks = found.series.weeks, within.shape[1]
    whole = before + weeks + _AFTER
    _, controls = posed(found.series)
    later = np.zeros((weeks + _AFTER, controls.shape[1]))  # controls as they are on the mean
    rho, noise = float(found.rho.mean()), float(np.sqrt((found.noise**2).mean()))
    grid = Noise.of(
        columns(whole, YEAR, np.vstack([controls, later])), np.ones(whole), at=(rho, TAUS[1])
    )
    shape = np.zeros(whole)
    lacking = np.maximum(within.mean(axis=0), 1e-12)
    shape[before : before + weeks] = lacking / lacking.sum()
    return float(noise / np.sqrt(grid.squares(shape[None])[0, 0]))


def _sets(regions: Mapping[str, float] | None, seed: int) -> list[tuple[float, tuple[str, ...]]]:
    """Parts of the company to hold out, with the regions that make them up."""
    if regions is None:
        return [(part, ()) for part in PARTS]
    if len(regions) < 2 or not all(0 < size < 1e15 for size in regions.values()):
        raise BadInput(_NO_REGIONS)
    names = list(np.random.default_rng(seed).permutation(sorted(regions)))[:_MANY]
    total = sum(regions.values())
    found: dict[tuple[str, ...], float] = {}
    sets = [some for n in range(1, len(names)) for some in combinations(names, n)]
    sizes = np.array([sum(regions[name] for name in some) / total for some in sets])
    for part in PARTS:
        at = int(np.abs(sizes - part).argmin())
        found[tuple(str(name) for name in sets[at])] = float(sizes[at])
    return [(size, some) for some, size in found.items()]
