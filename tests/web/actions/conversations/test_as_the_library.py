"""Conversations wait exactly as the measures of the library say, whatever the tree of replies."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogo.dialogue.dialogues import OPENINGS
from dialogo.dialogue.waits import WAITS
from dialogo.language.label import labelled
from dialogo.records.records import Records
from dialogo.records.reply_tree import NODES, THREADS
from dialogo.simulation.sample import sample
from dialogo.web.actions import workspaces
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import write_rows
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.recorded import BEGAN, NOW, records_of

pytestmark = pytest.mark.django_db

POSTS = [
    {"network": "x", "account": "aurora", "post_id": "p", "published_at": BEGAN, "text": "Uno"},
    {"network": "x", "account": "aurora", "post_id": "q", "published_at": BEGAN, "text": "Due",
     "joins": "p"},
]  # fmt: skip
TEXTS = ["A che ora aprite?", "Grazie!", "Il pacco è arrivato rotto, vergogna", "mah", None]
WAIT = ("asked_at", "needs_answer", "asked_on", "about", "priority")
URGENT = [{"kind": "urgent", "subject": "Mah", "from_day": BEGAN.date()}]
Rows = list[dict[str, Any]]


@st.composite
def trees(draw: st.DrawFn) -> Rows:
    """Messages that answer each other in any way: late, in circles, nobody, what is not there."""
    count = draw(st.integers(1, 10))
    rows = []
    for number in range(count):
        private = number % 3 == 0 and draw(st.booleans())
        place = draw(st.sampled_from(["c", "d"])) if private else None
        author = draw(st.sampled_from(["lia", "ugo", "aurora", "bot"]))
        kind = {"aurora": "company", "bot": "other"}.get(author, "customer")
        rows.append(
            {
                "network": "x",
                "account": "aurora",
                "message_id": f"{place or 'm'}{number}",
                "sent_at": BEGAN + timedelta(minutes=draw(st.integers(0, 8))),
                "author": author,
                "author_kind": kind,
                "conversation": place,
                "addressed": draw(st.sampled_from([True, False, None])),
                "automated": draw(st.sampled_from([True, False, None])),
                "text": draw(st.sampled_from(TEXTS)),
            }
        )
    for row in rows:
        near = [
            other["message_id"] for other in rows if other["conversation"] == row["conversation"]
        ]
        far = ["nowhere", "elsewhere"] if row["conversation"] else ["nowhere", "p", "q"]
        row["in_reply_to"] = draw(st.sampled_from([None, *near, *far]))
    return rows


@pytest.fixture(autouse=True)
def ada(db: None) -> Person:
    return Person.objects.create_user("ada@aurora.example", name="Ada")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=trees(), order=st.randoms(use_true_random=False), cut=st.integers(1, 10))
def test_any_tree_comes_out_the_same(ada: Person, rows: Rows, order: Any, cut: int) -> None:
    with transaction.atomic():
        workspace = workspaces.make("Aurora", ada)
        write_rows(workspace, "posts", POSTS, fill=False)
        write_rows(workspace, "plan", URGENT, fill=False)
        coming = list(rows)
        order.shuffle(coming)
        for some in (coming[:cut], coming[cut:]):
            write_rows(workspace, "messages", some, fill=False)
            while thread_new(workspace, most=3):
                pass
        records = labelled(records_of(workspace, messages=rows, posts=POSTS, plan=URGENT))
        compare(workspace, records)
        before = list(Conversation.objects.order_by("pk").values())
        standing.refresh(workspace, [row["id"] for row in before])
        assert list(Conversation.objects.order_by("pk").values()) == before
        transaction.set_rollback(True)


def test_the_sample_company_comes_out_the_same(ada: Person) -> None:
    workspace = workspaces.make("Aurora", ada)
    made = sample("it", NOW.date())
    for table in ("posts", "messages"):
        write_rows(workspace, table, made.tables[table], fill=True)
    while thread_new(workspace):
        pass
    records = labelled(made)
    assert Conversation.objects.count() > 500
    assert compare(workspace, records) > 100


def compare(workspace: Workspace, records: Records) -> int:
    """The same threads and the same open waits; how many of those there are."""
    assert threads_here() == threads_there(records)
    open_there = {
        id_key(row["network"], row["id"]): tuple(row[name] or "" for name in WAIT)
        for row in records.rows(
            f"SELECT network, id, {', '.join(WAIT)} FROM waits JOIN nodes USING (node) "
            "WHERE answered_at IS NULL",
            WAITS,
        )
    }
    opened = {
        id_key(row["network"], row["id"])
        for row in records.rows(
            "SELECT network, id FROM openings JOIN nodes USING (node)", OPENINGS, NODES
        )
    }
    said: dict[int, list[Any]] = defaultdict(list)
    for message in Message.objects.filter(part_of__isnull=False, author_kind="customer"):
        said[message.part_of_id].append(message)
    open_here = {}
    for one in Conversation.objects.all():
        theirs = sorted(said[one.pk], key=lambda m: (m.sent_at, len(m.message_id), m.message_id))
        if one.waiting_since is None:
            continue
        if bytes(theirs[0].row_key) not in opened:
            # The measures count no dialogue that did not begin with the company; the inbox shows
            # whoever turns to it later on, too.
            assert not theirs[0].addressed
            assert any(message.addressed for message in theirs)
            continue
        began = next(m for m in theirs if m.sent_at >= one.waiting_since)
        about = (one.network, one.need or "", one.priority or "")
        open_here[one.pk] = (one.waiting_since, one.asks, *about)
        assert one.state == Conversation.OPEN
        assert began.sent_at == one.waiting_since
    assert sorted(open_here.values()) == sorted(open_there.values())
    return len(open_here)


def threads_here() -> set[frozenset[str]]:
    found = defaultdict(set)
    for id_, thread in Message.objects.values_list("message_id", "thread_key"):
        assert thread is not None
        found[bytes(thread)].add(id_)
    return {frozenset(ids) for ids in found.values()}


def threads_there(records: Records) -> set[frozenset[str]]:
    found = defaultdict(set)
    for row in records.rows(
        "SELECT thread, id FROM threads JOIN nodes USING (node) WHERE NOT nodes.post",
        THREADS,
        NODES,
    ):
        found[row["thread"]].add(row["id"])
    return {frozenset(ids) for ids in found.values()}
