"""Where somebody is signed in, and how they end it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from dialogo.web.models.person import Person

pytestmark = pytest.mark.django_db
ADA = {"login": "ada@aurora.example", "password": "coffee-and-milk"}
PAGE = "/account/sessions/"


def _browser(**headers: str) -> Client:
    browser = Client(headers=headers or None)
    browser.post("/account/login/", ADA)
    return browser


def test_sessions_are_listed_by_what_a_person_calls_the_device(owner: Person) -> None:
    _browser(**{"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit Safari/605"})
    page = _browser(**{"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140"}).get(PAGE)
    shown = [(device, current) for _, device, current in page.context["sessions"]]
    assert shown == [("Firefox, Linux", True), ("Safari, iPhone", False)]


def test_another_session_can_be_ended(owner: Person) -> None:
    here, there = _browser(), _browser()
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(PAGE, {"end": other.pk}).status_code == 302
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def test_all_others_can_be_ended_at_once(owner: Person) -> None:
    here, *others = (_browser() for _ in range(3))
    here.post(PAGE, {"others": "1"})
    assert [one.get(PAGE).status_code for one in others] == [302, 302]
    assert here.get(PAGE).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(owner: Person) -> None:
    Person.objects.create_user("eve@aurora.example", "coffee-and-milk")
    ada, eve = _browser(), Client()
    eve.post("/account/login/", {**ADA, "login": "eve@aurora.example"})
    hers = UserSession.objects.get(session_key=ada.session.session_key)
    eve.post(PAGE, {"end": hers.pk})
    assert ada.get(PAGE).status_code == 200


def test_signing_out_ends_the_session(owner: Person) -> None:
    browser = _browser()
    browser.post("/account/logout/")
    assert browser.get(PAGE).status_code == 302


def test_whoever_came_by_a_link_is_listed_too(owner: Person) -> None:
    from dialogo.web.actions import sign_in

    by_link = Client()
    by_link.post(sign_in.link_for(owner))
    here = _browser()
    assert len(here.get(PAGE).context["sessions"]) == 2
    here.post(PAGE, {"others": "1"})
    assert by_link.get(PAGE).status_code == 302


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    owner: Person, others: int, django_assert_num_queries: Any
) -> None:
    for _ in range(others):
        _browser()
    here = _browser()
    with django_assert_num_queries(9):
        here.get(PAGE)
