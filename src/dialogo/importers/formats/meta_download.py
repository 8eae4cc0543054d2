"""What the JSON downloads of Facebook and Instagram share: their texts, ids, threads and owner."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from dialogo.importers.format import Context, Row, Skip
from dialogo.importers.json_stream import items, whole
from dialogo.importers.mending import mended
from dialogo.importers.moments import from_epoch
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

# Recent downloads keep what the account did in one folder, older ones at the top.
ACTIVITY = r"^(?:your_(?:facebook|instagram)_activity/|[^/]*activity_across_facebook/)?"
THREAD = re.compile(
    ACTIVITY + r"messages/(?:inbox|archived_threads|filtered_threads|message_requests|other)"
    r"/[^/]+/message_\d+\.json$"
)
_LOOSE_THREAD = re.compile(r"^message_\d+\.json$")
_MOVING = (".mp4", ".mov", ".avi", ".webm", ".m4v")
# Meta writes a reaction into the thread as if it were a message.
_REACTION = re.compile(
    r"^(?:Liked a message|Reacted .{1,40} to your message|Ha messo .?Mi piace.? a un messaggio"
    r"|.{0,60}(?:ha reagito|Ha reagito) (?:con )?.{1,40} al tuo messaggio)\s*$"
)

NO_MESSAGE = Text(
    en="this message lacks its sender or its date.",
    it="a questo messaggio manca il mittente o la data.",
)
ONLY_REACTION = Text(
    en="this is a reaction to a message, not a message.",
    it="questa è una reazione a un messaggio, non un messaggio.",
)
WHOSE = Text(
    en="it cannot be told which of these people is you: {names}. Name your account when importing.",
    it="non si può dire chi di questi siate voi: {names}. Indicate il vostro profilo quando "
    "importate.",
)
NO_COMMENT = Text(
    en="this comment has no date or no text.",
    it="questo commento non ha data o testo.",
)
NOTHING = Text(
    en="holds no posts, comments or messages that can be read here. Ask for the download again, "
    "choosing JSON as its format and all of your activity.",
    it="non contiene post, commenti o messaggi che qui si possano leggere. Richiedete di nuovo il "
    "download, scegliendo il formato JSON e tutta la vostra attività.",
)


@dataclass(frozen=True)
class Thread:
    """A private conversation's file, and who takes part in it."""

    file: str
    people: frozenset[str]
    title: str
    path: str


def entries(upload: Upload, name: str, *keys: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The numbered objects of a file; its texts are still to be mended."""
    if upload.size(name) == 0:
        raise BadInput(NOTHING, file=name)
    with upload.open(name) as stream:
        for number, item in items(stream, name, *keys):
            yield number, item if isinstance(item, dict) else {}


def document(upload: Upload, name: str) -> dict[str, Any]:
    """The one object that a small file is; `{}` if it is something else."""
    with upload.open(name) as stream:
        value = whole(stream, name)
    return value if isinstance(value, dict) else {}


def thread_files(upload: Upload) -> list[str]:
    """The files of private conversations, a single one given by itself included."""
    return [name for name in upload.names if THREAD.search(name) or _LOOSE_THREAD.match(name)]


def threads(upload: Upload) -> Iterator[Thread]:
    """Who takes part in each conversation."""
    for name in thread_files(upload):
        found = document(upload, name)
        people = frozenset(text(person, "name") for person in objects(found, "participants"))
        folder = PurePosixPath(name).parent.name
        path = text(found, "thread_path").rpartition("/")[2] or folder or name
        yield Thread(name, people - {""}, text(found, "title"), path)


def own_names(found: Iterable[Thread], named: Iterable[str], context: Context) -> frozenset[str]:
    """The names under which the company writes: those given, or whoever is in every thread.

    In a lone thread the others are those whom its title names. Empty if it cannot be told.
    """
    found = [thread for thread in found if thread.people]
    everyone = frozenset[str]().union(*(thread.people for thread in found))
    given = {_plain(name) for name in (*named, *context.accounts) if name}
    if own := frozenset(name for name in everyone if _plain(name) in given):
        return own
    if not found:
        return frozenset()
    always = frozenset.intersection(*(thread.people for thread in found))
    if len(always) > 1:
        titles = {thread.title for thread in found}
        always -= titles
    return always if len(always) == 1 else frozenset()


def messages(
    upload: Upload, network: str, account: str | None, own: frozenset[str], thread: Thread
) -> Iterator[Row | Skip]:
    """A thread's private messages; those of `own` are the company's.

    In a thread of two in which none of `own` takes part, the other is whom its title names.
    """
    ours = own & thread.people if thread.people else own
    if not ours and len(thread.people) == 2:  # the company had another name then
        ours = thread.people - {thread.title} if thread.title in thread.people else ours
    if not ours:
        yield Skip(thread.file, None, "participants", WHOSE, {"names": sorted(thread.people)})
        return
    for number, item in enumerate(objects(document(upload, thread.file), "messages"), start=1):
        sender = text(item, "sender_name")
        moment = from_epoch(item.get("timestamp_ms"), 1000)
        content = text(item, "content")
        if not sender or moment is None:
            yield Skip(thread.file, number, "sender_name" if moment else "timestamp_ms", NO_MESSAGE)
        elif _REACTION.match(content):
            yield Skip(thread.file, number, "content", ONLY_REACTION)
        else:
            by_us = sender in ours
            yield Row("messages", {
                "network": network, "account": account,
                "message_id": made_id(thread.path, item.get("timestamp_ms"), sender, content),
                "sent_at": moment, "conversation": thread.path, "author": sender,
                "author_kind": "company" if by_us else "customer", "addressed": not by_us,
                "text": content or _shared(item), "kind": "direct",
            }, thread.file, number)  # fmt: skip


def made_id(*parts: object) -> str:
    """An id for what a download gives none: the same whenever the same thing comes again."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"made-{digest[:20]}"


def text(item: dict[str, Any], *names: str) -> str:
    """The first text found under `names`, mended; empty if there is none."""
    for name in names:
        if isinstance(item.get(name), str) and item[name]:
            return mended(item[name]).strip()
    return ""


def labelled(item: dict[str, Any], *labels: str) -> str:
    """A value of the layout that writes `label_values: [{label, value}]`, mended."""
    wanted = {label.lower() for label in labels}
    for pair in objects(item, "label_values"):
        if text(pair, "label").lower() in wanted:
            return text(pair, "value")
    return ""


def objects(item: object, name: str) -> list[dict[str, Any]]:
    """The objects of the list that `item` holds under `name`."""
    found = item.get(name) if isinstance(item, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def form(uris: list[str], otherwise: str) -> str:
    """What kind of post shows these files."""
    if len(uris) > 1:
        return "album"
    if not uris:
        return otherwise
    return "video" if uris[0].lower().endswith(_MOVING) else "image"


def newest(moments: Iterable[datetime | None]) -> datetime | None:
    """The last of the moments that are known."""
    return max((moment for moment in moments if moment), default=None)


def _shared(item: dict[str, Any]) -> str | None:
    share = item.get("share")
    return text(share, "link", "share_text") or None if isinstance(share, dict) else None


def _plain(name: str) -> str:
    return name.strip().lstrip("@").casefold()
