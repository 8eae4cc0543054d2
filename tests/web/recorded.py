"""Records made by hand for the tests of what is counted from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dialogo.records.door import admit
from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.web.models.workspace import Workspace

NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)
# When the first of them is said.
BEGAN = NOW - timedelta(days=40)


def said(id_: str, author: str, text: str, *, hours: float = 0, **more: Any) -> dict[str, Any]:
    """A message to the company, or its answer where "aurora" wrote it, so long after the first."""
    company = author == "aurora"
    row = {
        "network": "x",
        "account": "aurora",
        "message_id": id_,
        "sent_at": BEGAN + timedelta(hours=hours),
        "author": author,
        "author_kind": "company" if company else "customer",
        "addressed": not company,
        "text": text,
        "kind": "mention",
    }
    return row | more


def records_of(workspace: Workspace, **tables: Sequence[dict[str, Any]]) -> Records:
    """The rows as the library reads them."""
    found = {
        name: admit(TABLES[name], [{**row, "company": workspace.name} for row in rows]).rows
        for name, rows in tables.items()
    }
    return Records(found, company=workspace.name)
