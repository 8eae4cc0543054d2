"""Notes, tags, and two contacts that are one person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions.community import contacts
from dialogo.web.models.community import Contact, ContactAccount, ContactTag
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace


def known(workspace: Workspace, name: str, messages: int, **values: object) -> Contact:
    now = timezone.now()
    contact = Contact.objects.create(workspace=workspace, name=name, messages=messages)
    ContactAccount.objects.create(
        workspace=workspace,
        contact=contact,
        home=contact,
        key=name,
        network="x",
        author=name,
        first_at=now,
        last_at=now,
        messages=messages,
        by_month={"2026-11": messages},
        **values,
    )
    return contact


def names(contact: Contact) -> list[str]:
    accounts = ContactAccount.objects.filter(contact=contact).order_by("author")
    return [account.author for account in accounts]


def test_a_note_keeps_who_wrote_it(workspace: Workspace, owner: Person) -> None:
    note = contacts.note(owner, known(workspace, "anna", 1), " Prefers the phone. ")
    assert (note.text, note.by_name) == ("Prefers the phone.", "Ada Neri")


@pytest.mark.parametrize("text", ["", "  \0 ", "a" * 4001])
def test_an_empty_or_endless_note_is_not_kept(
    workspace: Workspace, owner: Person, text: str
) -> None:
    anna = known(workspace, "anna", 1)
    with pytest.raises(BadInput):
        contacts.note(owner, anna, text)
    assert list(anna.notes.all()) == []


def test_a_tag_is_a_word_without_capitals_once(workspace: Workspace, owner: Person) -> None:
    anna = known(workspace, "anna", 1)
    contacts.tag(owner, anna, " Coffee   Club ")
    contacts.tag(owner, anna, "coffee club")
    assert [tag.tag for tag in ContactTag.objects.all()] == ["coffee club"]
    contacts.untag(owner, anna, "coffee club")
    assert list(ContactTag.objects.all()) == []
    verbs = list(TrailEntry.objects.order_by("id").values_list("verb", flat=True))[1:]
    assert verbs == ["community.tag", "community.untag"]


def test_two_contacts_become_one_person_and_two_again(workspace: Workspace, owner: Person) -> None:
    anna, rossi = known(workspace, "anna", 2, vouches=1), known(workspace, "rossi", 3)
    joining = contacts.join(owner, anna, rossi)
    anna.refresh_from_db()
    assert (names(anna), anna.messages, anna.months, anna.vouches) == (["anna", "rossi"], 5, 1, 1)
    contacts.part(owner, joining)
    contacts.part(owner, joining)
    anna.refresh_from_db()
    rossi.refresh_from_db()
    assert (names(anna), anna.messages, rossi.root) == (["anna"], 2, None)
    assert (names(rossi), rossi.messages) == (["rossi"], 3)
    verbs = list(TrailEntry.objects.order_by("id").values_list("verb", flat=True))[1:]
    assert verbs == ["community.join", "community.part"]


def test_what_was_joined_first_stays_joined_when_the_second_is_undone(
    workspace: Workspace, owner: Person
) -> None:
    anna, rossi, other = (known(workspace, name, 1) for name in ("anna", "rossi", "other"))
    inner = contacts.join(owner, rossi, other)
    outer = contacts.join(owner, anna, rossi)
    contacts.part(owner, outer)
    assert (names(anna), names(rossi)) == (["anna"], ["other", "rossi"])
    again = contacts.join(owner, anna, rossi)
    contacts.part(owner, inner)
    assert (names(anna), names(other)) == (["anna", "rossi"], ["other"])
    contacts.part(owner, again)
    assert (names(anna), names(rossi), names(other)) == (["anna"], ["rossi"], ["other"])


def test_a_contact_joins_nobody_twice_nor_itself(workspace: Workspace, owner: Person) -> None:
    anna, rossi = known(workspace, "anna", 1), known(workspace, "rossi", 1)
    with pytest.raises(BadInput):
        contacts.join(owner, anna, anna)
    contacts.join(owner, anna, rossi)
    with pytest.raises(BadInput):
        contacts.join(owner, anna, rossi)


def test_the_trail_does_not_say_who_it_was(workspace: Workspace, owner: Person) -> None:
    anna, rossi = known(workspace, "anna", 1), known(workspace, "rossi", 1)
    contacts.note(owner, anna, "Prefers the phone.")
    contacts.join(owner, anna, rossi)
    said = TrailEntry.objects.filter(verb__startswith="community.").order_by("pk")
    assert list(said.values_list("said_en", "said_it")) == [
        ("wrote a note on a contact", "ha scritto una nota su un contatto"),
        ("joined two contacts into one person", "ha unito due contatti in una sola persona"),
    ]
