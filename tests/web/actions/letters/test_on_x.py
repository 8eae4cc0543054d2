"""Letters on X at the desk: paid by the company's meter, sent once, or left to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, NoReturn

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from dialogo.networks.errors import Throttled
from dialogo.web.actions.connections import paying
from dialogo.web.actions.connections.connect import settle
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.ledger import metering
from dialogo.web.actions.ledger.capping import set_cap
from dialogo.web.actions.letters import carrying, decide, states, write
from dialogo.web.jobs import figures, ledger_due, pull
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.ledger import MeterMonth
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.counting import counted
from dialogo.web.queries.ledger.calls import BILLION, one
from tests.networks.x_world import XWorld, x_world
from tests.web.actions.letters.desk import later, way_of
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[XWorld]:
    allowed = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    monkeypatch.setattr(settings, "OPTIONS", allowed)
    with x_world() as world:
        yield world


@pytest.fixture
def connection(here: XWorld, workspace: Workspace, owner: Person) -> Connection:
    """Connected, with five dollars a month; the look at whose it is was paid by another purse."""
    metering.cap(owner, workspace, "x", Decimal(5), "USD")
    made = settle(workspace, owner, "x", "oauth", here.sign_in())
    here.state.bill.clear()
    return made


def answer(by: Person, text: str, **more: Any) -> Letter:
    conversation = Conversation.objects.latest("pk")
    return write.answer(
        conversation, by, text, basis=None, may_send=True, delay=timedelta(), **more
    )


def metered() -> tuple[Decimal, Decimal]:
    """What this month has spent, and what is put aside."""
    month = MeterMonth.objects.get()
    return Decimal(month.spent) / BILLION, Decimal(month.reserved) / BILLION


def test_whoever_names_the_company_is_answered_and_each_call_is_counted(
    here: XWorld, connection: Connection, owner: Person
) -> None:
    here.mention("do you open on Sunday?")
    here.publish("Closed for the feast of the patron.")
    pull_whole(connection)
    assert carrying.carry(answer(owner, "At nine.").pk) == states.SENT
    assert [thing.text for thing in here.written()][-1] == "@ada At nine."
    pull_whole(connection)
    assert Message.objects.count() == 2  # what comes back by itself is what was sent
    assert Post.objects.count() == 1
    spent, aside = metered()
    assert (spent, aside) == (here.state.owed, Decimal(0))
    assert spent == Decimal("0.015") + Decimal("0.005") + Decimal("0.010") + Decimal("0.005")
    assert metering.write_down(connection.workspace) == 1


def test_an_answer_in_doubt_is_looked_for_and_not_sent_again(
    here: XWorld, connection: Connection, owner: Person
) -> None:
    here.mention("do you open on Sunday?")
    pull_whole(connection)
    letter = answer(owner, "At nine.")
    here.trouble("answer lost", sending=True)
    assert carrying.carry(letter.pk) == states.DOUBT
    letter = later(letter)
    assert way_of(letter) == ["queued", "sending", "doubt", "sent"]
    assert here.server.asked.count("POST /2/tweets") == 1
    assert metered()[0] >= here.state.owed


def test_a_worker_killed_before_it_could_note_the_answer_sends_nothing_twice(
    here: XWorld, connection: Connection, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = write.post(connection, owner, "Good morning.", may_send=True, delay=timedelta())

    def killed(*_: object) -> NoReturn:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(paying.Held, "settle", killed)
        carrying.carry(letter.pk)
    letter = later(letter)
    assert letter.state == states.SENT
    assert [thing.text for thing in here.written()] == ["Good morning."]
    spent, aside = metered()
    assert (spent, aside) == (Decimal("0.005"), Decimal("0.015"))  # the look, and what nobody noted
    assert spent + aside == here.state.owed
    run_until_idle({"ledger_due": ledger_due.JOB})
    assert metered() == (spent, aside)  # whoever made the call may still be at it
    with time_machine.travel(timezone.now() + metering.LEFT + timedelta(seconds=1)):
        run_until_idle({"ledger_due": ledger_due.JOB})
    assert metered() == (here.state.owed, Decimal(0))
    assert ROWS["expenses"].objects.get().amount == Decimal("0.02")


def test_without_a_cap_nothing_is_called_and_with_one_all_goes_on(
    here: XWorld, connection: Connection, owner: Person
) -> None:
    workspace = connection.workspace
    here.mention("do you open on Sunday?")
    pull_whole(connection)
    metering.cap(owner, workspace, "x", None, "USD")
    here.server.asked.clear()
    with pytest.raises(Throttled) as held, open_connector(connection) as connector:
        connector.pull(connection.cursor)
    assert held.value.code == "no-cap"
    letter = answer(owner, "At nine.")
    assert carrying.carry(letter.pk) == states.QUEUED
    letter.refresh_from_db()
    assert letter.error is not None
    assert "Quanto costano le chiamate" in letter.error["it"]
    assert here.server.asked == []
    set_cap(owner, workspace, one(workspace, "x", timezone.now()), Decimal(1))
    assert carrying.carry(letter.pk) == states.SENT


def test_a_pull_rests_at_the_cap_and_says_what_waits(
    here: XWorld, connection: Connection, owner: Person
) -> None:
    metering.cap(owner, connection.workspace, "x", Decimal("0.05"), "USD")
    here.mention("do you open on Sunday?")
    (due,) = (each for each in pull.due(timezone.now()) if each.workspace == connection.workspace)
    task = _Task(due.content)
    pull.run(task)  # type: ignore[arg-type]  # a task that nobody else holds
    connection.refresh_from_db()
    assert (connection.state, Message.objects.count()) == (Connection.RESTING, 0)
    assert connection.error is not None
    assert "(0.050 USD)" in connection.error["en"]
    assert "fino a 0,075 USD" in connection.error["it"]
    assert here.state.bill == []
    set_cap(owner, connection.workspace, one(connection.workspace, "x", timezone.now()), Decimal(5))
    with time_machine.travel(timezone.now() + timedelta(seconds=1)):
        (due,) = (each for each in pull.due(timezone.now()))
        pull.run(_Task(due.content))  # type: ignore[arg-type]  # as above
    connection.refresh_from_db()
    assert (connection.state, Message.objects.count()) == (Connection.LIVE, 1)


def test_figures_are_read_once_a_day(here: XWorld, connection: Connection) -> None:
    here.publish("Closed for the feast of the patron.")
    pull_whole(connection)
    now = timezone.now()
    figures.run(_Task({"connection": connection.pk}))  # type: ignore[arg-type]  # as above
    connection.refresh_from_db()
    assert connection.figures_at > now + timedelta(hours=23)
    assert metered()[0] == Decimal("0.005") + Decimal("0.010") + Decimal("0.005")


class _Task:
    """A piece of work in one's own hands."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def hold(self) -> None: ...

    def progress(self, *_: object, **__: object) -> None: ...


