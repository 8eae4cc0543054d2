"""The estimate of returns: from weekly series to what each activity brought, as distributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.band import Band, Curve
from dialogo.returns.baseline import columns
from dialogo.returns.carryover import LENGTH
from dialogo.returns.chains import Chains
from dialogo.returns.diagnostics import Fit, mixing, pull
from dialogo.returns.effects import CARRY, Effort, Ways
from dialogo.returns.evidence import evidence
from dialogo.returns.experiments import Experiment, Tested
from dialogo.returns.floats import Bools, Floats
from dialogo.returns.gate import judged
from dialogo.returns.one_core import one_core
from dialogo.returns.results import ActivityReturn, Returns
from dialogo.returns.series import YEAR, Series
from dialogo.returns.share_prior import log_prior, scales
from dialogo.returns.state import Kept, Lengths, Problem
from dialogo.returns.wait import promised

_NO_SERIES = Text(
    en="an estimate needs a series whose columns all have a number for each week. Make it from "
    "the table: Series.of(table, date=..., outcome=..., activities=...).",
    it="una stima ha bisogno di una serie le cui colonne abbiano tutte un numero per ogni "
    "settimana. Createla dalla tabella: Series.of(table, date=..., outcome=..., activities=...).",
)
_SOME = 192  # draws that curves are taken from
_LAG_WEEKS = 53  # of the lag curve that are told: the week itself and a year
# No company works exactly by the curves of a model: every contribution is told with 8 % (sd) more
# doubt than the model has of itself. It widens what would be told too finely, and hardly what is
# wide; measured in docs/returns/proof.md.
MODEL_DOUBT = 0.08
_OUTSIDE = 1.6449  # sds beyond which a normal has a tenth


def estimate(
    series: Series,
    *,
    experiments: Sequence[Experiment] = (),
    seed: int = 1,
    lengths: Lengths | None = None,
) -> Returns:
    """What each activity of `series` brought; the same seed gives the same answer.

    Raises `BadInput` for what is no series, or was made by hand and could not have come from
    `Series.of`, and for an experiment on another activity, or outside the weeks of the series.
    """
    if not isinstance(series, Series) or not _whole(series):
        raise BadInput(_NO_SERIES)
    problem, _ = posed(series, experiments)
    with one_core():
        run = _run(series, problem, seed, lengths)
        if not experiments:
            return _found(run, ())
        alone = _run(series, posed(series)[0], seed, lengths)
        said = zip(run.tested(problem), alone.tested(problem), experiments, strict=True)
        return _found(run, tuple(Tested.of(one, old, new) for new, old, one in said))


def _whole(series: Series) -> bool:
    """Whether every column is as long as the weeks, and a number in each."""
    done = [column for one in series.activities for column in (one.effort, one.cost)]
    columns = [series.outcome, *done, *series.controls.values()]
    shaped = all(np.shape(one) == (series.weeks,) and np.isfinite(one).all() for one in columns)
    return bool(series.activities) and shaped


def _run(series: Series, problem: Problem, seed: int, lengths: Lengths | None) -> Run:
    chains = Chains(problem, lengths or Lengths(), np.random.default_rng(seed))
    kept = chains.run()
    even = np.random.default_rng([seed, 1]).standard_normal(np.array(kept.size).shape)
    return Run(series, problem, chains, kept, np.exp(MODEL_DOUBT * even))


def _found(run: Run, tested: tuple[Tested, ...]) -> Returns:
    series, chains = run.series, run.chains
    possible = run.possible
    points = np.array(run.kept.point)[possible]
    unit = float(series.outcome.std())
    fit = run.fit()
    return Returns(
        series=series,
        activities=tuple(run.told(k, fit, tested) for k in range(len(series.activities))),
        fit=fit,
        noise=np.sqrt(np.array(run.kept.variance)[possible]) * unit,
        rho=chains.noise.rho[points],
        shifts=np.stack(run.kept.shifted)[possible] * unit,
        chains=np.nonzero(possible)[1],
        given_up=float(1 - possible.mean()),
    )


def posed(series: Series, experiments: Sequence[Experiment] = ()) -> tuple[Problem, Floats]:
    """The problem for the chains, and the standardised controls (weeks, n)."""
    controls = np.column_stack([np.empty((series.weeks, 0)), *series.controls.values()])
    if controls.shape[1]:
        controls = (controls - controls.mean(axis=0)) / controls.std(axis=0)
    outcome = series.outcome
    problem = Problem(
        (outcome - outcome.mean()) / outcome.std(),
        float(outcome.mean() / outcome.std()),
        tuple(Effort.of(one.effort) for one in series.activities),
        scales(np.array([one.cost.sum() for one in series.activities])),
        columns(series.weeks, YEAR, controls),
        evidence(series, experiments),
    )
    return problem, controls


@dataclass(frozen=True)
class Run:
    """What the chains found, on the way to what is told."""

    series: Series
    problem: Problem
    chains: Chains
    kept: Kept
    doubt: Floats

    @property
    def sizes(self) -> Floats:
        """(rounds, activities, chains), as the chains drew them."""
        return np.array(self.kept.size)

    def shares(self, k: int) -> Floats:
        """The share of the outcome in each draw, doubt about the model included."""
        return np.asarray((self.sizes[:, k] * self.doubt[:, k])[self.possible])

    @property
    def possible(self) -> Bools:
        """(rounds, chains): whether the activities together brought no more than there was."""
        possible: Bools = self.sizes.sum(axis=1) <= 1.0
        return possible if possible.mean() > 0.05 else np.ones_like(possible)

    @property
    def point(self) -> int:
        """The point of the noise's grid at which most draws are."""
        return int(np.bincount(np.concatenate(self.kept.point)).argmax())

    def ways(self, k: int) -> Ways:
        """How an activity works, in each draw."""
        kinds = np.stack([ways[k].kinds for ways in self.kept.ways])[self.possible]
        return Ways(kinds, np.stack([ways[k].u for ways in self.kept.ways])[self.possible])

    def fit(self) -> Fit:
        """Of the mean effects and shifts."""
        effects = np.mean([one.sum(axis=0).mean(axis=0) for one in self.kept.weekly], axis=0)
        shifts = np.mean([one.mean(axis=0) for one in self.kept.shifted], axis=0)
        noise, y = self.chains.noise, self.problem.y
        left = noise.innovations(y - effects - shifts, self.point)
        sd = np.sqrt(np.mean(self.kept.variance))
        lasting = float(np.corrcoef(left[1:], left[:-1])[0, 1])
        explained = float(1 - left.var() / y.var())
        return Fit(explained, float((np.abs(left) > _OUTSIDE * sd).mean()), lasting, len(left))

    def tested(self, asked: Problem) -> list[Floats]:
        """Draws of what this run says of the days of each experiment in `asked`, in the order in
        which they were given, in the outcome's unit."""
        found: dict[int, Floats] = {}
        for k, said in enumerate(asked.evidence):
            ways, size = self.ways(k), self.shares(k)
            effort = asked.efforts[k]
            brought = effort.brought(ways)
            factor = size * float(self.series.outcome.mean()) / brought.mean(axis=1)
            seen = said.seen(effort, ways, brought) * factor[:, None]
            found |= dict(zip(said.places, seen.T, strict=True))
        return [found[place] for place in sorted(found)]

    def told(self, k: int, fit: Fit, tested: tuple[Tested, ...]) -> ActivityReturn:
        """All that is told of one activity."""
        activity, effort, weeks = self.series.activities[k], self.problem.efforts[k], fit.weeks
        total, cost = float(self.series.outcome.sum()), float(activity.cost.sum())
        shares, ways = self.shares(k), self.ways(k)
        some = np.linspace(0, len(shares) - 1, min(_SOME, len(shares))).astype(int)
        own = ways[some]
        brought = effort.brought(own, after=LENGTH)
        factors = shares[some] * total / np.maximum(brought[:, :weeks].sum(axis=1), 1e-9)
        weights = own.carried()
        half_by = (np.cumsum(weights, axis=1) < 0.5).sum(axis=1).astype(float)
        steady = np.linspace(0, float(effort.weekly.max()) * 1.2, 25)
        unit = float(activity.effort[activity.effort > 0].mean())
        weekly = np.stack(self.kept.weekly)[:, k][self.possible] * float(self.series.outcome.std())
        weekly = weekly * self.doubt[:, k][self.possible][:, None]
        mixed = mixing(self.sizes[:, k])
        prior_pull = pull(shares, log_prior(shares, float(self.problem.scales[k])))
        own_tests = tuple(one for one in tested if one.experiment.activity == activity.name)
        verdict = judged(
            shares,
            families=ways.kinds[:, CARRY],
            taus=self.chains.noise.tau[np.array(self.kept.point)][self.possible],
            mixed=mixed,
            fit=fit,
            prior_pull=prior_pull,
            tested=own_tests,
        )
        return ActivityReturn(
            name=activity.name,
            share=Band.of(shares),
            returned=Band.of(shares * total / cost) if cost else None,
            next_unit=self._next_unit(k, own, brought, factors),
            to_come=Band.of(brought[:, weeks:].sum(axis=1) * factors),
            lag=Curve.of(np.arange(_LAG_WEEKS, dtype=float), weights[:, :_LAG_WEEKS]),
            half_by=Band.of(half_by),
            response=Curve.of(steady * unit, own.saturated(steady[None]) * factors[:, None]),
            contribution=Curve.of(np.arange(weeks, dtype=float), weekly),
            verdict=verdict,
            wait=promised(shares, verdict),
            mixing=mixed,
            prior_pull=prior_pull,
            data_pull=pull(shares, np.array(self.kept.log_like)[self.possible]),
            cost=cost,
            draws=shares,
            weekly=weekly,
            ways=own,
            factors=factors,
            experiments=own_tests,
        )

    def _next_unit(self, k: int, ways: Ways, brought: Floats, factors: Floats) -> Band | None:
        """What a hundredth more effort in each week of the last year would have brought, all told,
        by what it would have cost."""
        cost = 0.01 * float(self.series.activities[k].cost[-52:].sum())
        if not cost:
            return None
        effort = self.problem.efforts[k]
        more = effort.weekly.copy()
        more[-52:] *= 1.01
        extra = (effort.brought(ways, weekly=more, after=LENGTH) - brought).sum(axis=1) * factors
        return Band.of(extra / cost)
