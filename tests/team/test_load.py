"""Load and people needed: the busy hour, the time an answer takes, and the promise."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.window import Window
from dialogo.team.handling import HANDLING_TIME, handling
from dialogo.team.load import LOAD, busy_rate
from dialogo.team.people_needed import PEOPLE_NEEDED, required
from dialogo.team.promise import promised_reply
from tests.recorded import at, recorded

MONDAY = at("2026-03-02 00:00")
WEEKS = Window(MONDAY, MONDAY + timedelta(weeks=4))
moments = st.integers(0, 4 * 168 * 2 - 1).map(lambda half: MONDAY + timedelta(minutes=30 * half))


@settings(max_examples=30, deadline=None)
@given(sent=st.lists(moments, min_size=1, max_size=60))
def test_nine_messages_in_ten_do_not_see_the_busy_hour_surpassed(sent: list[datetime]) -> None:
    records = recorded(messages=[{"sent_at": moment} for moment in sent])
    rate, n = busy_rate(records, WEEKS)

    week = Counter((moment.weekday(), moment.hour) for moment in sent)
    rates = sorted(week[moment.weekday(), moment.hour] / 4 for moment in sent)
    at_least_nine_in_ten = next(
        value for place, value in enumerate(rates, start=1) if place >= 0.9 * len(rates)
    )
    assert (rate, n) == (at_least_nine_in_ten, len(sent))


def test_the_busy_hour_is_not_the_busiest_nor_an_ordinary_one() -> None:
    """Seventeen hours with one message each and one hour with three: the 18th of 20 is in it."""
    single = [{"sent_at": MONDAY + timedelta(hours=hour)} for hour in range(17)]
    three = [{"sent_at": MONDAY + timedelta(hours=20, minutes=minute)} for minute in range(3)]
    assert busy_rate(recorded(messages=[*single, *three]), WEEKS) == (3 / 4, 20)
    alone = [{"sent_at": MONDAY + timedelta(hours=hour)} for hour in range(18)]
    pair = [{"sent_at": MONDAY + timedelta(hours=30)} for _ in range(2)]
    assert busy_rate(recorded(messages=[*alone, *pair]), WEEKS) == (1 / 4, 20), "18 is nine in ten"
    two = [{"sent_at": MONDAY + timedelta(hours=30, minutes=n)} for n in range(2)]
    twenty = [{"sent_at": MONDAY + timedelta(hours=hour)} for hour in range(40, 60)]
    assert busy_rate(recorded(messages=[*single, *two, *twenty]), WEEKS) == (1 / 4, 39)


def answers(times: int, day: str, **more: object) -> dict[str, object]:
    return {
        "sent_at": at(f"{day} 10:00"),
        "author_kind": "company",
        "repeat": {"times": times, "every_hours": 0},
        **more,
    }


def test_an_answer_takes_the_hours_booked_over_the_answers_of_those_days() -> None:
    ledger = [
        {"person": "A", "day": date(2026, 3, 3), "activity": "answering", "hours": "2.5"},
        {"person": "B", "day": date(2026, 3, 5), "activity": "answering", "hours": "1.5"},
        {"person": "B", "day": date(2026, 3, 4), "activity": "creating", "hours": "8"},
        {"person": "B", "day": date(2026, 1, 5), "activity": "answering", "hours": "8"},
    ]
    written = [
        answers(25, "2026-03-03"),
        answers(15, "2026-03-05"),
        answers(50, "2026-03-04", automated=True),
        answers(50, "2026-03-04", author_kind="customer"),
        answers(99, "2026-03-06"),
    ]
    figure = HANDLING_TIME(recorded(messages=written, hours=ledger), WEEKS)
    assert (figure.value, figure.n) == (4 * 3600 / 40, 40)


def test_too_few_answers_or_no_ledger_fall_back_on_six_minutes() -> None:
    ledger = [{"person": "A", "day": date(2026, 3, 3), "activity": "answering", "hours": "5"}]
    few = recorded(messages=[answers(19, "2026-03-03")], hours=ledger)
    assert HANDLING_TIME(few, WEEKS).value is None
    assert handling(few, WEEKS) == timedelta(minutes=6)
    none = recorded(messages=[answers(40, "2026-03-03")])
    assert HANDLING_TIME(none, WEEKS).value is None
    assert handling(none, WEEKS) == timedelta(minutes=6)


def test_load_is_rate_times_handling_time() -> None:
    """Each Monday at 10 for four weeks 40 messages, and nothing else: 4 erlang at 6 minutes."""
    written = [
        {
            "sent_at": at("2026-03-02 10:00") + timedelta(weeks=week),
            "repeat": {"times": 40, "every_hours": 0},
        }
        for week in range(4)
    ]
    records = recorded(messages=written)
    assert LOAD(records, WEEKS).value == pytest.approx(4.0)
    # 4 / 0.85 / 0.85 = 5.54: more than the 5 of Erlang C for four hours.
    assert PEOPLE_NEEDED(records, WEEKS).value == 6


@pytest.mark.parametrize(
    ("rate", "promise", "people", "because"),
    [
        (
            40,
            timedelta(minutes=1),
            8,
            "Erlang C: 7 who do nothing else, 8 with breaks and meetings",
        ),
        (40, timedelta(hours=4), 6, "load / 0.85 / 0.85 = 5.54"),
        (120, timedelta(minutes=1), 19, "Erlang C: 17 who do nothing else"),
        (120, timedelta(hours=4), 17, "load / 0.85 / 0.85 = 16.6"),
        (0.01, timedelta(hours=4), 1, "an hour that is covered needs somebody"),
    ],
)
def test_people_needed_is_the_largest_of_three(
    rate: float, promise: timedelta, people: int, because: str
) -> None:
    assert required(rate, timedelta(minutes=6), promise) == people, because


def test_the_promise_is_the_one_in_force() -> None:
    def promise(minutes: float, since: str, **more: object) -> dict[str, object]:
        day = date.fromisoformat(since)
        return {
            "kind": "promise",
            "subject": "reply-time",
            "value": minutes,
            "from_day": day,
            **more,
        }

    assert promised_reply(recorded(), WEEKS) == timedelta(hours=4)
    plan = [
        promise(30, "2026-01-01"),
        promise(60, "2026-02-01"),
        promise(5, "2026-03-01", stopped_on=date(2026, 3, 20)),
        promise(6, "2026-03-02", to_day=date(2026, 3, 10)),
        promise(7, "2026-05-01"),
    ]
    assert promised_reply(recorded(plan=plan), WEEKS) == timedelta(minutes=60)
