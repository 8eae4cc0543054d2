"""A person's browser at the sign-in page of a Bluesky server: signs in, and gives leave."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.networks.bluesky.people import Person


def give_leave(url: str, person: Person) -> dict[str, str]:
    """What comes back to the address that was asked for."""
    browser = _Browser(url)
    browser.open(url, site="none")
    whom = {"locale": "en", "username": person.handle, "password": person.password}
    signed = browser.say("/sign-in", {**whom, "remember": False})
    bearer = {"authorization": f"Bearer {signed['ephemeralToken']}"}
    leave = browser.say("/consent", {"did": person.did}, **bearer)
    back = browser.open(leave["url"], site="same-origin", referer=url)
    return dict(parse_qsl(urlsplit(back.headers["location"]).query))


class _Browser:
    """Cookies are kept by hand: they are for HTTPS only, and this is loopback."""

    def __init__(self, page: str) -> None:
        parts = urlsplit(page)
        self._origin, self._page = f"{parts.scheme}://{parts.netloc}", page
        self._cookies: dict[str, str] = {}

    def open(self, url: str, site: str, **headers: str) -> httpx.Response:
        return self._ask("GET", url, "navigate", "document", site, **headers)

    def say(self, path: str, body: dict[str, Any], **headers: str) -> Any:
        url = f"{self._origin}/@atproto/oauth-provider/~api{path}"
        headers |= {
            "referer": self._page,
            "origin": self._origin,
            "x-csrf-token": self._cookies["csrf-token"],
        }
        return self._ask(
            "POST", url, "same-origin", "empty", "same-origin", json=body, **headers
        ).json()

    def _ask(
        self, method: str, url: str, *fetch: str, json: object = None, **headers: str
    ) -> httpx.Response:
        mode, dest, site = fetch
        answer = httpx.request(
            method,
            url,
            json=json,
            headers={
                "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
                "user-agent": "Mozilla/5.0",
                "sec-fetch-mode": mode,
                "sec-fetch-dest": dest,
                "sec-fetch-site": site,
                **headers,
            },
        )
        assert answer.status_code < 400, (url, answer.text)
        for cookie in answer.headers.get_list("set-cookie"):
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.split(";")[0]
        return answer
