"""The promise on reply time runs out in business hours, as the measures count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records.business_hours import BusinessHours, open_seconds
from dialogo.web.actions.conversations import anew
from dialogo.web.actions.records import write_rows
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.promises import Openings, promises_of
from tests.web.recorded import NOW, said
from tests.web.talks import come_in, talk_of

SHOP = BusinessHours(
    "Europe/Rome",
    {day: ((time(9), time(13)), (time(15), time(19))) for day in range(5)},
    closed=frozenset({date(2025, 11, 4)}),
)
FRIDAY = datetime(2025, 10, 31, 17, 30, tzinfo=UTC)  # half past six in Rome


def test_it_runs_out_when_the_company_is_there() -> None:
    shop, hour = Openings(SHOP), timedelta(hours=1)
    # Half an hour on Friday, and half an hour on Monday morning.
    assert shop.after(FRIDAY, hour) == datetime(2025, 11, 3, 8, 30, tzinfo=UTC)
    # To the very end of the day, not to the next morning.
    assert shop.after(FRIDAY, hour / 2) == FRIDAY + hour / 2
    # Over an own day off.
    monday = datetime(2025, 11, 3, 18, 0, tzinfo=UTC)
    assert shop.after(monday, hour) == datetime(2025, 11, 5, 9, 0, tzinfo=UTC)


def test_without_business_hours_every_hour_counts() -> None:
    assert Openings(None).after(FRIDAY, timedelta(hours=4)) == FRIDAY + timedelta(hours=4)


def test_where_nobody_ever_is_it_never_runs_out() -> None:
    assert Openings(BusinessHours("Europe/Rome", {})).after(FRIDAY, timedelta(hours=4)) is None


@given(
    since=st.datetimes(
        datetime(2024, 1, 1),  # noqa: DTZ001  (hypothesis wants bounds without a zone)
        datetime(2026, 12, 1),  # noqa: DTZ001  (as above)
        timezones=st.just(UTC),
    ),
    minutes=st.integers(1, 60 * 60),
)
def test_so_much_business_time_lies_before_it(since: datetime, minutes: int) -> None:
    due = Openings(SHOP).after(since, timedelta(minutes=minutes))
    assert due is not None
    passed = open_seconds(SHOP.intervals(since, due), since, due)
    assert passed == pytest.approx(minutes * 60)


@pytest.mark.django_db
def test_a_new_promise_and_new_hours_change_who_is_due_when(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    lia = talk_of("lia")
    since = lia.waiting_since
    assert since is not None
    assert (lia.due_at, promises_of(workspace, NOW).told) == (None, [])
    plan = {
        "kind": "promise", "subject": "reply-time", "value": 240.0, "from_day": date(2025, 1, 1),
    }  # fmt: skip
    write_rows(workspace, "plan", [plan], fill=False)
    assert anew.promises(workspace, NOW) == 1
    assert talk_of("lia").due_at == since + timedelta(hours=4)
    anew.done(workspace, 1)
    assert anew.promises(workspace, NOW) == 0
    workspace.hours = {"week": {"mon-fri": "09:00-13:00"}}
    workspace.save()
    assert anew.promises(workspace, NOW) == 1
    due = talk_of("lia").due_at
    assert due is not None
    assert due != since + timedelta(hours=4)
