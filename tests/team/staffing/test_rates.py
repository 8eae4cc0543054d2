"""Rates: those that arrivals were made with come out again, whatever lies over them."""

import numpy as np
import pytest

from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.bursts import swing
from dialogo.team.staffing.rates import rates
from tests.team.staffing.years import MONDAY, week, year


def off(found: np.ndarray, true: np.ndarray) -> float:
    """How far rates are off, against their size."""
    return float(np.sqrt(np.square(found - true).sum() / np.square(true).sum()))


def test_the_rates_of_a_year_are_found_within_what_chance_allows() -> None:
    found = rates(year(1000))
    assert off(found.mean, week(1000)) < 0.05
    assert found.swings < 0.01
    assert found.planned() / found.mean == pytest.approx(np.ones(168), abs=0.2)
    assert (found.planned() >= found.mean).all()


def test_hours_that_swing_tell_less_of_their_mean_and_it_is_said() -> None:
    """What is not known is as large as what the rates are off; as Poisson's it were half of it."""
    rng = np.random.default_rng(2)
    true = week(4000)
    moments = []
    for number in range(52):
        hours = np.repeat(np.arange(168), rng.poisson(true * rng.gamma(1 / 0.6, 0.6, 168)))
        moments.append(MONDAY + (number * 168 + hours + rng.uniform(size=len(hours))) * 3600)
    found = rates(Arrivals(np.sort(np.concatenate(moments)), "UTC"), weeks_ahead=0)
    busy = true > 5
    apart = ((found.mean - true) / found.error)[busy]
    assert np.sqrt(np.square(apart).mean()) == pytest.approx(1, abs=0.3)
    assert (found.doubt[busy] > 0.05).all()


def test_few_messages_lean_on_their_day_and_their_hour() -> None:
    """Eight a week: alone, an hour of the week would be told by two or three messages a year."""
    found = rates(year(8))
    seen = np.bincount((year(8).wall % 168).astype(int), minlength=168) / 52
    assert off(found.mean, week(8)) < 0.7 * off(seen, week(8))
    assert found.a_week == pytest.approx(8, rel=0.25)


@pytest.mark.parametrize(("growth", "season"), [(0.01, 0.0), (0.0, 0.3), (-0.008, 0.25)])
def test_growth_and_season_are_carried_on(growth: float, season: float) -> None:
    """To the middle of the four weeks to come."""
    found = rates(year(800, growth=growth, season=season))
    wave = 1 + season * np.cos(2 * np.pi * 54 * 7 / 365.25)
    assert found.a_week == pytest.approx(800 * np.exp(growth * 54) * wave, rel=0.1)
    assert found.course.growth == pytest.approx(np.expm1(growth), abs=0.003)
    assert (found.course.season is not None) == (season > 0)


def test_without_growth_none_is_believed() -> None:
    ways = [rates(year(300, weeks=30, seed=seed)).course for seed in range(12)]
    assert sum(way.growth != 0 for way in ways) <= 1


def test_a_burst_changes_no_rate_and_is_named() -> None:
    plain = year(300)
    storm = MONDAY + (100 * 24 + 3.5) * 3600
    found = rates(Arrivals(np.sort(np.append(plain.moments, [storm] * 3000)), "UTC"))
    assert found.mean == pytest.approx(rates(plain).mean, rel=0.15, abs=0.05)
    (burst,) = found.bursts
    assert ((burst.day - plain.first_day).days, burst.hour) == (100, 3)
    assert (burst.messages >= 3000, burst.usual < 5) == (True, True)


def test_what_comes_every_week_is_no_burst() -> None:
    """A campaign each Tuesday at ten: forty at once, week after week."""
    plain = year(300)
    tuesdays = MONDAY + (np.arange(52) * 168 + 24 + 10.5) * 3600
    found = rates(Arrivals(np.sort(np.append(plain.moments, np.repeat(tuesdays, 40))), "UTC"))
    assert found.bursts == ()
    assert found.mean[34] == pytest.approx(week(300)[34] + 40, rel=0.05)


def test_hours_that_swing_more_than_chance_are_planned_for_higher() -> None:
    rng = np.random.default_rng(4)
    usual = np.full((4000, 1), 5.0)
    counts = rng.poisson(usual * rng.gamma(1 / 0.4, 0.4, usual.shape)).astype(float)
    assert swing(counts, usual) == pytest.approx(0.4, abs=0.06)
    assert swing(rng.poisson(usual).astype(float), usual) < 0.02
