"""Messages find their threads and conversations, in whatever order they come in."""

from __future__ import annotations

import pytest

from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import undo_some, write_rows
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.imports import Import
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.recorded import said
from tests.web.talks import come_in

pytestmark = pytest.mark.django_db


def threads() -> dict[str, bytes]:
    return {id_: bytes(key) for id_, key in Message.objects.values_list("message_id", "thread_key")}


def parts() -> dict[str, int | None]:
    return dict(Message.objects.values_list("message_id", "part_of_id"))


def test_a_question_is_a_conversation_that_waits(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    one = Conversation.objects.get()
    assert (one.state, one.author, one.network, one.messages, one.unread) == (
        "open", "lia", "x", 1, 1,
    )  # fmt: skip
    assert (one.asks, one.place, one.private, one.last_ours) == ("yes", "mention", False, False)
    assert one.waiting_since == one.opened_at == one.last_at
    assert bytes(one.thread_key) == id_key("x", "1")


def test_an_answer_ends_the_wait_and_a_reply_to_it_begins_another(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    come_in(workspace, said("2", "aurora", "Alle otto.", hours=1, in_reply_to="1"))
    one = Conversation.objects.get()
    assert (one.state, one.waiting_since, one.last_ours, one.unread) == ("answered", None, True, 0)
    come_in(workspace, said("3", "lia", "E il sabato?", hours=2, in_reply_to="2"))
    one.refresh_from_db()
    assert (one.state, one.messages, one.unread, one.last_ours) == ("open", 3, 1, False)
    assert one.waiting_since == one.last_at


def test_an_automatic_reply_ends_no_wait(workspace: Workspace) -> None:
    come_in(
        workspace,
        said("1", "lia", "A che ora aprite?"),
        said(
            "2", "aurora", "Grazie, rispondiamo presto.", hours=1, in_reply_to="1", automated=True
        ),
    )
    one = Conversation.objects.get()
    assert (one.state, one.messages, one.last_ours) == ("open", 2, False)
    assert one.waiting_since == one.last_at
    assert parts()["2"] == one.pk


def test_words_between_customers_are_no_conversation(workspace: Workspace) -> None:
    come_in(
        workspace,
        said("1", "lia", "Buono il caffè lì?", addressed=False),
        said("2", "ugo", "Sì.", hours=1, in_reply_to="1", addressed=False),
    )
    assert Conversation.objects.count() == 0
    assert threads() == {"1": id_key("x", "1"), "2": id_key("x", "1")}


def test_what_a_customer_said_before_is_part_of_the_conversation(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "Chi fa il caffè migliore?", addressed=False))
    come_in(workspace, said("2", "aurora", "Noi!", hours=1, in_reply_to="1"))
    one = Conversation.objects.get()
    assert (one.author, one.messages, one.state) == ("lia", 2, "answered")
    assert parts() == {"1": one.pk, "2": one.pk}


def test_a_parent_that_comes_late_joins_threads(workspace: Workspace) -> None:
    come_in(workspace, said("3", "ugo", "Anche io!", hours=2, in_reply_to="2"))
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    assert Conversation.objects.count() == 2
    kept = Conversation.objects.get(author="ugo")
    come_in(workspace, said("2", "ugo", "Bella domanda.", hours=1, in_reply_to="1"))
    assert set(threads().values()) == {id_key("x", "1")}
    assert Conversation.objects.count() == 2
    kept.refresh_from_db()
    assert (bytes(kept.thread_key), kept.messages) == (id_key("x", "1"), 2)


def test_who_had_spoken_in_the_thread_that_a_late_parent_leads_to(workspace: Workspace) -> None:
    come_in(workspace, said("1", "ugo", "Chi apre la domenica?", addressed=False))
    come_in(workspace, said("3", "ugo", "E voi?", hours=2, in_reply_to="2"))
    come_in(workspace, said("2", "lia", "Loro.", hours=1, in_reply_to="1", addressed=False))
    one = Conversation.objects.get()
    assert (one.author, one.messages) == ("ugo", 2)
    assert parts() == {"1": one.pk, "2": None, "3": one.pk}


def test_a_parent_that_comes_late_tells_whom_an_answer_speaks_to(workspace: Workspace) -> None:
    come_in(workspace, said("2", "aurora", "Alle otto.", hours=1, in_reply_to="1"))
    assert parts() == {"2": None}
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    one = Conversation.objects.get()
    assert parts() == {"1": one.pk, "2": one.pk}
    assert one.state == "answered"


def test_replies_that_go_round_are_threads_of_their_own(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "uno", in_reply_to="3"))
    come_in(workspace, said("2", "lia", "due", in_reply_to="1"))
    come_in(workspace, said("4", "lia", "quattro", in_reply_to="2"))
    come_in(workspace, said("3", "lia", "tre", in_reply_to="2"))
    assert threads() == {id_: id_key("x", id_) for id_ in "1234"}
    assert Conversation.objects.count() == 4


