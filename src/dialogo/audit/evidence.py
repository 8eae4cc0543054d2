"""Evidence: rows of records turned into things that can be opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dialogo.audit.check import Evidence
from dialogo.records.text import Text

_QUOTE = 140


def of_messages(
    rows: Iterable[Mapping[str, Any]], note: Text | None = None
) -> tuple[Evidence, ...]:
    """Evidence of rows with network, message_id, text and url."""
    return tuple(
        Evidence(
            "message", f"{row['network']}:{row['message_id']}", row["url"], quote(row["text"]), note
        )
        for row in rows
    )


def of_posts(rows: Iterable[Mapping[str, Any]], note: Text | None = None) -> tuple[Evidence, ...]:
    """Evidence of rows with network, post_id, text and url."""
    return tuple(
        Evidence("post", f"{row['network']}:{row['post_id']}", row["url"], quote(row["text"]), note)
        for row in rows
    )


def quote(text: str | None) -> str | None:
    """The first words of a text, on one line."""
    if not text:
        return None
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"
