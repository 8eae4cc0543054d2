"""The key of a record's row in 16 bytes: the same event has the same key, whoever brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from dialogo.records.schema import Table

SIZE = 16

# Columns that other rows are looked up by, kept as the key of what they name: an index of 16 bytes
# holds ids of any length, and an answer finds its message, or its post, by one comparison.
LOOKUPS: Mapping[str, Mapping[str, str]] = {
    "messages": {
        "reply_key": "in_reply_to",
        "conversation_key": "conversation",
        "author_key": "author",
    },
    "post_figures": {"post_key": "post_id"},
    "post_readings": {"post_key": "post_id"},
}


def key_columns(table: Table) -> tuple[str, ...]:
    """The columns that make a row the same event within one company."""
    return tuple(column for column in table.key if column != "company")


def key_of(values: Iterable[Any]) -> bytes:
    """The key of some values (texts, days, moments, or None, which equals itself)."""
    parts = []
    for value in values:
        if value is None:
            parts.append(b"\x00")
            continue
        if isinstance(value, datetime):
            text = value.astimezone(UTC).isoformat(timespec="microseconds")
        else:
            text = value.isoformat() if isinstance(value, date) else str(value)
        encoded = text.encode("utf-8", "surrogatepass")
        parts.append(b"\x01%d:%b" % (len(encoded), encoded))
    return blake2b(b"".join(parts), digest_size=SIZE).digest()


def row_key(table: Table, values: Mapping[str, Any]) -> bytes:
    """The key of a row of `table`; columns that are missing are empty."""
    return key_of(values.get(column) for column in key_columns(table))


def id_key(network: str, id_: str | None) -> bytes | None:
    """The key of a post or message by its network and id, of an author by network and name."""
    return None if id_ is None else key_of((network, id_))
