"""What a shift breaks, told with its numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.business_hours import BusinessHours
from dialogo.records.hours import Hours
from dialogo.web.models.team import Absence, Colleague, TeamRules
from dialogo.web.queries.team.breaches import Known, breaches
from dialogo.web.queries.team.rota import Shift

ROME = ZoneInfo("Europe/Rome")
RULES = TeamRules(
    rest_hours=Decimal(11), day_hours=Decimal(10), week_hours=Decimal(40), days_in_a_row=6
)
NOBODY = Known(RULES, ROME)


def on(day: int, begins: float, lasts: float, **of: Any) -> Shift:
    """A shift in November 2026, when Rome is an hour ahead of UTC; the 2nd is a Monday."""
    starts = datetime(2026, 11, day, tzinfo=ROME) + timedelta(hours=begins)
    starts = starts.astimezone(UTC)
    return Shift("Ada", starts, starts + timedelta(hours=lasts), **of)


def told(*shifts: Shift, known: Known = NOBODY) -> list[tuple[int, str]]:
    """The day of each shift that breaks a rule, with the rule."""
    found = breaches(shifts, known)
    return sorted(
        (shift.starts_at.astimezone(ROME).day, breach.kind)
        for shift, broken in found.items()
        for breach in broken
    )


def test_a_week_of_days_breaks_nothing() -> None:
    assert told(*(on(day, 9, 8) for day in range(2, 7))) == []


def test_a_break_at_noon_is_no_lack_of_rest_and_a_short_night_is() -> None:
    assert told(on(2, 9, 4), on(2, 14, 4), on(3, 9, 4)) == []
    late, early = on(2, 14, 8), on(3, 8, 4)
    (breach,) = breaches([late, early], NOBODY)[early]
    assert (breach.kind, breach.values) == ("rest", {"hours": Hours(10), "least": Hours(11)})


def test_the_shift_with_which_a_day_or_a_week_holds_too_much_says_so() -> None:
    assert told(on(2, 8, 6), on(2, 15, 5)) == [(2, "day")]
    assert told(*(on(day, 9, 9) for day in range(2, 7))) == [(6, "week")]
    assert told(*(on(day, 9, 9) for day in (2, 3, 4, 5, 9, 10))) == []


def test_seven_days_in_a_row_are_one_too_many() -> None:
    assert told(*(on(day, 9, 2) for day in range(2, 9))) == [(8, "row")]
    assert told(*(on(day, 9, 2) for day in (2, 3, 4, 6, 7, 8))) == []


def test_two_at_once_only_for_two_networks() -> None:
    both = (on(2, 9, 4, network="mastodon"), on(2, 10, 4, network="bluesky"))
    assert told(*both) == []
    assert told(on(2, 9, 4, network="mastodon"), on(2, 10, 4)) == [(2, "overlap")]
    # One person's time is counted once: 9 to 14 is five hours, whatever is looked after.
    assert told(*both, on(2, 14, 5)) == []


def test_what_a_shift_needs_and_its_person_has_not() -> None:
    left = date(2026, 11, 4)
    ada = Colleague(pk=1, name="Ada", networks=["mastodon"], languages=["it"], left_on=left)
    ada._prefetched_objects_cache = {"skills": []}  # type: ignore[attr-defined]  # as prefetched
    away = Absence(
        starts_at=datetime(2026, 11, 3, 11, tzinfo=UTC), ends_at=datetime(2026, 11, 4, tzinfo=UTC)
    )
    week = {0: ((time(9), time(18)),)}
    hours = BusinessHours("Europe/Rome", {**week, 1: week[0], 3: week[0]})
    known = Known(RULES, ROME, ada, [away], hours)
    assert told(on(2, 9, 4, network="mastodon", language="it"), known=known) == []
    wrong = on(2, 8, 4, network="bluesky", language="de", skill="complaints")
    assert told(wrong, known=known) == [
        (2, kind) for kind in ("language", "network", "outside", "skill")
    ]
    assert told(on(3, 9, 3), known=known) == []
    assert told(on(3, 9, 4), known=known) == [(3, "away")]
    assert told(on(5, 9, 4), known=known) == [(5, "left")]


@pytest.mark.parametrize(("day", "worked"), [(28, 7), (21, 8)])
def test_hours_across_the_change_of_clocks_are_real_ones(day: int, worked: float) -> None:
    starts = datetime(2026, 3, day, 22, tzinfo=ROME).astimezone(UTC)
    ends = datetime(2026, 3, day + 1, 6, tzinfo=ROME).astimezone(UTC)
    strict = Known(TeamRules(day_hours=Decimal("6.5"), week_hours=Decimal(48)), ROME)
    (breach,) = breaches([Shift("Ada", starts, ends)], strict).popitem()[1]
    assert breach.values == {"hours": Hours(worked), "most": Hours(6.5)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 20), st.integers(0, 23), st.integers(1, 12)), max_size=8))
def test_less_work_never_breaks_a_rule_more(drawn: list[tuple[int, int, int]]) -> None:
    """Taking the last shift away leaves no other with a rule that it had not broken before."""
    shifts = sorted({on(*one) for one in drawn}, key=lambda shift: shift.starts_at)
    before, after = breaches(shifts, NOBODY), breaches(shifts[:-1], NOBODY)
    for shift, broken in after.items():
        assert {one.kind for one in broken} <= {one.kind for one in before[shift]}
