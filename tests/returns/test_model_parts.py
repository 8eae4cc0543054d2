"""The parts of the model: each against the plain formula it stands for."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from dialogo.returns import alike, effects
from dialogo.returns.baseline import Noise, columns
from dialogo.returns.carryover import CARRY_OVERS, LENGTH, CarryOver
from dialogo.returns.diagnostics import mixing, pull
from dialogo.returns.effects import BEFORE, CARRY, ORDER, WIDTH, Effort, Ways, priors
from dialogo.returns.half_normal import draw, log_evidence
from dialogo.returns.proposals import CURVES, Block, Proposal
from dialogo.returns.saturation import SATURATIONS, Saturation
from dialogo.returns.shifts import Shifts

RNG = np.random.default_rng(4)


@pytest.mark.parametrize("curve", CARRY_OVERS, ids=lambda curve: curve.name)
def test_a_carry_over_divides_one_effect_among_the_weeks(curve: CarryOver) -> None:
    weights = curve.weights(RNG.random((200, 4)))
    assert weights.shape == (200, LENGTH)
    assert (weights >= 0).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(200))


@pytest.mark.parametrize("curve", SATURATIONS, ids=lambda curve: curve.name)
def test_more_effort_never_brings_less(curve: Saturation) -> None:
    effort = np.linspace(0, 6, 40)[None].repeat(100, axis=0)
    brought = curve.bring(effort, RNG.random((100, 2)))
    assert brought[:, 0] == pytest.approx(np.zeros(100), abs=1e-3)
    assert (np.diff(brought, axis=1) >= -1e-12).all()


def test_effects_are_a_plain_sum_over_the_weeks_before_even_those_before_the_data() -> None:
    effort = Effort.of(RNG.gamma(1.0, 1.0, 30))
    u = np.full((1, 8), 0.5)
    for before in (0, 1):
        way = Ways(np.array([[0, 2, 0, before, 1]]), u)
        assert (way.kinds[0, CARRY], way.kinds[0, ORDER], way.kinds[0, BEFORE]) == (0, 0, before)
        weights, level = way.carried()[0], effort.weekly[:26].mean() * before
        for week, brought in enumerate(effort.brought(way)[0]):
            carried = sum(
                weights[lag] * (effort.weekly[week - lag] if lag <= week else level)
                for lag in range(min(LENGTH, week + LENGTH + 1))
            )
            assert brought == pytest.approx(np.log1p(0.7 * carried), rel=1e-5)


def test_the_baseline_integrated_out_is_the_inverse_of_the_whole_covariance() -> None:
    weeks = 40
    made = columns(weeks, 52.18, RNG.normal(size=(weeks, 1)))
    made.sd[made.sd > 10] = 10.0  # so that the plain inverse is well conditioned
    noise = Noise.of(made, np.ones(weeks))
    rows, points = RNG.normal(size=(4, weeks)), np.array([7, 0, 16, 7])
    far = np.abs(np.subtract.outer(np.arange(weeks), np.arange(weeks)))
    for row, point, applied in zip(rows, points, noise.applied(rows, points), strict=True):
        rho, sd = noise.rho[point], np.where(made.walk, noise.tau[point], made.sd)
        covariance = rho**far / (1 - rho**2) + (made.z * sd**2) @ made.z.T
        assert applied == pytest.approx(np.linalg.solve(covariance, row), abs=1e-8)
        assert noise.log_det[point] == pytest.approx(np.linalg.slogdet(covariance)[1])
        squares = [one @ np.linalg.solve(covariance, one) for one in rows]
        assert noise.squares(rows)[:, point] == pytest.approx(squares)


def test_a_size_is_integrated_and_drawn_as_its_density_says() -> None:
    linear, square, variance, scale = 0.8, 2.0, 0.5, 0.6

    def density(size: float) -> float:
        prior = 2 * norm.pdf(size, scale=scale)
        return float(prior * np.exp((2 * linear * size - square * size**2) / (2 * variance)))

    whole = quad(density, 0, 10)[0]
    given = [np.full(200_000, value) for value in (linear, square, variance, scale)]
    assert log_evidence(*given)[0] == pytest.approx(np.log(whole), abs=1e-6)
    mean = quad(lambda size: size * density(size), 0, 10)[0] / whole
    assert draw(*given, RNG).mean() == pytest.approx(mean, abs=0.005)


def test_a_level_shift_is_found_where_it_is() -> None:
    weeks, chains = 80, 40
    made = columns(weeks, 52.18, np.empty((weeks, 0)))
    noise = Noise.of(made, np.ones(weeks), at=(0.0, 0.15))
    y = np.where(np.arange(weeks) >= 33, 2.0, 0.0) + RNG.normal(0, 0.15, weeks)
    shifts = Shifts(noise, chains)
    point = np.zeros(chains, dtype=int)
    left = noise.applied(np.tile(y, (chains, 1)), point)
    for _ in range(6):
        left = shifts.draw(left, point, np.full(chains, 0.15**2), RNG)
    jump = np.diff(shifts.levels().mean(axis=0))
    assert jump.argmax() == 32
    assert jump.max() == pytest.approx(2.0, abs=0.4)


def test_chains_that_disagree_are_told_from_chains_that_agree() -> None:
    agreeing = RNG.normal(size=(40, 20))
    assert mixing(agreeing).good
    assert mixing(agreeing).draws == pytest.approx(800, rel=0.35)
    assert not mixing(agreeing + 2 * (np.arange(20) % 2)).good
    assert not mixing(np.zeros((40, 20))).good


def test_a_prior_that_decides_pulls_and_one_that_does_not_does_not() -> None:
    """Posterior N(0, 1): with a prior N(1, 1) half of it is the prior; with N(1, 100) hardly any.

    Raising a prior N(1, v) to the power a moves the mean of N(m, 1) towards 1 by (a - 1) / v over
    1 + (a - 1) / v.
    """
    draws = RNG.normal(size=200_000)
    for variance in (2.0, 100.0):
        steps = [(power - 1) / variance for power in (0.8, 1.25)]
        means = [step / (1 + step) for step in steps]
        wanted = (means[1] - means[0]) / np.log2(1.25 / 0.8)
        found = pull(draws, norm.logpdf(draws, 1, variance**0.5))
        assert found == pytest.approx(wanted, abs=0.02)


def test_the_curves_of_the_others_say_what_is_likely_and_nothing_else_changes_the_prior() -> None:
    carry, saturate, order, *_ = priors(False)
    prior = (carry[:, None, None] * saturate[:, None] * order).ravel()
    none, on = np.empty((0, 1), dtype=int), np.ones((3, 1), dtype=bool)
    alone = prior * np.exp(alike.log_times(none, on[:0])[0])
    assert alone.sum() == pytest.approx(1)
    # Three others of which each is a power-law lag and a logistic saturation, carry-over first.
    kinds = np.array([[3, 1, 0, 0, 1]])
    others = np.tile(alike.code(Ways(kinds, np.zeros((1, 8)))), (3, 1))
    beside = (prior * np.exp(alike.log_times(others, on)[0])).reshape(4, 4, 2)
    # By plain sums over what the company may keep to.
    wanted, whole = np.zeros(len(prior)), 0.0
    for kept_to, likely in zip(alike.CHANCE, alike.TIMES, strict=True):
        whole += kept_to * likely[others[0, 0]] ** 3
        wanted += kept_to * likely[others[0, 0]] ** 3 * likely * prior
    assert beside.ravel() == pytest.approx(wanted / whole)
    assert beside[3].sum() > 2 * carry[3] and beside[:, 1].sum() > 3 * saturate[1]
    # One that brought nothing says nothing.
    assert alike.log_times(others, ~on) == pytest.approx(alike.log_times(none, on[:0]))


def ways(n: int) -> Ways:
    """Every curve, order and time before, with numbers from everywhere."""
    chances = priors(begun_within=False)
    kinds = np.column_stack([RNG.integers(len(chance), size=n) for chance in chances])
    return Ways(kinds, RNG.random((n, WIDTH)))


def test_numbers_that_are_not_used_change_nothing_and_those_that_are_used_do() -> None:
    effort, tried = Effort.of(RNG.gamma(1.0, 1.0, 60)), ways(300)
    other = RNG.random(tried.u.shape)
    unused = effort.brought(Ways(tried.kinds, np.where(tried.used, tried.u, other)))
    assert unused == pytest.approx(effort.brought(tried), rel=1e-6)
    for column in range(WIDTH - 1):  # the last is never used
        rows = tried[tried.used[:, column]]
        u = rows.u.copy()
        u[:, column] = 1 - u[:, column]
        changed = np.abs(effort.brought(Ways(rows.kinds, u)) - effort.brought(rows)).max(axis=1)
        assert (changed > 1e-6).mean() > 0.95


def test_effects_of_several_activities_at_once_are_those_of_each() -> None:
    efforts = [Effort.of(RNG.gamma(1.0, 1.0, 60)) for _ in range(3)]
    tried = [ways(40) for _ in efforts]
    for effort, own, found in zip(efforts, tried, effects.brought(efforts, tried), strict=True):
        assert found == pytest.approx(effort.brought(own), rel=1e-6)


@pytest.mark.parametrize("block", CURVES, ids=("carry-over", "saturation"))
def test_a_curve_of_a_kind_is_proposed_as_densely_as_is_said(block: Block) -> None:
    """Weighted by prior over proposal, what is proposed has the prior's whole chance: whatever
    the anchors, and of kinds that none of them has."""
    column, own = block.kinds[0], ways(60)
    kinds = own.kinds.copy()
    kinds[:, column] = RNG.integers(3, size=60)  # none of the last
    proposal = Proposal(priors(begun_within=False)).near(Ways(kinds, 0.2 * own.u))
    for kind, chance in enumerate(proposal.priors[column]):
        drawn = proposal.of_kind(ways(20_000), block, np.full(20_000, kind), RNG)
        weights = np.exp(proposal.log_ratio_of_kind(drawn, block))
        assert weights.mean() == pytest.approx(chance, rel=0.05)
        assert drawn.u[:, block.u[0]].mean() == pytest.approx(0.3 if kind < 3 else 0.5, abs=0.02)


def test_curves_that_turn_together_are_as_likely_as_one_after_the_other() -> None:
    before, after, on = alike.code(ways(50)), alike.code(ways(50)), np.ones((2, 50), dtype=bool)
    other = alike.code(ways(50))
    rows = np.arange(50)
    first = alike.log_times(other[None], on[:1])
    one_by_one = first[rows, after] - first[rows, before]
    together = alike.log_all(np.array([after, other]), on)
    together -= alike.log_all(np.array([before, other]), on)
    assert together == pytest.approx(one_by_one)
