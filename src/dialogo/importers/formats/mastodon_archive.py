"""The archive of a Mastodon account: its posts, its answers to others and what it passed on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nh3

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.json_stream import items, whole
from dialogo.importers.mending import storable
from dialogo.importers.moments import from_iso
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_OUTBOX = re.compile(r"^outbox\.json$")
_ACTOR = re.compile(r"^actor\.json$")
_OWN = re.compile(r"/statuses/(\w+)(?:/activity)?$")
_LINE, _PARAGRAPH = re.compile(r"<br\s*/?>", re.I), re.compile(r"</p>\s*<p[^>]*>", re.I)

NO_POST = Text(
    en="this item has no id or no date.",
    it="a questo elemento manca l'id o la data.",
)
NO_OUTBOX = Text(
    en="holds no outbox.json with your posts. On Mastodon ask for the archive again (Preferences, "
    "Import and export), and import it as it comes.",
    it="non contiene outbox.json con i vostri post. Su Mastodon richiedete di nuovo l'archivio "
    "(Preferenze, Importazione ed esportazione) e importatelo così com'è.",
)


@dataclass(frozen=True)
class _Actor:
    """Whose archive it is: the id and page under which own posts stand, and the handle."""

    id: str | None
    page: str | None
    handle: str | None

    def wrote(self, address: str) -> bool:
        starts = [start.rstrip("/") + "/" for start in (self.id, self.page) if start]
        return any(address.startswith(start) for start in starts)

    def id_of(self, address: str) -> str:
        """The id of a post: of an own one that by which its server knows it, so that it is the same
        post as a live connection tells; of anybody else's its address."""
        found = _OWN.search(address) if self.wrote(address) else None
        return found[1] if found else address


def recognises(upload: Upload) -> bool:
    """By outbox.json, if it holds a collection of ActivityStreams."""
    name = _only(upload, _OUTBOX)
    return name is not None and any(
        mark in upload.head(name, 8192)
        for mark in (b"activitystreams", b"OrderedCollection", b"orderedItems")
    )


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Own posts; answers to others and private posts as messages; boosts as shares."""
    name = _only(upload, _OUTBOX)
    if name is None or upload.size(name) == 0:
        raise BadInput(NO_OUTBOX, file=upload.name)
    actor = _actor(upload)
    with upload.open(name) as stream:
        for number, item in items(stream, name, "orderedItems", "items"):
            activity = item if isinstance(item, dict) else {}
            if activity.get("type") == "Create" and isinstance(activity.get("object"), dict):
                yield _note(activity, actor, context, name, number)
            elif activity.get("type") == "Announce":
                yield _boost(activity, actor, name, number)
            elif "type" not in activity:
                yield Skip(name, number, "type", NO_POST)


def plain(content: str) -> str:
    """The text of a post's HTML: paragraphs and line breaks as line breaks, nothing hidden."""
    broken = _LINE.sub("\n", _PARAGRAPH.sub("\n\n", content))
    bare = nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"})
    return storable(html.unescape(bare)).strip()


def _only(upload: Upload, pattern: re.Pattern[str]) -> str | None:
    return next((name for name in upload.names if pattern.search(name)), None)


def _actor(upload: Upload) -> _Actor:
    name = _only(upload, _ACTOR)
    if name is None or upload.size(name) == 0:
        return _Actor(None, None, None)
    with upload.open(name) as stream:
        found = whole(stream, name)
    found = found if isinstance(found, dict) else {}
    return _Actor(
        _text(found.get("id")), _text(found.get("url")), _text(found.get("preferredUsername"))
    )


