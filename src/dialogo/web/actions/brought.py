"""Bringing records in from another program."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.records import Written, write_rows
from dialogo.web.models.api import ApiToken
from dialogo.web.models.trail import TrailEntry

BRINGS = Text(
    en="The program {name} brings records into “{table}”",
    it="Il programma {name} porta dati in «{table}»",
)
# A program that brings every message by itself fills no trail: it is noted once in so long.
_NOTED = timedelta(hours=1)


def bring(token: ApiToken, table: str, rows: pa.Table) -> Written:
    """Stores rows as `records.door` admits them; of the same event the newer row wins."""
    with transaction.atomic():
        written = write_rows(token.workspace, table, rows, fill=False)
        about = f"token:{token.pk}:{table}"
        lately = TrailEntry.objects.filter(
            workspace=token.workspace,
            verb="records.bring",
            about=about,
            at__gt=timezone.now() - _NOTED,
        )
        if (written.added or written.filled) and not lately.exists():
            title = TABLES[table].title
            values = {"name": token.name, "table": title}
            trail.note(None, token.workspace, "records.bring", about, BRINGS, **values)
    return written
