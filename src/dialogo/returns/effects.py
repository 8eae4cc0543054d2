"""Effects: what one activity would have brought each week, for many ways it may work at once.

A way is a carry-over curve, a saturation curve, which of the two comes first, whether and how much
was done before the data begin, and how large the effect is expected to be. Ways are rows of two
arrays: `kinds` (n, 5), whole numbers that choose, and `u` (n, 8), numbers from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft  # type: ignore[import-untyped]  # it has no types

from dialogo.returns.carryover import CARRY_OVERS, LENGTH
from dialogo.returns.floats import Bools, Floats, Ints, spread
from dialogo.returns.saturation import SATURATIONS

# What a column of `kinds` chooses, with the prior of each choice.
CARRY, SATURATE, ORDER, BEFORE, SIZE = range(5)
SIZES = np.array([0.4, 1.0, 2.5])  # times the prior scale of the share: a heavy-tailed prior
WIDTH = 8  # of u: four for carry-over, two for saturation, one for the time before, one to spare
_BEFORE = 6
_FINE = np.float32  # for curves: half the time of float64, and far finer than any week tells
_CARRY_NUMBERS = np.array([one.numbers for one in CARRY_OVERS])
_SATURATE_NUMBERS = np.array([one.numbers for one in SATURATIONS])
_RECENT = 26  # weeks at the beginning whose mean stands for what was done before them


def priors(begun_within: bool) -> tuple[Floats, ...]:
    """The prior of each choice; `begun_within`: the data show the activity's first weeks."""
    return (
        np.array([one.prior for one in CARRY_OVERS]),
        np.array([one.prior for one in SATURATIONS]),
        np.array([0.6, 0.4]),  # carry-over first, saturation first
        np.array([0.85, 0.15] if begun_within else [0.3, 0.7]),  # nothing before, something before
        np.array([0.2, 0.5, 0.3]),
    )


@dataclass(frozen=True)
class Ways:
    """Ways in which an activity may work, a row each."""

    kinds: Ints
    u: Floats

    def __getitem__(self, rows: Ints | Bools | slice) -> Ways:
        return Ways(self.kinds[rows], self.u[rows])

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def sizes(self) -> Floats:
        return np.asarray(SIZES[self.kinds[:, SIZE]])

    @property
    def used(self) -> Bools:
        """Which of the numbers are used: (n, WIDTH); the others may be anything."""
        numbers = np.arange(WIDTH)
        carry = numbers < _CARRY_NUMBERS[self.kinds[:, CARRY], None]
        saturate = numbers - 4 < _SATURATE_NUMBERS[self.kinds[:, SATURATE], None]
        before = (numbers == _BEFORE) & (self.kinds[:, BEFORE, None] == 1)
        return np.asarray(carry | (saturate & (numbers >= 4)) | before)

    def carried(self) -> Floats:
        """The weights of the weeks after an effort, (n, LENGTH)."""
        weights, u = np.empty((len(self), LENGTH), _FINE), self.u.astype(_FINE)
        for index, curve in enumerate(CARRY_OVERS):
            rows = np.flatnonzero(self.kinds[:, CARRY] == index)
            if rows.size:
                weights[rows] = curve.weights(u[rows, :4])
        return weights

    def saturated(self, effort: Floats) -> Floats:
        """What effort (n, weeks) or (1, weeks) brings in the same week, (n, weeks)."""
        brought, u = np.empty((len(self), effort.shape[1]), _FINE), self.u.astype(_FINE)
        effort = effort.astype(_FINE)
        for index, curve in enumerate(SATURATIONS):
            rows = np.flatnonzero(self.kinds[:, SATURATE] == index)
            if rows.size:
                own = effort if len(effort) == 1 else effort[rows]
                brought[rows] = curve.bring(own, u[rows, 4:6])
        return brought


@dataclass(frozen=True)
class Effort:
    """One activity's effort, scaled: its mean over the weeks with any is 1."""

    weekly: Floats
    begun_within: bool

    @staticmethod
    def of(weekly: Floats) -> Effort:
        """Effort ≥ 0, not all 0; quiet for the first eight weeks means begun within the data."""
        scaled = weekly / weekly[weekly > 0].mean()
        return Effort(scaled, not (weekly[:8] > 0).any())

    def brought(self, ways: Ways, *, weekly: Floats | None = None, after: int = 0) -> Floats:
        """What it would bring, (n, weeks + after), before its size is known.

        Weekly effort may be another than it was (scaled alike); `after` adds weeks without effort.
        """
        done = self.weekly if weekly is None else weekly
        return _brought(ways, done[None], self._recent, len(done) + after)

    @property
    def _recent(self) -> Floats:
        return np.asarray(self.weekly[:_RECENT].mean())


def brought(efforts: Sequence[Effort], ways: Sequence[Ways]) -> Floats:
    """`Effort.brought` of several activities over the same weeks and n ways each, in one go:
    (activities, n, weeks)."""
    each = [len(own) for own in ways]
    done = np.repeat([one.weekly for one in efforts], each, axis=0)
    recent = np.repeat([one._recent for one in efforts], each)
    together = Ways(np.vstack([own.kinds for own in ways]), np.vstack([own.u for own in ways]))
    found = _brought(together, done, recent, done.shape[1])
    return found.reshape(len(ways), -1, done.shape[1])


def _brought(ways: Ways, done: Floats, recent: Floats, weeks: int) -> Floats:
    """What ways bring in so many weeks, where `done` (n or 1, weeks) is the effort from the first
    on, and `recent` (n or none) the mean of the early weeks."""
    level = recent * spread(ways.u[:, _BEFORE], 1.0, 0.5)
    before = np.where(ways.kinds[:, BEFORE] == 1, level, 0.0)
    weights = ways.carried()
    first = np.flatnonzero(ways.kinds[:, ORDER] == 1)
    last = np.flatnonzero(ways.kinds[:, ORDER] != 1)
    effect = np.empty((len(ways), weeks))
    of_each = np.broadcast_to(done, (len(ways), done.shape[1]))
    bring = ways[first].saturated(np.column_stack([before[first], of_each[first]]))
    effect[first] = _convolved(bring[:, 1:], weights[first], bring[:, 0], weeks)
    carried = _convolved(done if len(done) == 1 else done[last], weights[last], before[last], weeks)
    effect[last] = ways[last].saturated(np.maximum(carried, 0.0))
    return effect


def _convolved(rows: Floats, weights: Floats, before: Floats, weeks: int) -> Floats:
    """The effort of rows (n or 1, weeks) carried over, where each week before brings `before`."""
    size = next_fast_len(weeks + LENGTH, real=True)
    found: Floats = irfft(rfft(rows.astype(_FINE), size) * rfft(weights, size), size)[:, :weeks]
    later = np.cumsum(weights[:, :0:-1], axis=1)[:, ::-1][:, :weeks]
    found[:, : later.shape[1]] += before[:, None].astype(_FINE) * later
    return found
