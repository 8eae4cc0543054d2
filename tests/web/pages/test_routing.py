"""The page of routing: how conversations find their person, and who could be given one now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import routing as job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.routing import RoutingRules
from dialogo.web.models.team import Colleague, TeamRules
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.recorded import said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PLACE = "/w/aurora/routing/"


def test_it_is_chosen_here_and_done_by_the_worker(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    Colleague.objects.create(workspace=workspace, name="Ada", person=owner, at_once=4)
    now = timezone.now()
    shift = {"person": "Ada", "starts_at": now - timedelta(hours=1),
             "ends_at": now + timedelta(hours=1)}  # fmt: skip
    write_rows(workspace, "shifts", [shift], fill=False)
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    assert list(job.due(now)) == []
    page = signed_in().get(PLACE).content.decode()
    assert "Conversations are given out by hand." in page
    assert "0 open of 4" in page
    answer = signed_in().post(f"{PLACE}choose/", {"routing": "least"})
    assert answer.status_code == 302
    assert TeamRules.objects.get().routing == "least"
    assert not RoutingRules.objects.get().hand_on
    run_until_idle({job.KIND: job.JOB})
    assert talk_of("lia").assigned == owner
    page = signed_in().get(f"/w/aurora/inbox/{talk_of('lia').pk}/").content.decode()
    assert "To Ada: on shift until" in page
    # Nothing new waits: it is not asked for again before a minute has passed.
    assert list(job.due(timezone.now())) == []
    assert [one.key for one in job.due(now + timedelta(minutes=2))] == [f"routing:{workspace.pk}"]
    said_ = TrailEntry.objects.get(verb="routing.choose").said_en
    assert said_ == "changed how conversations find their person: to who has the fewest open"


def test_only_who_may_chooses(workspace: Workspace, signed_in: SignedIn) -> None:
    reader = signed_in(Role.RESPONDER)
    assert "By hand" in reader.get(PLACE).content.decode()
    assert reader.post(f"{PLACE}choose/", {"routing": "least"}).status_code == 403
    assert not TeamRules.objects.exists()
    assert signed_in().post(f"{PLACE}choose/", {"routing": "lottery"}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_of_the_database(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    come_in(workspace, *(said(str(n), f"lia{n}", "A che ora aprite?") for n in range(number)))
    reader = signed_in()
    reader.get(PLACE)
    with django_assert_num_queries(9):
        reader.get(PLACE)
