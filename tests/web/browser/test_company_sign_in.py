"""Signing in by the company's own OpenID provider, a real one, in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dialogo.web.actions import people
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.settings.sign_in import providers

SERVERS = Path(__file__).parents[1] / "servers"
CALLBACK = "/account/company/company/callback/"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        shutil.which("node") is None or not (SERVERS / "node_modules").exists(),
        reason="no OpenID provider here; `make test` installs it",
    ),
]


@pytest.fixture
def provider(live_server: Any, settings: Any) -> Iterator[None]:
    """A provider that knows the desk, and the desk set up for it."""
    process = subprocess.Popen(
        ["node", "oidc_provider.mjs", f"{live_server.url}{CALLBACK}"],
        cwd=SERVERS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    options = replace(
        settings.OPTIONS,
        oidc_issuer=told["issuer"],
        oidc_client_id=told["client_id"],
        oidc_client_secret=told["client_secret"],
        oidc_name="Aurora's door",
    )
    settings.OPTIONS = options
    settings.SOCIALACCOUNT_PROVIDERS = providers(options)
    yield
    process.terminate()
    process.wait()
    process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
    process.stdout.close()


@pytest.fixture
def stranger(chromium: Browser, live_server: Any) -> Iterator[Callable[[], Page]]:
    """A browser that has never been here."""
    contexts = []

    def new() -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="en-GB")
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


def _come_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with Aurora's door").click()
    _at_the_provider(page, name)


def _at_the_provider(page: Page, name: str) -> None:
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**localhost**")


def test_who_is_invited_comes_in_and_joins(
    provider: None, stranger: Callable[[], Page], workspace: Workspace, owner: Person
) -> None:
    _, token = people.invite(owner, workspace, "bea@example.com", Role.ANALYST)
    page = stranger()
    page.goto(f"/join/{token}/")
    page.get_by_role("button", name="Join with Aurora's door").click()
    _at_the_provider(page, "bea")
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/w/aurora/today/")
    bea = Person.objects.get(email="bea@example.com")
    assert (bea.name, bea.has_usable_password()) == ("Bea", False)
    assert Membership.objects.get(person=bea).role == Role.ANALYST


def test_who_is_not_invited_stays_outside(
    provider: None, stranger: Callable[[], Page], workspace: Workspace
) -> None:
    page = stranger()
    _come_in(page, "eve")
    assert page.locator("h1").inner_text() == "One comes in by invitation"
    assert not Person.objects.filter(email="eve@example.com").exists()


def test_people_of_the_companys_domains_need_no_invitation(
    provider: None, stranger: Callable[[], Page], settings: Any
) -> None:
    settings.OIDC_DOMAINS = {"example.com"}
    _come_in(stranger(), "eve")
    assert Person.objects.get().email == "eve@example.com"


def test_an_address_that_is_not_confirmed_opens_nothing(
    provider: None, stranger: Callable[[], Page], settings: Any
) -> None:
    settings.OIDC_DOMAINS = {"example.com"}
    page = stranger()
    _come_in(page, "unproved")
    assert page.locator("h1").inner_text() == "Aurora's door does not vouch for your address"
    assert not Person.objects.exists()


def test_the_same_address_does_not_open_an_account_until_it_is_connected(
    provider: None, stranger: Callable[[], Page]
) -> None:
    Person.objects.create_user("cleo@example.com", "coffee-and-milk", name="Cleo")
    page = stranger()
    _come_in(page, "cleo")
    assert page.locator("h1").inner_text() == "There is an account with this address already"

    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("cleo@example.com")
    page.get_by_label("Password").fill("coffee-and-milk")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/company/")
    page.get_by_role("button", name="Connect Aurora's door").click()
    page.get_by_label("Password").fill("coffee-and-milk")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/account/company/")
    assert "The sign-in is connected." in page.locator("main").inner_text()

    other = stranger()
    _come_in(other, "cleo")
    other.goto("/account/")
    assert other.locator("input[name=name]").input_value() == "Cleo"


def test_a_provider_whose_word_is_trusted_opens_the_account_of_the_same_address(
    provider: None, stranger: Callable[[], Page], settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, oidc_trust_email=True)
    settings.SOCIALACCOUNT_PROVIDERS = providers(settings.OPTIONS)
    cleo = Person.objects.create_user("cleo@example.com", "coffee-and-milk", name="Cleo")
    page = stranger()
    _come_in(page, "cleo")
    page.goto("/account/")
    assert page.locator("input[name=name]").input_value() == "Cleo"
    # Nobody had proved the address here: whoever set the password might not be Cleo.
    cleo.refresh_from_db()
    assert not cleo.has_usable_password()
