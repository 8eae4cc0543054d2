"""Work in the background can be seen, and what failed can be tried again by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions.work import ask
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work, Worker
from dialogo.web.models.workspace import Workspace

PAGE = "/w/aurora/work/"
SignedIn = Callable[..., Client]


@pytest.fixture
def piece(workspace: Workspace) -> Callable[..., Work]:
    """Makes a piece of work in a state."""

    def made(state: str, **values: Any) -> Work:
        work = ask("bell", workspace)
        now = timezone.now()
        if state in (Work.DONE, Work.FAILED):
            values = {"started_at": now, "ended_at": now, **values}
        Work.objects.filter(pk=work.pk).update(state=state, **values)
        return work

    return made


@pytest.mark.parametrize("count", [1, 3])
def test_every_state_is_shown_by_eight_queries_however_many_there_are(
    signed_in: SignedIn,
    piece: Callable[..., Work],
    django_assert_num_queries: Any,
    count: int,
) -> None:
    for _ in range(count):
        piece(Work.RUNNING, done=2, total=8, step={"en": "second bell", "it": "seconda campana"})
        piece(Work.WAITING)
        piece(Work.FAILED, error={"en": "no clapper", "it": "niente battaglio"})
        piece(Work.DONE)
    client = signed_in(lang="it")
    client.get(PAGE)
    with django_assert_num_queries(8):
        answer = client.get(PAGE)
    text = answer.content.decode()
    assert text.count("Seconda campana") == count
    assert text.count("niente battaglio") == count
    assert text.count('<progress value="2" max="8"') == count


def test_it_says_when_nobody_works(signed_in: SignedIn, workspace: Workspace) -> None:
    client = signed_in()
    assert b"dialogo work" in client.get(PAGE).content
    Worker.objects.create(name="one")
    assert b"dialogo work" not in client.get(PAGE).content


def test_the_part_alone_is_given_to_htmx(signed_in: SignedIn, workspace: Workspace) -> None:
    part = signed_in().get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="board"')


def test_what_failed_is_tried_again_by_whoever_may(
    signed_in: SignedIn, piece: Callable[..., Work]
) -> None:
    failed = piece(Work.FAILED, tries=3, lost=1, error={"en": "no", "it": "no"})
    address = f"{PAGE}{failed.pk}/again/"
    assert signed_in(Role.ANALYST).post(address).status_code == 403
    assert signed_in(Role.STRATEGIST).get(address).status_code == 405
    assert signed_in(Role.STRATEGIST).post(address)["Location"] == PAGE
    work = Work.objects.get(pk=failed.pk)
    assert (work.state, work.tries, work.lost, work.error) == (Work.WAITING, 0, 0, None)
    entry = TrailEntry.objects.get(verb="work.again")
    assert (entry.by_name, entry.about) == ("Strategist", f"work:{failed.pk}")


def test_what_is_open_already_is_not_opened_twice(
    signed_in: SignedIn, workspace: Workspace, piece: Callable[..., Work]
) -> None:
    failed = piece(Work.FAILED)
    ask("bell", workspace, key=failed.key)
    answer = signed_in().post(f"{PAGE}{failed.pk}/again/", follow=True)
    assert b"It is waiting or being done already." in answer.content
    assert Work.objects.get(pk=failed.pk).state == Work.FAILED


def test_work_of_another_workspace_is_not_there(
    signed_in: SignedIn, piece: Callable[..., Work]
) -> None:
    failed = piece(Work.FAILED)
    Work.objects.filter(pk=failed.pk).update(workspace=None)
    assert signed_in().post(f"{PAGE}{failed.pk}/again/").status_code == 404
