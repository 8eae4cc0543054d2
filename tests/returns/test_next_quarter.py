"""What an estimate is used for: dividing, what if, planning a hold-out, beside the last click."""

import json
from dataclasses import replace

import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.returns import (
    beside_last_click,
    divide,
    plan_holdout,
    what_if,
)
from dialogo.returns.ahead import brings, now
from dialogo.returns.division import Division, Use
from dialogo.returns.gate import WIDE, Reason, Verdict
from dialogo.returns.results import Returns


@pytest.fixture(scope="module")
def found(clear: tuple[Returns, dict[str, float]]) -> Returns:
    """Posts, which work at once, and answers, which are late; both called measurable here."""
    sure = tuple(replace(one, verdict=Verdict(())) for one in clear[0].activities)
    return replace(clear[0], activities=sure)


def unsure(found: Returns, name: str) -> Returns:
    """The same, with one activity not yet measurable."""
    open_ = Verdict((Reason("wide", WIDE, {"low": 0, "high": 1}),))
    return replace(
        found,
        activities=tuple(
            replace(one, verdict=open_) if one.name == name else one for one in found.activities
        ),
    )


def part(division: Division, name: str) -> float:
    return next(one for one in division.parts if one.name == name).times


def test_what_the_next_weeks_bring_is_what_they_add_and_bends(found: Returns) -> None:
    effort = now(found, "posts").effort
    nothing, once, twice = brings(found, "posts", effort * np.array([0.0, 1.0, 2.0])).mean(axis=1)
    assert nothing == 0
    # 13 weeks of 300 · posts / (1 + posts), as the company was made.
    assert once == pytest.approx(13 * 300 * effort / (1 + effort), rel=0.2)
    assert once < twice < 2 * once


def test_what_if_is_told_with_its_doubt_and_its_cost(found: Returns) -> None:
    more = what_if(found, {"posts": 2.0})
    assert more.cost == pytest.approx(13 * now(found, "posts").cost)
    assert (more.change.low > 0, more.likely) == (True, 1.0)
    less = what_if(found, {"posts": 0.0, "answers": 1.0}, weeks=4)
    assert less.change.high < 0 < -less.cost
    for wrong in ({"tv": 1.0}, {"posts": -1.0}, {"posts": float("nan")}):
        with pytest.raises(BadInput):
            what_if(found, wrong)
    for weeks in (0, 105):
        with pytest.raises(BadInput, match="whole number from 1 to 104"):
            what_if(found, {"posts": 2.0}, weeks=weeks)
    with pytest.raises(BadInput, match="There are: posts, answers"):
        found["tv"]
    assert repr(found).startswith("<returns of sales, 130 weeks>\n  <posts: measurable, share 0.")


def test_money_goes_where_it_brings_most_within_half_and_twice(found: Returns) -> None:
    money = 13 * sum(now(found, one.name).cost for one in found.activities)
    division = divide(found, money=money, answering=[], floor=0.01)
    spent = sum(one.money for one in division.parts) + division.set_aside[0] + division.left[0]
    assert spent == pytest.approx(money)
    assert all(0.5 - 1e-9 <= one.times <= 2.0 for one in division.parts)
    tight = divide(found, money=money, answering=[], floor=0.4)
    assert min(one.times for one in tight.parts) == pytest.approx(0.5, abs=0.12)
    assert all(one.times >= 0.5 - 1e-9 for one in tight.parts)
    assert division.gain.mean >= 0
    # No other division on a fine grid expects more.
    low, high = 0.01 * money, 0.99 * money
    best = 0.0
    for share in np.linspace(low, high, 60):
        times = {"posts": share, "answers": 0.99 * money - share}
        levels = {name: own / (13 * now(found, name).cost) for name, own in times.items()}
        if all(0.5 <= level <= 2.0 for level in levels.values()):
            best = max(
                best,
                sum(
                    float(brings(found, name, np.array([level * now(found, name).effort])).mean())
                    for name, level in levels.items()
                ),
            )
    assert division.outcome.mean >= 0.995 * best
    json.dumps(division.to_json(), allow_nan=False)


def test_answering_is_never_divided_away_and_the_unmeasured_is_left_alone(found: Returns) -> None:
    money = 13 * sum(now(found, one.name).cost for one in found.activities)
    for some in (found, unsure(found, "answers")):
        kept = divide(some, money=0.7 * money, answering=["answers"])
        assert part(kept, "answers") >= 0.7 - 1e-9
        assert part(kept, "posts") <= 1.0
    assert part(divide(unsure(found, "posts"), money=money, answering=[]), "posts") <= 1.0
    # Where nothing is known to be answering, the floor is set aside before all else.
    aside = divide(found, money=money, answering=[], floor=0.4)
    assert aside.set_aside[0] == pytest.approx(0.4 * money)
    assert sum(one.money for one in aside.parts) <= 0.6 * money * (1 + 1e-6)
    assert part(divide(found, money=0.7 * money, answering="answers"), "answers") >= 0.7 - 1e-9
    for endless in (0.0, float("inf"), float("nan")):
        with pytest.raises(BadInput, match="money above 0"):
            divide(found, money=endless, answering=[])
    for floor in (0.0, -0.1, 1.0):
        with pytest.raises(BadInput, match="floor"):
            divide(found, money=money, answering=[], floor=floor)


