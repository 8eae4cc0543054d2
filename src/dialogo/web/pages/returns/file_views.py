"""The weeks as CSV: the outcome, what was done, and what it brought where that can be told."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dialogo.report.returns_pictures import measurable
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.returns import WEEKS
from dialogo.web.pages.returns.views import chosen
from dialogo.web.queries import findings
from dialogo.web.queries.returns.kept import made

HEADS = (
    "week", "outcome", "currency", "value", "activity", "effort", "cost", "cost_currency",
    "brought", "brought_p5", "brought_p95",
)  # fmt: skip


@may(WEEKS)
@require_GET
def as_file(request: Request) -> HttpResponse:
    """A row for each week and activity; `cost` is empty where it is not recorded, `brought` where
    it cannot be told yet, and no row is there where no outcome is recorded."""
    found = made(request.workspace)
    tables = found.figures.get("tables", []) if found else []
    table = chosen(tables, request.GET.get("outcome", ""))
    audited = findings.latest(request.workspace)
    stands = audited is not None and all(step.reached == "yes" for step in audited.ladder.steps[:4])
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{request.workspace.slug}-{'ritorno' if request.lang == 'it' else 'returns'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(HEADS)
    if table is not None:
        writer.writerows(_rows(table, shown=stands))
    return response


def _rows(table: Mapping[str, Any], *, shown: bool) -> Iterator[tuple[object, ...]]:
    told = table.get("estimate")
    brought = (
        {one["name"]: one["contribution"] for one in measurable(told)} if told and shown else {}
    )
    since = date.fromisoformat(table["since"])
    for at, value in enumerate(table["values"]):
        day = since + timedelta(weeks=at)
        head = (day.isoformat(), _safe(table["name"]), table["currency"] or "", value)
        for one in table["used"]:
            curve = brought.get(one["id"])
            told_of = (
                (curve["mean"][at], curve["p5"][at], curve["p95"][at]) if curve else ("", "", "")
            )
            cost = one["costs"][at] if one["costed"] and "costs" in one else ""
            done = (one["effort"][at], cost, table["costs"] or "")
            yield (*head, _safe(one["id"]), *done, *told_of)
        if not table["used"]:
            yield (*head, *[""] * (len(HEADS) - len(head)))


def _safe(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