def test_two_under_one_post_are_two_conversations_in_one_thread(workspace: Workspace) -> None:
    post = {"network": "x", "post_id": "p", "published_at": said("0", "a", "")["sent_at"]}
    write_rows(workspace, "posts", [{**post, "account": "aurora", "text": "Nuovo"}], fill=False)
    come_in(
        workspace,
        said("1", "lia", "Bello", in_reply_to="p", kind="comment"),
        said("2", "ugo", "Quanto costa?", in_reply_to="p", kind="comment", hours=1),
    )
    assert set(threads().values()) == {id_key("x", "p")}
    assert sorted(Conversation.objects.values_list("author", "place")) == [
        ("lia", "comment"), ("ugo", "comment"),
    ]  # fmt: skip


def test_an_answer_to_everybody_in_a_private_conversation_answers_each(
    workspace: Workspace,
) -> None:
    talk = {"conversation": "c", "kind": "direct", "addressed": None}
    come_in(workspace, said("1", "lia", "A che ora aprite?", **talk))
    come_in(workspace, said("2", "aurora", "Alle otto.", hours=1, **talk))
    lia = Conversation.objects.get()
    assert (lia.private, lia.state, parts()["2"]) == (True, "answered", lia.pk)
    come_in(workspace, said("3", "ugo", "E chiudete?", hours=2, **talk))
    assert parts()["2"] is None
    lia.refresh_from_db()
    ugo = Conversation.objects.get(author="ugo")
    assert (lia.state, ugo.state) == ("answered", "open")
    come_in(workspace, said("4", "aurora", "Alle venti.", hours=3, **talk))
    lia.refresh_from_db()
    ugo.refresh_from_db()
    assert (lia.state, ugo.state) == ("answered", "answered")


def test_a_closed_conversation_opens_when_they_write_again(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    Conversation.objects.update(state="closed")
    come_in(workspace, said("1", "lia", "A che ora aprite, di sabato?"))
    assert Conversation.objects.get().state == "closed"
    come_in(workspace, said("2", "lia", "Allora?", hours=1, in_reply_to="1"))
    assert Conversation.objects.get().state == "open"


def test_undoing_an_import_takes_its_conversations_back(workspace: Workspace) -> None:
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    import_ = Import.objects.create(workspace=workspace, state=Import.UNDOING)
    brought = [
        said("2", "aurora", "Alle otto.", hours=1, in_reply_to="1"),
        said("3", "lia", "Grazie!", hours=2, in_reply_to="2"),
        said("4", "ugo", "Aprite la domenica?", hours=3),
    ]
    write_rows(workspace, "messages", brought, fill=True, brought_by=import_)
    while thread_new(workspace, 2):
        pass
    assert sorted(Conversation.objects.values_list("author", "messages")) == [
        ("lia", 3),
        ("ugo", 1),
    ]
    while undo_some(import_, 1) is not None:
        pass
    while thread_new(workspace):
        pass
    one = Conversation.objects.get()
    assert (one.author, one.messages, one.state) == ("lia", 1, "open")
    assert one.waiting_since == one.opened_at
