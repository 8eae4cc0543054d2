"""Signing in by password: limited, and telling nobody who has an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
ADA = {"login": "ada@aurora.example", "password": "coffee-and-milk"}


@pytest.fixture
def with_mail(settings: Any) -> None:
    """The desk may send mail, and is known outside as desk.example.com."""
    address = "https://desk.example.com"
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://localhost", address=address)


def test_who_has_a_password_signs_in_and_it_is_noted(owner: Person) -> None:
    assert Client().post(LOGIN, ADA)["Location"] == "/"
    assert TrailEntry.objects.get().verb == "people.sign_in"


def test_capitals_in_the_address_make_no_other_person(owner: Person) -> None:
    assert Client().post(LOGIN, {**ADA, "login": "Ada@AURORA.example"}).status_code == 302


def test_a_stranger_and_a_wrong_password_are_told_the_same(owner: Person) -> None:
    answers = [
        Client().post(LOGIN, given).content.decode()
        for given in (
            {"login": "ada@aurora.example", "password": "wrong"},
            {"login": "nobody@aurora.example", "password": "wrong"},
        )
    ]
    said = [answer.split('role="alert">')[1].split("<")[0] for answer in answers]
    assert said[0] == said[1]
    assert "do not belong together" in said[0]


def test_after_five_failures_even_the_right_password_waits(owner: Person) -> None:
    for _ in range(5):
        Client().post(LOGIN, {**ADA, "password": "wrong"})
    answer = Client().post(LOGIN, ADA)
    assert answer.status_code == 200
    assert "Too many tries" in answer.content.decode()


def test_failures_of_one_do_not_lock_out_another(
    owner: Person, member: Callable[..., Person]
) -> None:
    for _ in range(6):
        Client().post(LOGIN, {"login": "nobody@aurora.example", "password": "wrong"})
    assert Client().post(LOGIN, ADA).status_code == 302


def test_failures_are_counted_in_the_database(owner: Person) -> None:
    from dialogo.web.models.sign_in import Remembered

    assert Remembered.objects.count() == 0
    Client().post(LOGIN, {**ADA, "password": "wrong"})
    assert Remembered.objects.filter(cache_key__contains="login_failed").exists()


def test_whoever_tries_very_often_is_told_to_wait(owner: Person) -> None:
    answers = [Client().post(LOGIN, {}).status_code for _ in range(31)]
    assert answers[-1] == 429


def test_a_weak_password_is_not_taken(signed_in: Callable[..., Client]) -> None:
    browser = signed_in()
    for weak in ("short", "1234567890", "password123", "ada@aurora.example"):
        given = {"oldpassword": "coffee-and-milk", "password1": weak, "password2": weak}
        assert browser.post("/account/password/change/", given).status_code == 200
    assert Person.objects.get().check_password("coffee-and-milk")


@pytest.mark.parametrize(
    ("weak", "en", "it"),
    [
        ("short", "This is too short", "È troppo corta"),
        ("1234567890", "Numbers alone are not enough", "Solo cifre non bastano"),
        ("password123", "Too many people use this one", "La usano in troppi"),
        ("ada@aurora.example", "too close to your name or address", "Somiglia troppo al nome"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_the_readers_language(
    signed_in: Callable[..., Client], weak: str, en: str, it: str
) -> None:
    given = {"oldpassword": "coffee-and-milk", "password1": weak, "password2": weak}
    for lang, said in (("en", en), ("it", it)):
        answer = signed_in(lang=lang).post("/account/password/change/", given)
        assert said in str(answer.context["form"].errors["password1"])


def test_a_forgotten_password_is_made_anew_by_a_link_that_works_once(
    owner: Person, with_mail: None
) -> None:
    stranger = Client()
    stranger.post("/account/password/reset/", {"email": "ada@aurora.example"})
    (letter,) = mail.outbox
    link = re.search(r"https://desk.example.com(/account/password/reset/key/\S+)", letter.body)
    assert link is not None
    page = stranger.get(link[1], follow=True)
    new = "four words in a row"
    given = {"password1": new, "password2": new}
    stranger.post(page.redirect_chain[-1][0], given)
    assert Person.objects.get().check_password(new)
    again = Client().get(link[1], follow=True)
    assert "This link is no longer good" in again.content.decode()


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(
    owner: Person, with_mail: None
) -> None:
    answers = [
        Client().post("/account/password/reset/", {"email": f"{who}@aurora.example"}, follow=True)
        for who in ("ada", "nobody")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [letter.to for letter in mail.outbox] == [
        ["ada@aurora.example"],
        ["nobody@aurora.example"],
    ]
    assert "no account here has this address" in mail.outbox[1].body


def test_a_mail_server_that_is_down_keeps_nobody_from_a_new_password(
    owner: Person, with_mail: None, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    here = Client()
    here.post(LOGIN, ADA)
    new = "four words in a row"
    given = {"oldpassword": "coffee-and-milk", "password1": new, "password2": new}
    assert here.post("/account/password/change/", given).status_code == 302
    assert Person.objects.get().check_password(new)


def test_a_new_password_ends_every_other_session(owner: Person) -> None:
    here, there = Client(), Client()
    here.post(LOGIN, ADA)
    there.post(LOGIN, ADA)
    assert there.get("/account/").status_code == 200
    new = "four words in a row"
    given = {"oldpassword": "coffee-and-milk", "password1": new, "password2": new}
    assert here.post("/account/password/change/", given).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_nobody_signs_up_by_themselves() -> None:
    given = {"email": "x@y.example", "password1": "four words in a row"}
    answer = Client().post("/account/signup/", given)
    assert answer.status_code == 403
    assert not Person.objects.exists()


def test_somebody_switched_off_is_out_at_once(owner: Person) -> None:
    browser = Client()
    browser.post(LOGIN, ADA)
    Person.objects.update(is_active=False)
    assert browser.get("/account/").status_code == 302
    assert browser.post(LOGIN, ADA)["Location"] == "/account/inactive/"


def test_signing_in_does_not_lead_to_another_house(owner: Person) -> None:
    answer = Client().post(f"{LOGIN}?next=https://elsewhere.example/", ADA)
    assert answer["Location"] == "/"
