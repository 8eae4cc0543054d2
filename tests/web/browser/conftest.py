"""A real Chromium before a real server, for the tests that look."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dialogo.web.models.roles import Role

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


expect.set_options(timeout=15_000)  # ms: what comes at once may take its time on a busy machine


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; `make test` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def look(
    chromium: Browser, live_server: object, signed_in: Callable[..., Client]
) -> Iterator[Callable[..., Page]]:
    """Opens a page as the member with a role would, at a width, in a theme and a language."""
    contexts = []

    def open_(
        path: str,
        role: Role | None = Role.OWNER,
        *,
        lang: str = "en",
        theme: str = "light",
        width: int = 1280,
    ) -> Page:
        context = chromium.new_context(
            base_url=str(live_server),
            viewport={"width": width, "height": 800},
            color_scheme="dark" if theme == "dark" else "light",
            locale="it-IT" if lang == "it" else "en-GB",
        )
        contexts.append(context)
        if role is not None:
            cookie = signed_in(role, lang).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": str(live_server)}]
            )
        page = context.new_page()
        page.bring_to_front()  # the keys go to it, whatever else is open
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
