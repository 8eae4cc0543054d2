"""From what somebody writes or pastes to a source: a feed, an account, a tag, or words to look for.

A site's own address leads to its feed; addresses of Mastodon and Bluesky pages, and of the feeds
that both make of them, lead to the account or tag itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote_plus, unquote, urlsplit

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.models.watch import WatchSource

LONGEST = 500
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?"
_MASTODON = re.compile(rf"@([\w.-]+)@({_HOST})", re.IGNORECASE)
_TAG = re.compile(rf"#(\w+)@({_HOST})", re.IGNORECASE)
_HANDLE = re.compile(r"@((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«](.+)[\"”»]")
_BLUESKY = "bsky.app"

NOTHING = Text(
    en="Write the address of a site or a feed, @name@server, @name.bsky.social, a #tag, or words "
    "in quotation marks.",
    it="Scrivete l'indirizzo di un sito o di un feed, @nome@server, @nome.bsky.social, un #tag, o "
    "parole tra virgolette.",
)


@dataclass(frozen=True)
class Wanted:
    """What a source is to be; `guessed`: it may be a feed all the same (`of` is what was given)."""

    kind: str
    address: str
    server: str = ""
    guessed: bool = False
    of: str = ""


def wanted(written: str) -> Wanted:
    """What somebody means; raises `BadInput` where nobody could tell."""
    text = " ".join(written.split())[:LONGEST]
    if found := _MASTODON.fullmatch(text):
        return Wanted(WatchSource.MASTODON, found[1], _server(found[2]))
    if found := _TAG.fullmatch(text):
        return Wanted(WatchSource.TAG, found[1], _server(found[2]))
    if found := _HANDLE.fullmatch(text):
        return Wanted(WatchSource.BLUESKY, found[1].lower())
    if (found := _QUOTED.fullmatch(text)) or re.fullmatch(r"#\w+", text):
        return Wanted(WatchSource.WORDS, found[1].strip() if found else text)
    url = text if "://" in text else f"https://{text}"
    parts = _split(url)
    if " " in text or not parts or ("." not in (parts.hostname or "") and not parts.port):
        raise BadInput(NOTHING)
    return _page(url)


def _page(url: str) -> Wanted:
    """What a web address stands for."""
    parts = urlsplit(url)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if (parts.hostname or "").removeprefix("www.") == _BLUESKY:
        return _of_bluesky(url, steps, parts.query)
    last = steps[-1].removesuffix(".rss") if steps else ""
    server = f"{parts.scheme}://{parts.netloc}"
    if len(steps) == 1 and re.fullmatch(rf"@[\w.-]+(?:@{_HOST})?", last, re.IGNORECASE):
        return Wanted(WatchSource.MASTODON, last[1:], server, guessed=True, of=url)
    if len(steps) == 2 and steps[0] == "tags" and re.fullmatch(r"\w+", last):
        return Wanted(WatchSource.TAG, last, server, guessed=True, of=url)
    return Wanted(WatchSource.FEED, url)


def _of_bluesky(url: str, steps: list[str], query: str) -> Wanted:
    if len(steps) >= 2 and steps[0] == "profile":
        return Wanted(WatchSource.BLUESKY, steps[1].lower().removeprefix("@"))
    if len(steps) == 2 and steps[0] == "hashtag":
        return Wanted(WatchSource.WORDS, f"#{steps[1]}")
    words = " ".join(parse_qs(query).get("q", [""])[0].split())
    if steps[:1] == ["search"] and words:
        return Wanted(WatchSource.WORDS, words[:LONGEST])
    return Wanted(WatchSource.FEED, url)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
        return parts if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _server(host: str) -> str:
    return f"https://{host.lower()}"


def feed_of(source: WatchSource) -> tuple[str, str]:
    """How a feed reader finds a source: "rss" and its feed, or "link" and its page where it has
    none."""
    match source.kind:
        case WatchSource.MASTODON:
            return "rss", f"{source.server}/@{source.address}.rss"
        case WatchSource.TAG:
            return "rss", f"{source.server}/tags/{source.address}.rss"
        case WatchSource.BLUESKY:
            return "rss", f"https://{_BLUESKY}/profile/{source.address}/rss"
        case WatchSource.WORDS:
            return "link", page_of_words(source.address)
    return "rss", source.address


def page_of_words(words: str) -> str:
    """Where people look for the same words."""
    return f"https://{_BLUESKY}/search?q={quote_plus(words)}"
