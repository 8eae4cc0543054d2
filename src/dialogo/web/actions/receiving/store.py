"""Storing what a pull brought, with its cursor, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dialogo.networks.seen import Gone, Message, Post, Pulled, Seen
from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.receiving.content import content_of, digest_of, kind_of
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.actions.receiving.turned_back import turned_back
from dialogo.web.models.connections import Connection, Delivered, RawEvent


def store_page(connection: Connection, pulled: Pulled) -> int:
    """Stores a page's items and its cursor in one transaction; how many were not known before."""
    with transaction.atomic():
        count = store_items(connection, pulled.items)
        if pulled.cursor != connection.cursor:
            Connection.objects.filter(pk=connection.pk).update(cursor=pulled.cursor)
    connection.cursor = pulled.cursor
    return count


def store_items(connection: Connection, items: Iterable[Seen]) -> int:
    """Stores items that came without a cursor; how many were not known before.

    What is told again the same is known by its digest.
    """
    now = timezone.now()
    told = list(items)
    there = _there(connection, told)
    rows: dict[bytes, RawEvent] = {}
    texts: list[tuple[bytes, Message | Post]] = []
    for item in told:
        mark = _mark(item, there)
        if mark is None:
            continue
        kind, content = kind_of(item), content_of(item)
        digest = digest_of(kind, content, mark)
        event = {"kind": kind, "digest": digest, "content": content, "received_at": now}
        rows.setdefault(digest, RawEvent(connection=connection, **event))
        if isinstance(item, Message | Post):
            texts.append((digest, item))
    known = _known(connection, rows)
    fresh = {digest: row for digest, row in rows.items() if digest not in known}
    for digest, mark in turned_back(connection, texts, known):
        row = rows[digest]
        row.digest = digest_of(row.kind, row.content, mark)
        fresh[row.digest] = row
    return insert(connection, fresh)


def insert(connection: Connection, rows: dict[bytes, RawEvent]) -> int:
    """Inserts events by their digests; how many were not known before."""
    if not rows:
        return 0
    with transaction.atomic():
        known = _known(connection, rows)
        fresh = [row for digest, row in rows.items() if digest not in known]
        RawEvent.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return len(fresh)


def _known(connection: Connection, digests: Iterable[bytes]) -> set[bytes]:
    known: set[bytes] = set()
    for some in parts(digests, 500):
        found = RawEvent.objects.filter(connection=connection, digest__in=some)
        known.update(bytes(digest) for digest in found.values_list("digest", flat=True))
    return known


def _there(connection: Connection, items: list[Seen]) -> dict[str, datetime | None]:
    """When what was delivered of these was taken down, by id."""
    keys = {event_key(connection, id_): id_ for item in items if (id_ := _id(item))}
    found = Delivered.objects.filter(connection=connection, row_key__in=list(keys))
    return {keys[bytes(key)]: at for key, at in found.values_list("row_key", "gone_at")}


def _mark(item: Seen, there: dict[str, datetime | None]) -> str | None:
    """Tells apart what comes, goes, and comes again; None: it is gone already."""
    gone_at = there.get(_id(item))
    if not isinstance(item, Gone):
        return f"after {gone_at.isoformat()}" if gone_at else ""
    if gone_at:
        return None
    return item.noticed_at.isoformat() if item.id in there else ""


def _id(item: Seen) -> str:
    match item:
        case Message() | Post():
            return item.ref.id
        case Gone():
            return item.id
    return ""
