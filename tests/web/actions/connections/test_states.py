"""The graph of a connection's states: every pair is allowed or refused, and says what to do."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from dialogo.web.actions.connections import keep, states
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace

# What may follow what, written down a second time: a change here is thought about twice.
ALLOWED = {
    ("live", "resting"), ("live", "signed-out"), ("live", "moved"), ("live", "paused"),
    ("live", "ended"),
    ("resting", "live"), ("resting", "signed-out"), ("resting", "moved"), ("resting", "paused"),
    ("resting", "ended"),
    ("signed-out", "live"), ("signed-out", "moved"), ("signed-out", "paused"),
    ("signed-out", "ended"),
    ("moved", "live"), ("moved", "signed-out"), ("moved", "paused"), ("moved", "ended"),
    ("paused", "live"), ("paused", "moved"), ("paused", "ended"),
    ("ended", "live"), ("ended", "moved"),
}  # fmt: skip
# By itself a network answers or does not: nobody did anything.
WEATHER = {("live", "resting"), ("resting", "live")}


def connection_in(workspace: Workspace, state: str) -> Connection:
    return Connection.objects.create(
        workspace=workspace,
        network="fake",
        way="file",
        external_id="1",
        handle="aurora",
        state=state,
    )


@pytest.mark.parametrize(("before", "after"), list(product(states.STATES, repeat=2)))
def test_every_pair_is_allowed_or_refused(
    workspace: Workspace, owner: Person, before: str, after: str
) -> None:
    one = connection_in(workspace, before)
    if (before, after) in ALLOWED:
        assert states.move(one, after, owner)
        assert one.state == Connection.objects.get().state == after
        lines = 0 if (before, after) in WEATHER else 1
        assert TrailEntry.objects.filter(verb__startswith="networks.").count() == lines
    else:
        with pytest.raises(states.NotAllowed):
            states.move(one, after, owner)
        assert Connection.objects.get().state == before


@pytest.mark.parametrize("state", states.STATES)
def test_every_state_is_called_something_and_says_what_to_do(state: str) -> None:
    assert states.CALLED[state].en != states.CALLED[state].it
    assert states.TO_DO[state].en.endswith(".")
    assert states.TO_DO[state].it.endswith(".")


def test_of_two_changes_at_once_one_happens(workspace: Workspace, owner: Person) -> None:
    one = connection_in(workspace, "live")
    late = Connection.objects.get()
    assert states.move(one, "paused", owner)
    assert not states.move(late, "signed-out")
    assert late.state == "paused"
    assert [entry.verb for entry in TrailEntry.objects.filter(verb__startswith="networks.")] == [
        "networks.paused"
    ]


def test_a_change_asked_for_by_a_sign_in_that_is_over_does_not_happen(
    workspace: Workspace,
) -> None:
    old = connection_in(workspace, "live")
    Connection.objects.update(connected_at=timezone.now() + timedelta(seconds=1))
    assert not states.move(old, "signed-out")
    assert Connection.objects.get().state == "live"


@pytest.mark.parametrize(("moved_to", "state"), [("", "live"), ("@aurora@else.example", "moved")])
def test_what_is_resumed_is_read_at_once(
    workspace: Workspace, owner: Person, moved_to: str, state: str
) -> None:
    one = connection_in(workspace, "live")
    assert keep.pause(one, owner)
    later = timezone.now() + timedelta(hours=1)
    Connection.objects.update(moved_to=moved_to, pull_at=later)
    one.refresh_from_db()
    assert keep.resume(one, owner)
    assert (one.state, one.pull_at < later) == (state, True)
    assert not keep.resume(one, owner)


def test_what_has_ended_is_neither_paused_nor_ended_again(
    workspace: Workspace, owner: Person
) -> None:
    one = connection_in(workspace, "ended")
    assert not keep.pause(one, owner)
    assert not keep.disconnect(one, owner)
