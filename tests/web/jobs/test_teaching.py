"""Corrections teach: what is learnt counts everywhere, conversations follow, and it can go."""

from __future__ import annotations

from typing import Any

import pytest

from dialogo.web.actions import post_corrections, teaching
from dialogo.web.actions.conversations.corrections import correct, take_back
from dialogo.web.actions.erasing.person import erase
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import community
from dialogo.web.jobs import teaching as job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.community import Contact
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.language import OwnModel
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message, Post
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import labels_of
from dialogo.web.queries.posts import does_of
from dialogo.web.queries.taught import taught_of
from tests.language.test_learning import LANES, OTHERS
from tests.web.recorded import said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db(transaction=True)
LIKE = "five of us, lane on Monday evening"
KINDS = {one.JOB.kind: one.JOB for one in (job, community)}


def learn() -> None:
    run_until_idle(KINDS)


def fresh() -> Workspace:
    return Workspace.objects.get()


def act_of(author: str) -> tuple[str, str]:
    """What a conversation stands as, and what its words are told to be at this moment."""
    row = Message.objects.get(author=author)
    label = labels_of(fresh(), {bytes(row.row_key): row.text})[bytes(row.row_key)]
    return talk_of(author).act, label.act


@pytest.fixture
def corrected(workspace: Workspace, owner: Person) -> Workspace:
    """A bowls club whose team has corrected a dozen messages; one like them, and some unlike."""
    told = [*LANES, LIKE, *OTHERS]
    come_in(workspace, *(said(f"{n}", f"p{n}", text, hours=n) for n, text in enumerate(told)))
    for message in Message.objects.filter(author__in=[f"p{n}" for n in range(len(LANES))]):
        correct(owner, message, asks="yes", act="request", need=None)
    return workspace


def test_what_was_corrected_teaches_and_conversations_follow(
    corrected: Workspace, owner: Person
) -> None:
    like = f"p{len(LANES)}"
    others = {row.pk: (row.asks, row.act) for row in Conversation.objects.exclude(author=like)}
    assert act_of(like)[0] != "request"
    revision = fresh().revision
    learn()
    assert act_of(like) == ("request", "request")
    assert others == {
        row.pk: (row.asks, row.act) for row in Conversation.objects.exclude(author=like)
    }
    own = OwnModel.objects.get()
    assert (own.corrections, own.number, own.helps, own.settled) == (len(LANES), 1, True, None)
    assert own.figures["changed"] == {"messages": 1, "posts": 0}
    (example,) = own.figures["examples"]
    assert Message.objects.get(pk=example["message"]).author == like
    was = example["said"]["act"][0]
    assert example["said"]["act"] == [was, "request"]
    assert fresh().revision > revision  # whatever is derived is made anew
    learn()
    assert OwnModel.objects.get().number == 1

    teaching.switch(owner, fresh(), on=False)
    learn()
    assert act_of(like) == (was, was)
    teaching.switch(owner, fresh(), on=True)
    learn()
    assert act_of(like) == ("request", "request")

    teaching.forget(owner, fresh())
    learn()
    assert taught_of(fresh()) is None
    assert act_of(like) == (was, was)
    assert act_of("p0") == ("request", "request")  # what somebody said stands
    assert list(TrailEntry.objects.filter(verb__startswith="language.").values_list("verb")) == [
        ("language.switch",), ("language.switch",), ("language.forget",),
    ]  # fmt: skip


def test_corrections_taken_back_and_people_erased_leave_what_was_learnt(
    corrected: Workspace, owner: Person
) -> None:
    like = f"p{len(LANES)}"
    learn()
    contact = Contact.objects.get(name="p0")
    erase(owner, contact)
    assert taught_of(fresh()) is None  # at once
    assert OwnModel.objects.get().table is None
    learn()
    assert OwnModel.objects.get().corrections == len(LANES) - 1
    assert act_of(like) == ("request", "request")
    for number in range(1, len(LANES)):
        take_back(owner, Message.objects.get(author=f"p{number}"))
    learn()
    own = OwnModel.objects.get()
    assert (own.corrections, own.helps, own.table) == (0, False, None)
    assert act_of(like)[0] != "request"


def test_what_a_post_does_is_corrected_and_its_like_follow(
    workspace: Workspace, owner: Person
) -> None:
    again = "Tonight the doors open at nine, bring your luck and your cards, room {}"
    rows: list[dict[str, Any]] = [
        {"network": "x", "post_id": str(n), "text": again.format(n), "published_at": None}
        for n in range(2)
    ]
    for row in rows:
        row["published_at"] = said("1", "a", "b")["sent_at"]
    write_rows(workspace, "posts", rows, fill=True)
    one, other = Post.objects.order_by("pk")
    before = does_of(other)
    post_corrections.correct(owner, one, "conversation")
    assert (does_of(one).does, does_of(one).by) == ("conversation", owner.pk)
    assert does_of(other) == before
    learn()
    other = Post.objects.get(pk=other.pk)
    assert (does_of(other).does, does_of(other).model) == ("conversation", "models 2 + own 1")
    assert not OwnModel.objects.get().helps  # nobody can tell from one
    assert post_corrections.take_back(owner, one)
    assert not post_corrections.take_back(owner, one)
    learn()
    assert does_of(Post.objects.get(pk=other.pk)) == before
