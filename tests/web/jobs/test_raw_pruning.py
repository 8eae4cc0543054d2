"""What networks told is forgotten a month after it was taken in; what is stuck is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.seen import Pulled
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.jobs import raw_pruning
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import RawEvent
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.receiving.told import come, connected, message

pytestmark = pytest.mark.django_db
PRUNING = {raw_pruning.KIND: raw_pruning.JOB}


def test_what_was_taken_in_long_ago_is_forgotten(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message(f"m{n}") for n in range(5)] + [message("s" * 2_000)])
    store_page(here, Pulled((message("waits"),), "2"))
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=2)):
        come_later = message("later")
        store_page(here, Pulled((come_later,), "3"))
        RawEvent.objects.filter(content__ref__id="later").update(done_at=timezone.now())
    with time_machine.travel(now + timedelta(days=30, hours=23)):
        assert run_until_idle(PRUNING) == 0
    with time_machine.travel(now + timedelta(days=31, minutes=1)):
        assert run_until_idle(PRUNING) == 1
    left = [event.content["ref"]["id"][:5] for event in RawEvent.objects.order_by("pk")]
    assert left == ["sssss", "waits", "later"]
    assert Message.objects.count() == 5


def test_what_is_told_again_after_that_changes_nothing(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1")])
    RawEvent.objects.all().delete()
    workspace.refresh_from_db()
    before = workspace.revision
    assert come(here, [message("m1")]) == 1
    workspace.refresh_from_db()
    assert (workspace.revision, Message.objects.count()) == (before, 1)
