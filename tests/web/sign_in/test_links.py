"""A one-time link signs in once, and asks a newcomer who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import sign_in
from dialogo.web.models.person import Person
from dialogo.web.models.sign_in import SignInLink
from dialogo.web.models.trail import TrailEntry

pytestmark = pytest.mark.django_db


def test_the_first_start_makes_the_one_who_runs_the_desk() -> None:
    path = sign_in.first_link()
    person = Person.objects.get()
    assert (person.runs_desk, person.name, person.email) == (True, "", "")
    assert path is not None
    browser = Client()
    assert browser.get(path).status_code == 200
    assert browser.post(path)["Location"] == "/welcome/"
    assert browser.session["_auth_user_id"] == str(person.pk)


def test_looking_at_a_link_does_not_use_it_up() -> None:
    path = sign_in.first_link()
    for _ in range(3):
        assert Client().get(path).status_code == 200
    assert Client().post(path).status_code == 302


def test_a_link_works_once() -> None:
    path = sign_in.first_link()
    Client().post(path)
    second = Client()
    assert second.post(path).status_code == 404
    assert "_auth_user_id" not in second.session


def test_a_new_link_ends_the_one_before() -> None:
    before, after = sign_in.first_link(), sign_in.first_link()
    assert Client().post(before).status_code == 404
    assert Client().post(after).status_code == 302


def test_a_link_for_somebody_is_good_for_a_quarter_of_an_hour(owner: Person) -> None:
    path = sign_in.link_for(owner)
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert Client().get(path).status_code == 404
        assert Client().post(path).status_code == 404


def test_a_link_of_somebody_switched_off_is_no_longer_good(owner: Person) -> None:
    path = sign_in.link_for(owner)
    Person.objects.update(is_active=False)
    assert Client().post(path).status_code == 404


def test_the_database_does_not_hold_what_the_link_says(owner: Person) -> None:
    token = sign_in.link_for(owner).rstrip("/").rpartition("/")[2]
    kept = SignInLink.objects.get().token_hash
    assert token not in kept
    assert kept == sign_in.hashed(token)


def test_no_link_is_printed_once_somebody_who_runs_the_desk_has_a_password(owner: Person) -> None:
    assert sign_in.first_link() is None


def test_a_newcomer_says_who_they_are_and_comes_back_by_password() -> None:
    browser = Client()
    browser.post(sign_in.first_link())
    given = {"name": "Ada Neri", "email": "Ada@Aurora.example", "password": "coffee-and-milk-42"}
    assert browser.post("/welcome/", given)["Location"] == "/"
    person = Person.objects.get()
    assert (person.name, person.email) == ("Ada Neri", "ada@aurora.example")
    again = Client()
    answer = again.post(
        "/account/login/", {"login": "ada@aurora.example", "password": "coffee-and-milk-42"}
    )
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("given", "name"),
    [({}, "Somebody new"), ({"name": "Ada"}, "Ada"), ({"email": "ada@aurora.example"}, "ada")],
)
def test_a_newcomer_may_leave_out_everything(given: dict[str, str], name: str) -> None:
    browser = Client()
    browser.post(sign_in.first_link())
    assert browser.post("/welcome/", given)["Location"] == "/"
    person = Person.objects.get()
    assert (person.name, person.has_usable_password()) == (name, False)


def test_a_password_without_an_address_is_not_taken() -> None:
    browser = Client()
    browser.post(sign_in.first_link())
    answer = browser.post("/welcome/", {"name": "Ada", "password": "coffee-and-milk-42"})
    assert answer.status_code == 422
    assert Person.objects.get().name == ""


def test_using_a_link_is_noted_in_the_trail(owner: Person) -> None:
    Client().post(sign_in.link_for(owner))
    verbs = list(TrailEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["people.link", "people.enter"]
