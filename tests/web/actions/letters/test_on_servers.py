"""Letters on servers with the Mastodon API, of which some forget keys: looked for, not doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.letters import carrying, decide, states, write
from dialogo.web.actions.letters.content import as_sent
from dialogo.web.actions.letters.releasing import recognise
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.networks.mastodon_kinds import GOTOSOCIAL, MASTODON, TAKAHE, Kind
from tests.networks.mastodon_world import MastodonWorld, mastodon_world
from tests.networks.world import Trouble
from tests.web.actions.letters.desk import ANSWER, QUESTION, answers, carried, later, way_of
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db
KINDS = {"mastodon": MASTODON, "gotosocial": GOTOSOCIAL, "takahe": replace(TAKAHE, late=0.0)}
FORGETS = "gotosocial"


@dataclass
class Here:
    """A company on one server."""

    workspace: Workspace
    owner: Person
    world: MastodonWorld
    connection: Connection

    def conversation(self) -> Conversation:
        self.world.mention(QUESTION)
        self.pull()
        return Conversation.objects.select_related("connection", "workspace").latest("pk")

    def pull(self) -> None:
        pull_whole(self.connection)

    def answer(self, text: str = ANSWER) -> Letter:
        conversation = self.conversation()
        return write.answer(
            conversation, self.owner, text, basis=None, may_send=True, delay=timedelta()
        )

    def texts(self) -> list[str]:
        return [one.text for one in self.world.written()]


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def here(kind: Kind, workspace: Workspace, owner: Person, settings: object) -> Iterator[Here]:
    options = settings.OPTIONS  # type: ignore[attr-defined]  # of Django's settings
    settings.OPTIONS = replace(options, allowed_hosts=("127.0.0.1",))  # type: ignore[attr-defined]  # as above
    with mastodon_world(kind) as world:
        filled = {"server": world.proxy.url, "access_token": world.state.token("company")}
        connection = by_form(workspace, owner, "mastodon", "token", filled)
        yield Here(workspace, owner, world, connection)


TROUBLES: list[Trouble] = [
    "unreachable", "cut before", "answer lost", "half answer", "error before", "error after",
    "throttled", "throttled for",
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES)
def test_whatever_goes_wrong_it_is_there_once(here: Here, trouble: Trouble) -> None:
    letter = here.answer()
    here.world.trouble(trouble, sending=True)
    letter = carried(letter)
    assert letter.state in ("queued", "doubt")
    here.world.calm()
    letter = later(letter)
    assert (letter.state, letter.error) == ("sent", None)
    assert here.texts() == [f"@ada {ANSWER}"]
    here.pull()
    (row,) = answers(here.workspace)
    assert (row.message_id, row.agent) == (letter.network_id, "Ada Neri")


def test_a_worker_that_was_killed_after_it_sent_is_followed_by_one_that_looks(here: Here) -> None:
    letter = here.answer()
    with open_connector(here.connection) as connector:
        connector.send(as_sent(letter))
    vanished(letter)
    letter = later(letter)
    assert (letter.state, way_of(letter)[-2:]) == ("sent", ["doubt", "sent"])
    assert here.texts() == [f"@ada {ANSWER}"]


def test_a_worker_that_was_killed_before_it_sent_is_followed_by_one_that_sends(here: Here) -> None:
    letter = here.answer()
    vanished(letter)
    letter = later(letter)
    assert letter.state == "sent"
    assert way_of(letter)[-4:] == ["doubt", "queued", "sending", "sent"]
    assert here.texts() == [f"@ada {ANSWER}"]


def test_whoever_is_slow_and_was_given_up_sends_nothing_more(here: Here) -> None:
    """Its hold is asked for before each request: the one that decides does not go out."""
    letter = here.answer()
    slow = Letter.objects.get(pk=letter.pk)
    states.move(slow, states.SENDING, tries=1, next_at=timezone.now())
    assert carried(letter, in_=timedelta(seconds=1)).state == "doubt"
    held = open_connector(here.connection, before=carrying.holding(slow))
    with pytest.raises(carrying.Taken), held as connector:
        connector.send(as_sent(slow))
    assert here.texts() == []
    assert later(letter).state == "sent"
    assert here.texts() == [f"@ada {ANSWER}"]


def test_a_receipt_that_comes_late_still_counts(here: Here) -> None:
    """Given up while its answer was on its way: what the network said is the truth."""
    from dialogo.web.actions.letters.landing import landed

    letter = here.answer()
    slow = Letter.objects.get(pk=letter.pk)
    states.move(slow, states.SENDING, tries=1, next_at=timezone.now())
    with open_connector(here.connection) as connector:
        receipt = connector.send(as_sent(slow))
    assert carried(letter, in_=timedelta(seconds=1)).state == "doubt"
    assert landed(slow, receipt)
    assert not landed(slow, receipt)
    letter.refresh_from_db()
    assert (letter.state, len(answers(here.workspace))) == ("sent", 1)
    assert carrying.carry(letter.pk) is None
    assert here.texts() == [f"@ada {ANSWER}"]


@pytest.mark.parametrize("kind", [KINDS[FORGETS]])
def test_the_same_words_twice_are_told_apart_or_left_to_a_person(here: Here, kind: Kind) -> None:
    """The server shows one status; two letters have its words, and nobody knows whose it is."""
    conversation = here.conversation()
    given = {"basis": None, "may_send": True, "delay": timedelta()}
    first = carried(write.answer(conversation, here.owner, ANSWER, **given))  # type: ignore[arg-type]  # as named
    second = write.answer(conversation, here.owner, ANSWER, **given)  # type: ignore[arg-type]  # as named
    Letter.objects.filter(pk=second.pk).update(written_at=first.written_at)
    second.refresh_from_db()
    vanished(second)
    second = later(second)
    assert (first.state, second.state, second.error_code) == ("sent", "held", "unsure")
    assert second.error is not None and "another letter of yours" in second.error["en"]
    assert here.texts() == [f"@ada {ANSWER}"]
    decide.retry(second, here.owner)
    second = later(second)
    assert (second.state, len(here.texts())) == ("sent", 2)
    assert second.network_id != first.network_id


@pytest.mark.parametrize("kind", [KINDS[FORGETS]])
def test_what_a_person_sent_by_hand_meanwhile_is_recognised(here: Here, kind: Kind) -> None:
    letter = here.answer()
    vanished(letter)
    Letter.objects.update(
        state="held", error={"en": "x", "it": "x"}, error_code="unsure", next_at=None
    )
    assert letter.reply_to is not None
    here.world.answer(letter.reply_to["id"], ANSWER)
    assert recognise() == 0
    here.pull()
    assert recognise() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.network_id) == ("sent", here.world.written()[0].id)
    (row,) = answers(here.workspace)
    assert row.agent == "Ada Neri"


@pytest.mark.parametrize("kind", [KINDS[FORGETS]])
def test_what_stood_in_for_an_answer_by_hand_goes_when_the_network_tells_of_it(
    here: Here, kind: Kind
) -> None:
    letter = here.answer()
    Letter.objects.update(
        state="held", assisted=True, error={"en": "x", "it": "x"}, error_code="by-hand"
    )
    decide.mark_sent(letter, here.owner)
    (stand_in,) = answers(here.workspace)
    assert stand_in.message_id == f"by-hand:{letter.pk}"
    assert letter.reply_to is not None
    here.world.answer(letter.reply_to["id"], ANSWER)
    here.pull()
    assert len(answers(here.workspace)) == 2
    assert recognise() == 1
    (row,) = answers(here.workspace)
    assert (row.message_id, row.agent) == (here.world.written()[0].id, "Ada Neri")


def test_two_workers_on_one_letter_send_it_once(here: Here) -> None:
    letter = here.answer()
    one, two = Letter.objects.get(pk=letter.pk), Letter.objects.get(pk=letter.pk)
    assert states.move(one, states.SENDING, tries=1, next_at=timezone.now() + timedelta(minutes=2))
    carrying._send(two)
    assert carrying.carry(letter.pk) is None
    assert here.texts() == []


@pytest.mark.parametrize("minutes", [-30, 30])
def test_a_worker_whose_clock_is_wrong_doubles_nothing(here: Here, minutes: int) -> None:
    """It takes for vanished who is at work, but waits by its own clock before it looks, and by
    then nothing of the other's can be under way."""
    letter = here.answer()
    at_work = Letter.objects.get(pk=letter.pk)
    states.move(at_work, states.SENDING, tries=1, next_at=timezone.now() + timedelta(minutes=2))
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        carrying.carry(letter.pk)
        state = Letter.objects.get().state
        assert state == ("doubt" if minutes > 0 else "sending")
        assert carrying.carry(letter.pk) is None
    assert here.texts() == []


def vanished(letter: Letter) -> None:
    """As a worker leaves it that is killed in the middle."""
    seen = Letter.objects.get(pk=letter.pk)
    next_at = timezone.now() + timedelta(minutes=2)
    assert states.move(seen, states.SENDING, tries=seen.tries + 1, next_at=next_at)
