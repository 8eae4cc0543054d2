"""Asking a source what it has: the same answer whatever kind it is, by the one door to HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from dialogo.networks.bluesky import public as bluesky
from dialogo.networks.errors import Refused
from dialogo.networks.feeds.connection import Feed
from dialogo.networks.feeds.finding import feeds_of
from dialogo.networks.http import Allowed, Door
from dialogo.networks.mastodon import public as mastodon
from dialogo.networks.pace import Pace
from dialogo.networks.seen import Post
from dialogo.web.actions.connections.pace import asked
from dialogo.web.actions.watch.addresses import page_of_words
from dialogo.web.models.watch import WatchSource

# What one server is asked for all watched sources together.
PACE = Pace(burst=30, within=timedelta(minutes=1))
READ, TOTAL, MOST = 15.0, 30.0, 5_000_000  # seconds for a step and for all of it; bytes


@dataclass(frozen=True)
class Told:
    """What a source has, what it is called and where it is; empty: as before."""

    posts: Sequence[Post]
    title: str = ""
    url: str | None = None
    address: str = ""
    external_id: str = ""
    cursor: str | None = None


@contextmanager
def opened() -> Iterator[Door]:
    """The door by which sources are read."""
    door = Door(
        now=timezone.now,
        allowed=Allowed.of(settings.OPTIONS.allowed_hosts),
        asked=asked(PACE, "watch"),
        read=READ,
        total=TOTAL,
        most=MOST,
    )
    try:
        yield door
    finally:
        door.close()


def ask(source: WatchSource, door: Door) -> Told:
    """What it has; raises the errors of a network. Nothing is stored."""
    match source.kind:
        case WatchSource.MASTODON:
            return _mastodon(source, door)
        case WatchSource.TAG:
            posts = mastodon.of_tag(door, source.server, source.address)
            return Told(posts, f"#{source.address}", f"{source.server}/tags/{source.address}")
        case WatchSource.BLUESKY:
            return _bluesky(source, door)
        case WatchSource.WORDS:
            posts = bluesky.with_words(door, source.address, source.server)
            return Told(posts, source.address, page_of_words(source.address))
    return _feed(source.address, source.cursor, door)


def find_feed(source: WatchSource, door: Door) -> Told:
    """The same for an address that somebody gave: where it is a page that names its feed, of that.

    `address` is then the feed's own.
    """
    try:
        return _feed(source.address, None, door)
    except Refused as wrong:
        if wrong.code != "no-feed":
            raise
        page = door.ask("GET", source.address)
        for address in feeds_of(page.content, str(page.url)):
            return _feed(address, None, door)
        raise


def _feed(address: str, cursor: str | None, door: Door) -> Told:
    pulled = Feed({"url": address}, None, door).pull(cursor)
    posts = [one for one in pulled.items if isinstance(one, Post)]
    author = posts[-1].author if posts else None
    title = author.name if author and author.name != address else ""
    kept = pulled.cursor if pulled.cursor is None or _is_small(pulled.cursor) else None
    return Told(posts, title, author.url if author else None, address, cursor=kept)


def _is_small(cursor: str) -> bool:
    """A cursor holds a mark of every entry, whose names are the work of strangers."""
    return len(cursor) < 200_000 and isinstance(json.loads(cursor), dict)


def _mastodon(source: WatchSource, door: Door) -> Told:
    id_, title, url = source.external_id, "", None
    if not id_:
        who = mastodon.account(door, source.server, source.address)
        id_, title, url = who.id, who.name or who.handle, who.url
    posts = mastodon.of_account(door, source.server, id_)
    return Told(posts, title, url, source.address, id_)


def _bluesky(source: WatchSource, door: Door) -> Told:
    did, title, url = source.external_id, "", None
    if not did:
        who = bluesky.account(door, source.address, source.server)
        did, title, url = who.id, who.name or who.handle, who.url
    posts = bluesky.of_account(door, did, source.server)
    return Told(posts, title, url, source.address, did)
