"""People are invited, join, change their role and go; somebody always answers for the workspace."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import people, tokens
from dialogo.web.models.api import Scope
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Membership, Workspace

pytestmark = pytest.mark.django_db
PAGE = "/w/aurora/settings/people/"
NEW = {"name": "Bea", "password": "four words in a row"}


@pytest.fixture
def link(workspace: Workspace, owner: Person) -> str:
    """Of an invitation for Bea, to answer people."""
    _, token = people.invite(owner, workspace, "Bea@Aurora.example", Role.RESPONDER)
    return f"/join/{token}/"


def role_of(email: str) -> str | None:
    return Membership.objects.filter(person__email=email).values_list("role", flat=True).first()


def test_an_invitation_shows_its_link_once(signed_in: Callable[..., Client]) -> None:
    browser = signed_in()
    answer = browser.post(f"{PAGE}invite/", {"email": "bea@aurora.example", "role": "responder"})
    link = re.search(r"http://testserver(/join/[\w-]+/)", answer.content.decode())
    assert link is not None
    assert Client().get(link[1]).status_code == 200
    assert "/join/" not in browser.get(PAGE).content.decode()


def test_it_is_mailed_where_mail_is_set(signed_in: Callable[..., Client], settings: Any) -> None:
    from dataclasses import replace

    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://localhost")
    signed_in().post(f"{PAGE}invite/", {"email": "bea@aurora.example", "role": "responder"})
    (letter,) = mail.outbox
    assert letter.to == ["bea@aurora.example"]
    assert letter.subject == "Ada Neri invites you to Aurora / Ada Neri invita a Aurora"
    assert letter.body.count("/join/") == 2


def test_a_newcomer_makes_an_account_and_is_in(link: str) -> None:
    browser = Client()
    assert browser.post(link, NEW)["Location"] == "/w/aurora/today/"
    assert role_of("bea@aurora.example") == Role.RESPONDER
    assert browser.get("/w/aurora/today/").status_code == 200


def test_a_newcomer_with_a_weak_password_is_not_in_yet(link: str) -> None:
    assert Client().post(link, {**NEW, "password": "bea"}).status_code == 422
    assert role_of("bea@aurora.example") is None


def test_who_has_an_account_must_sign_in_first(link: str) -> None:
    Person.objects.create_user("bea@aurora.example", "coffee-and-milk", name="Bea")
    assert Client().post(link, NEW).status_code == 422
    assert role_of("bea@aurora.example") is None


def test_who_has_signed_in_joins_by_the_button(link: str) -> None:
    bea = Person.objects.create_user("bea@aurora.example", "coffee-and-milk", name="Bea")
    browser = Client()
    browser.force_login(bea)
    assert browser.post(link)["Location"] == "/w/aurora/today/"
    assert role_of("bea@aurora.example") == Role.RESPONDER


def test_somebody_else_cannot_use_the_invitation(link: str) -> None:
    browser = Client()
    browser.force_login(Person.objects.create_user("eve@borea.example", "coffee-and-milk"))
    page = browser.get(link).content.decode()
    assert "You are signed in as eve@borea.example." in page
    assert browser.post(link).status_code == 422
    assert role_of("eve@borea.example") is None


def test_an_invitation_works_once(link: str) -> None:
    Client().post(link, NEW)
    assert Client().get(link).status_code == 422
    assert Client().post(link, {**NEW, "name": "Eve"}).status_code == 422


def test_an_invitation_is_good_for_a_week(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert Client().post(link, NEW).status_code == 422


def test_an_invitation_can_be_taken_back(link: str, signed_in: Callable[..., Client]) -> None:
    number = Invitation.objects.get().pk
    signed_in().post(f"{PAGE}invited/{number}/end/")
    assert Client().post(link, NEW).status_code == 422


def test_a_second_invitation_ends_the_first(link: str, workspace: Workspace, owner: Person) -> None:
    people.invite(owner, workspace, "bea@aurora.example", Role.GUEST)
    assert Client().post(link, NEW).status_code == 422


def test_a_member_is_not_invited_again(
    signed_in: Callable[..., Client], member: Callable[..., Person]
) -> None:
    member(Role.GUEST)
    answer = signed_in().post(f"{PAGE}invite/", {"email": "guest@aurora.example", "role": "owner"})
    assert answer.status_code == 422
    assert "guest@aurora.example is already in this workspace." in answer.content.decode()


def test_the_last_owner_stays_owner(signed_in: Callable[..., Client], workspace: Workspace) -> None:
    browser = signed_in()
    ada = Membership.objects.get().pk
    browser.post(f"{PAGE}{ada}/role/", {"role": "guest"})
    browser.post(f"{PAGE}{ada}/remove/")
    answer = browser.post("/leave/aurora/", follow=True)
    assert "Ada Neri is the only owner." in answer.content.decode()
    assert role_of("ada@aurora.example") == Role.OWNER


def test_an_owner_may_go_once_there_is_another(
    signed_in: Callable[..., Client], member: Callable[..., Person]
) -> None:
    browser = signed_in()
    bea = Membership.objects.get(person=member(Role.ANALYST)).pk
    browser.post(f"{PAGE}{bea}/role/", {"role": "owner"})
    browser.post("/leave/aurora/")
    assert [role_of(f"{who}@aurora.example") for who in ("ada", "analyst")] == [None, Role.OWNER]


def test_who_is_removed_is_out_at_once(
    signed_in: Callable[..., Client], member: Callable[..., Person]
) -> None:
    theirs = signed_in(Role.ANALYST)
    assert theirs.get("/w/aurora/today/").status_code == 200
    number = Membership.objects.get(person=member(Role.ANALYST)).pk
    signed_in().post(f"{PAGE}{number}/remove/")
    assert theirs.get("/w/aurora/today/").status_code == 404


@pytest.mark.parametrize("how", ["remove", "role"])
def test_with_an_owner_go_the_tokens_they_made(
    how: str, signed_in: Callable[..., Client], member: Callable[..., Person], workspace: Workspace
) -> None:
    bea = Membership.objects.get(person=member(Role.ANALYST))
    bea.role = Role.OWNER.value
    bea.save()
    _, theirs = tokens.make(workspace, "Cash desk", [Scope.RECORDS_READ], by=bea.person)
    _, other = tokens.make(workspace, "Site", [Scope.RECORDS_READ], by=member(Role.OWNER))
    browser = signed_in()
    assert "Cash desk" in browser.get(f"{PAGE}{bea.pk}/remove/").text
    browser.post(f"{PAGE}{bea.pk}/{how}/", {"role": "strategist"})
    answers = [
        Client()
        .get("/api/v1/records/posts", headers={"authorization": f"Bearer {secret}"})
        .status_code
        for secret in (theirs, other)
    ]
    assert answers == [401, 200]


def test_everything_is_noted_in_the_trail(
    link: str, signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    Client().post(link, NEW)
    bea = Membership.objects.get(person__email="bea@aurora.example").pk
    browser = signed_in()
    browser.post(f"{PAGE}{bea}/role/", {"role": "guest"})
    browser.post(f"{PAGE}{bea}/remove/")
    told = list(
        TrailEntry.objects.filter(workspace=workspace)
        .order_by("id")
        .values_list("by_name", "said_en")
    )
    assert told[1:] == [
        ("Ada Neri", "invited bea@aurora.example as responder"),
        ("Bea", "joined as responder"),
        ("Ada Neri", "made Bea guest, who was responder"),
        ("Ada Neri", "removed Bea from the workspace"),
    ]


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    signed_in: Callable[..., Client],
    workspace: Workspace,
    owner: Person,
    others: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(others):
        person = Person.objects.create_user(f"p{number}@aurora.example", name=f"P {number}")
        Membership.objects.create(workspace=workspace, person=person, role="guest")
        people.invite(owner, workspace, f"i{number}@aurora.example", Role.GUEST)
    browser = signed_in()
    with django_assert_num_queries(7):
        browser.get(PAGE)
