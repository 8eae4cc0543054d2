"""What is written is checked as its network would check it, and waits for whom it must wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from PIL import Image

from dialogo.networks.fake.server import Draft
from dialogo.web.actions.letters import decide, write
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.actions.letters.refused import Newer, WontDo
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message, Post
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from tests.web.actions.letters.desk import ANSWER, Desk, carried, later, way_of

pytestmark = pytest.mark.django_db


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture of so many pixels."""
    into = BytesIO()
    Image.new("RGB", (width, height), "tan").save(into, "PNG")
    return into.getvalue()


GIF = b"GIF89a" + b"\5\0" * 9
CAKE = GivenPicture("cake.png", png(), "A cake with apples")


def test_a_letter_is_queued_with_a_key_and_can_be_called_back(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), delay=write.DELAY)
    assert (letter.state, len(letter.key or "")) == ("queued", 26)
    assert letter.due_at == letter.next_at == letter.written_at
    letter = decide.call_back(letter, desk.owner)
    assert (letter.state, letter.key, letter.next_at) == ("draft", None, None)
    assert later(letter).state == "draft"
    with pytest.raises(WontDo):
        decide.call_back(letter, desk.owner)


def test_what_has_gone_out_cannot_be_called_back(desk: Desk) -> None:
    letter = carried(desk.answer(desk.conversation()))
    with pytest.raises(WontDo) as wrong:
        decide.call_back(letter, desk.owner)
    assert wrong.value.code == "state"
    assert Letter.objects.get().state == "sent"


def test_whoever_may_not_send_asks(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation, may_send=False)
    assert (letter.state, letter.next_at, letter.key) == ("asked", None, None)
    with pytest.raises(WontDo) as wrong:
        decide.approve(letter, desk.owner, may_send=False)
    assert wrong.value.code == "may-not"
    assert later(letter).state == "asked"
    assert desk.texts() == []


def test_what_was_approved_goes_out_and_says_by_whom(
    desk: Desk, member: Callable[[Role], Person]
) -> None:
    author = member(Role.AUTHOR)
    letter = desk.answer(desk.conversation(), by=author, may_send=False)
    letter = decide.approve(letter, desk.owner, may_send=True)
    assert (letter.state, letter.approved_by) == ("queued", desk.owner)
    letter = later(letter)
    assert letter.state == "sent"
    (row,) = Message.objects.filter(author_kind="company")
    assert row.agent == "Author"
    assert TrailEntry.objects.filter(verb="letters.approve", by=desk.owner).count() == 1


@pytest.mark.parametrize("way", ["rewritten", "called back"])
def test_what_was_approved_and_changed_is_approved_again(desk: Desk, way: str) -> None:
    letter = desk.answer(desk.conversation(), may_send=False)
    if way == "called back":
        letter = decide.approve(letter, desk.owner, may_send=True)
        letter = decide.call_back(letter, desk.owner)
    else:
        letter = decide.send_back(letter, desk.owner, "say when we close")
    assert letter.conversation is not None
    letter = desk.answer(
        letter.conversation, "At nine; we close at one.", may_send=False, draft=letter
    )
    assert (letter.state, letter.approved_by, letter.text) == (
        "asked", None, "At nine; we close at one.",
    )  # fmt: skip
    assert decide.send_back(letter, desk.owner, "").state == "draft"
    assert decide.send(letter, desk.owner, may_send=False).state == "asked"


def test_why_something_was_sent_back_stands_in_its_steps(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), approval=True)
    decide.send_back(letter, desk.owner, "say {when} we close")
    step = letter.steps.latest("pk")
    assert step.says == {
        "en": "Sent back: say {when} we close", "it": "Rimandata: say {when} we close",
    }  # fmt: skip


