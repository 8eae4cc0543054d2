"""Experiments as evidence: they narrow, put a wrong model right, and are named when wrong."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.returns import Activity, Experiment, Series, estimate
from dialogo.returns.effects import Effort, Ways
from dialogo.returns.evidence import evidence
from dialogo.returns.floats import Floats
from dialogo.returns.results import Returns
from dialogo.returns.state import Lengths

SHORT = Lengths(chains=32, warm_up=18, kept=16)
WEEKS = 110
FIRST = date(2023, 1, 2)
DAYS = tuple(FIRST + timedelta(weeks=n) for n in range(WEEKS))
LATE = [0.05] * 6 + [0.15, 0.2, 0.2, 0.1, 0.05]  # a little at once, then a wave


def brought(effort: Floats) -> Floats:
    """Late and with diminishing returns; by loops."""
    found = np.zeros(WEEKS)
    for week in range(WEEKS):
        for lag, weight in enumerate(LATE[: week + 1]):
            found[week] += 300 * weight * effort[week - lag] ** 0.5
    return found


def company() -> tuple[Series, Floats]:
    """A promotion that swings with the season, so that the two cannot be told apart, and noise."""
    rng = np.random.default_rng(11)
    step = np.arange(WEEKS)
    effort = 1.2 + np.sin(2 * np.pi * step / 52.18) + rng.uniform(0, 0.4, WEEKS)
    season = -70 * np.sin(2 * np.pi * (step - 12) / 52.18)
    outcome = 800 + season + brought(effort) + rng.normal(0, 40, WEEKS)
    done = (Activity("promotion", effort, 100 * effort),)
    return Series(DAYS, "sales", outcome, done, {}), effort


def shown(effort: Floats, first: int, last: int, *, times: float = 1.0) -> Experiment:
    """What a test of the weeks `first` to `last` would say: the loops with, less those without."""
    without = effort.copy()
    without[first : last + 1] = 0
    effect = times * float((brought(effort) - brought(without))[first : last + 1].sum())
    return Experiment(
        "promotion", DAYS[first], DAYS[last] + timedelta(days=6), "geo",
        effect, 0.9 * effect, 1.1 * effect,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cases() -> dict[str, Returns]:
    series, effort = company()
    right = [shown(effort, 20, 45), shown(effort, 60, 90)]
    wrong = [shown(effort, 20, 45), shown(effort, 60, 90, times=3)]
    given = {"none": [], "right": right, "contradicting": wrong}
    return {name: estimate(series, experiments=some, lengths=SHORT) for name, some in given.items()}


def test_right_experiments_put_right_what_the_season_hides(cases: dict[str, Returns]) -> None:
    series, effort = company()
    truth = brought(effort).sum() / series.outcome.sum()
    alone, helped = cases["none"]["promotion"], cases["right"]["promotion"]
    assert alone.verdict.against("nothing")
    assert not helped.verdict.against("nothing", "wide")
    assert helped.share.low <= truth <= helped.share.high
    assert helped.share.high - helped.share.low < 0.8 * (alone.share.high - alone.share.low)
    assert abs(helped.share.mean - truth) < 0.5 * abs(alone.share.mean - truth)
    for tested in helped.experiments:
        assert tested.alone.mean < 0.7 * tested.experiment.effect
        assert tested.estimate.mean == pytest.approx(tested.experiment.effect, rel=0.25)


def test_an_experiment_that_the_rest_contradicts_is_named(cases: dict[str, Returns]) -> None:
    found = cases["contradicting"]["promotion"]
    assert not found.experiments[1].agrees
    reasons = [one for one in found.verdict.reasons if one.code == "experiment"]
    assert reasons[-1].say("it").startswith("L'esperimento dal 26 feb 2024 al 29 set 2024")


def test_what_is_compared_is_what_those_days_would_have_lacked() -> None:
    """An activity that works at once, a late one, a part of a week: against plain sums."""
    series, effort = company()
    own = Effort.of(effort)
    first, last = DAYS[30], DAYS[32] + timedelta(days=2)  # 2 weeks and 3 days
    (said,) = evidence(series, [Experiment("promotion", first, last, "geo", 10, 8, 12)])
    kinds, u = np.array([[0, 2, 0, 0, 1], [1, 2, 0, 0, 1]]), np.full((2, 8), 0.5)
    ways = Ways(kinds, u)
    without = effort.copy()
    without[30:32], without[32] = 0, effort[32] * 4 / 7
    lacking = own.brought(ways) - own.brought(ways, weekly=without / effort.mean())
    wanted = lacking[:, 30] + lacking[:, 31] + lacking[:, 32] * 3 / 7
    assert said.seen(own, ways, own.brought(ways))[:, 0] == pytest.approx(wanted, rel=1e-4)
    assert said.sd[0] == pytest.approx(2 / 1.6449 / series.outcome.std(), rel=1e-4)


def test_an_experiment_that_cannot_be_is_refused_with_what_to_do() -> None:
    series, _ = company()
    idle = Series(
        DAYS, "sales", series.outcome,
        (Activity("promotion", np.r_[np.zeros(60), np.ones(50)], np.ones(WEEKS)),), {},
    )  # fmt: skip
    good = Experiment("promotion", DAYS[20], DAYS[24], "holdout", 5.0, 4.0, 6.0)
    assert evidence(series, [good])[0].said.shape == (1,)
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"kind": "guess"}, "guess is no kind"),
        ({"since": "2023-05-22"}, "'2023-05-22' is no day"),
        ({"until": DAYS[2]}, "before it begins"),
        ({"effect": 7.0}, "not between 4 and 6"),
        ({"low": 5.0, "high": 5.0}, "not apart"),
        ({"effect": float("nan")}, "not between"),
        ({"level": 1.0}, "level"),
        ({"activity": "posts"}, "none of the activities"),
        ({"since": date(2020, 1, 1)}, "outside the table"),
    ]
    for wrong, told in wrongs:
        with pytest.raises(BadInput) as refused:
            evidence(series, [replace(good, **wrong)])
        assert told in refused.value.say("en")
    with pytest.raises(BadInput) as refused:
        evidence(idle, [good])
    assert "è già nella tabella" in refused.value.say("it")
