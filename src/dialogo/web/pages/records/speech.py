"""A message or a post as it is read: who, when, what, and where it stands on the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogo.audit.check import Evidence
from dialogo.report.evidence_words import address

# Answers below answers are set in as deep as this, no deeper.
DEEPEST = 4


@dataclass(frozen=True)
class Speech:
    """`here`: it is the one that was opened; `ours`: the company said it."""

    id: int
    table: str
    by: str
    at: datetime
    text: str
    outside: str
    ours: bool
    automated: bool
    promoted: bool
    depth: int
    here: bool


def speech(row: Any, opened: Any, depth: int = 0) -> Speech:
    """A row of messages or posts, as part of what was opened."""
    is_message = row.table.name == "messages"
    return Speech(
        id=row.pk,
        table=row.table.name,
        by=row.author or "",
        at=row.sent_at if is_message else row.published_at,
        text=row.text or "",
        outside=address(Evidence("message", "", row.url)) or "",
        ours=not is_message or row.author_kind == "company",
        automated=bool(is_message and row.automated),
        promoted=bool(not is_message and row.promoted),
        depth=min(depth, DEEPEST),
        here=row.table is opened.table and row.pk == opened.pk,
    )
