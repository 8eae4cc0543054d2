"""What is assumed beforehand: the prior as it is stated, drawn."""

from dataclasses import replace

import numpy as np
import pytest

from dialogo.returns import assumed
from dialogo.returns.chains import NO_EFFECT
from dialogo.returns.series import Activity
from dialogo.returns.share_prior import log_prior, scales
from tests.returns.conftest import company

SERIES, _ = company(3, 15.0)


def test_shares_are_those_of_the_stated_prior_and_never_more_than_there_was() -> None:
    one = replace(SERIES, activities=SERIES.activities[:1])
    found = assumed(one)
    draws = found.shares[:, 0]
    assert draws.max() <= 1
    grid = np.linspace(1e-6, 1, 2001)
    density = np.exp(log_prior(grid, float(scales(np.array([1.0]))[0])))
    below = float(density.sum() * (grid[1] - grid[0]))  # of what brings something, that is possible
    assert (draws == 0).mean() == pytest.approx(NO_EFFECT / (NO_EFFECT + below), abs=0.03)
    mean = float((density * grid).sum() * (grid[1] - grid[0])) / (NO_EFFECT + below)
    assert draws.mean() == pytest.approx(mean, rel=0.1)


def test_weeks_add_up_to_the_share_and_the_dearer_activity_may_have_brought_more() -> None:
    found = assumed(SERIES)
    total = SERIES.outcome.sum()
    assert found.weekly.sum(axis=2) / total == pytest.approx(found.shares, rel=1e-4)
    assert found.shares.sum(axis=1).max() <= 1
    first, second = SERIES.activities
    dear = replace(SERIES, activities=(Activity(first.name, first.effort, 40 * first.cost), second))
    assert assumed(dear).share("posts").mean > 1.3 * found.share("posts").mean
    told = found.to_json()
    assert set(told["share"]) == {"posts", "answers"}
    assert len(told["weekly"]["mean"]) == SERIES.weeks
    assert told["together"]["mean"] == pytest.approx(found.shares.sum(axis=1).mean())
    assert found.to_json() == assumed(SERIES).to_json()
