"""What a server with the Mastodon client API is, what it takes, and what it is known to honour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from dialogo.networks.account import Limits
from dialogo.networks.errors import Refused, Unreachable
from dialogo.networks.mastodon.api import NOT_SPOKEN, Api, Json, is_answer
from dialogo.records.text import Text

# Mastodon and what is made of its code: these keep an Idempotency-Key for an hour. Hollo does too,
# but makes two of two at once; GoToSocial and Takahe do not look at it.
DESCENDANTS = frozenset({"mastodon", "hometown", "fedibird", "kmyblue", "ecko", "glitch"})
# Those whose listings can be read forwards (min_id).
FORWARD = DESCENDANTS | {"gotosocial", "takahe", "pleroma", "akkoma"}
KEPT_FOR = timedelta(hours=1)
LENGTH, LINK, PICTURES, PICTURE_BYTES = 500, 23, 4, 8_000_000
TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
# What servers that name no size of videos take: less than Mastodon's 99 MiB, as GoToSocial does.
FILM_BYTES = 40 * 1024 * 1024
BATCH_API, QUOTE_API = 2, 7  # `api_versions.mastodon`: many statuses at once (4.3), quotes (4.5)

NO_ADDRESS = Text(
    en="“{server}” is not the address of a server: write it as mastodon.example.",
    it="«{server}» non è l'indirizzo di un server: scrivetelo come mastodon.example.",
)


@dataclass(frozen=True)
class Server:
    """`kind` is the software; `forward` and `batch`: which ways of reading it has; `plain_text`:
    whether it must be told that a status is not Markdown."""

    kind: str
    version: str
    title: str
    limits: Limits
    forward: bool
    batch: bool
    quotes: bool
    plain_text: bool


def address(written: str) -> str:
    """`mastodon.example`, `https://mastodon.example/@us` or `@us@mastodon.example`, as a base
    address. Without a scheme it is https."""
    bare = written.strip().rsplit("@", 1)[-1] if "://" not in written else written.strip()
    try:
        url = httpx.URL(bare if "://" in bare else f"https://{bare}") if bare else httpx.URL("")
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host or " " in bare:
        raise Refused(NO_ADDRESS, code="address", server=written)
    port = f":{url.port}" if url.port else ""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{url.scheme}://{host}{port}"


def look(api: Api) -> Server:
    """Asks the server. Raises `Refused` if it does not speak this API."""
    trouble, found = _instance(api)
    if not isinstance(found, dict) or "version" not in found:
        raise Refused(NOT_SPOKEN, code="instance", host=api.host)
    kind = kind_of(str(found["version"]))
    try:
        kind = _software(api) or kind
    except Unreachable as error:
        if not is_answer(error):
            raise
        trouble = error
    if trouble and kind in DESCENDANTS:  # nothing is taken for granted, nor for missing
        raise trouble
    return read(found, kind)


def _instance(api: Api) -> tuple[Unreachable | None, Json]:
    """What it says of itself, in the newer way where it has that one. Takahe without a known
    administrator stumbles over it."""
    trouble: Unreachable | None = None
    found: Json = {}
    try:
        found = api.perhaps("/api/v2/instance") or {}
    except Unreachable as error:
        if not is_answer(error):
            raise
        trouble = error
    if not isinstance(found, dict) or "configuration" not in found:
        found = api.perhaps("/api/v1/instance") or {}
    return trouble, found


def read(instance: Json, kind: str) -> Server:
    """From what `/api/v2/instance` or `/api/v1/instance` says."""
    versions = _part(instance, "api_versions")
    level = _number(versions, "mastodon", 0)
    quotes = kind in DESCENDANTS and level >= QUOTE_API
    return Server(
        kind=kind,
        version=str(instance.get("version", "")),
        title=str(instance.get("title", "")),
        limits=_limits(instance, kind, quotes),
        forward=kind in FORWARD,
        batch=kind in DESCENDANTS and level >= BATCH_API,
        quotes=quotes,
        plain_text=kind in ("gotosocial", "pleroma", "akkoma", "glitch"),
    )


def kind_of(version: str) -> str:
    """By the version alone: `takahe/0.11.0`, `2.7.2 (compatible; Pleroma 2.5.0)`, `4.3.0+glitch`,
    `0.20.0-rc1`. What cannot be told is "other"."""
    named = re.search(r"compatible;\s*([a-z]+)", version, re.I) or re.match(r"([a-z]+)/", version)
    if named:
        return named[1].lower()
    if "glitch" in version:
        return "glitch"
    if re.match(r"\d+\.\d+\.\d+(-?(rc|alpha|beta)[.\d]*)?$", version) and version[0] in "23456":
        return "mastodon"
    return "other"


def _software(api: Api) -> str | None:
    """By nodeinfo. Its link may name another host: only its path is taken, and asked here."""
    try:
        links = (api.perhaps("/.well-known/nodeinfo") or {}).get("links") or []
        paths = [httpx.URL(str(link["href"])).path for link in links if "nodeinfo" in link["rel"]]
        found = api.perhaps(paths[-1]) if paths else None
        software = found["software"] if found else {}
        name = str(software["name"]).lower()
    except (Refused, AttributeError, KeyError, TypeError, httpx.InvalidURL):
        return None
    if name == "mastodon" and "glitch" in str(software.get("version", "")):
        return "glitch"
    return name


def _limits(instance: Json, kind: str, quotes: bool) -> Limits:
    settings = _part(instance, "configuration")
    statuses, media = _part(settings, "statuses"), _part(settings, "media_attachments")
    old = _number(instance, "max_toot_chars", LENGTH)
    types = media.get("supported_mime_types")
    films = not types or "video/mp4" in types
    pictures = tuple(str(mime) for mime in types or () if str(mime).startswith("image/")) or TYPES
    return Limits(
        length=_number(statuses, "max_characters", old),
        counted="characters",
        # The others name a length of links, too, but count them as they are written.
        link_length=_number(statuses, "characters_reserved_per_url", LINK) or None
        if kind in DESCENDANTS
        else None,
        pictures=_number(statuses, "max_media_attachments", PICTURES),
        picture_bytes=_number(media, "image_size_limit", PICTURE_BYTES),
        picture_types=pictures,
        alt_length=_number(media, "description_limit", 1500),
        threads=True,
        quotes=quotes,
        directs=True,
        edits=True,
        honours_keys=KEPT_FOR if kind in DESCENDANTS else None,
        films=int(films),
        film_bytes=_number(media, "video_size_limit", FILM_BYTES) if films else 0,
        film_pixels=_number(media, "video_matrix_limit", 0) or None,
        film_rate=_number(media, "video_frame_rate_limit", 0) or None,
    )


def _part(of: Mapping[str, Any], name: str) -> Json:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _number(of: Mapping[str, Any], name: str, default: int) -> int:
    found = of.get(name)
    return (
        found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else default
    )
