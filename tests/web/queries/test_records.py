"""A message is found by its network and id, with the thread around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from dialogo.web.actions.records import write_rows
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import records

pytestmark = pytest.mark.django_db
MINUTES: Iterator[int] = count()


def message(id_: str, **values: Any) -> dict[str, Any]:
    return {
        "network": "x",
        "message_id": id_,
        "sent_at": datetime(2026, 3, 4, tzinfo=UTC) + timedelta(minutes=next(MINUTES)),
        "author": "lucia",
        "author_kind": "customer",
        **values,
    }


@pytest.fixture
def talk(workspace: Workspace) -> Workspace:
    """A post with two comments under it, one of them answered; questions; two letters."""
    published = datetime(2026, 3, 3, tzinfo=UTC)
    write_rows(
        workspace,
        "posts",
        [{"network": "x", "post_id": "p", "published_at": published}],
        fill=True,
    )
    write_rows(
        workspace,
        "messages",
        [
            message("a", in_reply_to="p"),
            message("b", in_reply_to="a", author_kind="company"),
            message("c", in_reply_to="b"),
            message("d", in_reply_to="p"),
            message("alone"),
            message("lost", in_reply_to="never seen"),
            message("l1", conversation="k"),
            message("l2", conversation="k", in_reply_to="l1"),
        ],
        fill=True,
    )
    return workspace


def told(thread: records.Thread) -> tuple[str | None, list[tuple[str, int]]]:
    post = thread.post.post_id if thread.post else None
    return post, [(turn.message.message_id, turn.depth) for turn in thread.turns]


def test_a_message_and_a_post_are_found(talk: Workspace) -> None:
    found = records.message(talk, "x", "a")
    assert found is not None and found.message_id == "a"
    above = records.post(talk, "x", "p")
    assert above is not None and above.post_id == "p"
    assert records.message(talk, "mastodon", "a") is None
    assert records.message(Workspace.objects.create(slug="o", name="O"), "x", "a") is None


@pytest.mark.parametrize("id_", ["a", "b", "c"])
def test_a_thread_is_told_from_wherever_one_enters(talk: Workspace, id_: str) -> None:
    assert told(records.thread(talk, "x", id_)) == ("p", [("a", 0), ("b", 1), ("c", 2)])


def test_under_a_post_stand_all_its_comments(talk: Workspace) -> None:
    found = records.thread(talk, "x", "p")
    assert told(found) == ("p", [("a", 0), ("b", 1), ("c", 2), ("d", 0)])


def test_what_hangs_under_nothing_known_begins_by_itself(talk: Workspace) -> None:
    assert told(records.thread(talk, "x", "alone")) == (None, [("alone", 0)])
    assert told(records.thread(talk, "x", "lost")) == (None, [("lost", 0)])
    assert told(records.thread(talk, "x", "no such thing")) == (None, [])


def test_letters_are_one_after_the_other(talk: Workspace) -> None:
    assert told(records.thread(talk, "x", "l2")) == (None, [("l1", 0), ("l2", 0)])


def test_a_ring_of_answers_ends(workspace: Workspace) -> None:
    ring = [message("1", in_reply_to="2"), message("2", in_reply_to="1")]
    write_rows(workspace, "messages", ring, fill=True)
    found = records.thread(workspace, "x", "1")
    assert sorted(turn.message.message_id for turn in found.turns) == ["1", "2"]


def test_a_very_long_thread_is_cut(workspace: Workspace) -> None:
    many = [message("0"), *(message(str(n), in_reply_to="0") for n in range(1, 300))]
    write_rows(workspace, "messages", many, fill=True)
    found = records.thread(workspace, "x", "7")
    assert (len(found.turns), found.cut) == (200, True)


def test_rows_are_found_by_their_key(workspace: Workspace) -> None:
    row = {"person": "Ada", "day": date(2026, 3, 4), "activity": "answering", "hours": 2}
    write_rows(workspace, "hours", [row], fill=True)
    found = records.find(workspace, "hours", row)
    assert found is not None and found.hours == 2
    assert records.find(workspace, "hours", {**row, "note": "x"}) is None


def test_rows_are_counted_in_one_query(talk: Workspace, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert records.counts(talk) == {"posts": 1, "messages": 8}
    assert records.has_any(talk)
    assert not records.has_any(Workspace.objects.create(slug="o", name="O"))
