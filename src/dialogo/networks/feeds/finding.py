"""Where a site says that its feed is: so that the address of its front page is enough."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

_FEEDS = ("application/rss+xml", "application/atom+xml")
_MOST = 500_000  # characters of a page; links stand in its head


def feeds_of(page: bytes, url: str) -> list[str]:
    """The addresses of feeds that an HTML page links to, in its order."""
    reader = _Reader()
    reader.feed(page[:_MOST].decode("utf-8", "replace"))
    found = [urljoin(url, address) for address in reader.found]
    return [one for one in dict.fromkeys(found) if one.startswith(("https://", "http://"))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        kind, relation = (had.get("type") or "").lower(), (had.get("rel") or "").lower().split()
        if tag == "link" and "alternate" in relation and kind in _FEEDS and had.get("href"):
            self.found.append(str(had["href"]).strip())
