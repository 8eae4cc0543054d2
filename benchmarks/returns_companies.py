"""Simulated companies whose truth is known, made without a line of the model that is tested.

Each belongs to a class that lies outside the model's families in one respect; the rest of it
varies. All figures are made by plain loops and formulas of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from dialogo.returns.series import Activity, Series

Floats = NDArray[np.float64]

CLASSES = (
    "power-law",
    "bimodal",
    "flat-window",
    "log",
    "square-root",
    "heavy-tails",
    "level-shifts",
)
_PAST = 160  # weeks before the first that may have had effort


@dataclass(frozen=True)
class Company:
    """A series and the true share of the outcome that each activity brought."""

    kind: str
    series: Series
    shares: Floats


def company(
    kind: str, seed: int, weeks: int | None = None, activities: int | None = None
) -> Company:
    """A company of one of CLASSES; the same seed gives the same one."""
    rng = np.random.default_rng([CLASSES.index(kind), seed])
    weeks = weeks or int(rng.choice([104, 156, 208]))
    count = activities or int(rng.integers(2, 5))
    mean = 10 ** rng.uniform(3, 5)
    wanted = rng.dirichlet(np.full(count, 2.0)) * rng.uniform(0.15, 0.5)
    begun = rng.random() < 0.6
    efforts, effects = [], []
    for share in wanted:
        effort = _effort(rng, weeks, begun or rng.random() < 0.3)
        brought = _saturated(kind, rng, np.convolve(effort, _lags(kind, rng))[: len(effort)])
        brought = brought[_PAST:]
        efforts.append(effort[_PAST:] * 10 ** rng.uniform(1, 3))
        effects.append(brought * share * mean / brought.mean())
    rest = _baseline(kind, rng, weeks) * (1 - wanted.sum()) * mean
    noise = _noise(kind, rng, weeks) * mean * rng.uniform(0.02, 0.08)
    outcome = rest + noise + np.sum(effects, axis=0)
    first = date(2022, 1, 3)
    series = Series(
        tuple(first + timedelta(weeks=n) for n in range(weeks)),
        "sales",
        outcome,
        tuple(Activity(f"activity {n}", one, one) for n, one in enumerate(efforts)),
        {},
    )
    return Company(kind, series, np.array([one.sum() / outcome.sum() for one in effects]))


def _effort(rng: np.random.Generator, weeks: int, begun: bool) -> Floats:
    """Weekly effort ≥ 0 with mean about 1: always on, in flights, or growing."""
    length = _PAST + weeks
    step = np.arange(length)
    style = rng.choice(["steady", "flights", "growing"])
    wave = 1 + 0.3 * rng.random() * np.sin(2 * np.pi * (step / 52.18 + rng.random()))
    found = wave * rng.gamma(4.0, 0.25, length)
    if style == "flights":
        on = np.zeros(length, dtype=bool)
        at = int(rng.integers(0, 10))
        while at < length:
            on[at : at + int(rng.integers(2, 9))] = True
            at += int(rng.integers(6, 20))
        found = found * on * 2
    elif style == "growing":
        found = found * np.linspace(0.5, 1.5, length)
    if not begun:
        found[: _PAST + int(rng.integers(0, weeks // 3))] = 0
    return np.asarray(found)


def _lags(kind: str, rng: np.random.Generator) -> Floats:
    """Weights of the weeks after an effort."""
    week = np.arange(130.0)
    if kind == "power-law":
        weights = (1 + week) ** -rng.uniform(1.2, 2.2)
    elif kind == "bimodal":
        second = np.exp(-0.5 * ((week - rng.uniform(8, 20)) / rng.uniform(2, 4)) ** 2)
        weights = rng.uniform(0.3, 0.9) * 0.5**week + second / second.sum()
    elif kind == "flat-window":
        begin = rng.integers(0, 6)
        weights = ((week >= begin) & (week < begin + rng.integers(4, 17))).astype(float)
    elif rng.random() < 0.5:
        weights = rng.uniform(0.2, 0.85) ** week
    else:
        peak = rng.uniform(2, 10)
        weights = week * np.exp(-week / peak)
    return np.asarray(weights / weights.sum())


def _saturated(kind: str, rng: np.random.Generator, carried: Floats) -> Floats:
    if kind == "log":
        return np.asarray(np.log1p(rng.uniform(0.5, 5) * carried))
    if kind == "square-root":
        return np.sqrt(carried)
    half = rng.uniform(0.7, 3)
    return np.asarray(carried / (half + carried))


def _baseline(kind: str, rng: np.random.Generator, weeks: int) -> Floats:
    step = np.arange(weeks)
    season = rng.uniform(0.02, 0.12) * np.sin(2 * np.pi * (step / 52.18 + rng.random()))
    season += rng.uniform(0, 0.04) * np.sin(4 * np.pi * (step / 52.18 + rng.random()))
    trend = rng.uniform(-0.1, 0.25) * step / weeks
    trend = trend + np.cumsum(rng.normal(0, 0.002, weeks))
    shifts = np.zeros(weeks)
    if kind == "level-shifts":
        for _ in range(int(rng.integers(1, 3))):
            shifts[int(rng.integers(10, weeks - 10)) :] += rng.choice([-1, 1]) * rng.uniform(
                0.06, 0.2
            )
    return np.asarray(1 + season + trend + shifts)


def _noise(kind: str, rng: np.random.Generator, weeks: int) -> Floats:
    """AR(1) noise of sd about 1."""
    lasts = rng.uniform(0, 0.5)
    innovations = (
        rng.standard_t(3, weeks) / 3**0.5 if kind == "heavy-tails" else rng.normal(size=weeks)
    )
    found = np.empty(weeks)
    before = rng.normal()
    for week in range(weeks):
        before = lasts * before + (1 - lasts**2) ** 0.5 * innovations[week]
        found[week] = before
    return found
