"""The baseline: what the outcome would have done anyway, integrated out in closed form.

y = effects + Z·b + e, where e is AR(1) noise of innovation variance s² and b ~ N(0, s²·L) holds
the level, a line, a random walk of the level from quarter to quarter, the season and the controls.
Given the share of noise that lasts (rho) and how far the level may wander (tau), b and the noise
leave one matrix: y ~ N(effects, s²·V) with

    V⁻¹ = A' (I − Q Q') A,   A the AR(1) whitening,   Q = A Z L^½ C⁻ᵀ,   C C' = I + L^½ Z'A'A Z L^½

(Woodbury's identity), so that V⁻¹ times a series costs weeks × columns. A grid holds rho and tau.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dialogo.returns.floats import Floats, Ints

RHOS = (0.0, 0.25, 0.5, 0.7, 0.85, 0.95)
TAUS = (0.15, 0.5, 1.5)  # noise sds that the level wanders in a quarter
TAU_PRIOR = (0.4, 0.35, 0.25)
_QUARTER = 13
_FLAT = 1e3  # prior sd of level, line and controls, in noise sds: the data decide
_SEASON = 4.0  # prior sd of the yearly wave, in noise sds; of its n-th overtone a n-th of it


@dataclass(frozen=True)
class Columns:
    """Z, with the prior sd of each column in noise sds; `walk` marks those that tau scales."""

    z: Floats
    sd: Floats
    walk: Floats


def columns(weeks: int, period: float, controls: Floats) -> Columns:
    """Z for `weeks` steps of which `period` make a year; controls (weeks, n), standardised."""
    step = np.arange(weeks, dtype=float)
    found = [np.ones(weeks), (step - step.mean()) / max(step.std(), 1.0)]
    sds = [_FLAT, _FLAT]
    for n in range(1, 5 if weeks >= 1.5 * period else 3):
        for wave in (np.sin, np.cos):
            found.append(wave(2 * np.pi * n * step / period))
            sds.append(_SEASON / n)
    fixed = len(found)
    knots = np.arange(0, weeks - 1, _QUARTER)
    ramps = [np.clip((step - knot) / _QUARTER, 0, 1) for knot in knots]
    z = np.column_stack([*found, *ramps, controls])
    sd = np.array([*sds, *[1.0] * len(ramps), *[_FLAT] * controls.shape[1]])
    walk = np.zeros(len(sd), dtype=bool)
    walk[fixed : fixed + len(ramps)] = True
    return Columns(z, sd, walk)


@dataclass(frozen=True)
class Noise:
    """The grid of (rho, tau), and what V⁻¹ needs for each of its points.

    rho, tau, log_prior, log_det (of V): (points,); q: (points, weeks, columns); `trust` (weeks,)
    is 1, or less for weeks whose innovation lies so far out that it is not believed.
    """

    rho: Floats
    tau: Floats
    log_prior: Floats
    log_det: Floats
    q: Floats
    trust: Floats

    @staticmethod
    def of(made: Columns, trust: Floats, at: tuple[float, float] | None = None) -> Noise:
        """The whole grid, or the one point `at` (rho, tau)."""
        points = [(rho, tau) for rho in RHOS for tau in TAUS] if at is None else [at]
        prior = np.log(np.tile(TAU_PRIOR, len(RHOS))) if at is None else np.zeros(1)
        return Noise._made(made, trust, points, prior)

    def trusting(self, made: Columns, trust: Floats) -> Noise:
        """The same points, with other weeks trusted."""
        points = list(zip(self.rho.tolist(), self.tau.tolist(), strict=True))
        return Noise._made(made, trust, points, self.log_prior)

    @staticmethod
    def _made(
        made: Columns, trust: Floats, points: list[tuple[float, float]], prior: Floats
    ) -> Noise:
        qs, dets = [], []
        for rho, tau in points:
            scaled = _whiten(made.z.T, np.full((1, 1), rho), trust).T
            scaled = scaled * np.where(made.walk, tau, made.sd)
            root = np.linalg.cholesky(np.eye(scaled.shape[1]) + scaled.T @ scaled)
            qs.append(np.linalg.solve(root, scaled.T).T)
            dets.append(2 * np.log(np.diag(root)).sum() - np.log1p(-rho * rho))
        rho, tau = np.array(points).T
        return Noise(rho, tau, prior, np.array(dets), np.array(qs), trust)

    def only(self, kept: Ints) -> Noise:
        """The grid without the points that are not kept."""
        return Noise(
            self.rho[kept], self.tau[kept], self.log_prior[kept], self.log_det[kept],
            self.q[kept], self.trust,
        )  # fmt: skip

    def applied(self, rows: Floats, points: Ints) -> Floats:
        """V⁻¹ times each row (n, weeks), at that row's point of the grid."""
        order = np.argsort(points, kind="stable")
        rho = self.rho[points[order], None]
        white = _whiten(rows[order], rho, self._doubted)
        edges = np.searchsorted(points[order], np.arange(len(self.rho) + 1))
        for q, begin, end in zip(self.q, edges, edges[1:], strict=False):
            if begin < end:
                white[begin:end] -= (white[begin:end] @ q) @ q.T
        found = np.empty_like(rows)
        found[order] = _back(white, rho, self._doubted)
        return found

    def squares(self, rows: Floats) -> Floats:
        """row' V⁻¹ row for rows (n, weeks), at every point: (n, points)."""
        found = np.empty((len(rows), len(self.rho)))
        for rho, points, q in self._by_rho:
            white = _whiten(rows, rho, self._doubted)
            along = (white @ q).reshape(len(rows), len(points), -1)
            whole = np.einsum("nt,nt->n", white, white)[:, None]
            found[:, points] = whole - np.einsum("npc,npc->np", along, along)
        return np.maximum(found, 1e-12)

    @cached_property
    def _doubted(self) -> Floats | None:
        return None if (self.trust == 1).all() else self.trust

    @cached_property
    def _by_rho(self) -> list[tuple[Floats, Ints, Floats]]:
        """Each rho (1, 1), its points, and their q side by side, (weeks, points · columns)."""
        found: list[tuple[Floats, Ints, Floats]] = []
        for rho in np.unique(self.rho):
            points = np.flatnonzero(self.rho == rho)
            side_by_side = np.concatenate(list(self.q[points]), axis=1)
            found.append((np.full((1, 1), rho), points, side_by_side))
        return found

    def innovations(self, row: Floats, point: int) -> Floats:
        """The innovations (weeks,) of what is left of one series once the baseline is fitted."""
        white = _whiten(row[None], self.rho[point, None, None], self.trust)
        left: Floats = (white - (white @ self.q[point]) @ self.q[point].T)[0]
        return left / np.sqrt(self.trust)


def _whiten(rows: Floats, rho: Floats, trust: Floats | None) -> Floats:
    """What is new in each week of the rows, rho (n, 1) or (1, 1); `trust` None: every week is."""
    white = rows.copy()
    white[:, 1:] -= rho * rows[:, :-1]
    white[:, :1] *= np.sqrt(1 - rho**2)
    if trust is not None:
        white *= np.sqrt(trust)
    return white


def _back(white: Floats, rho: Floats, trust: Floats | None) -> Floats:
    """The transpose of the whitening."""
    scaled = white if trust is None else white * np.sqrt(trust)
    rows = scaled.copy()
    rows[:, :1] *= np.sqrt(1 - rho**2)
    rows[:, :-1] -= rho * scaled[:, 1:]
    return rows
