"""What anybody may read on Bluesky without signing in: an account's posts, and a search for words.

Source: https://docs.bsky.app/docs/advanced-guides/api-directory. The search is refused at times to
whoever has not signed in, and never gives a second page.
"""

from __future__ import annotations

from typing import Any

from dialogo.networks.bluesky import views
from dialogo.networks.bluesky.identity import RESOLVER, well_written
from dialogo.networks.bluesky.xrpc import Json, opened
from dialogo.networks.http import Door
from dialogo.networks.seen import Author, Post

SEARCHER = "https://api.bsky.app"  # the other address of the AppView: RESOLVER refuses searches
MOST = 50


def account(door: Door, name: str, server: str = "") -> Author:
    """Who an account is, by handle or DID; raises the errors of a network."""
    asked = {"actor": well_written(name)}
    return views.author(
        {"author": _ask(door, server or RESOLVER, "app.bsky.actor.getProfile", asked, name)}
    )


def of_account(door: Door, did: str, server: str = "") -> list[Post]:
    """The newest posts of an account, its answers and what it passed on left out."""
    asked = {"actor": did, "filter": "posts_no_replies", "limit": MOST}
    found = _ask(door, server or RESOLVER, "app.bsky.feed.getAuthorFeed", asked, did)
    own = [one for one in _listed(found, "feed") if not one.get("reason")]
    return _posts([one.get("post") for one in own])


def with_words(door: Door, words: str, server: str = "") -> list[Post]:
    """The newest posts with these words, or with a tag such as `#coffee`."""
    asked = {"q": words, "sort": "latest", "limit": MOST}
    found = _ask(door, server or SEARCHER, "app.bsky.feed.searchPosts", asked, words)
    return _posts(_listed(found, "posts"))


def _ask(door: Door, server: str, method: str, asked: dict[str, Any], who: str) -> Json:
    answer = door.ask("GET", f"{server}/xrpc/{method}", params=asked)
    return opened(answer, who, sends=False)


def _listed(found: Json, name: str) -> list[Json]:
    rows = found.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _posts(rows: list[Any]) -> list[Post]:
    return [
        views.post(one)
        for one in rows
        if isinstance(one, dict) and views.uri_parts(str(one.get("uri")))
    ]
