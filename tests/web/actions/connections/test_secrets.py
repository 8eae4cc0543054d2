"""What lets us in is sealed, never lost, and renewed by one at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from dialogo.networks.errors import SignedOut
from dialogo.web.actions.connections import keep
from dialogo.web.actions.connections.secrets import Kept
from dialogo.web.actions.secrets import renew
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.actions.connections.renewers import PROCESSES, TIMES
from tests.web.actions.connections.test_states import connection_in
from tests.web.databases import told_by


def keys(newest: str, *former: str) -> override_settings:
    return override_settings(SECRET_KEY=newest, SECRET_KEY_FALLBACKS=list(former))


@pytest.fixture
def one(workspace: Workspace) -> Connection:
    return connection_in(workspace, "live")


def test_the_newest_set_counts_and_two_are_kept(one: Connection) -> None:
    kept = Kept(one)
    for number in range(5):
        kept.keep({"refresh": str(number)}, None)
    assert kept.read() == {"refresh": "4"}
    assert [row.secrets for row in Credential.objects.order_by("pk")] == [
        '{"refresh":"3"}',
        '{"refresh":"4"}',
    ]


def test_the_database_holds_nothing_in_the_clear(one: Connection) -> None:
    Kept(one).keep({"password": "hunter2"}, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secrets FROM desk_credential")
        assert "hunter2" not in str(cursor.fetchall())


def test_what_was_disconnected_keeps_no_secret_that_comes_late(
    one: Connection, owner: Person
) -> None:
    Kept(one).keep({"refresh": "1"}, None)
    assert keep.disconnect(one, owner)
    Kept(one).keep({"refresh": "2"}, None)
    assert not Credential.objects.exists()
    with pytest.raises(SignedOut) as gone:
        Kept(one).read()
    assert gone.value.say("en") == ("what let us in as aurora is no longer kept. Connect it again.")


def test_what_was_sealed_with_a_lost_key_says_what_to_do(one: Connection) -> None:
    Kept(one).keep({"refresh": "1"}, None)
    with keys("another key"), pytest.raises(SignedOut) as sealed:
        Kept(one).read()
    assert "DIALOGO_SECRET_KEY_OLD" in sealed.value.say("it")


def test_they_are_sealed_anew_with_the_rest(one: Connection) -> None:
    with keys("the first"):
        Kept(one).keep({"refresh": "1"}, None)
    with keys("the second", "the first"):
        assert renew() == 1
    with keys("the second"):
        assert Kept(one).read() == {"refresh": "1"}


def test_processes_that_renew_at_once_and_are_killed_lose_no_token(tmp_path: Path) -> None:
    told = told_by("tests.web.actions.connections.renewers", 1, tmp_path)
    renewed = str(PROCESSES * TIMES + 2)
    assert told == {
        "ends": [0] * PROCESSES,
        "killed": [9, 9],
        "waited": False,
        "sets after a kill": 3,
        "sets": 2,
        "held": renewed,
        "good": [renewed],
        "twice": [],
    }
