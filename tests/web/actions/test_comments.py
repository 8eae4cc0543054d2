"""People say something about a mistake; whoever is named is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogo.records.text import Text
from dialogo.web.actions import comments
from dialogo.web.actions.comments import Subject
from dialogo.web.models.audit import Mention
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.notices import check_of, mentions

pytestmark = pytest.mark.django_db
TITLE = Text(en="Slow first reply", it="Prima risposta lenta")


@pytest.fixture
def subject(workspace: Workspace) -> Subject:
    return Subject(workspace, "mistake:dialogue/slow-first-reply", TITLE)


@pytest.fixture
def bea(workspace: Workspace) -> Person:
    person = Person.objects.create_user("bea@aurora.example", name="Bea Verdi")
    Membership.objects.create(workspace=workspace, person=person, role=Role.RESPONDER.value)
    return person


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Bea Verdi, look", True),
        ("for @bea: look", True),
        ("(@bea@aurora.example)", True),
        ("Bea Verdi, look", False),
        ("write to us@bea", False),
        ("@Beatrice", False),
        ("@Bea_2", False),
    ],
)
def test_people_are_named_by_name_or_address(
    subject: Subject, bea: Person, text: str, named: bool
) -> None:
    assert comments.named(subject.workspace, text) == ({bea} if named else set())


def test_a_first_name_that_two_have_names_nobody(subject: Subject, bea: Person) -> None:
    other = Person.objects.create_user("bea@other.example", name="Bea Bianchi")
    Membership.objects.create(workspace=subject.workspace, person=other, role=Role.AUTHOR.value)
    assert comments.named(subject.workspace, "@Bea") == set()
    assert comments.named(subject.workspace, "@Bea Bianchi") == {other}


def test_guests_and_people_of_other_companies_are_not_told(
    subject: Subject, member: Callable[[Role], Person]
) -> None:
    Person.objects.create_user("cleo@other.example", name="Cleo")
    member(Role.GUEST)
    assert comments.named(subject.workspace, "@Cleo @Guest") == set()


def test_whoever_is_named_finds_it_until_they_have_seen_it(
    subject: Subject, owner: Person, bea: Person
) -> None:
    said = comments.add(owner, subject, "@Bea, @Ada Neri: at noon?", [])
    (notice,) = mentions(subject.workspace, bea)
    assert (notice, check_of(notice)) == (said, "dialogue/slow-first-reply")
    assert mentions(subject.workspace, owner) == []
    comments.seen(bea, [said])
    assert mentions(subject.workspace, bea) == []


def test_an_edit_tells_whoever_is_new_and_no_longer_who_is_gone(
    subject: Subject, owner: Person, bea: Person, member: Callable[[Role], Person]
) -> None:
    said = comments.add(owner, subject, "@Bea?", [])
    author = member(Role.AUTHOR)
    comments.edit(owner, said, TITLE, "@Author?", [])
    assert [mention.person for mention in Mention.objects.all()] == [author]
    comments.edit(owner, said, TITLE, "Anybody?", [bea])
    assert [mention.person for mention in Mention.objects.all()] == [bea]
    assert said.edited_at is not None


def test_what_is_removed_leaves_no_words(subject: Subject, owner: Person, bea: Person) -> None:
    said = comments.add(owner, subject, "@Bea is slow", [])
    comments.remove(owner, said, TITLE)
    said.refresh_from_db()
    assert (said.text, said.deleted_at is not None) == ("", True)
    assert mentions(subject.workspace, bea) == []
    entries = TrailEntry.objects.filter(verb__startswith="mistakes.").order_by("pk")
    assert [entry.said_it for entry in entries] == [
        "ha commentato «Prima risposta lenta»",
        "ha rimosso un commento su «Prima risposta lenta»",
    ]