def _note(
    activity: dict[str, Any], actor: _Actor, context: Context, file: str, number: int
) -> Row | Skip:
    note: dict[str, Any] = activity["object"]
    address = _text(note.get("id")) or _text(note.get("url"))
    moment = from_iso(note.get("published") or activity.get("published"))
    if address is None or moment is None:
        return Skip(file, number, "published" if address else "id", NO_POST)
    author = _text(activity.get("actor")) or _text(note.get("attributedTo")) or actor.id
    own = _Actor(actor.id or author, actor.page, actor.handle)
    target = _text(note.get("inReplyTo"))
    values = {
        "network": "mastodon", "account": own.handle or author, "text": _words(note),
        "url": _text(note.get("url")), "extra": _extra(note),
    }  # fmt: skip
    direct = _is_direct(note, activity)
    if direct or (target and not own.wrote(target)):
        return Row("messages", values | {
            "message_id": own.id_of(address), "sent_at": moment,
            "in_reply_to": own.id_of(target) if target else None,
            "conversation": _text(note.get("conversation") or note.get("context")),
            "author": own.handle or author or context.company, "author_kind": "company",
            "addressed": False, "kind": "direct" if direct else "reply",
        }, file, number)  # fmt: skip
    above = target or _quoted(note)
    return Row("posts", values | {
        "post_id": own.id_of(address), "published_at": moment, "kind": _kind(note),
        "joins": own.id_of(above) if above else None,
    }, file, number)  # fmt: skip


def _boost(activity: dict[str, Any], actor: _Actor, file: str, number: int) -> Row | Skip:
    of = activity.get("object")
    shared = _text(of.get("id")) if isinstance(of, dict) else _text(of)
    address, moment = _text(activity.get("id")), from_iso(activity.get("published"))
    if address is None or moment is None:
        return Skip(file, number, "published" if address else "id", NO_POST)
    own = _Actor(actor.id or _text(activity.get("actor")), actor.page, actor.handle)
    return Row("posts", {
        "network": "mastodon", "account": actor.handle or _text(activity.get("actor")),
        "post_id": own.id_of(address), "published_at": moment, "kind": "share",
        "joins": None if shared and own.wrote(shared) else shared, "url": shared,
    }, file, number)  # fmt: skip


def _is_direct(note: dict[str, Any], activity: dict[str, Any]) -> bool:
    """Sent to named people only: neither to everyone nor to all followers."""
    to = [*_addresses(note, "to"), *_addresses(note, "cc")]
    to = to or [*_addresses(activity, "to"), *_addresses(activity, "cc")]
    return bool(to) and not any(one in PUBLIC or one.endswith("/followers") for one in to)


def _addresses(item: dict[str, Any], name: str) -> list[str]:
    found = item.get(name)
    return [str(one) for one in found] if isinstance(found, list) else [str(found)] if found else []


def _words(note: dict[str, Any]) -> str | None:
    content = note.get("content")
    by_language = note.get("contentMap")
    if not isinstance(content, str) and isinstance(by_language, dict):
        content = next(iter(by_language.values()), None)
    return plain(content) if isinstance(content, str) else None


def _kind(note: dict[str, Any]) -> str:
    if note.get("type") == "Question":
        return "poll"
    shown = note.get("attachment")
    media = [
        str(one.get("mediaType") or one.get("type") or "").lower()
        for one in (shown if isinstance(shown, list) else [])
        if isinstance(one, dict)
    ]
    if not media:
        return "text"
    if any(one.startswith("video") for one in media):
        return "video"
    return "album" if len(media) > 1 else "image"


def _quoted(note: dict[str, Any]) -> str | None:
    return next(
        (_text(note[name]) for name in ("quote", "quoteUrl", "quoteUri") if note.get(name)), None
    )


def _extra(note: dict[str, Any]) -> dict[str, str] | None:
    languages = note.get("contentMap")
    found = {
        "summary": _text(note.get("summary")) or "",
        "language": ";".join(languages) if isinstance(languages, dict) else "",
    }
    return {name: value for name, value in found.items() if value} or None


def _text(value: object) -> str | None:
    return storable(value) if isinstance(value, str) and value else None


FORMAT = Format(
    id="mastodon-archive",
    title=Text(en="Mastodon archive", it="Archivio di Mastodon"),
    how=Text(
        en="On Mastodon: Preferences, Import and export, Request your archive. Once a week.",
        it="Su Mastodon: Preferenze, Importazione ed esportazione, Richiedi il tuo archivio. "
        "Una volta alla settimana.",
    ),
    recognises=recognises,
    read=read,
)
