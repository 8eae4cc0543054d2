"""A letter is sent once, whatever the network does; or it waits for a person, with the reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.fake.server import Trouble
from dialogo.web.actions.letters import decide, pauses, releasing
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import Message
from tests.web.actions.letters.desk import ANSWER, Desk, answers, carried, later, way_of

pytestmark = pytest.mark.django_db


def test_an_answer_goes_out_and_is_a_record_at_once(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = carried(desk.answer(conversation))
    assert (letter.state, letter.error, letter.next_at) == ("sent", None, None)
    assert way_of(letter) == ["queued", "sending", "sent"]
    (there,) = desk.there()
    assert (there["text"], there["in_reply_to"]) == (ANSWER, letter.reply_to["id"])
    (row,) = answers(desk.workspace)
    assert (row.message_id, row.agent, row.part_of_id) == (there["id"], "Ada Neri", conversation.pk)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.last_ours) == ("answered", True)
    assert conversation.waiting_since is None
    assert Delivered.objects.filter(external_id=there["id"]).count() == 1


def test_an_answer_stands_behind_its_question_whatever_the_clock_of_the_network_says(
    desk: Desk,
) -> None:
    """The question claims a moment ahead of the one that the network gives the answer."""
    conversation = desk.conversation()
    ahead = timezone.now() + timedelta(minutes=10)
    Message.objects.update(sent_at=ahead)
    letter = carried(desk.answer(conversation))
    (row,) = answers(desk.workspace)
    assert row.sent_at > ahead > letter.sent_at
    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == ("answered", None)


def test_what_the_network_tells_of_it_later_is_the_same_message(desk: Desk) -> None:
    letter = carried(desk.answer(desk.conversation()))
    desk.pull()
    (row,) = answers(desk.workspace)
    assert (row.message_id, row.agent) == (letter.network_id, "Ada Neri")


def test_what_the_network_tells_of_it_before_we_could_note_it_is_the_same_message(
    desk: Desk,
) -> None:
    conversation = desk.conversation()
    desk.server.trouble("answer lost", sending=True)
    letter = carried(desk.answer(conversation))
    assert letter.state == "doubt"
    desk.pull()
    letter = later(letter)
    assert letter.state == "sent"
    (row,) = answers(desk.workspace)
    assert (row.agent, row.part_of_id) == ("Ada Neri", conversation.pk)
    assert desk.texts() == [ANSWER]


def test_it_waits_until_it_is_due(desk: Desk) -> None:
    letter = desk.answer(desk.conversation(), delay=pauses.UNDO)
    assert carry(letter.pk) is None
    assert carried(letter, in_=pauses.UNDO + timedelta(seconds=1)).state == "sent"


TROUBLES: list[tuple[Trouble, list[str]]] = [
    ("unreachable", ["queued", "sending", "queued", "sending", "sent"]),
    ("throttled", ["queued", "sending", "queued", "sending", "sent"]),
    ("throttled for", ["queued", "sending", "queued", "sending", "sent"]),
    ("cut before", ["queued", "sending", "doubt", "queued", "sending", "sent"]),
    ("error before", ["queued", "sending", "doubt", "queued", "sending", "sent"]),
    ("answer lost", ["queued", "sending", "doubt", "sent"]),
    ("half answer", ["queued", "sending", "doubt", "sent"]),
    ("error after", ["queued", "sending", "doubt", "sent"]),
]


@pytest.mark.parametrize(("trouble", "way"), TROUBLES)
def test_whatever_goes_wrong_it_is_there_once(desk: Desk, trouble: Trouble, way: list[str]) -> None:
    conversation = desk.conversation()
    desk.server.trouble(trouble, sending=True, seconds=30)
    letter = desk.answer(conversation)
    letter = later(letter)
    assert (letter.state, letter.error) == ("sent", None)
    assert way_of(letter) == way
    assert desk.texts() == [ANSWER]
    assert len(answers(desk.workspace)) == 1


def test_a_throttled_letter_waits_as_long_as_it_is_told(desk: Desk) -> None:
    desk.server.trouble("throttled for", sending=True, seconds=300)
    conversation = desk.conversation()
    now = timezone.now()
    letter = carried(desk.answer(conversation))
    assert letter.state == "queued"
    assert letter.next_at is not None and letter.error is not None
    assert timedelta(seconds=295) < letter.next_at - now < timedelta(seconds=305)
    assert letter.error["it"].startswith("la rete di prova chiede una pausa")


def test_what_is_refused_says_why_and_goes_to_its_author(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation)
    assert letter.reply_to is not None
    desk.server.remove(letter.reply_to["id"], timezone.now())
    letter = carried(letter)
    assert (letter.state, letter.error_code, letter.next_at) == ("refused", "not-there", None)
    assert letter.error == {
        "en": "what it answers is no longer there.",
        "it": "ciò a cui risponde non c'è più.",
    }
    assert desk.texts() == []


def test_what_is_known_to_be_gone_is_refused_before_it_is_tried(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    Delivered.objects.update(gone_at=timezone.now())
    letter = carried(letter)
    assert (letter.state, letter.error_code) == ("refused", "gone")
    assert way_of(letter) == ["queued", "refused"]


def test_a_worker_that_vanishes_before_it_sends_costs_nothing(desk: Desk) -> None:
    """Killed after `sending` was stored, before the first byte."""
    letter = desk.answer(desk.conversation())
    _vanished(letter)
    assert carry(letter.pk) is None
    letter = later(letter)
    assert letter.state == "sent"
    assert way_of(letter)[-4:] == ["doubt", "queued", "sending", "sent"]
    assert desk.texts() == [ANSWER]


def test_a_worker_that_vanishes_after_it_sent_does_not_send_twice(desk: Desk) -> None:
    """Killed between the network's answer and the note of it."""
    from dialogo.web.actions.connections.opening import open_connector
    from dialogo.web.actions.letters.content import as_sent

    letter = desk.answer(desk.conversation())
    with open_connector(desk.connection) as connector:
        connector.send(as_sent(letter))
    _vanished(letter)
    letter = later(letter)
    assert letter.state == "sent"
    assert way_of(letter)[-2:] == ["doubt", "sent"]
    assert desk.texts() == [ANSWER]


