"""A site with a feed on this machine, for the tests of what is watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from xml.sax.saxutils import escape

from tests.networks.raw_server import answer, raw_server
from tests.networks.words import now


class Site:
    """`/` names the feed at `/feed.xml`; `status` is said instead of either, if it is set."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, datetime]] = []
        self.status = ""
        self.asked: list[bytes] = []
        self.url = self.links = ""  # where it is, and what its entries link to

    def publish(self, title: str, text: str = "", at: datetime | None = None) -> None:
        self.entries.append((title, text, at or now()))

    def says(self, request: bytes) -> list[bytes]:
        self.asked.append(request)
        if self.status:
            return [answer(b"no", self.status, Retry_After="7200")]
        if request.startswith(b"GET / "):
            link = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
            return [answer(b"<!doctype html><head>" + link, Content_Type="text/html")]
        body = self.rss()
        tag = f'"{sha256(body).hexdigest()[:8]}"'
        if tag.encode() in request:
            return [answer(b"", "304 Not Modified", ETag=tag)]
        return [answer(body, ETag=tag)]

    def rss(self) -> bytes:
        items = "".join(
            f"<item><guid>{escape(title)}</guid><title>{escape(title)}</title>"
            f"<link>{self.links or self.url}/{number}</link>"
            f"<description>{escape(text)}</description><pubDate>{format_datetime(at)}</pubDate></item>"
            for number, (title, text, at) in enumerate(self.entries)
        )
        head = f"<title>Coffee Gazette</title><link>{self.url}/</link>"
        return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@contextmanager
def site() -> Iterator[Site]:
    found = Site()
    with raw_server(found.says) as server:
        found.url = f"http://127.0.0.1:{server.port}"
        yield found
