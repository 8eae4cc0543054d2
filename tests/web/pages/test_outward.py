"""Conversations of others: found, read, joined by people within limits, and counted as answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dialogo.dialogue.joining import JOINED
from dialogo.networks.fake.server import Draft, Server
from dialogo.records.window import Window
from dialogo.web.actions.community import counts as actions
from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.erasing import person
from dialogo.web.actions.letters import write
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.jobs import outward as job
from dialogo.web.jobs import send
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.community import Contact
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.outward import LeftAlone, OutwardFind, OutwardSearch
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.community.counts import count_people

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/joining-in/"
LIST = 9  # questions to the database
KINDS = {job.KIND: job.JOB, send.JOB.kind: send.JOB}
ANSWER = "With a moka, grind it a little coarser than for espresso."


class Town:
    """People who talk about coffee with each other, and a company that listens."""

    def __init__(self, workspace: Workspace, owner: Person, folder: Path) -> None:
        self.server = Server(folder / "network.sqlite")
        filled = {"file": str(self.server.path), "handle": "roastery"}
        self.connection = by_form(workspace, owner, "fake", "file", filled)

    def says(self, who: str, text: str, name: str = "", **more: Any) -> str:
        author = self.server.join(who, name or who.title())
        at = more.pop("at", timezone.now() - timedelta(minutes=5))
        return self.server.write(author, Draft(text, **more), at)


@pytest.fixture
def town(workspace: Workspace, owner: Person, tmp_path: Path) -> Town:
    return Town(workspace, owner, tmp_path)


def looked(client: Client, town: Town, *, what: str = "#Coffee", kind: str = "tag") -> None:
    """Adds a search, and has it asked."""
    given = {"account": town.connection.pk, "kind": kind, "what": what}
    assert client.post(f"{PLACE}searches/add/", given).status_code == 302
    run_until_idle(KINDS)


def found(text: str) -> OutwardFind:
    return OutwardFind.objects.get(text__startswith=text)


def test_a_conversation_of_others_is_found_joined_answered_and_counted(
    workspace: Workspace, owner: Person, town: Town, signed_in: SignedIn
) -> None:
    client = signed_in()
    assert "Nothing is looked for yet" in client.get(PLACE).content.decode()
    town.says("bea", "Which #coffee for a moka?")
    town.says("cia", "@roastery any #coffee left?")  # to us: that is for the inbox
    town.says("dea", "#coffee old", at=timezone.now() - timedelta(days=8))
    looked(client, town)
    page = client.get(PLACE)
    assert [one.text for one, _ in page.context["finds"]] == ["Which #coffee for a moka?"]
    assert Message.objects.count() == 0  # reading is not yet joining
    answer = client.post(f"{PLACE}{found('Which').pk}/join/")
    talk = Conversation.objects.get()
    assert answer.headers["Location"] == f"/w/aurora/inbox/{talk.pk}/"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert (talk.author, talk.waiting_since, talk.state, talk.assigned) == (
        "bea", None, "open", owner,
    )  # fmt: skip
    standing.refresh(workspace, [talk.pk])
    assert Conversation.objects.get().state == "open"
    assert not Message.objects.get().addressed
    again = client.post(f"{PLACE}{found('Which').pk}/join/")
    assert again.headers["Location"] == answer.headers["Location"]
    write.answer(talk, owner, ANSWER, basis=talk.last_message, may_send=True, delay=timedelta())
    run_until_idle(KINDS)
    assert Letter.objects.get().state == "sent"
    assert Conversation.objects.get().state == "answered"
    (sent,) = town.server.of("account-roastery")
    assert (sent["text"], sent["in_reply_to"]) == (ANSWER, "thing-1")
    records, _ = mirror.records(workspace)
    now = timezone.now()
    figure = JOINED(records, Window(now - timedelta(days=1), now + timedelta(minutes=1)))
    assert (figure.value, figure.n) == (1.0, 1)
    told = TrailEntry.objects.filter(verb="outward.join").get()
    assert told.said_en == "joined a conversation of others with bea"
    joined = client.get(f"{PLACE}?show=joined").content.decode()
    assert "joined by Ada Neri" in joined
    assert client.get(PLACE).context["joined"] == 1


def test_nobody_is_told_the_same_twice_nor_more_than_the_limit_a_day(
    workspace: Workspace, owner: Person, town: Town, signed_in: SignedIn
) -> None:
    client = signed_in()
    for number, who in enumerate(["bea", "cia", "dea"]):
        town.says(who, f"{number}: which #coffee for a moka?")
    looked(client, town)
    client.post(f"{PLACE}searches/limit/", {"a_day": 2})
    for number in (0, 1, 2):
        client.post(f"{PLACE}{found(str(number)).pk}/join/")
    assert [one.state for one in OutwardFind.objects.order_by("text")] == [
        "joined",
        "joined",
        "new",
    ]
    page = client.get(PLACE).content.decode()
    assert "2 conversations of others were joined today, and that is the limit" in page
    assert "Join: write" not in page
    first, second = Conversation.objects.order_by("pk")
    given: dict[str, Any] = {"may_send": True, "delay": timedelta()}
    write.answer(first, owner, f"Ciao Bea, {ANSWER}", basis=first.last_message, **given)
    with pytest.raises(WontDo) as wrong:
        write.answer(second, owner, f"Ciao Cia, {ANSWER}", basis=second.last_message, **given)
    assert wrong.value.code == "same-words"
    write.answer(second, owner, "A dark roast, if you like chocolate.", basis=second.last_message,
                 **given)  # fmt: skip
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        client.force_login(owner)
        answer = client.post(f"{PLACE}{found('2').pk}/join/")
    third = Conversation.objects.latest("pk")
    assert (third.author, answer.headers["Location"]) == ("dea", f"/w/aurora/inbox/{third.pk}/")


def test_whoever_wants_to_be_left_alone_is(
    town: Town, signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in()
    town.says("bea", "#coffee first", name="Bea #nobot")
    town.says("cia", "#coffee second")
    looked(client, town)
    page = client.get(PLACE).content.decode()
    assert "writes #nobot about themselves" in page
    assert page.count("Join: write") == 1
    client.post(f"{PLACE}{found('#coffee first').pk}/join/")
    assert Conversation.objects.count() == 0
    with town.server.open() as db:  # meanwhile she says that she does not want it either
        db.execute("UPDATE accounts SET name = 'Cia #nobot' WHERE handle = 'cia'")
    client.post(f"{PLACE}{found('#coffee second').pk}/join/")
    assert (Conversation.objects.count(), found("#coffee second").alone) == (0, "nobot")
    answer = client.post(
        f"{PLACE}{found('#coffee second').pk}/decide/", {"verb": "alone"}, follow=True
    )
    assert "cia is left alone from now on" in answer.content.decode()
    town.says("cia", "#coffee third")
    OutwardSearch.objects.update(check_at=timezone.now())
    run_until_idle(KINDS)
    assert [one.text for one in OutwardFind.objects.all()] == ["#coffee first"]
    assert LeftAlone.objects.get().handle == "cia"
    client.post(f"{PLACE}{found('#coffee first').pk}/decide/", {"verb": "not-ours"})
    assert found("#coffee first").state == OutwardFind.NOT_OURS
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        run_until_idle(KINDS)
    assert OutwardFind.objects.count() == 0  # the words of strangers are forgotten


def test_a_search_that_cannot_be_says_why_and_trouble_is_told(
    town: Town, signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in(lang="it")
    place, account = f"{PLACE}searches/", town.connection.pk
    wrong = client.post(f"{place}add/", {"account": account, "kind": "tag", "what": "due parole"})
    assert (wrong.status_code, OutwardSearch.objects.count()) == (400, 0)
    assert "Un&#x27;etichetta è una parola sola" in wrong.content.decode()
    wrong = client.post(f"{place}add/", {"account": account, "kind": "list", "what": "Bar"})
    assert "Su questa rete non lo si può cercare" in wrong.content.decode()
    looked(client, town, kind="words", what="caffè")
    wrong = client.post(f"{place}add/", {"account": account, "kind": "words", "what": "caffè"})
    assert "si cerca già" in wrong.content.decode()
    town.server.trouble("unreachable", sending=False)
    search = OutwardSearch.objects.get()
    client.post(f"{place}{search.pk}/again/")
    run_until_idle(KINDS)
    assert "senza risposta" in client.get(place).content.decode()
    town.says("bea", "Buono il caffè")
    client.post(f"{place}{search.pk}/again/")
    run_until_idle(KINDS)
    assert [one.text for one in OutwardFind.objects.all()] == ["Buono il caffè"]
    client.post(f"{PLACE}{found('Buono').pk}/join/")
    client.post(f"{place}{search.pk}/remove/")
    assert (OutwardFind.objects.count(), Conversation.objects.count()) == (0, 1)
    Connection.objects.all().update(state=Connection.ENDED)
    assert "Ancora nessun profilo" in client.get(PLACE).content.decode()


def test_of_whoever_is_erased_nothing_is_kept_nor_found_again(
    town: Town, signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    client = signed_in()
    town.says("bea", "#coffee one")
    town.says("bea", "#coffee two")
    looked(client, town)
    client.post(f"{PLACE}{found('#coffee one').pk}/join/")
    actions.keep(
        workspace, workspace.revision, count_people(mirror.records(workspace)[0], timezone.now())
    )
    person.erase(owner, Contact.objects.get())
    assert OutwardFind.objects.count() == 0
    assert "bea" not in {one.author for one in Message.objects.all()}
    town.says("bea", "#coffee three")
    OutwardSearch.objects.update(check_at=timezone.now())
    run_until_idle(KINDS)
    assert OutwardFind.objects.count() == 0


def test_three_finds_ask_the_database_as_often_as_one_and_an_analyst_only_reads(
    town: Town, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    client = signed_in()
    looked(client, town)
    for number in (1, 3):
        for one in range(number):
            town.says("bea", f"{number} {one} #coffee")
        OutwardSearch.objects.update(check_at=timezone.now())
        run_until_idle(KINDS)
        client.get(PLACE)
        with django_assert_num_queries(LIST):
            assert len(client.get(PLACE).context["finds"]) >= number
    page = client.get(PLACE)
    assert page.context["before"] is None
    analyst = signed_in(Role.ANALYST)
    assert "Join: write" not in analyst.get(PLACE).content.decode()
    assert analyst.post(f"{PLACE}{found('1 0').pk}/join/").status_code == 403
    assert signed_in(Role.GUEST).get(PLACE).status_code == 403
