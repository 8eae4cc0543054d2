"""Every answer carries its headers, and believes nobody who only says who they are."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client, RequestFactory

from dialogo.web.frame.proxies import ProxiesMiddleware
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.settings.options import Options
from dialogo.web.settings.safety import behind
from tests.web import world
from tests.web.addresses import addresses

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}
MEDIA = re.compile(r"/picture/|/(video\.mp4|poster\.jpg|captions/[\w-]+\.vtt)$")
PICTURE = {"default-src 'none'", "sandbox"}  # what somebody uploaded
OTHERS = ["/no-such-page/", "/static/dialogo/desk.css", "/static/no-such-file.css", "/api/v1/"]


@pytest.mark.django_db
def test_every_answer_carries_its_headers(workspace: Workspace, owner: Person) -> None:
    world.fill(workspace, owner)
    browser = Client(raise_request_exception=False)
    browser.force_login(owner)
    wrong: dict[str, object] = {}
    for path in [*(one.path(workspace) for one in addresses() if not one.unknown), *OTHERS]:
        answer = browser.get(path)
        found = {name: answer.headers.get(name) for name in HEADERS}
        policy = set((answer.headers.get("Content-Security-Policy") or "").split("; "))
        wanted = PICTURE if MEDIA.search(path) and answer.status_code == 200 else POLICY
        if found != HEADERS or policy != wanted or "Permissions-Policy" not in answer.headers:
            wrong[path] = (found, policy ^ wanted)
        if "Referrer-Policy" not in answer.headers:
            wrong[path] = "Referrer-Policy"
    assert not wrong, "\n".join(f"{path}: {what}" for path, what in wrong.items())


@pytest.mark.django_db
def test_pages_are_not_kept_by_anybody_in_between(owner: Person) -> None:
    browser = Client()
    browser.force_login(owner)
    assert browser.get("/account/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_a_form_of_another_page_is_not_taken(owner: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    assert browser.post("/account/", {"name": "Eve"}).status_code == 403


def test_cookies_travel_encrypted_where_people_come_by_https(options: Options) -> None:
    found = behind(replace(options, address="https://desk.example.com", hsts_days=2))
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 2 * 24 * 3600
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://desk.example.com"]


def test_without_https_browsers_are_not_told_to_insist_on_it(options: Options) -> None:
    found = behind(replace(options, address=""))
    assert (found["SESSION_COOKIE_SECURE"], found["SECURE_HSTS_SECONDS"]) == (False, 0)


@pytest.fixture
def options(settings: Any) -> Options:
    found: Options = settings.OPTIONS
    return found


OURS = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    ("proxies", "peer", "sent", "asks"),
    [
        ((), "203.0.113.9", "198.51.100.7", "203.0.113.9"),  # nobody is believed
        (OURS, "203.0.113.9", "198.51.100.7", "203.0.113.9"),  # a stranger is not
        (OURS, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
        (OURS, "10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", "198.51.100.7"),  # made up, left
        (OURS, "10.0.0.1", "nonsense", "10.0.0.1"),
        (OURS, "10.0.0.1", "", "10.0.0.1"),
        (OURS, "::1", "2001:db8::7", "2001:db8::7"),
        (OURS, "", "198.51.100.7", ""),  # a Unix socket
    ],
)
def test_only_our_proxies_are_believed_about_who_asks(
    settings: Any, proxies: Any, peer: str, sent: str, asks: str
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, proxies=proxies)
    headers = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": sent, "HTTP_X_FORWARDED_PROTO": "https"}
    request = RequestFactory().get("/", **headers)  # type: ignore[arg-type]  # of the environment
    seen: list[Any] = []
    ProxiesMiddleware(seen.append)(request)  # type: ignore[arg-type]  # no answer is needed
    assert seen[0].META["REMOTE_ADDR"] == asks
    assert seen[0].is_secure() == (bool(proxies) and peer in ("10.0.0.1", "::1"))
    assert "HTTP_X_FORWARDED_FOR" not in seen[0].META
