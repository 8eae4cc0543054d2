"""An answer written in the inbox goes out by mail: real servers take it, once, in its thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.letters import decide
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.networks.mail.mail_world import COMPANY, PASSWORD, MailWorld, mail_world
from tests.web.actions.letters.desk import carried, later
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def mail() -> Iterator[MailWorld]:
    with mail_world() as world:
        yield world


@pytest.fixture
def connection(
    mail: MailWorld, workspace: Workspace, owner: Person, settings: Any
) -> Iterator[Connection]:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    filled = {
        "address": COMPANY,
        "name": "The roastery",
        "password": PASSWORD,
        "imap": f"imap-plain://127.0.0.1:{mail.imap.port}",
        "smtp": f"smtp-plain://127.0.0.1:{mail.smtp.port}",
    }
    yield by_form(workspace, owner, "mail", "password", filled)
    mail.calm()


def written(client: Client, to: str, text: str) -> Letter:
    """By somebody at the page of a conversation; due at once."""
    talk = Conversation.objects.get(author=f"{to}@fan.test")
    at = {"workspace": talk.workspace.slug, "number": talk.pk}
    form = {"text": text, "basis": talk.last_message, "do": "send"}
    assert client.post(reverse("answer", kwargs=at), form).status_code == 302
    letter = Letter.objects.latest("pk")
    now = timezone.now()
    Letter.objects.filter(pk=letter.pk).update(next_at=now, written_at=now)
    return letter


def in_sent(mail: MailWorld, key: str | None) -> int:
    """How many copies of a letter lie in the sent folder."""
    mail.box.select("Sent", readonly=True)
    _, rows = mail.box.search(None, "HEADER", "Message-ID", f'"<{key}@desk.test>"')
    return len(rows[0].split())


def went_out(mail: MailWorld) -> EmailMessage:
    found = message_from_bytes(mail.deliver.gone_out[-1], policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_an_answer_goes_out_once_and_the_thread_goes_on(
    mail: MailWorld, connection: Connection, client: Client, owner: Person
) -> None:
    client.force_login(owner)
    question = mail.direct("Where is my parcel?", by="ugo")
    pull_whole(connection)
    before = len(mail.deliver.gone_out)
    letter = carried(written(client, "ugo", "On its way,\nè già partito."))
    assert (letter.state, letter.error) == ("sent", None)
    out = went_out(mail)
    assert (out["To"], out["Subject"], out["In-Reply-To"], out["References"]) == (
        "ugo@fan.test", "Re: A question", f"<{question}>", f"<{question}>",
    )  # fmt: skip
    assert out["From"].addresses[0].display_name == "The roastery"
    assert out.get_content().strip().splitlines() == ["On its way,", "è già partito."]
    assert in_sent(mail, letter.key) == 1
    ours = f"{letter.key}@desk.test"
    mail.threads[ours] = question  # as any mail program does: the whole way back
    mail.reply(ours, "Thank you.", by="ugo")
    pull_whole(connection)
    (talk,) = Conversation.objects.filter(author="ugo@fan.test")
    said = Message.objects.filter(part_of=talk).order_by("sent_at", "pk")
    assert [(one.author_kind, one.agent) for one in said] == [
        ("customer", None), ("company", "Ada Neri"), ("customer", None),
    ]  # fmt: skip
    second = carried(written(client, "ugo", "You are welcome."))
    assert second.state == "sent"
    assert went_out(mail)["References"].split()[0] == f"<{question}>"
    assert len(mail.deliver.gone_out) == before + 2


def test_what_the_server_perhaps_took_is_never_sent_twice_by_itself(
    mail: MailWorld, connection: Connection, client: Client, owner: Person
) -> None:
    client.force_login(owner)
    mail.direct("Do you deliver?", by="pia")
    pull_whole(connection)
    before = len(mail.deliver.gone_out)
    mail.trouble("answer lost", sending=True)
    letter = later(written(client, "pia", "We do."))
    mail.calm()
    assert (letter.state, letter.error_code) == ("held", "unsure")
    assert len(mail.deliver.gone_out) == before + 1
    assert decide.mark_sent(letter, owner).state == "sent"
    pull_whole(connection)
    assert Message.objects.filter(text="We do.").count() == 1


def test_what_never_reached_the_server_goes_out_later(
    mail: MailWorld, connection: Connection, client: Client, owner: Person
) -> None:
    client.force_login(owner)
    mail.direct("Are you open?", by="leo")
    pull_whole(connection)
    before = len(mail.deliver.gone_out)
    mail.trouble("unreachable", sending=True)
    letter = carried(written(client, "leo", "We are."))
    assert letter.state == "queued"
    mail.calm()
    letter = carried(letter, in_=timedelta(minutes=5))
    assert (letter.state, len(mail.deliver.gone_out)) == ("sent", before + 1)
    assert in_sent(mail, letter.key) == 1
