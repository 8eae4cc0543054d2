"""What shortens the wait: the better a change would show an effect, the narrower the band."""

from dataclasses import replace

import pytest

from dialogo.returns.fit import MODEL_DOUBT
from dialogo.returns.holdout import plan_holdout
from dialogo.returns.results import Returns
from dialogo.returns.sooner import by_holding_out, by_varying, width_held_out, width_varied
from dialogo.returns.wait import Wait

Clear = tuple[Returns, dict[str, float]]


def waiting(found: Returns, wait: Wait | None) -> Returns:
    """The same estimate, as if its first activity had to wait so long."""
    first, *rest = found.activities
    return replace(found, activities=(replace(first, wait=wait), *rest))


def test_longer_and_larger_changes_leave_less_doubt(clear: Clear) -> None:
    found, _ = clear
    little = width_varied(found, "posts", 4, 2, 0.9)
    longer = width_varied(found, "posts", 52, 2, 0.9)
    larger = width_varied(found, "posts", 52, 2, 0.0)
    assert MODEL_DOUBT < larger < longer < little
    held = plan_holdout(found, "posts", weeks=(8,)).options[0]
    draws = found["posts"].draws
    blunt = width_held_out(found, "posts", replace(held, sees=1e12))
    assert blunt == pytest.approx(draws.std() / draws.mean(), rel=0.4)
    assert width_held_out(found, "posts", replace(held, sees=held.sees / 100)) < 0.8 * blunt


def test_what_is_saved_is_the_earliest_day_at_this_plan_less_that_after_the_change(
    clear: Clear,
) -> None:
    found = waiting(clear[0], Wait(182))
    plan = plan_holdout(found, "posts")
    held, varied = by_holding_out(found, plan), by_varying(found, "posts")
    assert held is not None
    assert varied is not None
    assert held.held in plan.options
    assert held.held.enough
    assert held.wait == Wait(52 + held.weeks)
    assert held.saved == 182 - 52 - held.weeks
    assert (varied.weeks, varied.wait.low, varied.saved) == (26, 78, 104)
    never = by_varying(waiting(found, Wait(None)), "posts")
    assert never is not None
    assert never.saved is None


def test_nothing_is_told_that_would_not_shorten_anything(clear: Clear) -> None:
    for wait in (None, Wait(13)):
        found = waiting(clear[0], wait)
        assert by_varying(found, "posts") is None
        assert by_holding_out(found, plan_holdout(found, "posts")) is None
