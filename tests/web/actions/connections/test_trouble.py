"""What each error of a network makes of a connection, and what its end does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from dialogo.networks.account import Account
from dialogo.networks.errors import (
    NetworkError,
    Refused,
    SignedOut,
    Throttled,
    Unreachable,
    Unsettled,
)
from dialogo.records.text import Text
from dialogo.web.actions.connections.trouble import LONGEST, note_good, note_trouble, pause
from dialogo.web.models.connections import Connection
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.actions.connections.test_states import connection_in

AWAY = Text(en="it is away.", it="è via.")
ACCOUNT = Account("fake", "1", "aurora", "Aurora")


def lines() -> list[str]:
    found = TrailEntry.objects.filter(verb__startswith="networks.").order_by("pk")
    return [entry.verb for entry in found]


def test_signed_out_waits_for_its_owner(workspace: Workspace) -> None:
    one = connection_in(workspace, "live")
    note_trouble(one, SignedOut(AWAY))
    assert (one.state, one.error) == ("signed-out", {"en": "it is away.", "it": "è via."})
    assert lines() == ["networks.signed-out"]


def test_throttled_rests_until_it_may_come_again(workspace: Workspace) -> None:
    one, at = connection_in(workspace, "live"), timezone.now() + timedelta(minutes=9)
    for _ in range(2):
        note_trouble(one, Throttled(AWAY, retry_at=at))
        assert (one.state, one.pull_at, one.troubles) == ("resting", at, 0)
    assert lines() == []


@pytest.mark.parametrize("kind", [Unreachable, Unsettled, Refused])
def test_what_cannot_be_reached_rests_longer_every_time(
    workspace: Workspace, kind: type[NetworkError]
) -> None:
    one, waited = connection_in(workspace, "live"), []
    for number in range(1, 10):
        before = timezone.now()
        note_trouble(one, kind(AWAY))
        waited.append(round((one.pull_at - before).total_seconds() / 60))
        assert (one.state, one.troubles) == ("resting", number)
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert lines() == ["networks.away"]
    note_good(one)
    assert (one.state, one.troubles, one.error) == ("live", 0, None)
    assert lines() == ["networks.away", "networks.back"]


def test_a_pause_never_grows_beyond_the_longest() -> None:
    assert pause(10_000) == LONGEST


@pytest.mark.parametrize("state", ["paused", "signed-out", "ended"])
def test_a_late_word_about_what_is_not_read_changes_nothing(
    workspace: Workspace, state: str
) -> None:
    one = connection_in(workspace, state)
    note_trouble(one, SignedOut(AWAY))
    note_trouble(one, Unreachable(AWAY))
    note_good(one, ACCOUNT)
    kept = Connection.objects.get()
    assert (kept.state, kept.error, kept.name) == (state, None, "")


def test_trouble_of_a_sign_in_that_is_over_says_nothing_of_the_new_one(
    workspace: Workspace,
) -> None:
    old = connection_in(workspace, "live")
    Connection.objects.update(connected_at=timezone.now() + timedelta(seconds=1))
    note_trouble(old, SignedOut(AWAY))
    assert Connection.objects.get().state == "live"


def test_an_account_that_moves_is_known_by_its_word(workspace: Workspace) -> None:
    one = connection_in(workspace, "live")
    note_good(one, Account("fake", "1", "aurora", moved_to="@aurora@else.example"))
    assert (one.state, one.moved_to) == ("moved", "@aurora@else.example")
    note_trouble(one, Unreachable(AWAY))
    note_good(one)
    assert (one.state, one.troubles) == ("moved", 0)
    note_good(one, ACCOUNT)
    assert (one.state, one.moved_to, one.name) == ("live", "", "Aurora")
    assert lines() == ["networks.moved", "networks.live"]


def test_good_news_that_is_no_news_writes_nothing(
    workspace: Workspace, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    one = connection_in(workspace, "live")
    with django_assert_num_queries(0):
        note_good(one)


def test_hours_are_those_of_the_companys_clocks(workspace: Workspace) -> None:
    one = connection_in(workspace, "live")
    said = Text(en="again at {retry_at}.", it="di nuovo {retry_at}.")
    note_trouble(one, Throttled(said, retry_at=datetime(2026, 7, 1, 10, 0, tzinfo=UTC)))
    assert one.error is not None
    assert "12:00" in one.error["en"]