def test_signed_out_it_waits_and_goes_on_when_the_account_is_connected_again(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation)
    desk.server.sign_out(desk.us)
    letter = carried(letter)
    assert (letter.state, letter.error_code) == ("held", "signed-out")
    assert Connection.objects.get().state == "signed-out"
    assert carried(letter, in_=timedelta(hours=1)).state == "held"
    assert releasing.release() == 0
    _connect_again(desk)
    assert releasing.release() == 1
    letter = later(letter)
    assert letter.state == "sent"
    assert desk.texts() == [ANSWER]


def test_signed_out_while_in_doubt_it_is_looked_for_after_the_account_is_connected_again(
    desk: Desk,
) -> None:
    conversation = desk.conversation()
    desk.server.trouble("answer lost", sending=True)
    letter = carried(desk.answer(conversation))
    desk.server.sign_out(desk.us)
    letter = carried(letter, in_=timedelta(minutes=3))
    assert (letter.state, Connection.objects.get().state) == ("doubt", "signed-out")
    assert letter.error is not None and "Connect it again" in letter.error["en"]
    _connect_again(desk)
    assert releasing.release() == 1
    assert carried(letter).state == "sent"
    assert desk.texts() == [ANSWER]


def test_paused_it_waits_for_its_connection(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    Connection.objects.update(state="paused")
    letter = carried(letter)
    assert (letter.state, letter.error_code) == ("held", "paused")
    Connection.objects.update(state="live")
    releasing.release()
    assert later(letter).state == "sent"


@pytest.mark.parametrize("state", ["ended", "moved"])
def test_an_account_that_is_gone_leaves_its_letters_to_a_person(desk: Desk, state: str) -> None:
    letter = desk.answer(desk.conversation())
    Connection.objects.update(state=state)
    letter = carried(letter)
    assert (letter.state, letter.error_code) == ("held", "ended")
    assert desk.texts() == []


def test_an_account_that_is_disconnected_while_in_doubt_leaves_the_look_to_a_person(
    desk: Desk,
) -> None:
    desk.server.trouble("answer lost", sending=True)
    letter = carried(desk.answer(desk.conversation()))
    Connection.objects.update(state="ended")
    letter = carried(letter, in_=timedelta(minutes=3))
    assert (letter.state, letter.error_code) == ("held", "unsure")


def test_what_waited_for_weeks_asks_before_it_goes_on(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    Connection.objects.update(state="signed-out")
    letter = carried(letter)
    Connection.objects.update(state="live")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert releasing.release() == 0
        letter.refresh_from_db()
        assert (letter.state, letter.error_code) == ("held", "unreachable")
        decide.retry(letter, desk.owner)
        assert later(letter).state == "sent"


def test_a_day_without_the_network_leaves_it_to_a_person(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    for _ in range(3):
        desk.server.trouble("unreachable", sending=True)
    carried(letter)
    letter = carried(letter, in_=timedelta(hours=25))
    assert (letter.state, letter.error_code) == ("held", "unreachable")
    assert letter.error is not None and "It surely is not there." in letter.error["en"]


def test_something_unforeseen_is_looked_for_and_in_the_end_left_to_a_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("place")

    monkeypatch.setattr("dialogo.networks.fake.connection.write", breaks)
    letter = later(desk.answer(desk.conversation()))
    assert (letter.state, letter.error_code) == ("held", "unexpected")
    assert letter.error is not None and "KeyError" in letter.error["it"]
    assert way_of(letter)[:6] == ["queued", "sending", "doubt", "queued", "sending", "doubt"]
    assert desk.texts() == []


def test_a_conversation_is_closed_when_its_answer_has_been_sent(desk: Desk) -> None:
    conversation = desk.conversation()
    carried(desk.answer(conversation, then="close"))
    conversation.refresh_from_db()
    assert conversation.state == Conversation.CLOSED


def test_it_stays_open_if_they_have_written_again(desk: Desk) -> None:
    conversation = desk.conversation()
    letter = desk.answer(conversation, then="close")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        assert letter.reply_to is not None
        server, lia = desk.server, desk.server.join("lia")
        from dialogo.networks.fake.server import Draft

        server.write(lia, Draft("@roastery And on Mondays?", in_reply_to=letter.reply_to["id"]),
                     timezone.now())  # fmt: skip
        desk.pull()
    carried(letter)
    conversation.refresh_from_db()
    assert conversation.state == Conversation.OPEN


def test_a_private_answer_stays_private(desk: Desk) -> None:
    conversation = desk.conversation(private=True)
    letter = carried(desk.answer(conversation))
    assert (letter.state, letter.audience) == ("sent", "direct")
    (there,) = desk.there()
    assert (there["audience"], there["conversation"]) == ("direct", letter.private_id)
    (row,) = answers(desk.workspace)
    assert (row.kind, row.part_of_id) == ("direct", conversation.pk)


def _vanished(letter: Letter) -> None:
    """As a worker leaves it that is killed in the middle."""
    from dialogo.web.actions.letters import states

    next_at = timezone.now() + pauses.IN_HAND
    assert states.move(letter, states.SENDING, tries=letter.tries + 1, next_at=next_at)


def _connect_again(desk: Desk) -> None:
    from tests.web.actions.letters.desk import open_desk

    desk.connection = open_desk(desk.workspace, desk.owner, desk.server.path.parent).connection
