"""Whoever changes their name on a network stays the same person here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from dialogo.networks.seen import Author
from dialogo.web.actions.community.counts import account_key
from dialogo.web.actions.conversations import notes
from dialogo.web.actions.erasing.person import erase
from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.receiving.told import ANNA, US, come, connected, message

pytestmark = pytest.mark.django_db

LATER = replace(ANNA, handle="@anna_at_sea")


@pytest.fixture
def anna(workspace: Workspace) -> Contact:
    """What the team knows of her."""
    now = timezone.now()
    contact = Contact.objects.create(workspace=workspace, name="anna")
    ContactAccount.objects.create(
        workspace=workspace, contact=contact, home=contact, key=account_key("fake", "anna"),
        network="fake", author="anna", first_at=now, last_at=now, messages=1,
    )  # fmt: skip
    return contact


def authors() -> dict[str, str]:
    return dict(Message.objects.order_by("pk").values_list("message_id", "author"))


def test_their_words_and_conversations_go_under_the_new_name(
    workspace: Workspace, owner: Person, anna: Contact
) -> None:
    here = connected(workspace)
    come(here, [message("m1"), message("m2", "Hello", author=Author("id-bo", "@bo"))])
    hers = Conversation.objects.get(author="anna")
    notes.write(owner, hers, "Call her.")
    answer = message("m3", "At nine.", author=US, ours=True, in_reply_to="m1", addressed=False)
    thanks = message("m4", "And on Sunday?", author=LATER, in_reply_to="m3")
    come(here, [answer, thanks])
    assert authors() == {"m1": "anna_at_sea", "m2": "bo", "m3": "aurora", "m4": "anna_at_sea"}
    hers.refresh_from_db()
    assert (hers.author, hers.messages, hers.state) == ("anna_at_sea", 3, "open")
    assert hers.notes.count() == 1
    assert Conversation.objects.count() == 2
    anna.refresh_from_db()
    assert (anna.name, anna.own_account.author) == ("anna_at_sea", "anna_at_sea")
    assert anna.own_account.key == account_key("fake", "anna_at_sea")


def test_whoever_takes_the_old_name_is_somebody_else(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1")])
    come(here, [message("m2", "Me again", author=LATER)])
    come(here, [message("m3", "Hello", author=Author("id-other", "@anna"))])
    assert authors() == {"m1": "anna_at_sea", "m2": "anna_at_sea", "m3": "anna"}
    come(here, [message("m3", "Hello there", author=Author("id-other", "@anna"))])
    assert authors()["m1"] == "anna_at_sea"


def test_an_erased_person_stays_erased_under_another_name(
    workspace: Workspace, owner: Person, anna: Contact
) -> None:
    here = connected(workspace)
    come(here, [message("m1")])
    erase(owner, anna)
    come(here, [message("m2", "Do you know me?", author=LATER)])
    rows = list(Message.objects.values_list("author", "text"))
    assert [(author.startswith("erased:"), text) for author, text in rows] == [(True, None)] * 2
    come(here, [message("m3", "Ciao @anna_at_sea", author=Author("id-bo", "@bo"))])
    assert Message.objects.get(author="bo").text == "Ciao @[…]"
