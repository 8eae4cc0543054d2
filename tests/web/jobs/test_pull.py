"""Connected accounts are pulled when they are due, and what they bring is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.errors import Refused
from dialogo.networks.fake.connection import Fake
from dialogo.networks.fake.server import Draft
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Pulled
from dialogo.networks.seen import Message as Told
from dialogo.records.text import Text
from dialogo.web.actions.connections import keep
from dialogo.web.actions.receiving.again import try_again
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.jobs import pull
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection, Delivered, RawEvent
from dialogo.web.models.conversations import Conversation, Looking
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message, Post
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.receiving import stuck, stuck_of
from tests.networks.fake.test_fake import FakeWorld
from tests.networks.words import now
from tests.web.actions.receiving.told import US, message
from tests.web.jobs.practice import practice

pytestmark = pytest.mark.django_db
PULL = {pull.KIND: pull.JOB}


@pytest.fixture
def there(workspace: Workspace, tmp_path: Path) -> tuple[FakeWorld, Connection]:
    return practice(workspace, tmp_path)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def pulled(connection: Connection) -> Connection:
    """After all that is due was done."""
    run_until_idle(PULL)
    connection.refresh_from_db()
    return connection


def test_what_people_write_is_in_the_records(there: tuple[FakeWorld, Connection]) -> None:
    world, connection = there
    post = world.publish("New beans")
    comment = world.reply(post, "Are they roasted here?")
    private = world.direct("Do you deliver?", by="bruno")
    pulled(connection)
    assert list(Post.objects.values_list("post_id", "text")) == [(post, "New beans")]
    told = Message.objects.order_by("sent_at")
    assert list(told.values_list("message_id", "author", "kind", "in_reply_to")) == [
        (comment, "ada", "comment", post),
        (private, "bruno", "direct", None),
    ]
    assert [bool(one.conversation) for one in told] == [False, True]


def test_a_backlog_of_many_pages_comes_whole(there: tuple[FakeWorld, Connection]) -> None:
    world, connection = there
    ids = {world.mention(f"Number {n}") for n in range(1_120)}
    pulled(connection)
    assert set(Message.objects.values_list("message_id", flat=True)) == ids
    assert Message.objects.count() == len(ids)
    assert Work.objects.get().outcome == {"events": 1_120}


def test_an_answer_given_elsewhere_ends_the_wait(there: tuple[FakeWorld, Connection]) -> None:
    world, connection = there
    question = world.mention("Are you open on Sunday?")
    pulled(connection)
    conversation = Conversation.objects.get()
    assert conversation.waiting_since is not None
    world.answer(question, "Until noon.")
    Connection.objects.update(pull_at=timezone.now())
    pulled(connection)
    conversation.refresh_from_db()
    assert (conversation.waiting_since, conversation.last_ours) == (None, True)
    assert Message.objects.filter(author_kind="company").count() == 1


def test_edits_and_deletions_are_noticed(there: tuple[FakeWorld, Connection]) -> None:
    world, connection = there
    edited, gone = world.mention("Are you opne?"), world.mention("Never mind")
    pulled(connection)
    world.edit(edited, "@roastery Are you open?")
    world.remove(gone)
    Connection.objects.update(pull_at=timezone.now())
    pulled(connection)
    texts = dict(Message.objects.values_list("message_id", "text"))
    assert texts == {edited: "@roastery Are you open?", gone: "@roastery Never mind"}
    found = {one.external_id: one for one in Delivered.objects.all()}
    assert [bool(found[one].edited_at) for one in (edited, gone)] == [True, False]
    assert [bool(found[one].gone_at) for one in (edited, gone)] == [False, True]


def test_a_quiet_account_is_asked_less_and_less_and_a_busy_one_soon(
    there: tuple[FakeWorld, Connection], clock: time_machine.Traveller
) -> None:
    world, connection = there
    waits = []
    for round_ in range(12):
        if round_ == 10:
            world.mention("Hello")
        before = timezone.now()
        waits.append(round((pulled(connection).pull_at - before).total_seconds()))
        clock.move_to(connection.pull_at)
    assert waits == [20, 30, 45, 68, 101, 152, 228, 300, 300, 300, 20, 30]
    assert connection.pulled_at == before


def test_nothing_new_leaves_the_workspace_as_it_is(
    there: tuple[FakeWorld, Connection], workspace: Workspace
) -> None:
    world, connection = there
    world.mention("Hello")
    pulled(connection)
    workspace.refresh_from_db()
    before = workspace.revision
    for _ in range(3):
        Connection.objects.update(pull_at=timezone.now())
        pulled(connection)
    workspace.refresh_from_db()
    assert (workspace.revision, RawEvent.objects.count()) == (before, 1)


def test_whoever_looks_has_it_pulled_soon(
    there: tuple[FakeWorld, Connection], owner: Person, clock: time_machine.Traveller
) -> None:
    world, connection = there
    world.mention("Hello")
    pulled(connection)
    for _ in range(9):
        clock.move_to(connection.pull_at)
        pulled(connection)
    last = connection.pulled_at
    assert last is not None
    assert connection.pull_at == last + pull.LATE
    clock.move_to(last + timedelta(seconds=19))
    Looking.objects.create(conversation=Conversation.objects.get(), person=owner, at=timezone.now())
    assert run_until_idle(PULL) == 0
    clock.move_to(last + timedelta(seconds=20))
    assert run_until_idle(PULL) == 1
    connection.refresh_from_db()
    assert connection.pull_at == timezone.now() + pull.SOON


@pytest.mark.parametrize(
    ("trouble", "state"), [("throttled for", "resting"), ("unreachable", "resting")]
)
def test_trouble_puts_the_next_pull_off_and_loses_nothing(
    there: tuple[FakeWorld, Connection], clock: time_machine.Traveller, trouble: str, state: str
) -> None:
    world, connection = there
    question = world.mention("Are you open?")
    world.trouble(trouble, sending=False)  # type: ignore[arg-type]  # one of its troubles
    assert pulled(connection).state == state
    assert (connection.pull_at > timezone.now(), connection.error is not None) == (True, True)
    assert run_until_idle(PULL) == 0
    clock.move_to(connection.pull_at)
    assert (pulled(connection).state, connection.error) == ("live", None)
    assert Message.objects.get().message_id == question


def test_a_trouble_on_the_way_keeps_the_pages_before_it(
    there: tuple[FakeWorld, Connection], clock: time_machine.Traveller
) -> None:
    world, connection = there
    for n in range(120):
        world.mention(f"Number {n}")
    company = world.connect()
    store_page(connection, company.pull(None))
    world.trouble("half answer", sending=False)
    assert pulled(connection).state == "resting"
    assert Message.objects.count() == 50
    clock.move_to(connection.pull_at)
    pulled(connection)
    assert Message.objects.count() == 120


def test_a_signed_out_account_is_left_until_it_is_connected_again(
    there: tuple[FakeWorld, Connection], clock: time_machine.Traveller
) -> None:
    world, connection = there
    world.sign_out()
    assert pulled(connection).state == "signed-out"
    clock.shift(timedelta(days=1))
    assert run_until_idle(PULL) == 0


def test_what_waits_is_taken_in_though_the_account_is_pulled_no_more(
    there: tuple[FakeWorld, Connection],
) -> None:
    _, connection = there
    store_page(connection, Pulled((message("m1"),), "1"))
    keep.pause(connection, None)
    assert run_until_idle(PULL) == 1
    assert Message.objects.get().message_id == "m1"
    assert run_until_idle(PULL) == 0


def test_what_cannot_be_taken_in_is_shown_and_can_be_tried_again(
    there: tuple[FakeWorld, Connection], workspace: Workspace, owner: Person
) -> None:
    _, connection = there
    store_page(connection, Pulled((message("x" * 2_000), message("m1")), "1"))
    pulled(connection)
    found = stuck(connection)
    assert (found.count, stuck_of(workspace)) == (1, {connection.pk: found})
    (event,) = found.newest
    assert event.error == {
        "en": "the id that it has cannot be kept: it has 2,000 characters, or signs that are no "
        "text.",
        "it": "il suo identificativo non si può conservare: ha 2.000 caratteri, o segni che non "
        "sono testo.",
    }
    RawEvent.objects.filter(pk=event.pk).update(
        content={**event.content, "ref": {"id": "m2", "version": None, "root": None}}
    )
    assert try_again(connection, owner) == 1
    assert stuck(connection).count == 0
    pulled(connection)
    assert set(Message.objects.values_list("message_id", flat=True)) == {"m1", "m2"}
    assert TrailEntry.objects.filter(verb="networks.again").count() == 1
    assert try_again(connection, owner) == 0


def test_a_fault_in_a_connector_is_not_tried_over_and_over(
    there: tuple[FakeWorld, Connection],
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, connection = there
    monkeypatch.setattr(Fake, "pull", lambda *_: 1 // 0)
    pulled(connection)
    assert connection.pull_at == timezone.now() + pull.LATE
    clock.shift(timedelta(minutes=2))
    work = Work.objects.get()
    while work.state != Work.FAILED:
        Work.objects.update(due_at=timezone.now())
        run_until_idle(PULL)
        work.refresh_from_db()
    assert run_until_idle(PULL) == 0
    assert Work.objects.count() == 1


def test_a_network_that_says_there_is_more_for_ever_is_left_for_now(
    there: tuple[FakeWorld, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, connection = there
    pages = iter(range(100_000))
    stuck_page = Pulled((), "same", more=True)
    monkeypatch.setattr(Fake, "pull", lambda *_: (next(pages), stuck_page)[1])
    pulled(connection)
    assert next(pages) == 2
    monkeypatch.setattr(Fake, "pull", lambda *_: Pulled((), str(next(pages)), more=True))
    Connection.objects.update(pull_at=timezone.now())
    (due,) = list(pull.due(timezone.now()))
    assert due.key == f"pull:{connection.pk}"


def test_the_thread_above_a_mention_is_read_once(
    there: tuple[FakeWorld, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, connection = there
    head = world.server.write(world.server.join("carla"), Draft("Which roastery?"), now())
    between = world.reply(head, "A good one", by="dora")
    mention = world.reply(between, "@roastery is one", by="bruno")
    aside = message("aside", "Another talk", in_reply_to=head, addressed=False)
    ours = message("ours", "Hello", author=US, ours=True, addressed=False)
    asked: list[str] = []

    def thread(_: Fake, ref: Ref) -> list[Told]:
        asked.append(ref.id)
        carla, dora = Author("account-carla", "carla"), Author("account-dora", "dora")
        told = message(head, "Which roastery?", author=carla, addressed=False)
        reply = message(between, "A good one", author=dora, in_reply_to=head, addressed=False)
        again = message(mention, "Told otherwise", in_reply_to=between)
        return [told, reply, again, aside, ours]

    monkeypatch.setattr(Fake, "thread", thread)
    pulled(connection)
    assert asked == [mention]
    said = dict(Message.objects.values_list("message_id", "text"))
    assert said == {
        head: "Which roastery?", between: "A good one", mention: "@roastery is one",
    }  # fmt: skip
    assert Post.objects.get().post_id == "ours"
    world.reply(between, "@roastery again", by="ada")
    Connection.objects.update(pull_at=timezone.now())
    pulled(connection)
    assert asked == [mention]


def test_a_thread_that_nobody_shows_is_asked_for_once(
    there: tuple[FakeWorld, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, connection = there
    head = world.server.write(world.server.join("carla"), Draft("Which roastery?"), now())
    world.reply(head, "@roastery is one", by="bruno")
    asked: list[str] = []

    def thread(_: Fake, ref: Ref) -> list[Told]:
        asked.append(ref.id)
        raise Refused(Text(en="not for you.", it="non per voi."), code="404")

    monkeypatch.setattr(Fake, "thread", thread)
    pulled(connection)
    world.reply(head, "@roastery again", by="ada")
    Connection.objects.update(pull_at=timezone.now())
    pulled(connection)
    assert (len(asked), Message.objects.count()) == (1, 2)
