"""Workers do what is due with letters by themselves, and tell where nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.fake.server import Draft
from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.letters import pauses, small_acts, write
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.jobs import letters_like, letters_take_down, letters_watch, send
from dialogo.web.jobs.job import Job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import ANSWER, Desk, carried, open_desk

pytestmark = pytest.mark.django_db
MODULES = (send, letters_watch, letters_take_down, letters_like)
KINDS: Mapping[str, Job] = {module.JOB.kind: module.JOB for module in MODULES}


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However lately another test has looked."""
    monkeypatch.setattr(letters_watch, "LOOKS_EVERY", 0.0)
    monkeypatch.setattr(letters_watch, "RECOGNISES_EVERY", 0.0)


def test_a_letter_goes_out_when_it_is_due_and_not_before(desk: Desk) -> None:
    desk.answer(desk.conversation(), delay=pauses.UNDO)
    run_until_idle(KINDS)
    assert Letter.objects.get().state == "queued"
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        run_until_idle(KINDS)
    assert (Letter.objects.get().state, desk.texts()) == ("sent", [ANSWER])
    assert Work.objects.filter(kind="send").get().outcome == {"state": "sent"}


def test_every_worker_asks_for_one_piece_of_work_a_letter(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    (one,) = send.due(timezone.now())
    assert (one.key, one.workspace, one.content) == (
        f"send:{letter.pk}", desk.workspace, {"letter": letter.pk},
    )  # fmt: skip
    assert list(send.due(timezone.now() - timedelta(seconds=5))) == []


def test_one_account_that_is_stuck_does_not_hold_back_another(desk: Desk, tmp_path: Path) -> None:
    """It has written first, and far more; its server is asked once, and not for every letter."""
    stuck = desk.connection
    for _ in range(30):
        desk.server.trouble("unreachable", sending=True)
    given = {"may_send": True, "delay": timedelta()}
    waiting = [write.post(stuck, desk.owner, f"number {n}", **given) for n in range(30)]
    file = str(tmp_path / "other.sqlite3")
    other = by_form(desk.workspace, desk.owner, "fake", "file", {"file": file, "handle": "b"})
    soon = [write.post(other, desk.owner, f"letter {n}", **given) for n in range(12)]
    asked = [one.content["letter"] for one in send.due(timezone.now())]
    assert asked[:4] == [waiting[0].pk, soon[0].pk, waiting[1].pk, soon[1].pk]
    assert len(asked) == 2 * send.EACH
    run_until_idle(KINDS)
    sent = Letter.objects.filter(state="sent").order_by("sent_at", "pk")
    assert list(sent.values_list("pk", flat=True)) == [letter.pk for letter in soon]
    left = Letter.objects.filter(connection=stuck)
    assert set(left.values_list("state", flat=True)) == {"queued"}
    assert left.filter(tries__gt=0).count() == 1
    assert left.filter(next_at__lte=timezone.now()).count() == 0
    desk.server.calm()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        run_until_idle(KINDS)
    done = LetterStep.objects.filter(letter__connection=stuck, state="sent").order_by("pk")
    assert list(done.values_list("letter", flat=True)) == [letter.pk for letter in waiting]


def test_a_letter_lasts_longer_on_its_way_than_any_request() -> None:
    from dialogo.networks.http import TOTAL

    longest = timedelta(seconds=TOTAL)
    assert longest < pauses.IN_HAND <= send.JOB.lease
    assert longest < pauses.SETTLES


def test_what_was_held_goes_on_by_itself_when_its_account_sends_again(desk: Desk) -> None:
    desk.answer(desk.conversation())
    Connection.objects.update(state="signed-out")
    run_until_idle(KINDS)
    assert Letter.objects.get().state == "held"
    Connection.objects.update(state="live")
    run_until_idle(KINDS)
    assert (Letter.objects.get().state, desk.texts()) == ("sent", [ANSWER])


def test_what_is_past_due_is_told_once(desk: Desk) -> None:
    letter = desk.answer(desk.conversation())
    only_watch = {letters_watch.KIND: letters_watch.JOB}
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert run_until_idle(only_watch) == 1
        assert run_until_idle(only_watch) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.error_code) == ("queued", "past-due")
    assert letter.error is not None and "no worker has taken it" in letter.error["en"]
    assert LetterStep.objects.filter(letter=letter, was="queued", state="queued").count() == 1
    assert carried(letter).state == "sent"


def test_nothing_is_watched_over_where_there_is_nothing(desk: Desk) -> None:
    carried(desk.answer(desk.conversation()))
    assert list(letters_watch.due(timezone.now())) == []


def test_what_was_sent_is_taken_down(desk: Desk) -> None:
    letter = carried(desk.answer(desk.conversation()))
    small_acts.delete_on_network(letter, desk.owner)
    run_until_idle(KINDS)
    letter.refresh_from_db()
    assert (letter.state, letter.error, desk.texts()) == ("deleted", None, [])
    assert Delivered.objects.get(external_id=letter.network_id).gone_at is not None
    assert TrailEntry.objects.filter(verb="letters.delete", by=desk.owner).count() == 1
    with pytest.raises(WontDo):
        small_acts.delete_on_network(letter, desk.owner)


def test_what_cannot_be_taken_down_now_is_tried_again_and_says_so(desk: Desk) -> None:
    letter = carried(desk.answer(desk.conversation()))
    small_acts.delete_on_network(letter, desk.owner)
    desk.server.trouble("unreachable", sending=False)
    run_until_idle(KINDS)
    letter.refresh_from_db()
    assert (letter.state, letter.error_code) == ("sent", "not-taken-down")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        run_until_idle(KINDS)
    assert (Letter.objects.get().state, desk.texts()) == ("deleted", [])


def test_a_message_is_liked_and_not_any_more(desk: Desk) -> None:
    desk.conversation()
    message = Message.objects.get()
    small_acts.like(message, desk.owner)
    run_until_idle(KINDS)
    assert desk.server.likers(message.message_id) == ["roastery"]
    assert Delivered.objects.get().liked
    small_acts.like(message, desk.owner, unlike=True)
    run_until_idle(KINDS)
    assert desk.server.likers(message.message_id) == []
    assert not Delivered.objects.get().liked


def test_what_no_connected_account_has_told_is_not_liked(desk: Desk) -> None:
    desk.conversation()
    Connection.objects.update(state="ended")
    with pytest.raises(WontDo):
        small_acts.like(Message.objects.get(), desk.owner)


def test_a_key_that_is_reused_after_a_restart_of_the_network_makes_no_second_one(
    desk: Desk,
) -> None:
    """The network has it by the same key from somebody who was killed before anything was noted."""
    letter = desk.answer(desk.conversation())
    assert letter.reply_to is not None
    draft = Draft(letter.text, in_reply_to=letter.reply_to["id"], key=letter.key)
    desk.server.write(desk.us, draft, timezone.now())
    run_until_idle(KINDS)
    assert (Letter.objects.get().state, desk.texts()) == ("sent", [ANSWER])
