"""Care: what each carries is told by name, ranks nobody, and can be hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogo.web.actions.conversations import spam
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import care
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.care.load import Load, load
from dialogo.web.queries.computed import computed

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/care/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
PAGE = 15  # questions to the database


def page(client: Client) -> str:
    answer = client.get(PLACE)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def answered(
    key: str, agent: str, at: datetime, asked: str = "Are you open?"
) -> list[dict[str, Any]]:
    """Somebody asks, and `agent` answers a quarter of an hour later, at `at`."""
    common = {"network": "mastodon", "account": "@aurora", "kind": "mention"}
    return [
        common | {
            "message_id": key, "author": f"@{key}", "author_kind": "customer", "addressed": True,
            "sent_at": at - timedelta(minutes=15), "text": asked,
        },
        common | {
            "message_id": f"{key}-a", "author": "@aurora", "author_kind": "company", "text": "Yes.",
            "sent_at": at, "in_reply_to": key, "agent": agent, "kind": "reply",
        },
    ]  # fmt: skip


def shift(person: str, starts_at: datetime, hours: float) -> dict[str, Any]:
    return {"person": person, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=hours)}


@pytest.fixture
def counted(workspace: Workspace, owner: Person) -> Workspace:
    """Ada and Zeno worked: Zeno in the evenings, in Sydney, and with the rude ones."""
    Colleague.objects.create(workspace=workspace, name="Ada", person=owner)
    Colleague.objects.create(
        workspace=workspace, name="Zeno", zone="Australia/Sydney", weekly_hours=Decimal(1)
    )
    rude = "You are thieves, this is disgusting, never again! Shame on you!"
    monday = datetime(2026, 11, 16, 10, tzinfo=UTC)  # 21:00 in Sydney
    rows = [
        *answered("a", "Ada Neri", monday),
        *answered("b", "Ada", monday),
        *answered("c", "Zeno", monday, rude),
        *answered("d", "Zeno", monday - timedelta(days=40)),
        *answered("e", "Whoever left", monday),
        *answered("s", "Nobody", monday),
    ]
    write_rows(workspace, "messages", rows, fill=True)
    irony = {"network": "mastodon", "message_id": "b", "needs_answer": "yes", "tone": "annoyed"}
    write_rows(workspace, "message_labels", [irony], fill=True)
    while thread_new(workspace):
        pass
    talks = {one.author: one for one in Conversation.objects.all()}
    spam.mark(workspace, owner, [talks["@s"].pk])
    Conversation.objects.filter(pk=talks["@a"].pk).update(assigned=owner, state="open")
    shifts = [shift("Ada", monday, 4), shift("Zeno", monday - timedelta(hours=2), 6)]
    write_rows(workspace, "shifts", shifts, fill=True)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"care": care.JOB})
    return workspace


def told(workspace: Workspace) -> dict[str, Load]:
    rows = load(workspace, computed(workspace, "care"), NOW)
    return {one.colleague.name: one for one in rows}


def test_what_each_carries_is_counted(counted: Workspace) -> None:
    ada, zeno = told(counted)["Ada"], told(counted)["Zeno"]
    assert (ada.open, ada.carried.answers, ada.carried.unsociable) == (1, 2, 0)
    assert (ada.carried.annoyed, ada.carried.spam) == (1, 1)
    assert (zeno.open, zeno.carried.answers, zeno.carried.unsociable) == (0, 1, 1)
    assert (zeno.carried.annoyed, zeno.carried.spam) == (1, 0)
    assert (float(ada.hours), float(ada.unsociable_hours)) == (4, 0)
    assert (float(zeno.hours), float(zeno.unsociable_hours)) == (6, 5)
    assert (ada.signs, zeno.signs) == ([], ["overtime"])  # nobody keeps a list of days off
    Absence.objects.create(
        colleague=zeno.colleague, starts_at=NOW + timedelta(days=9), state=Absence.AGREED,
        ends_at=NOW + timedelta(days=12),
    )  # fmt: skip
    assert str(told(counted)["Zeno"].next_off) == "2026-12-02"
    assert [told(counted)[name].signs for name in ("Ada", "Zeno")] == [["no-rest"], ["overtime"]]


@time_machine.travel(NOW, tick=False)
def test_whoever_only_the_records_name_is_counted_before_anybody_opens_the_team(
    workspace: Workspace, owner: Person
) -> None:
    monday = NOW - timedelta(days=7)
    write_rows(workspace, "messages", answered("a", "Zeno", monday), fill=True)
    write_rows(workspace, "members", [{"person": "Zeno", "from_day": monday.date()}], fill=True)
    run_until_idle({"care": care.JOB})
    assert told(workspace)["Zeno"].carried.answers == 1


@time_machine.travel(NOW, tick=False)
def test_it_is_told_by_name_and_can_be_hidden(counted: Workspace, signed_in: SignedIn) -> None:
    Colleague.objects.create(workspace=counted, name="Bruno")
    owner, author = signed_in(), signed_in(Role.AUTHOR)
    words = page(author)
    names = [words.index(f'dir="auto">{name}<') for name in ("Ada", "Author", "Bruno", "Zeno")]
    assert names == sorted(names)
    assert "more hours than agreed" in words
    assert "50 % of the time on shift" in words
    assert author.post(f"{PLACE}figures/", {"shown": "no"}).status_code == 403
    owner.post(f"{PLACE}figures/", {"shown": "no"})
    words = page(author)
    assert ('dir="auto">Zeno<' in words, 'dir="auto">Author<' in words) == (False, True)
    assert "everybody sees their own" in words
    owner.post(f"{PLACE}figures/", {"shown": "yes"})
    assert 'dir="auto">Zeno<' in page(signed_in(lang="it"))


@time_machine.travel(NOW, tick=False)
def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    client = signed_in()
    for names in (("Bea",), ("Cleo", "Dina")):
        for name in names:
            who = Colleague.objects.create(workspace=workspace, name=name)
            write_rows(workspace, "shifts", [shift(name, NOW - timedelta(days=2), 4)], fill=True)
            Absence.objects.create(
                colleague=who, starts_at=NOW, ends_at=NOW + timedelta(days=1), state="agreed"
            )
        page(client)
        with CaptureQueriesContext(connection) as asked:
            page(client)
        assert len(asked) == PAGE
