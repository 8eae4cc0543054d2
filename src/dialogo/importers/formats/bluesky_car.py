"""A Bluesky repository (CAR): the account's posts, its answers to others and its reposts.

The repository is a search tree of records by `collection/key`, as
https://atproto.com/specs/repository describes it. It holds nothing that others wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogo.importers import car
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.mending import storable
from dialogo.importers.moments import from_epoch, from_iso
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

POST, REPOST, PROFILE = "app.bsky.feed.post", "app.bsky.feed.repost", "app.bsky.actor.profile"
_WANTED = tuple(
    b"e$type" + bytes([0x60 + len(kind)]) + kind.encode() for kind in (POST, REPOST, PROFILE)
)
_TID = "234567abcdefghijklmnopqrstuvwxyz"
_URI = re.compile(r"^at://([^/]+)/")

NO_DATE = Text(en="this record has no date.", it="questo elemento non ha data.")
NOT_HERE = Text(
    en="{count} parts of the repository are not in this file, and their posts are missing. "
    "Export the whole of it to have them.",
    it="{count} parti dell'archivio non sono in questo file e i loro post mancano. "
    "Per averli esportatelo per intero.",
)


@dataclass(frozen=True)
class _Record:
    did: str
    collection: str
    key: str
    value: dict[str, Any]

    @property
    def uri(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.key}"

    @property
    def moment(self) -> datetime | None:
        """When it was written, or else the time that its key was drawn from."""
        return from_iso(self.value.get("createdAt")) or _drawn(self.key)


def recognises(upload: Upload) -> bool:
    """By its ending and the header that every CAR file begins with."""
    return _file(upload) is not None


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts, answers to others as messages, reposts as shares; ids are `at://` addresses."""
    name = _file(upload) or upload.names[0]
    did, tree, blocks = _load(upload, name)
    missing = 0
    for number, (path, cid) in enumerate(_leaves(tree, blocks), start=1):
        collection, _, key = path.partition("/")
        if path and collection not in (POST, REPOST):
            continue
        value = car.decoded(blocks[cid]) if cid in blocks else None
        if not isinstance(value, dict):
            missing += 1
            continue
        record = _Record(did, collection, key, value)
        if (moment := record.moment) is None:
            yield Skip(name, number, "createdAt", NO_DATE)
        elif collection == REPOST:
            yield _repost(record, moment, name, number)
        else:
            yield _post(record, moment, name, number)
    if missing:
        yield Skip(name, None, None, NOT_HERE, {"count": missing})


def _file(upload: Upload) -> str | None:
    """The CAR file that the upload is; an export is a single file."""
    (name, *others) = upload.names or ("",)
    if not name or others:
        return None
    return name if name.endswith(".car") or b"eroots" in upload.head(name, 64) else None


def _load(upload: Upload, name: str) -> tuple[str, bytes, dict[bytes, bytes]]:
    """Whose repository it is, the root of its tree, and the blocks that may be needed."""
    with upload.open(name) as stream:
        starts = car.roots(stream, name)
        blocks = {
            cid: data
            for cid, data in car.blocks(stream, name)
            if b"e$type" not in data or any(kind in data for kind in _WANTED)
        }
    commit = next((car.decoded(blocks[cid]) for cid in starts if cid in blocks), None)
    did = commit.get("did") if isinstance(commit, dict) else None
    tree = commit.get("data") if isinstance(commit, dict) else None
    if not isinstance(did, str) or not isinstance(tree, bytes) or tree not in blocks:
        raise BadInput(car.NO_CAR if commit is None else car.DAMAGED, file=name, count=1)
    return did, tree, blocks


def _leaves(root: bytes, blocks: dict[bytes, bytes]) -> Iterator[tuple[str, bytes]]:
    """Every `collection/key` of the tree and the id of its record, in order.

    A part of the tree that is not in the file comes under an empty key. A node that comes again,
    as only a forged tree has it, is not entered twice.
    """
    seen: set[bytes] = set()
    waiting: list[Any] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            yield item
        elif isinstance(item, bytes) and item not in seen:
            seen.add(item)
            if item not in blocks:
                yield "", item
                continue
            waiting.extend(reversed(_node(car.decoded(blocks[item]))))


