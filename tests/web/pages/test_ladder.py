"""The ladder draws the five lines, says what the next one takes, and never hides what is unsure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import audit
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.ladder.stave import FIRST, LAST, MOST, Height, notes, thinned

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/ladder/"
DAY = date(2026, 11, 1)


def told(client: Client, path: str = PLACE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def audited(workspace: Workspace) -> Workspace:
    """Aurora, with the sample company's records and their audit."""
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        run_until_idle({"audit": audit.JOB})
    return workspace


def test_without_records_it_says_what_it_takes(signed_in: SignedIn, workspace: Workspace) -> None:
    assert "Nothing to stand on yet" in told(signed_in())


def test_it_says_where_the_company_stands_and_what_is_next(
    signed_in: SignedIn, audited: Workspace
) -> None:
    words = told(signed_in(Role.GUEST))
    assert "2 of the five rungs are reached. Next: Community." in words
    assert "Put somebody on duty in the hours in which people write" in words
    assert '<a href="/w/aurora/mistakes/dialogue/slow-first-reply/">One person in ten' in words
    assert '<a href="/w/aurora/ladder/community/returning-members/">162 people came back' in words
    assert "It stands on 10 measures and checks, of which 100 % can be told." in words
    assert (
        "Not yet: what comes back is told under Returns, activity by activity, by a model" in words
    )


def test_it_says_so_in_italian(signed_in: SignedIn, audited: Workspace) -> None:
    words = told(signed_in(lang="it"))
    assert "2 gradini su cinque sono raggiunti. Il prossimo: Comunità." in words
    assert "Poggia su 10 fra misure e controlli; se ne può dire il 100 %." in words


def test_every_kept_day_is_a_note(signed_in: SignedIn, audited: Workspace) -> None:
    assert "As a table" not in told(signed_in())
    kept = AuditRun.objects.get()
    for days in (7, 14):
        AuditRun.objects.create(
            workspace=audited,
            day=kept.day - timedelta(days=days),
            revision=1,
            content=kept.content,
            height=1,
        )
    words = told(signed_in())
    assert words.count("<ellipse cx=") == 3
    assert "As a table" in words


def test_a_measure_tells_its_number_and_its_course(signed_in: SignedIn, audited: Workspace) -> None:
    words = told(signed_in(), PLACE + "community/returning-members/")
    assert "People who came back" in words or "162" in words
    assert "None yet" not in words
    assert signed_in().get(PLACE + "community/nothing/").status_code == 404


def test_a_measure_that_was_never_taken(signed_in: SignedIn, workspace: Workspace) -> None:
    assert "None yet: it is kept with every audit." in told(
        signed_in(), PLACE + "community/returning-members/"
    )


def test_notes_stand_as_far_apart_as_their_days() -> None:
    heights = [
        Height(DAY, 1),
        Height(DAY + timedelta(days=1), 2),
        Height(DAY + timedelta(days=4), 2),
    ]
    assert [note.x for note in notes(heights, 1)] == [f"{FIRST:.1f}"]
    assert [(note.x, note.last) for note in notes(heights, 2)] == [("28.0", False), ("94.0", True)]
    assert notes(heights, 3) == []
    assert notes([], 1) == []
    assert [note.x for note in notes(heights[:1], 1)] == [f"{LAST:.1f}"]


@pytest.mark.parametrize("days", [1, MOST, MOST + 1, 400])
def test_there_are_never_too_many_notes(days: int) -> None:
    heights = [Height(DAY + timedelta(days=day), 1) for day in range(days)]
    shown = thinned(heights)
    assert 0 < len(shown) <= MOST
    assert shown[-1] == heights[-1]


@pytest.mark.parametrize("days", [1, 3])
def test_it_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    audited: Workspace,
    days: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    kept = AuditRun.objects.get()
    for back in range(1, days):
        AuditRun.objects.create(
            workspace=audited,
            day=kept.day - timedelta(days=back),
            revision=1,
            content=kept.content,
            height=1,
        )
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(9):
        client.get(PLACE)
    with django_assert_num_queries(5):
        client.get(PLACE + "community/returning-members/")
