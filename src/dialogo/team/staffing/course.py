"""The course of arrivals from week to week: growth and season, and how far they reach ahead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import exp, log, pi, sqrt

import numpy as np

from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.week import Numbers

# Fewer weeks than these tell no growth, and no season: a season is seen once a year.
GROWTH_WEEKS = 8
SEASON_WEEKS = 51
_YEAR = 365.25 / 7
# A week of which fewer days are ordinary says too little about its size.
_DAYS = 3
# How hard a growth or a season has to be seen before it is believed: times Schwarz's criterion.
_DOUBT = 1.5
# What the last weeks are off from the course is half believed at the most, and not at all where
# weeks do not resemble their neighbours; growth beyond this a week is not.
_RECENT = 6
_BELIEVED = 0.5
_STEEPEST = 0.05


@dataclass(frozen=True, eq=False)
class Course:
    """Levels relative to the mean of all weeks (1.0).

    `levels` by day of the arrivals; `ahead` for the coming weeks, `doubt` its standard deviation
    (relative); `growth` the share by which a week is larger than the one before it, 0.0 where none
    is clear; `season` how far the busiest time of the year lies above its mean, None where less
    than a year is known or nothing is clear; `weeks` how many were looked at.
    """

    levels: Numbers
    ahead: float
    doubt: float
    growth: float
    season: float | None
    weeks: int


def flat(arrivals: Arrivals) -> Course:
    """No growth and no season: the coming weeks are as the mean of all."""
    return Course(np.ones(arrivals.days), 1.0, 0.0, 0.0, None, arrivals.days // 7)


def course(arrivals: Arrivals, counts: Numbers, weeks_ahead: float) -> Course:
    """The course of `counts` (days, 24), carried on to the middle of the `weeks_ahead`.

    The logarithms of weekly totals are fitted by reweighted least squares (Huber), with and without
    a line (growth) and a yearly wave (season); of the four the one with the least Schwarz criterion
    is kept, its penalty half as large again because weeks resemble their neighbours.
    """
    if weeks_ahead <= 0:
        return flat(arrivals)
    number, totals = _weekly(arrivals, counts)
    n = len(number)
    if n < GROWTH_WEEKS:
        return flat(arrivals)
    mean_count = float(counts.sum()) / max(1, arrivals.days) * 7
    logs = np.log(totals + 0.5 / max(mean_count, 1.0))
    last = (arrivals.days - 1) / 7
    growths = (False, True)
    seasons = (False, True) if n >= SEASON_WEEKS else (False,)
    fits = [_fit(number, logs, grows, wave) for grows, wave in product(growths, seasons)]
    best = min(fits, key=lambda fit: fit.criterion)
    day = np.arange(arrivals.days) / 7
    growth = float(np.clip(best.slope, -_STEEPEST, _STEEPEST))
    believed = float(np.clip(2 * _resembling(best.off), 0.0, _BELIEVED))
    recent = believed * float(np.mean(best.off[-_RECENT:]))
    middle = last + weeks_ahead / 2
    ahead = best.at(np.array([last]))[0] + recent + growth * (middle - last)
    ahead += best.wave_at(middle) - best.wave_at(last)
    deviation = float(np.std(best.off)) if n > best.terms else 0.0
    amplitude = exp(best.amplitude) - 1 if best.amplitude else None
    return Course(
        levels=np.exp(best.at(day)),
        ahead=exp(float(ahead)),
        doubt=deviation * sqrt((best.terms + 1) / min(n, GROWTH_WEEKS)),
        growth=exp(growth) - 1 if best.slope else 0.0,
        season=amplitude,
        weeks=n,
    )


def _resembling(off: Numbers) -> float:
    """How much what a week is off resembles the week before it (-1 to 1): autocorrelation."""
    off = off - off.mean()
    scale = float(np.square(off).sum())
    return float((off[1:] * off[:-1]).sum()) / scale if scale > 0 else 0.0


def _weekly(arrivals: Arrivals, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The middle of each seven days (in weeks) and their size against the mean, the last ones last.

    What a holiday or a hole takes from a week is not missed: days are measured by their weekday.
    """
    ordinary = arrivals.ordinary
    daily = counts.sum(axis=1)
    weekdays = arrivals.weekdays
    usual = np.array([daily[ordinary & (weekdays == d)].mean() if (
        ordinary & (weekdays == d)).any() else 0.0 for d in range(7)])  # fmt: skip
    expected = usual[weekdays]
    numbers, sizes = [], []
    for ends in range(arrivals.days, 6, -7):
        days = np.arange(ends - 7, ends)
        days = days[ordinary[days]]
        if len(days) >= _DAYS and expected[days].sum() > 0:
            numbers.append((ends - 4) / 7)
            sizes.append(daily[days].sum() / expected[days].sum())
    return np.array(numbers[::-1]), np.array(sizes[::-1])


@dataclass(frozen=True)
class _Fit:
    """A fitted course: its coefficients (constant, slope a week, cosine, sine) and what is off."""

    coefficients: tuple[float, float, float, float]
    off: Numbers
    terms: int
    criterion: float

    @property
    def slope(self) -> float:
        return self.coefficients[1]

    @property
    def amplitude(self) -> float:
        return float(np.hypot(*self.coefficients[2:]))

    def at(self, weeks: Numbers) -> Numbers:
        constant, slope, _, _ = self.coefficients
        return np.asarray(constant + slope * weeks + self._wave(weeks))

    def wave_at(self, week: float) -> float:
        return float(self._wave(np.array([week]))[0])

    def _wave(self, weeks: Numbers) -> Numbers:
        _, _, cosine, sine = self.coefficients
        turn = 2 * pi * weeks / _YEAR
        return np.asarray(cosine * np.cos(turn) + sine * np.sin(turn))


def _fit(weeks: Numbers, logs: Numbers, grows: bool, wave: bool) -> _Fit:
    """Huber's weights, ten rounds: weeks far off the others pull less."""
    turn = 2 * pi * weeks / _YEAR
    columns = [np.ones_like(weeks)]
    columns += [weeks] if grows else []
    columns += [np.cos(turn), np.sin(turn)] if wave else []
    matrix = np.stack(columns, axis=1)
    weights = np.ones_like(weeks)
    for _ in range(10):
        root = np.sqrt(weights)
        found, *_ = np.linalg.lstsq(matrix * root[:, None], logs * root, rcond=None)
        off = logs - matrix @ found
        scale = 1.4826 * float(np.median(np.abs(off - np.median(off)))) or 1e-9
        weights = np.minimum(1.0, 1.345 * scale / np.maximum(np.abs(off), 1e-12))
    terms = matrix.shape[1]
    loss = float((weights * np.square(off)).sum()) / len(weeks)
    criterion = len(weeks) * log(max(loss, 1e-12)) + _DOUBT * terms * log(len(weeks))
    slope = float(found[1]) if grows else 0.0
    cosine, sine = (float(found[-2]), float(found[-1])) if wave else (0.0, 0.0)
    return _Fit((float(found[0]), slope, cosine, sine), off, terms, criterion)
