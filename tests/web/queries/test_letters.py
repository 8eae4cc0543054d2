"""The outbox shows where each letter stands, at the same cost however many there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import letters

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


@pytest.fixture
def make(workspace: Workspace, owner: Person) -> Callable[..., Letter]:
    def one(state: str, **more: Any) -> Letter:
        return Letter.objects.create(
            workspace=workspace, by=owner, text="Hello", state=state, **more
        )

    return one


def test_a_page_holds_the_newest_and_says_where_to_go_on(
    workspace: Workspace, make: Callable[..., Letter]
) -> None:
    made = [make("held" if n % 2 else "refused").pk for n in range(7)]
    first = letters.outbox(workspace, "trouble", most=3)
    assert [row.letter.pk for row in first.rows] == made[:3:-1]
    second = letters.outbox(workspace, "trouble", after=first.next, most=3)
    third = letters.outbox(workspace, "trouble", after=second.next, most=3)
    assert [row.letter.pk for row in (*second.rows, *third.rows)] == made[3::-1]
    assert third.next is None


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_question_a_state(
    workspace: Workspace,
    make: Callable[..., Letter],
    django_assert_num_queries: Queries,
    number: int,
) -> None:
    for _ in range(number):
        make("held", error_code="unsure", error={"en": "x", "it": "x"})
    with django_assert_num_queries(2):
        page = letters.outbox(workspace, "trouble")
        assert [str(row.letter.by) for row in page.rows] == ["Ada Neri"] * number
    with django_assert_num_queries(4):
        letters.counts(workspace)
    with django_assert_num_queries(4):
        letters.one(workspace, page.rows[0].letter.pk)


def test_counts_stop_at_a_hundred(workspace: Workspace, make: Callable[..., Letter]) -> None:
    for _ in range(103):
        make("asked")
    make("draft")
    assert letters.counts(workspace) == letters.Counts(1, 100, 0, 0)


def test_another_companys_letter_is_not_shown(
    workspace: Workspace, make: Callable[..., Letter]
) -> None:
    other = Workspace.objects.create(slug="other", name="Other")
    letter = make("draft")
    assert letters.one(other, letter.pk) is None
    assert letters.outbox(other).rows == []


def test_what_should_have_gone_on_by_now_is_late(make: Callable[..., Letter]) -> None:
    now = timezone.now()
    assert letters.late(make("queued", next_at=now - timedelta(minutes=6)))
    assert not letters.late(make("queued", next_at=now - timedelta(minutes=4)))
    assert not letters.late(make("queued"))
    assert not letters.late(make("draft", next_at=now - timedelta(minutes=6)))


@pytest.mark.parametrize("state", letters.STATES)
def test_each_state_says_what_comes_next_in_both_languages(
    make: Callable[..., Letter], state: str
) -> None:
    letter = make(state)
    for text in (letters.title_of(letter), letters.next_of(letter)):
        assert text.say("en") != text.say("it")


@pytest.mark.parametrize(
    ("reason", "can"),
    [
        ("unsure", {"mark_sent", "look_again", "retry", "drop"}),
        ("signed-out", {"rework", "drop"}),
        ("unreachable", {"retry", "rework", "drop"}),
    ],
)
def test_what_can_be_done_with_a_held_letter_depends_on_why(
    make: Callable[..., Letter], reason: str, can: set[str]
) -> None:
    assert letters.can(make("held", error_code=reason)) == can