def test_somebody_who_wrote_meanwhile_is_read_first(desk: Desk) -> None:
    conversation = desk.conversation()
    basis = conversation.last_message
    parent = Message.objects.get(pk=basis).message_id
    draft = Draft("@roastery Or on Saturdays?", in_reply_to=parent)
    desk.server.write(desk.server.join("lia"), draft, timezone.now())
    desk.pull()
    with pytest.raises(Newer) as newer:
        desk.answer(conversation, basis=basis)
    (message,) = newer.value.messages
    assert (Message.objects.get(pk=message).text, newer.value.letters) == (
        "@roastery Or on Saturdays?", [],
    )  # fmt: skip
    assert Letter.objects.count() == 0
    assert desk.answer(conversation, basis=message).state == "queued"


def test_an_answer_of_somebody_else_on_its_way_is_news_and_ones_own_is_not(
    desk: Desk, member: Callable[[Role], Person]
) -> None:
    conversation = desk.conversation()
    basis = conversation.last_message
    first = desk.answer(conversation, basis=basis)
    assert desk.answer(conversation, "And there is jam.", basis=basis).state == "queued"
    responder = member(Role.RESPONDER)
    with pytest.raises(Newer) as newer:
        desk.answer(conversation, basis=basis, by=responder)
    assert newer.value.letters[0] == first.pk
    assert desk.answer(conversation, basis=basis, by=responder, anyway=True).state == "queued"


def test_ones_own_answer_that_was_sent_is_no_news_either(desk: Desk) -> None:
    conversation = desk.conversation()
    basis = conversation.last_message
    carried(desk.answer(conversation, basis=basis))
    assert desk.answer(conversation, "And jam.", basis=basis).state == "queued"


def test_whoever_approves_is_told_what_was_written_meanwhile(
    desk: Desk, member: Callable[[Role], Person]
) -> None:
    conversation = desk.conversation()
    basis = conversation.last_message
    letter = desk.answer(conversation, basis=basis, by=member(Role.AUTHOR), may_send=False)
    carried(desk.answer(conversation, "At ten."))
    with pytest.raises(Newer):
        decide.approve(letter, desk.owner, may_send=True)
    assert decide.approve(letter, desk.owner, may_send=True, anyway=True).state == "queued"


WRONG = [
    ("   \r\n ", {}, "empty"),
    ("a" * 501, {}, "too-long"),
    (ANSWER, {"pictures": [CAKE] * 5}, "pictures"),
    (ANSWER, {"pictures": [GivenPicture("cake.png", png(), " ")]}, "alt"),
    (ANSWER, {"pictures": [GivenPicture("cake.png", png(), "a" * 1501)]}, "alt-long"),
    (ANSWER, {"pictures": [GivenPicture("cake.png", b"<svg/>", "A cake")]}, "picture-type"),
    (
        ANSWER,
        {"pictures": [GivenPicture("c.gif", GIF, "A cake")]},
        "picture-type",
    ),
    (ANSWER, {"pictures": [GivenPicture("c.png", png()[:60], "A cake")]}, "picture-type"),
    (ANSWER, {"pictures": [GivenPicture("c.png", png(13_000, 13_000), "A")]}, "picture-size"),
    (ANSWER, {"then": "burn"}, "then"),
]


@pytest.mark.parametrize(("text", "more", "code"), WRONG)
def test_what_the_network_would_not_take_is_not_stored(
    desk: Desk, text: str, more: dict[str, object], code: str
) -> None:
    conversation = desk.conversation()
    with pytest.raises(WontDo) as wrong:
        desk.answer(conversation, text, **more)
    assert wrong.value.code == code
    assert wrong.value.say("it") != wrong.value.say("en")
    assert (Letter.objects.count(), LetterPicture.objects.count()) == (0, 0)


def test_a_draft_may_be_too_long_and_says_so_when_it_is_sent(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), "a" * 501, as_draft=True)
    assert letter.state == "draft"
    with pytest.raises(WontDo) as wrong:
        decide.send(letter, desk.owner, may_send=True)
    assert wrong.value.code == "too-long"
    assert Letter.objects.get().state == "draft"


