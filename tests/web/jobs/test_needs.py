"""Needs are found in what people write, once a day; joined and split, and conversations follow."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogo.web.actions import need_groups, workspaces
from dialogo.web.actions.conversations.corrections import correct
from dialogo.web.jobs import need_split, needs
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.needs import Need, NeedBook, NeedChoice, NeedGroup, NeedWeights
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_groups import groups_of
from tests.language.asking import messages
from tests.web.recorded import said
from tests.web.talks import come_in

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {one.JOB.kind: one.JOB for one in (needs, need_split)}
FIRST = [text for about in ("helmet", "ferry", "dog") for text in messages(about, "en", 40)]


def count() -> None:
    run_until_idle(KINDS)


def stored(*texts: str, start: int = 0) -> list[dict[str, Any]]:
    return [said(f"m{n}", f"p{n}", text, hours=n / 4) for n, text in enumerate(texts, start)]


def need_of(text: str) -> str | None:
    """What the conversations that begin with a text stand under."""
    first = Message.objects.filter(text=text, part_of__isnull=False).first()
    assert first is not None
    return Conversation.objects.get(pk=first.part_of_id).need


@pytest.fixture
def hire(workspace: Workspace) -> Workspace:
    """A bicycle hire whose needs were found."""
    come_in(workspace, *stored(*FIRST))
    count()
    return Workspace.objects.get(pk=workspace.pk)


def test_needs_are_found_kept_and_never_moved(hire: Workspace) -> None:
    ferry = need_of(FIRST[40])
    assert ferry
    assert "ferry" in ferry
    found = list(NeedGroup.objects.order_by("place").values_list("place", "need", "turn"))
    assert [place for place, _, _ in found] == list(range(len(found)))
    assert NeedWeights.objects.count() == 1
    voiced = {row.name: row.messages for row in Need.objects.all()}
    assert voiced[ferry] > 20
    before = {row.pk: row.need for row in Conversation.objects.all()}
    come_in(hire, *stored(*messages("saddle", "en", 120), start=200))
    count()
    assert list(NeedGroup.objects.values_list("place", flat=True).order_by("place")) == [
        place for place, _, _ in found
    ]  # once a day
    NeedBook.objects.update(grown_on="2020-01-01")
    workspaces.touch(hire)
    count()
    assert (
        list(NeedGroup.objects.order_by("place").values_list("place", "need", "turn"))[: len(found)]
        == found
    )
    assert {pk: need for pk, need in before.items() if need} == {
        row.pk: row.need for row in Conversation.objects.filter(pk__in=before) if before[row.pk]
    }
    late = set(NeedGroup.objects.filter(turn__gte=0).values_list("need", flat=True))
    told = NeedGroup.objects.filter(turn__gte=0).values_list("words", flat=True)
    assert any("saddle" in str(words) for words in told)
    assert Conversation.objects.filter(need__in=late).count() > 40


def test_a_need_that_is_joined_counts_with_the_other_until_it_is_parted(
    hire: Workspace, owner: Person, signed_in: Any
) -> None:
    helmet, ferry = need_of(FIRST[0]), need_of(FIRST[40])
    assert helmet
    assert ferry
    one = Message.objects.filter(text=FIRST[0]).first()
    correct(owner, one, asks="yes", act="question", need=helmet)
    both = sum(row.messages for row in Need.objects.filter(name__in=[helmet, ferry]))
    client: Client = signed_in()
    keys = {name: Need.objects.get(name=name).pk for name in (helmet, ferry)}

    def post(view: str, name: str, **values: object) -> Any:
        at = reverse(view, kwargs={"workspace": "aurora", "number": keys[name]})
        return client.post(at, values)

    assert post("need_join", helmet, into=keys[helmet]).status_code == 400
    post("need_join", helmet, into=keys[ferry])
    assert post("need_join", ferry, into=keys[helmet]).status_code == 400
    count()
    assert need_of(FIRST[0]) == ferry
    assert [row.messages for row in Need.objects.filter(name__in=[helmet, ferry])] == [both]
    page = client.get(reverse("need", kwargs={"workspace": "aurora", "number": keys[ferry]}))
    assert "Count it by itself again" in page.content.decode()
    assert [name for name, _ in page.context["made"].joined] == [helmet]
    post("need_part", ferry, need=helmet)
    count()
    assert need_of(FIRST[0]) == helmet
    assert sum(row.messages for row in Need.objects.filter(name__in=[helmet, ferry])) == both
    told = TrailEntry.objects.filter(verb__startswith="needs.").order_by("pk")
    assert [entry.verb for entry in told] == ["needs.join", "needs.part"]
    assert NeedChoice.objects.get(name=helmet).into == ""


def test_a_need_is_split_on_demand_and_put_together_again(
    hire: Workspace, owner: Person, signed_in: Any
) -> None:
    helmet, ferry, dog = (need_of(FIRST[n]) for n in (0, 40, 80))
    assert helmet
    assert ferry
    need_groups.join(owner, hire, helmet, ferry)
    count()
    wide = Need.objects.get(name=ferry)
    known = NeedGroup.objects.count()
    client: Client = signed_in()
    at = {"workspace": "aurora", "number": wide.pk}
    client.post(reverse("need_split", kwargs=at))
    count()
    fresh = set(NeedGroup.objects.filter(within=ferry).values_list("need", flat=True))
    assert len(fresh) >= 2
    assert {need_of(FIRST[0]), need_of(FIRST[40])} <= fresh | {ferry}
    assert need_of(FIRST[80]) == dog
    part = Need.objects.filter(name__in=fresh).first()
    assert part
    at = {"workspace": "aurora", "number": part.pk}
    page = client.get(reverse("need", kwargs=at))
    assert [name for name, _ in page.context["made"].split] == [ferry]
    client.post(reverse("need_together", kwargs=at), {"need": ferry})
    count()
    assert {need_of(FIRST[0]), need_of(FIRST[40])} == {ferry}
    assert NeedGroup.objects.count() == known + len(fresh)
    groups = groups_of(hire)
    assert groups
    assert {groups.called(name) for name in fresh} == {ferry}
    assert [entry.verb for entry in TrailEntry.objects.filter(verb__startswith="needs.")][-2:] == [
        "needs.split",
        "needs.together",
    ]


def test_what_cannot_be_split_is_said(workspace: Workspace, owner: Person, signed_in: Any) -> None:
    come_in(workspace, *stored("Quanto costa un chilo di caffè?", "Quanto costa la moka?"))
    count()
    number = Need.objects.get(name="price").pk
    signed_in().post(reverse("need_split", kwargs={"workspace": "aurora", "number": number}))
    count()
    work = Work.objects.get(kind=need_split.JOB.kind)
    assert work.state == Work.FAILED
    assert work.error["it"].startswith("I messaggi di «prezzi»")
    assert not NeedGroup.objects.exists()
