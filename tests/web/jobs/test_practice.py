"""In the sample company everything goes by itself but the answer: people write, and give thanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from dialogo.web.actions.letters.write import answer
from dialogo.web.actions.practice import AT_ONCE
from dialogo.web.jobs import practice, pull, send
from dialogo.web.jobs.job import Job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.practice import LATE, SOON

pytestmark = pytest.mark.django_db(transaction=True)
KINDS: dict[str, Job] = {module.JOB.kind: module.JOB for module in (pull, send, practice)}
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def sample(workspace: Workspace, settings: LazySettings, tmp_path: Path) -> Workspace:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    workspace.sample = True
    workspace.save()
    return workspace


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_whoever_is_answered_thanks_once_and_not_at_once(
    sample: Workspace, owner: Person, signed_in: Callable[..., Client],
    clock: time_machine.Coordinates,
) -> None:  # fmt: skip
    went = signed_in().post(reverse("practice", args=["aurora"]))
    assert went["Location"] == "/w/aurora/inbox/?network=fake"
    run_until_idle(KINDS)
    assert Conversation.objects.filter(state=Conversation.OPEN).count() == AT_ONCE
    one = Conversation.objects.earliest("pk")
    asked = Message.objects.filter(part_of=one).latest("pk")
    answer(one, owner, "Gladly, come by.", basis=asked.pk, may_send=True, delay=timedelta(0))
    run_until_idle(KINDS)
    assert Letter.objects.get().state == Letter.SENT
    assert not Work.objects.filter(kind=practice.KIND).exists()  # nobody thanks at once
    clock.shift(SOON + timedelta(seconds=1))
    run_until_idle(KINDS)
    assert Work.objects.get(kind=practice.KIND).outcome == {"thanked": 1}
    clock.shift(timedelta(minutes=6))  # until the account is read again
    run_until_idle(KINDS)
    said = Message.objects.filter(part_of=one).order_by("sent_at")
    assert [message.author_kind for message in said] == ["customer", "company", "customer"]
    assert said[2].author == asked.author
    clock.shift(LATE)
    run_until_idle(KINDS)
    assert Message.objects.filter(part_of=one).count() == 3
