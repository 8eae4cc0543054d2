"""The people: who answers, who owns it, who is dedicated, who sits in marketing, who learns."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.window import Window
from dialogo.team.answerers import BIGGEST_ANSWERER_SHARE, who_answers
from dialogo.team.dedicated import DEDICATED_HOURS, DEDICATED_PEOPLE
from dialogo.team.learning import (
    LAST_LEARNING_DAYS,
    LEARNING_MINUTES_PER_PERSON,
    learners,
)
from dialogo.team.marketing import MARKETING_ONLY_SHARE, is_marketing
from dialogo.team.owners import OWNER_COUNT
from tests.recorded import Row, at, recorded

END = at("2026-06-30 12:00")
WINDOW = Window(at("2026-01-01 00:00"), END)
SINCE = date(2025, 1, 1)
MARCH = at("2026-03-02 10:00")


def member(person: str, **more: object) -> dict[str, object]:
    return {"person": person, "from_day": SINCE, **more}


def answer(agent: str | None, **more: object) -> dict[str, object]:
    return {"sent_at": MARCH, "author_kind": "company", "agent": agent, **more}


agents = st.lists(st.sampled_from(["Anna", "Bruno", "Carla", None, " "]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(named=agents)
def test_the_busiest_answerers_part_is_that_of_a_plain_count(named: list[str | None]) -> None:
    booked = [{"person": "Dora", "day": MARCH.date(), "activity": "answering", "hours": 3}]
    figure = BIGGEST_ANSWERER_SHARE(
        recorded(messages=[answer(name) for name in named], hours=booked), WINDOW
    )
    known = [name for name in named if name and name.strip()]
    if known and 2 * len(known) >= len(named):
        most = max(known.count(name) for name in known)
        assert (figure.value, figure.n) == (most / len(known), len(known))
    else:
        assert (figure.value, figure.n, figure.parts["person"]) == (1.0, 1, "Dora")


def test_machines_customers_and_other_times_do_not_answer() -> None:
    written = [
        answer("Anna"),
        answer("Bot", automated=True),
        answer("Carla", author_kind="customer"),
        answer("Bruno", sent_at=at("2025-03-02 10:00")),
    ]
    answering = who_answers(recorded(messages=written), WINDOW)
    assert [(one.person, one.amount) for one in answering.people] == [("Anna", 1)]


def test_hours_tell_who_answers_where_answers_carry_no_name() -> None:
    booked: list[Row] = [
        {"person": "Anna", "day": date(2026, 3, 2), "activity": "answering", "hours": "7.5"},
        {"person": "Bruno", "day": date(2026, 3, 2), "activity": "answering", "hours": "2.5"},
        {"person": "Bruno", "day": date(2026, 3, 3), "activity": "creating", "hours": "90"},
    ]
    figure = BIGGEST_ANSWERER_SHARE(recorded(hours=booked), WINDOW)
    assert (figure.value, figure.n) == (0.75, 2)
    assert (figure.parts["person"], figure.parts["by"]) == ("Anna", "hours")


def test_only_todays_team_and_its_latest_word_count() -> None:
    members = [
        member("Anna", owner=False, dedicated=True, weekly_hours="20"),
        member("Anna", from_day=date(2026, 2, 1), owner=True, dedicated=True, weekly_hours="30.5"),
        member("Bruno", to_day=date(2026, 6, 29), owner=True, dedicated=True),
        member("Carla", to_day=date(2026, 6, 30), owner=False, dedicated=False),
        member("Dora", from_day=date(2026, 7, 1), owner=True, dedicated=True),
        member("Enzo"),
    ]
    records = recorded(members=members)
    assert (OWNER_COUNT(records, WINDOW).value, OWNER_COUNT(records, WINDOW).n) == (1, 2)
    assert (DEDICATED_PEOPLE(records, WINDOW).value, DEDICATED_PEOPLE(records, WINDOW).n) == (1, 2)
    assert DEDICATED_HOURS(records, WINDOW).value == 30.5


def test_hours_of_the_dedicated_are_unknown_when_one_of_them_did_not_say() -> None:
    members = [member("Anna", dedicated=True, weekly_hours=20), member("Bruno", dedicated=True)]
    assert DEDICATED_HOURS(recorded(members=members), WINDOW).value is None
    assert DEDICATED_HOURS(recorded(members=members[:1]), WINDOW).value == 20
    assert DEDICATED_HOURS(recorded(members=[member("A", dedicated=False)]), WINDOW).value == 0


@pytest.mark.parametrize(
    "department",
    ["Marketing", "marketing e comunicazione", "Ufficio marketing", "MKTG", "Mkt", "Pubblicità",
     "Advertising", "Trade marketing & promotion"],
)  # fmt: skip
def test_a_marketing_department(department: str) -> None:
    assert is_marketing(department)


@pytest.mark.parametrize(
    "department",
    ["social", "Social media marketing", "Customer care", "Assistenza clienti", "Negozio",
     "Community & marketing", "Servizio clienti", "IT", "Markus & figli"],
)  # fmt: skip
def test_no_marketing_department(department: str) -> None:
    assert not is_marketing(department)


def test_marketing_on_the_side_is_counted_among_those_of_whom_it_is_known() -> None:
    members = [
        member("Anna", department="Marketing", dedicated=False),
        member("Bruno", department="Marketing", dedicated=True),
        member("Carla", department="Negozio", dedicated=False),
        member("Dora", department="Marketing"),
        member("Enzo", department=" ", dedicated=False),
    ]
    figure = MARKETING_ONLY_SHARE(recorded(members=members), WINDOW)
    assert (figure.value, figure.n) == (1 / 3, 3)


def learned(person: str, ago: int, minutes: int, subject: str = "news") -> dict[str, object]:
    day = END.date() - timedelta(days=ago)
    return {"person": person, "day": day, "subject": subject, "minutes": minutes}


def booked(person: str, ago: int, hours: str, activity: str = "learning") -> dict[str, object]:
    day = END.date() - timedelta(days=ago)
    return {"person": person, "day": day, "activity": activity, "hours": hours}


def test_minutes_of_learning_are_shared_among_todays_team() -> None:
    records = recorded(
        members=[member("Anna"), member("Bruno"), member("Carla")],
        learning=[
            learned("Anna", 10, 60),
            learned("Anna", 10, 30, "video"),
            learned("Anna", 90, 500),
            learned("Bruno", 89, 45),
            learned("Dora", 5, 600),
        ],
        # Anna's 2 hours are the same day's 90 minutes told again; Bruno's hour is another day.
        hours=[
            booked("Anna", 10, "2"),
            booked("Bruno", 20, "1"),
            booked("Bruno", 3, "8", "planning"),
        ],
    )
    figure = LEARNING_MINUTES_PER_PERSON(records, WINDOW)
    assert (figure.value, figure.n) == ((120 + 45 + 60 + 0) / 3, 3)
    assert [(one.person, one.minutes) for one in learners(records, WINDOW)] == [
        ("Carla", 0), ("Bruno", 105), ("Anna", 120),
    ]  # fmt: skip
    last = LAST_LEARNING_DAYS(records, WINDOW)
    assert (last.value, last.n) == (5, 5)  # Dora, five days ago; five days of a person in all


def test_without_a_list_of_the_team_those_who_learned_or_worked_are_it() -> None:
    records = recorded(
        learning=[learned("Anna", 10, 60)], hours=[booked("Bruno", 3, "8", "answering")]
    )
    figure = LEARNING_MINUTES_PER_PERSON(records, WINDOW)
    assert (figure.value, figure.n) == (30, 2)


def test_a_ledger_of_hours_without_learning_says_that_nobody_learned() -> None:
    working = [booked("Anna", ago, "4", "answering") for ago in range(20)]
    team = [member("Anna")]
    assert LEARNING_MINUTES_PER_PERSON(recorded(members=team, hours=working), WINDOW).value == 0
    too_few = recorded(members=team, hours=working[:-1])
    assert LEARNING_MINUTES_PER_PERSON(too_few, WINDOW).value is None
    assert LAST_LEARNING_DAYS(too_few, WINDOW).value is None


def test_young_records_are_scaled_to_a_quarter_and_very_young_ones_say_nothing() -> None:
    records = recorded(members=[member("Anna")], learning=[learned("Anna", 10, 60)])
    for days, minutes in ((45, 120), (28, 60 * 90 / 28), (27, None)):
        young = Window(END - timedelta(days=days - 1), END)
        assert LEARNING_MINUTES_PER_PERSON(records, young).value == (
            pytest.approx(minutes) if minutes else None
        )
