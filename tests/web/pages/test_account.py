"""One's own account: what it is called, its address, its end."""

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
ADA = "ada@aurora.example"


@pytest.fixture
def browser(signed_in: Callable[..., Client]) -> Client:
    """Ada's, who has just proved that it is her."""
    client = signed_in()
    client.post("/account/again/", {"password": "coffee-and-milk"})
    return client


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://localhost")


def _sent_link() -> str:
    (letter,) = mail.outbox
    found = re.search(r"http://testserver(\S+)", letter.body)
    assert found is not None
    return found[1]


def test_name_language_theme_and_zone_are_kept(browser: Client) -> None:
    given = {"name": "Ada N.", "lang": "it", "theme": "dark", "zone": "Europe/Rome"}
    assert browser.post("/account/", given).status_code == 302
    ada = Person.objects.get(email=ADA)
    assert (ada.name, ada.lang, ada.theme, ada.zone) == ("Ada N.", "it", "dark", "Europe/Rome")
    page = browser.get("/account/").content.decode()
    assert '<html lang="it" data-theme="dark">' in page


def test_the_device_may_decide_how_somebody_reads(browser: Client, owner: Person) -> None:
    browser.post("/account/", {"name": "A", "lang": "device", "theme": "device", "zone": ""})
    owner.refresh_from_db()
    assert (owner.name, owner.lang, owner.theme, owner.zone) == ("A", "", "", "")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"zone": "Mars"}, {"lang": "xx"}, {"theme": "x"}])
def test_what_does_not_exist_is_not_kept(browser: Client, wrong: dict[str, str]) -> None:
    given = {"name": "A", "lang": "device", "theme": "device", "zone": "", **wrong}
    assert browser.post("/account/", given).status_code == 422
    assert Person.objects.get(email=ADA).name == "Ada Neri"


def test_without_mail_the_address_changes_at_once(browser: Client) -> None:
    assert browser.post("/account/email/", {"email": "Ada@New.example"}).status_code == 302
    again = Client()
    given = {"login": "ada@new.example", "password": "coffee-and-milk"}
    assert again.post("/account/login/", given).status_code == 302


def test_without_mail_somebody_elses_address_is_refused(browser: Client) -> None:
    Person.objects.create_user("eve@aurora.example")
    assert browser.post("/account/email/", {"email": "eve@aurora.example"}).status_code == 422
    assert Person.objects.filter(email=ADA).exists()


def test_with_mail_the_address_changes_once_it_is_proved(browser: Client, with_mail: None) -> None:
    browser.post("/account/email/", {"email": "ada@new.example"})
    assert Person.objects.get().email == ADA
    link = _sent_link()
    assert browser.get(link).status_code == 200
    browser.post(link)
    assert Person.objects.get().email == "ada@new.example"
    browser.post(link)
    assert Person.objects.get().email == "ada@new.example"


def test_with_mail_the_page_does_not_tell_which_addresses_are_known(
    browser: Client, with_mail: None
) -> None:
    Person.objects.create_user("eve@aurora.example")
    answer = browser.post("/account/email/", {"email": "eve@aurora.example"}, follow=True)
    assert "A link is on its way to eve@aurora.example." in answer.content.decode()
    assert "/account/email/" not in mail.outbox[0].body


def test_the_link_of_one_moves_nobody_elses_address(
    browser: Client, with_mail: None, signed_in: Callable[..., Client]
) -> None:
    browser.post("/account/email/", {"email": "ada@new.example"})
    signed_in(Role.GUEST).post(_sent_link())
    emails = set(Person.objects.values_list("email", flat=True))
    assert emails == {ADA, "guest@aurora.example"}


def test_changing_the_address_asks_who_it_is(signed_in: Callable[..., Client]) -> None:
    answer = signed_in().post("/account/email/", {"email": "ada@new.example"})
    assert answer["Location"].startswith("/account/again/")
    assert Person.objects.get().email == ADA


def test_what_was_sent_goes_on_once_it_is_proved_who_it_is(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in()
    where = client.post("/account/email/", {"email": "ada@new.example"})["Location"]
    client.post(where, {"password": "wrong"})
    assert Person.objects.get().email == ADA
    client.post(where, {"password": "coffee-and-milk", "next": "/account/email/"})
    assert Person.objects.get().email == "ada@new.example"


def test_an_account_goes_and_its_name_stays_in_the_trail(
    signed_in: Callable[..., Client], member: Callable[..., Person], workspace: Workspace
) -> None:
    guest = member(Role.GUEST)
    guest.set_password("coffee-and-milk")
    client = signed_in(Role.GUEST)
    guest.save()
    client.force_login(guest)
    client.post("/account/again/", {"password": "coffee-and-milk"})
    assert client.post("/account/delete/", {"typed": "no"}).status_code == 422
    assert client.post("/account/delete/", {"typed": guest.email}).status_code == 302
    assert not Person.objects.filter(pk=guest.pk).exists()
    left = workspace.trail.get(verb="people.leave")
    assert (left.by, left.by_name) == (None, "Guest")


def test_the_only_owner_and_the_last_who_runs_the_desk_cannot_go(browser: Client) -> None:
    answer = browser.post("/account/delete/", {"typed": ADA})
    assert "Nobody else runs this desk." in answer.content.decode()
    Person.objects.create_user("eve@aurora.example", runs_desk=True)
    answer = browser.post("/account/delete/", {"typed": ADA})
    assert "Aurora would have no owner." in answer.content.decode()
    assert Person.objects.filter(email=ADA).exists()
