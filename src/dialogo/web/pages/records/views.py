"""One record: its values in words, and for messages and posts the thread around them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.records.network_names import network_name
from dialogo.web.frame.door import Request, may
from dialogo.web.models.records import ROWS
from dialogo.web.pages.records import PAY, SEE
from dialogo.web.pages.records.does import does_of_post
from dialogo.web.pages.records.facts import KINDS, facts
from dialogo.web.pages.records.speech import Speech, speech
from dialogo.web.queries.records import thread
from dialogo.web.queries.team.figures import OF_PEOPLE, SEE_HOURS, may_name

MOST_ID = 1 << 63


@may(SEE)
@require_GET
def record(request: Request, table: str, id: int) -> HttpResponse:  # noqa: A002  (as in the address)
    """One row of a table, by its number."""
    if table not in ROWS or id >= MOST_ID:
        raise Http404
    row: Any = ROWS[table].objects.filter(workspace=request.workspace, pk=id).first()
    if row is None:
        raise Http404
    named = table not in OF_PEOPLE or may_name(
        request.workspace, request.user, request.membership.is_a, table, row.person
    )
    # The ledger leads here: whoever reads it sees what an entry rests on, and not whose work it is.
    if not named and not (table == "hours" and request.membership.is_a in SEE_HOURS):
        raise Http404
    return page(request, row, named=named)


def page(request: Request, row: Any, *, fault: str = "", named: bool = True) -> HttpResponse:
    """The page of a row; `fault` says why what was sent to it could not be kept, and not `named`
    leaves out who it is of."""
    table = row.table.name
    context: dict[str, Any] = {
        "row": row,
        "kind": KINDS[table],
        "facts": facts(row, request.lang, pay=request.membership.is_a in PAY.roles, named=named),
        "named": named,
    }
    if table in ("messages", "posts"):
        id_ = row.message_id if table == "messages" else row.post_id
        around = thread(request.workspace, row.network, id_)
        context |= {
            "network": network_name(row.network),
            "post": _post(around.post, row),
            "turns": [speech(turn.message, row, turn.depth) for turn in around.turns],
            "cut": around.cut,
            "alone": speech(row, row),
        }
    if table == "posts":
        context |= does_of_post(request, row) | {"fault": fault}
    return render(request, "records/record.html", context, status=422 if fault else 200)


def _post(post: Any, row: Any) -> Speech | None:
    return speech(post, row) if post is not None else None
