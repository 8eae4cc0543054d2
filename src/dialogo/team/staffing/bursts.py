"""Bursts: hours in which far more was written than chance and the usual swings bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dialogo.team.staffing.week import Numbers, Whole

# Beyond so many standard deviations, so many times the usual, and at least so many messages.
_DEVIATIONS = 8.0
_TIMES = 4.0
_AT_LEAST = 12
_ROUNDS = 4
# The widest cells are left out of the first guess of how much hours swing.
_TRIMMED = 0.01


@dataclass(frozen=True)
class Burst:
    """An hour of a day, the messages that came, and how many are usual then."""

    day: date
    hour: int
    messages: int
    usual: float


def swing(counts: Numbers, usual: Numbers) -> float:
    """How much an hour's rate varies beyond chance: the squared coefficient of variation.

    By moments: for Poisson counts of mean m the square of what they are off is m; a gamma-Poisson
    (negative binomial) count has m + k m^2, and this is k (0 where counts vary less than chance).
    """
    weight = float(np.square(usual).sum())
    return max(0.0, float((np.square(counts - usual) - usual).sum()) / weight) if weight else 0.0


def capped(counts: Numbers, exposure: Numbers, groups: Whole) -> Numbers:
    """`counts` with what is more than usual in a burst taken off; all three have one shape.

    `groups` says which cells are alike (the hour of the week), `exposure` what each would have
    relative to the others: hours long times the level of its week.
    """
    kept = counts.astype(float)
    for _ in range(_ROUNDS):
        usual = _usual(kept, exposure, groups)
        off = np.square(kept - usual) / np.maximum(usual, 0.5)
        plain = off <= np.quantile(off, 1 - _TRIMMED)
        spread = np.sqrt(usual + swing(kept[plain], usual[plain]) * np.square(usual))
        most = np.maximum(usual + _DEVIATIONS * spread, np.maximum(_TIMES * usual, _AT_LEAST))
        over = kept > most
        if not over.any():
            break
        kept = np.where(over, usual, kept)
    return kept


def _usual(counts: Numbers, exposure: Numbers, groups: Whole) -> Numbers:
    """What each cell would hold at the mean rate of its group."""
    lengths = np.bincount(groups.ravel(), exposure.ravel())
    sums = np.bincount(groups.ravel(), counts.ravel())
    rates = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    return np.asarray(rates[groups] * exposure)
