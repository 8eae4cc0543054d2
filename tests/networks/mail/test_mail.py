"""A mailbox keeps the contract, against real IMAP and SMTP servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused, SignedOut, Throttled, Unreachable, Unsettled
from dialogo.networks.http import Door
from dialogo.networks.mail import NETWORK
from dialogo.networks.mail.connection import grant
from dialogo.networks.mail.wire import Place
from dialogo.networks.shelf import networks
from tests.networks.contract import Contract
from tests.networks.inbox import Inbox
from tests.networks.mail.mail_world import (
    COMPANY,
    HERE,
    PASSWORD,
    MailWorld,
    free_port,
    mail_world,
)
from tests.networks.pocket import Pocket
from tests.networks.words import addressed, is_said, letter, now, saying, shown, words


@pytest.fixture(scope="module")
def world() -> Iterator[MailWorld]:
    with mail_world() as world:
        yield world


class TestMail(Contract):
    """A mailbox keeps the contract."""

    kept_by = MailWorld


@pytest.fixture
def company(world: MailWorld) -> Iterator[Connector]:
    connector = world.connect()
    yield connector
    world.calm()
    connector.close()


def test_it_is_on_the_shelf() -> None:
    assert networks()["mail"] is NETWORK


def test_an_answer_goes_on_in_the_same_conversation_for_every_mail_program(
    world: MailWorld, company: Connector
) -> None:
    known = world.direct(words("Where is my parcel?"), by="dora")
    message = Inbox().message(company, known, world.patience)
    what = letter(words("On its way."), reply_to=message.ref, to=("dora@fan.test",))
    company.send(what)
    sent = world.deliver.gone_out[-1].decode()
    assert "Subject: Re: A question\r\n" in sent
    assert f"In-Reply-To: <{known}>\r\n" in sent
    assert f"References: <{known}>" in sent
    ours = Inbox().message(company, f"{what.key}@desk.test", world.patience)
    assert (ours.ours, ours.conversation, ours.in_reply_to) == (True, message.conversation, known)
    thread = [item.ref.id for item in company.thread(message.ref)]
    assert thread == [known, ours.ref.id]


def test_what_lies_in_the_sent_folder_is_not_sent_again(
    world: MailWorld, company: Connector
) -> None:
    what = addressed(world, company, words("Once is enough."))
    first = company.send(what)
    assert company.send(what) == first == company.find(what)
    shown(world, what.text)


def test_what_had_to_wait_is_dated_when_it_goes_out(world: MailWorld, company: Connector) -> None:
    waited = addressed(world, company, words("Patience."))
    waited = replace(waited, written_at=now() - timedelta(days=1))
    sent = company.send(waited)
    assert now() - sent.sent_at < timedelta(minutes=5)
    ours = Inbox().message(company, f"{waited.key}@desk.test", world.patience)
    assert ours.sent_at == sent.sent_at


def test_what_is_not_in_the_sent_folder_may_still_be_sent_and_a_person_decides(
    world: MailWorld, company: Connector
) -> None:
    with pytest.raises(Unsettled) as doubt:
        company.find(letter("Never sent.", to=("ada@fan.test",)))
    is_said(doubt.value)


def test_a_server_that_says_later_was_not_given_anything(
    world: MailWorld, company: Connector
) -> None:
    what = addressed(world, company, words("Grey, not black."))
    world.deliver.says.append("451 4.7.1 come again")
    with pytest.raises(Throttled) as later:
        company.send(what)
    assert timedelta(0) < later.value.retry_at - now() < timedelta(minutes=6)
    is_said(later.value)
    assert saying(world, what.text) == []
    company.send(what)
    shown(world, what.text)


def test_whom_the_server_does_not_know_is_told_to_the_author(
    world: MailWorld, company: Connector
) -> None:
    what = letter(words("Hello?"), to=("nobody@elsewhere.example",))
    with pytest.raises(Refused) as refused:
        company.send(what)
    assert refused.value.code == "550"
    is_said(refused.value)


@pytest.mark.parametrize("to", [(), ("two words@fan.test",), ("a@b.test\r\nBcc: x@y.test",)])
def test_no_address_smuggles_a_header_in(
    world: MailWorld, company: Connector, to: tuple[str, ...]
) -> None:
    before = len(world.deliver.gone_out)
    with pytest.raises(Refused):
        company.send(letter("Hello", to=to))
    assert len(world.deliver.gone_out) == before


def test_no_subject_smuggles_a_header_in(world: MailWorld, company: Connector) -> None:
    what = letter(words("Hello"), to=("ada@fan.test",), subject="Hi\r\nBcc: x@y.test")
    company.send(what)
    assert b"Subject: Hi Bcc: x@y.test\r\n" in world.deliver.gone_out[-1]


def test_lines_that_begin_with_a_dot_arrive_whole(world: MailWorld, company: Connector) -> None:
    what = letter(words("A list:") + "\n.\n..two\n.three", to=("ada@fan.test",))
    company.send(what)
    assert saying(world, what.text.splitlines()[0])[0].text.splitlines() == what.text.splitlines()


def test_a_first_pull_of_many_comes_in_pages_and_whole(
    world: MailWorld, company: Connector
) -> None:
    inbox = Inbox()
    inbox.pull(company)
    ids = [world.direct(words("Many"), by="eva") for _ in range(60)]
    page = company.pull(inbox.cursor)
    assert (len(page.items), page.more) == (50, True)
    assert inbox.pull(company) == ids
    assert inbox.pull(company) == []


def test_a_mailbox_that_was_renumbered_is_read_again(world: MailWorld, company: Connector) -> None:
    known = world.direct(words("Before the move"))
    inbox = Inbox()
    inbox.message(company, known, world.patience)
    later = Inbox(cursor='{"INBOX": [1, 999999], "Sent": [1, 999999]}')
    later.pull(company)
    assert known in later.messages


def test_a_wrong_password_for_sending_is_signed_out(world: MailWorld) -> None:
    connector = world.connect()
    what = addressed(world, connector, words("Hello"))
    world.sign_out()
    with pytest.raises(SignedOut):
        connector.send(what)
    assert saying(world, what.text) == []


def test_both_servers_are_tried_before_a_mailbox_is_connected(world: MailWorld) -> None:
    given = {
        "address": COMPANY,
        "password": PASSWORD,
        "imap": f"imap-plain://127.0.0.1:{world.imap.port}",
        "smtp": f"smtp-plain://127.0.0.1:{free_port()}",
    }
    with pytest.raises(Unreachable):
        grant({}, given, Door(now, HERE))
    with pytest.raises(SignedOut) as wrong:
        grant({}, given | {"password": "another"}, Door(now, HERE))
    assert "does not take this user name and password" in wrong.value.say("en")


def test_a_password_is_not_sent_without_encryption(world: MailWorld) -> None:
    given = {
        "address": COMPANY,
        "password": "secret",
        "imap": f"imap://127.0.0.1:{world.imap.port}",
        "smtp": "smtp.desk.test",
    }
    with pytest.raises(Refused) as refused:
        grant({}, given, Door(now, HERE))
    assert refused.value.code == "no-starttls"
    is_said(refused.value)


def test_a_mail_server_at_a_private_address_is_refused_unless_allowed(world: MailWorld) -> None:
    settings = {
        "address": COMPANY,
        "imap": f"imap-plain://127.0.0.1:{world.imap.port}",
        "smtp": "smtp.desk.test",
    }
    with pytest.raises(Refused) as refused:
        NETWORK.connect(settings, Pocket(), Door(now)).whoami()
    assert refused.value.code == "private-address"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("mail.example.org", Place("mail.example.org", 993, "tls")),
        (" mail.example.org:143 ", Place("mail.example.org", 143, "starttls")),
        ("mail.example.org:1993", Place("mail.example.org", 1993, "tls")),
        ("imaps://mail.example.org:143", Place("mail.example.org", 143, "tls")),
        ("imap://mail.example.org", Place("mail.example.org", 143, "starttls")),
    ],
)
def test_a_server_is_written_as_people_write_it(written: str, place: Place) -> None:
    assert Place.of(written, "imap") == place


@pytest.mark.parametrize("written", ["", "imap.x:port", "http://x", "smtp://x", "imaps://"])
def test_what_is_no_mail_server_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        Place.of(written, "imap")
    is_said(refused.value)


def test_mail_cannot_be_taken_back(company: Connector, world: MailWorld) -> None:
    known = world.direct(words("Hello"))
    message = Inbox().message(company, known, world.patience)
    with pytest.raises(Refused) as refused:
        company.delete(message.ref)
    is_said(refused.value)
