"""Understaffed: the backlog of the rota, against a loop that adds every stretch of hours anew."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.window import Window
from dialogo.team.staffing.needed import OCCUPANCY, SHRINKAGE
from dialogo.team.understaffed import (
    UNDERSTAFFED_HOURS_SHARE,
    Hour,
    late_backlogs,
    late_hours,
    more_people,
    rota_hours,
    staffing,
)
from tests.recorded import at, recorded

HOUR = timedelta(hours=1)
USABLE = OCCUPANCY * (1 - SHRINKAGE)
MONDAY = at("2026-03-02 00:00")
WEEK = Window(MONDAY, MONDAY + timedelta(days=7) - timedelta(seconds=1))

some_hours = st.lists(
    st.builds(
        lambda messages, people: Hour("", messages, float(people), float(people > 0)),
        st.integers(0, 12),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=60,
)


def over_by_loops(hours: list[Hour], work: float, promised: int) -> list[float | None]:
    """What is waiting after an hour is the worst of all stretches that end with it."""
    over: list[float | None] = []
    weekly = sum(hour.people for hour in hours) * USABLE / len(hours) * 168
    for last, hour in enumerate(hours):
        if not hour.messages:
            continue
        backlog = 0.0
        for past in hours[: last + 1]:
            backlog = max(0.0, backlog + past.messages * work - past.people * USABLE)
            backlog = min(backlog, weekly)
        left, covered = backlog, 0.0
        for coming in hours[last + 1 :]:
            if covered >= promised:
                break
            covered += coming.covered
            left -= coming.people * USABLE
        if left > 1e-9 and covered < promised:
            over.append(None)
        else:
            over.append(max(0.0, left))
    return over


@given(hours=some_hours, minutes=st.integers(1, 45), promised=st.integers(0, 9))
def test_late_is_what_a_plain_loop_finds_late(
    hours: list[Hour], minutes: int, promised: int
) -> None:
    each = timedelta(minutes=minutes)
    told = late_backlogs(hours, each, promised * HOUR)

    expected = over_by_loops(hours, minutes / 60, promised)
    assert len(told) == len(expected)
    for (_, over), plain in zip(told, expected, strict=True):
        if plain is None or over is None:
            assert (over or 0.0) == pytest.approx(plain or 0.0, abs=1e-6)
        else:
            assert over == pytest.approx(plain, abs=1e-6)


def test_a_morning_has_to_work_off_the_night() -> None:
    """Ten messages at night are an hour of work; one person does 0.7225 of it in each hour."""
    night = [Hour("night", 10, 0, 0), *[Hour("", 0, 0, 0)] * 5]
    morning = [Hour("", 0, 1, 1)] * 8
    each = timedelta(minutes=6)

    ((hour, over),) = late_backlogs(night + morning, each, HOUR)
    assert hour.label == "night"
    assert over == pytest.approx(1 - USABLE)

    assert [over for _, over in late_backlogs(night + morning, each, 2 * HOUR)] == [0.0]


def test_whose_promise_has_not_run_out_is_not_judged() -> None:
    hours = [Hour("", 20, 1, 1), Hour("", 0, 1, 1)]
    assert [over for _, over in late_backlogs(hours, HOUR, 4 * HOUR)] == [None]


def test_a_storm_is_forgotten_after_a_weeks_work() -> None:
    """A thousand hours of work at once, for one person on shift day and night."""
    storm = [Hour("storm", 1000, 1, 1), *[Hour("", 0, 1, 1)] * 200, Hour("later", 1, 1, 1)]
    calm = [Hour("", 0, 1, 1)] * 10
    told = {hour.label: over for hour, over in late_backlogs(storm + calm, HOUR, 4 * HOUR)}
    assert told["storm"] == pytest.approx(168 * USABLE - 4 * USABLE)
    assert told["later"] == 0


def rota(people: int) -> list[dict[str, object]]:
    """So many people from 9 to 17 on Monday to Sunday."""
    return [
        {
            "person": f"P{number}",
            "starts_at": MONDAY + timedelta(days=day, hours=9),
            "ends_at": MONDAY + timedelta(days=day, hours=17),
        }
        for day in range(7)
        for number in range(people)
    ]


def test_hours_of_the_rota_count_people_and_cover() -> None:
    shifts = [
        {"person": "A", "starts_at": at("2026-03-02 09:30"), "ends_at": at("2026-03-02 11:00")},
        {"person": "A", "starts_at": at("2026-03-02 10:00"), "ends_at": at("2026-03-02 10:30")},
        {"person": "B", "starts_at": at("2026-03-02 10:15"), "ends_at": at("2026-03-02 12:00")},
    ]
    written = [{"sent_at": at("2026-03-02 10:05")}, {"sent_at": at("2026-03-02 10:55")}]
    hours = {
        hour.label: (hour.messages, hour.people, hour.covered)
        for hour in rota_hours(recorded(messages=written, shifts=shifts), WEEK)
    }
    assert len(hours) == 7 * 24
    assert hours["2026-W10 Mon 08"] == (0, 0, 0)
    assert hours["2026-W10 Mon 09"] == (0, 0.5, 0.5)
    assert hours["2026-W10 Mon 10"] == (2, 1.75, 1)
    assert hours["2026-W10 Mon 11"] == (0, 1, 1)


def test_any_number_of_people_with_the_same_hours_cover_an_hour_once() -> None:
    written = [
        {
            "sent_at": MONDAY + timedelta(days=day, hours=9),
            "repeat": {"times": 200, "every_hours": 0},
        }
        for day in range(5)
    ]
    hours = rota_hours(recorded(messages=written, shifts=rota(6)), WEEK)
    assert [hour.covered for hour in hours] == [float(9 <= n % 24 < 17) for n in range(168)]
    assert [hour.people for hour in hours] == [6.0 * (9 <= n % 24 < 17) for n in range(168)]


@settings(max_examples=10, deadline=None)
@given(people=st.integers(1, 4), per_hour=st.integers(1, 24))
def test_more_work_than_people_is_late_and_less_is_not(people: int, per_hour: int) -> None:
    """From 9 to 17 each day: 6 minutes a message (nobody booked hours), 0.7225 of each person."""
    written = [
        {"sent_at": MONDAY + timedelta(days=day, hours=hour), "repeat": repeat}
        for day in range(7)
        for hour in range(9, 17)
        for repeat in [{"times": per_hour, "every_hours": 0}]
    ]
    figure = UNDERSTAFFED_HOURS_SHARE(recorded(messages=written, shifts=rota(people)), WEEK)

    backlog = 0.0
    late = told = 0
    for hour in range(56):  # covered hours only: nobody writes at night
        backlog = max(0.0, backlog + per_hour * 0.1 - people * USABLE)
        over = backlog - 4 * people * USABLE > 1e-9
        if hour + 4 < 56 or backlog - (55 - hour) * people * USABLE <= 1e-9:
            told += per_hour
            late += per_hour * over
    assert figure.n == told
    assert figure.value == pytest.approx(late / told)


def test_a_promise_of_the_plan_and_thanks_that_want_no_answer_are_heeded() -> None:
    written = [
        {"message_id": str(number), "sent_at": at("2026-03-02 09:00")} for number in range(40)
    ]
    labels = [
        {"network": "x", "message_id": str(number), "needs_answer": "no" if number < 20 else "yes"}
        for number in range(30)
    ]
    hour_promised = [
        {"kind": "promise", "subject": "reply-time", "value": 60.0, "from_day": MONDAY.date()}
    ]
    tables = {"messages": written, "shifts": rota(1)}
    # 40 messages are 4 hours of work: 0.72 done at once, 2.89 in the 4 hours of the promise.
    assert UNDERSTAFFED_HOURS_SHARE(recorded(**tables), WEEK).value == 1
    # 20 are 2 hours: in time for 4 hours, late for one.
    fewer = {**tables, "message_labels": labels}
    assert UNDERSTAFFED_HOURS_SHARE(recorded(**fewer), WEEK).value == 0
    strict = recorded(**fewer, plan=hour_promised)
    assert UNDERSTAFFED_HOURS_SHARE(strict, WEEK).value == 1
    (hour,) = late_hours(staffing(strict, WEEK))
    assert (hour.label, hour.messages) == ("2026-W10 Mon 09", 20)
    assert hour.too_much == pytest.approx(2 - 2 * USABLE)


def test_one_more_would_be_enough_and_one_fewer_would_not() -> None:
    """As if so many more were on the rota: the promise kept nine times in ten, and not before."""
    written = [
        {
            "sent_at": MONDAY + timedelta(days=day, hours=9),
            "repeat": {"times": 200, "every_hours": 0},
        }
        for day in range(5)
    ]

    def share(people: int) -> float:
        value = UNDERSTAFFED_HOURS_SHARE(
            recorded(messages=written, shifts=rota(people)), WEEK
        ).value
        return float(value or 0)

    more = more_people(staffing(recorded(messages=written, shifts=rota(1)), WEEK))
    assert more is not None
    assert share(1 + more) <= 0.1 < share(more)
    assert more_people(staffing(recorded(messages=written, shifts=rota(1 + more)), WEEK)) == 0


def test_what_no_rota_could_do_is_not_put_into_a_number() -> None:
    written = [{"sent_at": at("2026-03-02 09:00"), "repeat": {"times": 9000, "every_hours": 0}}]
    assert more_people(staffing(recorded(messages=written, shifts=rota(1)), WEEK)) is None
