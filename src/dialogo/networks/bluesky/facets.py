"""What in a text is a link, a name or a tag, by the bytes where it stands, as Bluesky wants it.

Source: https://docs.bsky.app/docs/advanced-guides/post-richtext
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from dialogo.networks.bluesky.xrpc import Json

TAG_LENGTH = 64  # graphemes; app.bsky.richtext.facet#tag

_LINK = regex.compile(r"(?<![\w@/])https?://[^\s<>\"]+", regex.IGNORECASE)
_NAME = regex.compile(r"(?<![\w@.])@((?:[a-z0-9][a-z0-9-]*\.)+[a-z][a-z0-9-]*)", regex.IGNORECASE)
_TAG = regex.compile(r"(?<!\S)[#＃](?!\ufe0f)(\S*[^\d\s\p{P}]\S*)")
_CLOSING = {")": "(", "]": "[", "}": "{"}


def graphemes(text: str) -> int:
    """How many characters a reader sees (UAX #29), which is how Bluesky counts."""
    return len(regex.findall(r"\X", text))


def facets(text: str, did_of: Callable[[str], str | None]) -> list[Json]:
    """In order and apart from each other; `did_of` finds whom a handle stands for. A name that
    stands for nobody stays text."""
    found: list[tuple[int, int, Json]] = []
    for match in _LINK.finditer(text):
        url = _without_tail(match.group())
        if url.count("/") >= 2 and not url.endswith("://"):
            feature = {"$type": "app.bsky.richtext.facet#link", "uri": url}
            found.append((match.start(), match.start() + len(url), feature))
    for match in _NAME.finditer(text):
        if _free(found, match.start()) and (did := did_of(match.group(1).lower())):
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            found.append((match.start(), match.end(), feature))
    for match in _TAG.finditer(text):
        tag = regex.sub(r"\p{P}+$", "", match.group(1))
        if tag and graphemes(tag) <= TAG_LENGTH and _free(found, match.start()):
            feature = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
            found.append((match.start(), match.start() + 1 + len(tag), feature))
    return [
        {
            "index": {"byteStart": _bytes(text[:start]), "byteEnd": _bytes(text[:end])},
            "features": [feature],
        }
        for start, end, feature in sorted(found, key=lambda one: one[0])
    ]


def _bytes(text: str) -> int:
    return len(text.encode())


def _free(found: list[tuple[int, int, Json]], start: int) -> bool:
    return not any(begin <= start < end for begin, end, _ in found)


def _without_tail(url: str) -> str:
    """Without what ends the sentence: full stops, commas, and brackets that were not opened."""
    while url:
        last = url[-1]
        unopened = last in _CLOSING and url.count(last) > url.count(_CLOSING[last])
        if last not in ".,;:!?'\"»”’…" and not unopened:
            break
        url = url[:-1]
    return url