def test_what_x_takes_from_people_alone_is_carried_there_by_hand(
    here: XWorld, connection: Connection, owner: Person
) -> None:
    known = here.mention("do you open on Sunday?")
    pull_whole(connection)
    tweet = here.state.of(known)
    tweet.text = "do you open on Sunday?"  # what it says has changed since
    letter = answer(owner, "At nine.")
    assert carrying.carry(letter.pk) == states.REFUSED
    assert Delivered.objects.get(external_id=known).reply_forbidden == "reply"
    decide.rework(letter, owner)
    letter = decide.send(letter, owner, may_send=True, delay=timedelta())
    assert (letter.state, letter.assisted) == (states.HELD, True)
    decide.mark_sent(letter, owner, "https://x.com/roastery/status/1")
    assert Message.objects.filter(author_kind="company").count() == 1


def test_length_is_counted_as_x_counts(connection: Connection) -> None:
    assert counted(connection, "👨‍👩‍👧‍👦 example.com") == (26, 280)


def test_no_token_lies_in_a_row_but_sealed(here: XWorld, connection: Connection) -> None:
    here.trouble("error before", sending=False)
    with pytest.raises(Exception, match="trouble"), open_connector(connection) as connector:
        connector.pull(None)
    secrets = [*here.state.access, *here.state.refresh, "the-secret"]
    for model in apps.get_app_config("desk").get_models():
        if model.__name__ != "Credential":
            rows = str(list(model._default_manager.all().values()))
            assert not [one for one in secrets if one in rows], model.__name__
