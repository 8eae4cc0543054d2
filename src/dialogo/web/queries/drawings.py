"""The pictures of an audit, drawn beforehand."""

from __future__ import annotations

from typing import Any

from dialogo.audit.check import Finding
from dialogo.records.text import Lang
from dialogo.web.models.audit import AuditRun, Drawing


def drawings(run: AuditRun, finding: Finding, lang: Lang) -> list[dict[str, Any]]:
    """The pictures of a finding: its course first. `former`: its line has been moved since."""
    rows = Drawing.objects.filter(run=run, check_id=finding.check.id, lang=lang)
    limit = finding.limit
    return [
        {
            **row.content,
            "svg": row.svg,
            "former": row.kind == "history"
            and (row.watch, row.mistake) != (limit.watch, limit.mistake),
        }
        for row in rows.order_by("kind")
    ]
