"""From the bytes of a feed to posts; whatever is in them, nothing else is opened or fetched."""

from __future__ import annotations

import hashlib
import html
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it says no types
import nh3

from dialogo.networks.errors import Refused
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Post
from dialogo.records.text import Text

MOST_ENTRIES = 500
MOST_CHARACTERS = 20_000
NO_FEED = Text(
    en="there is no feed at {url}. It is often linked at the foot of the page.",
    it="a {url} non c'è un feed. Spesso il collegamento è in fondo alla pagina.",
)
_BREAKS = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "blockquote"}
_BREAK = re.compile(r"</?(?:" + "|".join(sorted(_BREAKS)) + r")\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A post, and a mark that changes when it does."""

    post: Post
    mark: str


def read(data: bytes, url: str, now: datetime) -> tuple[str, list[Entry]]:
    """The feed's title and its entries, the oldest first; raises `Refused` if it is none."""
    # A stream: given text, feedparser would take it for an address or a file's name and open that.
    found = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version") and not found.entries:
        raise Refused(NO_FEED, code="no-feed", url=url)
    title = _plain(found.feed.get("title", "")) or url
    author = Author(url, url, title, url=found.feed.get("link"))
    entries = [_entry(one, author, now) for one in found.entries[:MOST_ENTRIES]]
    known = {entry.post.ref.id: entry for entry in reversed(entries)}  # the first of the same wins
    return title, sorted(known.values(), key=lambda entry: entry.post.sent_at)


def _entry(one: Any, author: Author, now: datetime) -> Entry:
    title = _plain(one.get("title", ""))
    body = next((part.get("value", "") for part in one.get("content", ())), "")
    text = "\n\n".join(filter(None, (title, _plain(body or one.get("summary", "")))))
    link = one.get("link") or None
    mark = hashlib.sha256(f"{text}\0{link}".encode("utf-8", "replace")).hexdigest()[:16]
    known = one.get("id") or link or mark
    updated = dict.get(one, "updated_parsed")  # its own `get` would fall back to `published`
    sent_at = _time(one.get("published_parsed") or updated, now)
    edited_at = _time(updated, now) if updated else None
    post = Post(
        Ref(known),
        author,
        sent_at,
        text[:MOST_CHARACTERS],
        format="article",
        url=link,
        edited_at=edited_at if edited_at and edited_at > sent_at else None,
    )
    return Entry(post, mark)


def _time(parsed: Any, now: datetime) -> datetime:
    try:
        return min(datetime.fromtimestamp(timegm(parsed), UTC), now) if parsed else now
    except (ValueError, OverflowError, OSError, TypeError):
        return now


def _plain(markup: str) -> str:
    clean = nh3.clean(markup, tags=_BREAKS, attributes={}, link_rel=None)
    words = html.unescape(_BREAK.sub("\n", clean.replace("\n", " ")))
    return "\n".join(filter(None, (" ".join(line.split()) for line in words.split("\n"))))