def test_what_has_no_known_cost_is_not_taken_to_be_free(found: Returns) -> None:
    series, money = found.series, 13 * now(found, "answers").cost
    free = replace(series.activities[0], cost=np.zeros(series.weeks))
    unpriced = replace(found, series=replace(series, activities=(free, series.activities[1])))
    division = divide(unpriced, money=money, answering=[])
    posts, answers = division.parts
    assert (posts.times, posts.kept) == (1.0, "unpriced")
    assert answers.times == pytest.approx(0.75), "a quarter is set aside for answering"
    assert division.gain.high < 0


def test_hours_are_divided_with_the_money(found: Returns) -> None:
    costs = {one.name: 13 * now(found, one.name).cost for one in found.activities}
    uses = {"answers": Use(money=0.2, hours=0.8 / 30), "posts": Use(money=0.6, hours=0.4 / 30)}
    hours = sum(costs[name] * use.hours for name, use in uses.items())
    money = sum(costs[name] * use.money for name, use in uses.items())
    division = divide(found, money=2 * money, hours=0.8 * hours, uses=uses, answering=["answers"])
    assert sum(one.hours for one in division.parts) <= 0.8 * hours * (1 + 1e-6)
    assert division.left[0] > 0.3 * money  # without hours there is no use for the money
    assert sum(one.hours for one in division.parts if one.name == "answers") >= 0.25 * 0.8 * hours


def test_a_holdout_shows_as_often_as_is_planned(found: Returns) -> None:
    """Regions with noise of their own are simulated: how often the 90 % interval lies above 0."""
    regions = {"north": 5.0, "south": 3.0, "islands": 2.0}
    plan = plan_holdout(found, "posts", regions=regions, weeks=(1, 2))
    options = [one for one in plan.options if one.part < 1 and 0.1 < one.power < 0.95]
    option = options[len(options) // 2]
    rng, draws, weeks = np.random.default_rng(1), 4000, option.weeks
    rho, noise, part = float(found.rho.mean()), float(found.noise.mean()), option.part
    sums = []
    for size in (part, 1 - part):
        before = rng.normal(size=draws) * noise * np.sqrt(size / (1 - rho**2))
        total = np.zeros(draws)
        for _ in range(weeks):
            before = rho * before + rng.normal(size=draws) * noise * np.sqrt(size)
            total += before
        sums.append(total)
    effect = rng.choice(brings(found, "posts", np.array([now(found, "posts").effort]), weeks)[0],
                        size=draws)  # fmt: skip
    seen = effect + (part / (1 - part) * sums[1] - sums[0]) / part
    error = np.std((part / (1 - part) * sums[1] - sums[0]) / part)
    assert (seen > 1.6449 * error).mean() == pytest.approx(option.power, abs=0.06)
    assert set(option.regions) < set(regions)


def test_a_longer_or_larger_holdout_sees_more_and_the_cheapest_that_shows_is_proposed(
    found: Returns,
) -> None:
    plan = plan_holdout(found, "answers")
    everywhere = [one for one in plan.options if one.part == 1]
    assert [one.power for one in everywhere] == sorted(one.power for one in everywhere)
    assert plan.best is not None and plan.best.enough
    assert not [
        one for one in plan.options
        if one.enough and one.foregone.mean < plan.best.foregone.mean
    ]  # fmt: skip
    assert plan.best.since.weekday() == 0
    assert (plan.best.until - plan.best.since).days == 7 * plan.best.weeks - 1
    json.dumps(plan.to_json(), allow_nan=False)
    for regions in ({"north": 1.0}, {"north": 1.0, "south": 0.0}):
        with pytest.raises(BadInput):
            plan_holdout(found, "answers", regions=regions)
    with pytest.raises(BadInput, match="within the weeks that are over"):
        plan_holdout(found, "answers", since=found.series.days[-1])


def test_the_last_click_is_set_beside_the_estimate_with_why_they_differ(found: Returns) -> None:
    total = float(found.series.outcome.sum())
    share = {one.name: one.share for one in found.activities}

    def why(name: str, clicked: float, some: Returns = found) -> str:
        (beside,) = beside_last_click(some, {name: clicked * total})
        assert beside.say("it") != beside.say("en")
        return beside.code

    assert why("posts", share["posts"].mean) == "alike"
    assert why("posts", 0.5 * share["posts"].low) == "unclicked"
    assert why("answers", 0.5 * share["answers"].low) == "late"
    assert why("answers", 2 * share["answers"].high) == "anyway"
    assert why("answers", 0.1, unsure(found, "answers")) == "open"
    with pytest.raises(BadInput, match="whole outcome"):
        beside_last_click(found, {"posts": 1.1 * total})
