"""Waits and questions: reopened conversations, follow-ups, other people's words."""

from dialogo.dialogue.questions import (
    COMPLAINTS,
    FOLLOW_UPS,
    LONGEST_WAIT,
    UNANSWERED,
    WAITING,
    waiting,
)
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from tests.dialogue.plain import START, Said, records, whole

DAY = 24 * 60


def waits(said: list[Said]) -> list[tuple[str, int, int | None, str]]:
    """(customer, minute asked, minute answered, needs answer) of each wait, in order."""
    rows = records(said).rows(
        f"SELECT * FROM {WAITING_MESSAGES} ORDER BY asked_at, message_id", WAITS
    )

    def minute(moment):  # type: ignore[no-untyped-def]  # a datetime or None
        return None if moment is None else (moment - START).total_seconds() / 60

    return [
        (row["author"], minute(row["asked_at"]), minute(row["answered_at"]), row["needs_answer"])
        for row in rows
    ]


def test_a_reopened_conversation_starts_a_new_wait() -> None:
    said = [
        Said("1", "ada", 0, names_us=True),
        Said("2", "ada", 3, to="1", names_us=True),
        Said("3", "us", 10, to="2"),
        Said("4", "ada", 500, to="3", names_us=True),
        Said("5", "us", 505, to="4"),
        Said("6", "us", 506, to="5"),
        Said("7", "ada", 900, to="6", names_us=True, asks="no"),
    ]
    assert waits(said) == [
        ("ada", 0, 10, "yes"),
        ("ada", 500, 505, "yes"),
        ("ada", 900, None, "no"),
    ]


def test_an_answer_to_somebody_else_in_the_thread_does_not_end_my_wait() -> None:
    said = [
        Said("1", "ada", 0, names_us=True),
        Said("2", "bea", 1, to="1", names_us=True),
        Said("3", "us", 9, to="2"),
    ]
    assert waits(said) == [("ada", 0, None, "yes"), ("bea", 1, 9, "yes")]


def test_words_between_customers_are_no_wait() -> None:
    said = [
        Said("1", "ada", 0),
        Said("2", "bea", 1, to="1", names_us=True),
        Said("3", "us", 9, to="2"),
    ]
    assert waits(said) == [("bea", 1, 9, "yes")]


def test_a_wait_is_unsure_unless_one_message_surely_asks_or_none_surely_does() -> None:
    said = [
        Said("1", "ada", 0, names_us=True, asks="no"),
        Said("2", "ada", 1, to="1", names_us=True, asks="unsure"),
        Said("3", "bea", 2, names_us=True, asks="no"),
        Said("4", "bea", 3, to="3", names_us=True, asks="yes"),
    ]
    assert [wait[3] for wait in waits(said)] == ["unsure", "yes"]


def test_questions_younger_than_a_day_are_neither_answered_nor_left_lying() -> None:
    said = [
        Said("1", "ada", 0, names_us=True),
        Said("2", "us", 10, to="1"),
        Said("3", "bea", 0, names_us=True),
        Said("4", "carlo", 2 * DAY - 60, names_us=True),
        Said("5", "dina", 0, names_us=True, asks="unsure"),
    ]
    kept, window = records(said), whole(2 * DAY)
    share = UNANSWERED(kept, window)
    assert (share.value, share.n, dict(share.parts)) == (0.5, 2, {"unanswered": 1, "unsure": 1})
    assert WAITING(kept, window).value == 2
    assert LONGEST_WAIT(kept, window).value == 2 * DAY * 60
    assert [row["message_id"] for row in waiting(kept, window)] == ["3", "4"]


def test_follow_ups_and_complaints_are_counted_apart() -> None:
    said = [
        Said("1", "ada", 0, names_us=True, act="complaint"),
        Said("2", "us", 10, to="1"),
        Said("3", "ada", 20, to="2", names_us=True),
        Said("4", "bea", 0, names_us=True, act="complaint"),
    ]
    kept, window = records(said), whole(3 * DAY)
    assert (FOLLOW_UPS(kept, window).value, FOLLOW_UPS(kept, window).n) == (1.0, 1)
    assert (COMPLAINTS(kept, window).value, COMPLAINTS(kept, window).n) == (0.5, 2)
