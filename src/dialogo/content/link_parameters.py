"""Link parameters: what is added to links as a post goes out, so that a site's own statistics can
tell where its visitors came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_.~-]{1,40}")
MOST, LONGEST = 10, 200
# Where links lead to accounts and posts of others, or of one's own, and not to a site.
_NETWORKS = frozenset(
    {
        "bsky.app", "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "lnkd.in",
        "pinterest.com", "pin.it", "reddit.com", "t.co", "t.me", "threads.com", "threads.net",
        "tiktok.com", "twitter.com", "wa.me", "whatsapp.com", "x.com", "youtu.be", "youtube.com",
    }
)  # fmt: skip


def usual(network: str, campaign: str = "") -> dict[str, str]:
    """The three that analytics know: source, medium and, if there is one, the campaign.

    Source: the names are those of Google Analytics ("Custom campaigns"), which others read, too.
    """
    found = {"utm_source": network, "utm_medium": "social"}
    plain = unicodedata.normalize("NFKD", campaign.casefold())
    words = re.findall(r"[^\W_]+", "".join(one for one in plain if not unicodedata.combining(one)))
    return found | ({"utm_campaign": "-".join(words)[:LONGEST]} if words else {})


def fitting(parameters: Mapping[str, str]) -> dict[str, str]:
    """Those that can stand in a link: plain names, values without control characters."""
    found = {
        name: "".join(one for one in value if one.isprintable()).strip()[:LONGEST]
        for name, value in list(parameters.items())[:MOST]
        if _NAME.fullmatch(name)
    }
    return {name: value for name, value in found.items() if value}


def with_parameters(text: str, parameters: Mapping[str, str]) -> str:
    """The text with the parameters on its links, by name, before their fragments.

    Links to accounts and posts on networks stay as they are, and so does a parameter that a link
    has already: what was done once is not done again.
    """
    if not parameters:
        return text
    return _LINK.sub(lambda found: _one(found[0], parameters), text)


def _one(found: str, parameters: Mapping[str, str]) -> str:
    link = _without_end(found)
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # no address
        return found
    network = any(host == one or host.endswith(f".{one}") for one in _NETWORKS)
    if not host or network or parts.path.startswith("/@"):
        return found
    there = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    more = [
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, value in sorted(parameters.items())
        if name not in there
    ]
    query = "&".join([*([parts.query] if parts.query else []), *more])
    return urlunsplit(parts._replace(query=query)) + found[len(link) :]


def _without_end(link: str) -> str:
    """Without the punctuation of the sentence that it stands in."""
    while link:
        last = link[-1]
        unopened = last in ")]}" and link.count(last) > link.count(
            {")": "(", "]": "[", "}": "{"}[last]
        )
        if last not in ".,;:!?…'\u2019\u201d\u00bb*_" and not unopened:
            break
        link = link[:-1]
    return link
