"""Simulation-based calibration: truths from the model's own prior, and their ranks among draws.

    python -m benchmarks.returns_calibration [--replicates N] [--first SEED] [--rows FILE]

If the calculation is right, ranks are uniform and 90 % bands hold 90 % of truths (Talts,
Betancourt, Simpson, Vehtari, Gelman 2018). A truth of exactly 0 is ranked at random among draws
of 0. Every second replicate has an experiment on each activity, as imprecise as chance has it. With
a file of rows it may be stopped and taken up again.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.kept_rows import KeptRows
from benchmarks.returns_companies import _PAST, _effort
from dialogo.returns import alike
from dialogo.returns.baseline import RHOS, TAU_PRIOR, TAUS, columns
from dialogo.returns.chains import NO_EFFECT, NOISE_GUESS, NOISE_WEIGHT, Chains
from dialogo.returns.effects import CARRY, ORDER, SATURATE, SIZE, SIZES, Effort, Ways, priors
from dialogo.returns.evidence import Evidence
from dialogo.returns.one_core import one_core
from dialogo.returns.proposals import Proposal
from dialogo.returns.series import YEAR
from dialogo.returns.share_prior import scales
from dialogo.returns.shifts import CHANCE, EDGE, MOST, SCALE
from dialogo.returns.state import Lengths, Problem

Floats = NDArray[np.floating]
_BINS = 10


@dataclass(frozen=True)
class Rank:
    """Where the truth lies among the draws, 0–1, and whether 90 % bands hold it."""

    rank: float
    held: bool


def replicate(seed: int, weeks: int = 120, activities: int = 2) -> list[Rank]:
    """One data set from the prior, and the rank of each activity's share."""
    rng = np.random.default_rng([77, seed])
    efforts = tuple(Effort.of(_effort(rng, weeks, begun=True)[_PAST:]) for _ in range(activities))
    made = columns(weeks, YEAR, np.empty((weeks, 0)))
    unit, scale = 3.0, scales(np.ones(activities))
    y = _noise_and_baseline(rng, made.z, made.sd, made.walk)
    truth, said = _sizes(rng, scale), []
    kept_to = alike.TIMES[rng.choice(len(alike.CHANCE), p=alike.CHANCE)]
    for effort, size in zip(efforts, truth, strict=True):
        way = _curves(Proposal(priors(effort.begun_within)).drawn(1, rng), kept_to, rng)
        brought = effort.brought(way)[0]
        factor = size * unit / max(brought.mean(), 1e-9)
        y = y + factor * brought
        said.append(_experiment(seed, effort, way, factor))
    problem = Problem(y, unit, efforts, scale, made, tuple(said))
    with one_core():
        kept = Chains(problem, Lengths(), np.random.default_rng(seed)).run()
    draws = np.moveaxis(np.array(kept.size), 1, 0)  # (activities, rounds, chains)
    possible = draws.sum(axis=0) <= 1
    ranks = []
    for size, own in zip(truth, draws[:, possible], strict=True):
        below, same = (own < size).mean(), (own == size).mean()
        low, high = np.quantile(own, (0.05, 0.95))
        ranks.append(Rank(float(below + same * rng.random()), bool(low <= size <= high)))
    return ranks


def _curves(way: Ways, times: Floats, rng: np.random.Generator) -> Ways:
    """The way with curves such as its company keeps to: `times` as likely as their prior."""
    carry, saturate, order, *_ = priors(False)
    chances = (carry[:, None, None] * saturate[:, None] * order).ravel() * times
    drawn = rng.choice(len(chances), p=chances / chances.sum())
    kinds = way.kinds.copy()
    shape = (len(carry), len(saturate), len(order))
    kinds[0, [CARRY, SATURATE, ORDER]] = np.unravel_index(drawn, shape)
    return Ways(kinds, way.u)


def _experiment(seed: int, effort: Effort, way: Ways, factor: float) -> Evidence:
    """In every second replicate: what an experiment of 3 to 12 weeks said of each activity."""
    weeks = len(effort.weekly)
    if seed % 2 == 0:
        return Evidence((), np.empty((0, weeks)), np.empty(0), np.empty(0))
    rng = np.random.default_rng([78, seed, round(1e6 * effort.weekly[-1])])
    begins, length = rng.integers(0, weeks - 12), rng.integers(3, 13)
    days = np.zeros((1, weeks))
    days[0, begins : begins + length] = 1
    blind = Evidence((0,), days, np.zeros(1), np.ones(1))
    seen = factor * blind.seen(effort, way, effort.brought(way))[0]
    sd = length * rng.uniform(0.05, 0.5, 1)
    return Evidence((0,), days, seen + sd * rng.normal(), sd)


def _sizes(rng: np.random.Generator, scale: Floats) -> Floats:
    """Shares from the prior, together no more than the whole."""
    while True:
        drawn = np.abs(rng.normal(size=len(scale))) * scale
        drawn = drawn * rng.choice(SIZES, p=priors(False)[SIZE], size=len(scale))
        drawn[rng.random(len(scale)) < NO_EFFECT] = 0.0
        if drawn.sum() <= 1:
            return np.asarray(drawn)


def _noise_and_baseline(rng: np.random.Generator, z: Floats, sd: Floats, walk: Floats) -> Floats:
    weeks = len(z)
    variance = 0.5 * NOISE_WEIGHT * NOISE_GUESS**2 / rng.gamma(0.5 * NOISE_WEIGHT)
    rho, tau = rng.choice(RHOS), rng.choice(TAUS, p=TAU_PRIOR)
    noise = np.empty(weeks)
    noise[0] = rng.normal() / np.sqrt(1 - rho**2)
    for week in range(1, weeks):
        noise[week] = rho * noise[week - 1] + rng.normal()
    baseline = z @ (rng.normal(size=len(sd)) * np.where(walk, tau, sd))
    y = np.sqrt(variance) * (noise + baseline)
    for _ in range(MOST):
        if rng.random() < CHANCE:
            y[rng.integers(EDGE, weeks - EDGE) :] += SCALE * rng.normal()
    return np.asarray(y)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--rows", help="a file that keeps the rows, an activity each")
    chosen = parser.parse_args()
    kept = KeptRows(chosen.rows)
    for seed in range(chosen.first, chosen.first + chosen.replicates):
        if not kept.has(seed=seed):
            began = process_time()
            ranks = [asdict(one) for one in replicate(seed)]
            seconds = process_time() - began
            kept.add({"seed": seed, "tested": seed % 2 == 1, "seconds": seconds, **one}
                     for one in ranks)  # fmt: skip
    _say("all", kept.rows)
    for tested in (False, True):
        own = [row for row in kept.rows if row["tested"] == tested]
        _say("with experiments" if tested else "without", own)


def _say(name: str, rows: list[dict[str, Any]]) -> None:
    found = np.array([row["rank"] for row in rows])
    counts = np.histogram(found, _BINS, (0, 1 + 1e-9))[0]
    expected = len(found) / _BINS
    print(f"{name}: {len({row['seed'] for row in rows})} replicates, {len(found)} ranks")
    print("ranks in tenths:", " ".join(str(count) for count in counts), f"(each {expected:.0f})")
    distance = ((counts - expected) ** 2).sum() / expected
    print(f"chi-squared, {_BINS - 1} degrees of freedom: {distance:.1f}")
    print(f"90 % bands hold {np.mean([row['held'] for row in rows]):.3f}")
    print(f"{np.mean([row['seconds'] for row in rows]):.2f} s of processor time each")


if __name__ == "__main__":
    main()
