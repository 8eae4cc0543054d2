"""Keeping what a search found, and forgetting it again: the words are those of strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from dialogo.networks.outside import Overheard
from dialogo.networks.seen import Author, Message
from dialogo.records.errors import BadInput
from dialogo.web.actions.erasing.suppression import Door, door_of
from dialogo.web.actions.receiving import cleaning
from dialogo.web.actions.receiving.content import content_of
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.models.connections import Delivered
from dialogo.web.models.outward import LeftAlone, OutwardFind, OutwardSearch
from dialogo.web.models.workspace import Workspace

# Whoever spoke longer ago does not expect an answer any more; what nobody joined is then forgotten.
YOUNG, KEPT = timedelta(days=7), timedelta(days=30)


def store(search: OutwardSearch, heard: Sequence[Overheard], now: datetime) -> int:
    """Keeps what is new and young, but nothing of whom we leave alone or have erased; how many."""
    found = {row.key: row for row in _rows(search, heard, now)}
    with transaction.atomic():
        known = OutwardFind.objects.filter(connection=search.connection, key__in=found)
        fresh = found.keys() - set(known.values_list("key", flat=True))
        OutwardFind.objects.bulk_create([found[key] for key in fresh], ignore_conflicts=True)
    return len(fresh)


def forget_old(workspace: Workspace, now: datetime) -> int:
    """Takes away what was found long ago and not joined."""
    old = OutwardFind.objects.filter(workspace=workspace, found_at__lt=now - KEPT)
    return old.exclude(state=OutwardFind.JOINED).delete()[0]


def forget_person(
    workspace: Workspace, names: Iterable[tuple[str, str]], ids: Iterable[tuple[str, str]]
) -> None:
    """Takes away all that was found of somebody, by (network, name in the records) and (network,
    lasting id). That they are left alone stays known, by a digest."""
    finds = OutwardFind.objects.filter(workspace=workspace)
    for network, name in names:
        theirs = finds.filter(connection__network=network)
        theirs.filter(handle__in=(name, f"@{name}")).delete()
    for network, id_ in ids:
        finds.filter(connection__network=network, who=mark(id_)).delete()


def mark(id_: str) -> str:
    """What stands for an id of a network."""
    return sha256(id_.encode("utf-8", "replace")).hexdigest()


def _rows(
    search: OutwardSearch, heard: Sequence[Overheard], now: datetime
) -> Iterable[OutwardFind]:
    connection = search.connection
    left = set(LeftAlone.objects.filter(connection=connection).values_list("who", flat=True))
    ids = {event_key(connection, one.message.ref.id) for one in heard}
    here = Delivered.objects.filter(connection=connection, row_key__in=ids)
    known = {bytes(key) for key in here.values_list("row_key", flat=True)}
    door = door_of(search.workspace)
    for one in heard:
        message = one.message
        who = mark(message.author.id)
        young = now - YOUNG < message.sent_at <= now + timedelta(hours=1)
        if not young or who in left or event_key(connection, message.ref.id) in known:
            continue
        if door is not None and _is_erased(door, connection.network, message.author):
            continue
        if (row := _row(search, one, who, now)) is not None:
            yield row


def _row(search: OutwardSearch, one: Overheard, who: str, now: datetime) -> OutwardFind | None:
    """None for what cannot be kept, and so could not be joined either."""
    message: Message = one.message
    try:
        cleaning.identity(message.ref.id)
        text = cleaning.text(message.text) or ""
    except BadInput:
        return None
    return OutwardFind(
        workspace_id=search.workspace_id,
        search=search,
        connection_id=search.connection_id,
        key=mark(message.ref.id),
        who=who,
        handle=cleaning.line(message.author.handle, 300),
        name=cleaning.line(message.author.name, 300),
        text=text,
        url=cleaning.link(message.url),
        sent_at=min(message.sent_at, now),
        found_at=now,
        content=content_of(message),
        alone=one.alone,
    )


def _is_erased(door: Door, network: str, author: Author) -> bool:
    names = {author.id, author.handle, author.handle.lstrip("@")}
    return any(door.is_person(network, name) for name in names if name)
