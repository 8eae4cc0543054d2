"""Passkeys and codes, with the authenticator that Chromium brings for tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Browser, Page

from dialogo.web.models import secrets
from dialogo.web.models.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """A browser on a device with passkeys."""
    context = chromium.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


@pytest.fixture
def by_password(page: Page, owner: Person) -> Page:
    """Ada has signed in by her password."""
    _type_password(page)
    page.wait_for_url("**/")
    return page


def _type_password(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("ada@aurora.example")
    page.get_by_label("Password").fill("coffee-and-milk")
    page.get_by_role("button", name="Sign in", exact=True).click()


def _confirm(page: Page) -> None:
    page.get_by_label("Password").fill("coffee-and-milk")
    page.get_by_role("button", name="Confirm").click()


def _sign_out(page: Page) -> None:
    page.context.clear_cookies()


def _add_passkey(page: Page) -> None:
    page.goto("/account/2fa/passkeys/add/")
    _confirm(page)
    page.get_by_label("Name of this passkey").fill("The laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/account/2fa/codes/")


def test_a_passkey_alone_signs_in(by_password: Page) -> None:
    page = by_password
    _add_passkey(page)
    _sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/account/")
    assert page.locator("input[name=name]").input_value() == "Ada Neri"
    assert Authenticator.objects.get(type="webauthn").wrap().name == "The laptop"


def test_with_a_passkey_the_password_alone_no_longer_opens_the_account(by_password: Page) -> None:
    page = by_password
    _add_passkey(page)
    _sign_out(page)
    _type_password(page)
    assert page.locator("h1").inner_text() == "Second step"
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "2fa" not in url)
    page.goto("/account/")
    assert page.locator("input[name=name]").input_value() == "Ada Neri"


def test_a_passkey_that_was_removed_opens_nothing(by_password: Page) -> None:
    page = by_password
    _add_passkey(page)
    Authenticator.objects.all().delete()
    _sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This did not work.").wait_for()


def test_codes_are_asked_for_and_work_once(by_password: Page) -> None:
    page = by_password
    page.goto("/account/2fa/app/add/")
    _confirm(page)
    seed = page.locator("code").first.inner_text()
    page.get_by_label("Code of six digits").fill(_code(seed))
    page.get_by_role("button", name="Switch on").click()
    page.wait_for_url("**/account/2fa/codes/")
    recovery = page.locator(".codes code").first.inner_text()

    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert seed not in kept
    assert secrets.decrypt(kept) == seed

    _sign_out(page)
    _type_password(page)
    code = page.get_by_label("Code, or a recovery code")
    code.fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("This did not work.").wait_for()
    code.fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")

    _sign_out(page)
    _type_password(page)
    code.fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("This did not work.").wait_for()
    code.fill(_code(seed))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def _code(seed: str) -> str:
    """The code of this half minute."""
    return format_hotp_value(hotp_value(seed, int(timezone.now().timestamp()) // 30))