def test_lines_of_a_form_are_counted_and_kept_as_one_sign(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), "At nine.\r\nCake\0 too. " + " " * 500)
    assert letter.text == "At nine.\nCake too."


def test_a_picture_goes_out_with_what_is_said_of_it(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), pictures=[CAKE])
    kept = letter.pictures.get()
    assert (kept.mime, kept.width, kept.height) == ("image/png", 40, 30)
    assert carried(letter).state == "sent"
    (there,) = desk.there()
    assert there["pictures"] == '[["cake.png", "image/png", "A cake with apples"]]'


def test_a_draft_keeps_its_pictures_until_there_are_others(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation, as_draft=True, pictures=[CAKE])
    letter = desk.answer(conversation, "", as_draft=True, draft=letter)
    assert letter.pictures.count() == 1
    letter = desk.answer(conversation, "Bread", draft=letter, pictures=[CAKE, CAKE])
    assert (letter.state, letter.pictures.count(), letter.text) == ("queued", 2, "Bread")
    assert way_of(letter) == ["draft", "queued"]
    with pytest.raises(WontDo):
        desk.answer(conversation, "Rolls", draft=letter)


def test_what_was_refused_can_be_changed_and_goes_out_under_a_fresh_key(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation)
    Letter.objects.update(reply_to={"id": "thing-99"})
    letter = carried(letter)
    assert (letter.state, letter.error_code) == ("refused", "not-there")
    former = letter.key
    letter = desk.answer(conversation, "At nine, really.", draft=letter)
    assert letter.key not in (None, former)
    assert (carried(letter).state, desk.texts()) == ("sent", ["At nine, really."])


def test_the_time_to_answer_may_be_over(desk: Desk) -> None:
    conversation = desk.conversation()
    Delivered.objects.update(reply_until=timezone.now() + timedelta(hours=1))
    letter = desk.answer(conversation)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        with pytest.raises(WontDo) as wrong:
            desk.answer(conversation)
        assert wrong.value.code == "too-late"
        letter = carried(letter)
        assert (letter.state, letter.error_code) == ("refused", "too-late")


def test_what_was_taken_down_is_not_answered(desk: Desk) -> None:
    conversation = desk.conversation()
    Delivered.objects.update(gone_at=timezone.now())
    with pytest.raises(WontDo) as wrong:
        desk.answer(conversation)
    assert wrong.value.code == "gone"


def test_a_program_gets_the_same_letter_for_the_same_key(desk: Desk) -> None:
    conversation = desk.conversation()
    first = desk.answer(conversation, asked_key="order-17")
    carried(first)
    again = desk.answer(conversation, asked_key="order-17")
    assert (again.pk, again.state) == (first.pk, "sent")
    with pytest.raises(WontDo) as wrong:
        desk.answer(conversation, "Something else", asked_key="order-17")
    assert wrong.value.code == "key-reused"
    assert desk.texts() == [ANSWER]


def test_what_nobody_may_write_to_is_taken_there_by_a_person(desk: Desk) -> None:
    conversation = desk.conversation()
    Delivered.objects.update(reply_forbidden="only those who were named may answer")
    letter = desk.answer(conversation)
    assert (letter.state, letter.error_code, letter.assisted) == ("held", "by-hand", True)
    with pytest.raises(WontDo):
        decide.retry(letter, desk.owner)
    url = "https://practice.example/thing-7"
    letter = decide.mark_sent(letter, desk.owner, url)
    assert (letter.state, letter.url, later(letter).state) == ("sent", url, "sent")
    row = Message.objects.get(author_kind="company")
    assert (row.agent, row.url, row.part_of_id, row.text) == (
        "Ada Neri", url, conversation.pk, ANSWER,
    )  # fmt: skip
    conversation.refresh_from_db()
    assert conversation.state == "answered"
    assert desk.texts() == []