def _node(node: Any) -> list[Any]:
    """A node's subtrees and leaves in order; a key shares its start with the one before."""
    if not isinstance(node, dict) or not isinstance(node.get("e"), list):
        return []
    found: list[Any] = [node.get("l")]
    key = b""
    for entry in node["e"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("k"), bytes):
            continue
        shared = entry.get("p")
        key = key[: shared if isinstance(shared, int) else 0] + entry["k"]
        if isinstance(entry.get("v"), bytes):
            found.append((key.decode("utf-8", "replace"), entry["v"]))
        found.append(entry.get("t"))
    return found


def _post(record: _Record, moment: datetime, file: str, number: int) -> Row:
    value = record.value
    root, parent = (_uri(_at(value, "reply", end)) for end in ("root", "parent"))
    shared = {
        "network": "bluesky", "account": record.did, "text": storable(str(value.get("text") or "")),
        "url": f"https://bsky.app/profile/{record.did}/post/{record.key}", "extra": _extra(value),
    }  # fmt: skip
    own = {_owner(uri) == record.did for uri in (root, parent) if uri}
    if False in own:
        return Row("messages", shared | {
            "message_id": record.uri, "sent_at": moment, "in_reply_to": parent or root,
            "conversation": root, "author": record.did, "author_kind": "company",
            "addressed": False, "kind": "reply",
        }, file, number)  # fmt: skip
    kind, quoted = _embedded(value.get("embed"))
    return Row("posts", shared | {
        "post_id": record.uri, "published_at": moment, "kind": kind, "joins": parent or quoted,
    }, file, number)  # fmt: skip


def _repost(record: _Record, moment: datetime, file: str, number: int) -> Row:
    subject = _uri(record.value.get("subject"))
    own = subject is not None and _owner(subject) == record.did
    return Row("posts", {
        "network": "bluesky", "account": record.did, "post_id": record.uri,
        "published_at": moment, "kind": "share", "joins": None if own else subject,
    }, file, number)  # fmt: skip


def _embedded(embed: Any) -> tuple[str, str | None]:
    """What kind of post the embedded thing makes it, and the post that it quotes."""
    kind = str(_at(embed, "$type") or "")
    if kind.endswith("recordWithMedia"):
        return _embedded(_at(embed, "media"))[0], _uri(_at(embed, "record", "record"))
    if kind.endswith("record"):
        return "text", _uri(_at(embed, "record"))
    if kind.endswith("images"):
        images = _at(embed, "images")
        return "album" if isinstance(images, list) and len(images) > 1 else "image", None
    return {"video": "video", "external": "link"}.get(kind.rpartition(".")[2], "text"), None


def _extra(value: dict[str, Any]) -> dict[str, str] | None:
    langs = value.get("langs")
    link = _at(value, "embed", "external", "uri")
    found = {
        "langs": ";".join(map(str, langs)) if isinstance(langs, list) else "",
        "link": storable(str(link or "")),
    }
    return {name: text for name, text in found.items() if text} or None


def _drawn(key: str) -> datetime | None:
    """The time in a record's key (TID): microseconds since 1970, then ten bits of chance."""
    if len(key) != 13 or any(sign not in _TID for sign in key):
        return None
    number = 0
    for sign in key:
        number = number * 32 + _TID.index(sign)
    return from_epoch(number >> 10, 1_000_000)


def _at(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _uri(value: Any) -> str | None:
    uri = _at(value, "uri")
    return uri if isinstance(uri, str) and _URI.match(uri) else None


def _owner(uri: str) -> str:
    match = _URI.match(uri)
    return match[1] if match else ""


FORMAT = Format(
    id="bluesky-repository",
    title=Text(en="Bluesky repository (CAR)", it="Archivio di Bluesky (CAR)"),
    how=Text(
        en="On Bluesky: Settings, Account, Export my data, Download CAR file.",
        it="Su Bluesky: Impostazioni, Account, Esporta i miei dati, Scarica il file CAR.",
    ),
    recognises=recognises,
    read=read,
)
