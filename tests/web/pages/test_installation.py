"""What whoever runs the desk sees to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace

pytestmark = pytest.mark.django_db
PEOPLE = "/installation/people/"


@pytest.fixture
def browser(signed_in: Callable[..., Client]) -> Client:
    """Ada's, who has just proved that it is her."""
    client = signed_in()
    client.post("/account/again/", {"password": "coffee-and-milk"})
    return client


def test_a_company_is_made_and_belongs_to_whoever_made_it(browser: Client) -> None:
    assert browser.post("/new/", {"name": "Borea"})["Location"] == "/w/borea/today/"
    made = Workspace.objects.get(slug="borea")
    assert made.memberships.get().is_a is Role.OWNER


def test_a_link_is_made_for_somebody_who_cannot_come_in(
    browser: Client, member: Callable[..., Person]
) -> None:
    guest = member(Role.GUEST)
    page = browser.post(f"{PEOPLE}{guest.pk}/link/").content.decode()
    link = re.search(r"http://testserver(/enter/[\w-]+/)", page)
    assert link is not None
    assert Client().post(link[1]).status_code == 302


def test_a_link_is_made_only_by_who_proves_that_it_is_them(
    signed_in: Callable[..., Client], member: Callable[..., Person]
) -> None:
    answer = signed_in().post(f"{PEOPLE}{member(Role.GUEST).pk}/link/")
    assert answer["Location"].startswith("/account/again/")


def test_an_account_is_switched_off_and_on(
    browser: Client, signed_in: Callable[..., Client], member: Callable[..., Person]
) -> None:
    guest, theirs = member(Role.GUEST), signed_in(Role.GUEST)
    browser.post(f"{PEOPLE}{guest.pk}/switch/")
    assert theirs.get("/account/").status_code == 302
    browser.post(f"{PEOPLE}{guest.pk}/switch/")
    guest.refresh_from_db()
    assert guest.is_active


def test_somebody_always_runs_the_desk(browser: Client, owner: Person) -> None:
    browser.post(f"{PEOPLE}{owner.pk}/runs/")
    browser.post(f"{PEOPLE}{owner.pk}/switch/")
    owner.refresh_from_db()
    assert (owner.runs_desk, owner.is_active) == (True, True)


def test_a_trial_is_mailed(browser: Client, settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://localhost")
    browser.post("/installation/mail/")
    assert [letter.to for letter in mail.outbox] == [["ada@aurora.example"]]


def test_a_provider_that_does_not_answer_is_named(browser: Client, settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, oidc_issuer="http://127.0.0.1:9/realm")
    page = browser.post("/installation/oidc/", follow=True).content.decode()
    assert "http://127.0.0.1:9/realm gave no usable answer" in page


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    browser: Client, others: int, django_assert_num_queries: Any
) -> None:
    for number in range(others):
        Person.objects.create_user(f"p{number}@aurora.example")
    with django_assert_num_queries(3):
        browser.get(PEOPLE)