def test_an_answer_by_hand_also_needs_approval(desk: Desk) -> None:
    conversation = desk.conversation()
    Delivered.objects.update(reply_forbidden="not here")
    letter = desk.answer(conversation, may_send=False)
    assert (letter.state, letter.assisted) == ("asked", True)
    letter = decide.approve(letter, desk.owner, may_send=True)
    assert (letter.state, letter.error_code) == ("held", "by-hand")


def test_a_conversation_from_an_import_is_answered_by_hand(desk: Desk) -> None:
    conversation = desk.conversation()
    conversation.connection = None
    conversation.save()
    letter = desk.answer(conversation, "a" * 5000)
    assert (letter.state, letter.assisted, letter.connection) == ("held", True, None)
    assert decide.mark_sent(letter, desk.owner).state == "sent"


def test_parts_of_a_thread_go_out_in_order_each_below_the_one_before(desk: Desk) -> None:
    first, second, third = write.thread(
        desk.connection, desk.owner, ["One", "Two", "Three"], may_send=True, delay=timedelta()
    )
    assert (second.next_at, third.next_at) == (None, None)
    assert carried(third).state == "queued"
    for letter in (first, second, third):
        assert carried(letter, in_=timedelta(seconds=1)).state == "sent"
    there = desk.there()
    assert [row["text"] for row in there] == ["One", "Two", "Three"]
    assert [row["in_reply_to"] for row in there] == [None, there[0]["id"], there[1]["id"]]
    (post,) = Post.objects.all()
    assert (post.text, post.author) == ("One", "Ada Neri")


def test_when_one_part_is_refused_the_rest_waits_and_then_follows_by_itself(desk: Desk) -> None:
    first, second, third = write.thread(
        desk.connection, desk.owner, ["One", "Two", "Three"], may_send=True, delay=timedelta()
    )
    carried(first)
    desk.server.remove(desk.there()[0]["id"], timezone.now())
    second = carried(second, in_=timedelta(seconds=1))
    third.refresh_from_db()
    assert (second.state, third.state, third.error_code) == ("refused", "held", "before")
    assert third.error is not None and "follows by itself" in third.error["en"]
    with desk.server.open() as db:
        db.execute("UPDATE things SET gone_at = NULL, text = 'One'")
    second = decide.rework(second, desk.owner)
    second = decide.send(second, desk.owner, may_send=True, delay=timedelta())
    assert later(second).state == "sent"
    assert later(third).state == "sent"
    assert desk.texts() == ["One", "Two", "Three"]


def test_when_one_part_is_dropped_somebody_decides_about_the_rest(desk: Desk) -> None:
    first, second = write.thread(
        desk.connection, desk.owner, ["One", "Two"], may_send=True, delay=write.DELAY
    )
    first = decide.call_back(first, desk.owner)
    second.refresh_from_db()
    assert second.state == "draft"
    decide.send(second, desk.owner, may_send=True)
    decide.drop(first, desk.owner)
    second.refresh_from_db()
    assert (second.state, second.error_code) == ("held", "before")
    decide.retry(second, desk.owner)
    assert (later(second).state, desk.texts()) == ("sent", ["Two"])


def test_a_post_waits_for_its_hour(desk: Desk) -> None:
    at = timezone.now() + timedelta(days=2)
    letter = write.post(desk.connection, desk.owner, "New beans", may_send=True, due_at=at)
    assert (letter.written_at, letter.next_at) == (at, at)
    assert carried(letter, in_=timedelta(days=1)).state == "queued"
    assert carried(letter, in_=timedelta(days=2, seconds=5)).state == "sent"


def test_nothing_is_posted_from_an_account_that_is_gone(desk: Desk) -> None:
    desk.connection.state = Connection.ENDED
    with pytest.raises(WontDo) as wrong:
        write.post(desk.connection, desk.owner, "New beans", may_send=True)
    assert wrong.value.code == "not-connected"
