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
            scaled = _whiten(made.z.T, np.array([rho]), trust).T
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
        found = np.empty_like(rows)
        for point in np.unique(points):
            own = np.flatnonzero(points == point)
            found[own] = self.at(rows[own], int(point))
        return found

    def at(self, rows: Floats, point: int) -> Floats:
        """V⁻¹ times each row (n, weeks) at one point of the grid."""
        rho = self.rho[point : point + 1]
        white = _whiten(rows, rho, self.trust)
        white -= (white @ self.q[point]) @ self.q[point].T
        return _back(white, rho, self.trust)

    def squares(self, rows: Floats) -> Floats:
        """row' V⁻¹ row for rows (n, weeks), at every point: (n, points)."""
        found = np.empty((len(rows), len(self.rho)))
        for point in range(len(self.rho)):
            white = _whiten(rows, self.rho[point : point + 1], self.trust)
            along = white @ self.q[point]
            found[:, point] = (white**2).sum(axis=1) - (along**2).sum(axis=1)
        return np.maximum(found, 1e-12)

    def innovations(self, row: Floats, point: int) -> Floats:
        """The innovations (weeks,) of what is left of one series once the baseline is fitted."""
        white = _whiten(row[None], self.rho[point : point + 1], self.trust)
        left: Floats = (white - (white @ self.q[point]) @ self.q[point].T)[0]
        return left / np.sqrt(self.trust)


def _whiten(rows: Floats, rho: Floats, trust: Floats) -> Floats:
    white = rows.copy()
    white[:, 1:] -= rho[0] * rows[:, :-1]
    white[:, 0] *= np.sqrt(1 - rho[0] ** 2)
    return white * np.sqrt(trust)


def _back(white: Floats, rho: Floats, trust: Floats) -> Floats:
    """The transpose of the whitening."""
    scaled = white * np.sqrt(trust)
    rows = scaled.copy()
    rows[:, 0] *= np.sqrt(1 - rho[0] ** 2)
    rows[:, :-1] -= rho[0] * scaled[:, 1:]
    return rows
