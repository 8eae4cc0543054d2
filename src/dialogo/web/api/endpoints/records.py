"""Records in and out: two operations for each table, whose rows have schemas of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pyarrow as pa
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from ninja import Router

from dialogo.records.door import Rejected, admit
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text
from dialogo.web.actions.answers import Done
from dialogo.web.actions.brought import bring
from dialogo.web.actions.hours import closed
from dialogo.web.actions.ledger.expenses import extra_of
from dialogo.web.api import bodies, cursors, once, query, rows
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import RECORDS
from dialogo.web.api.operation import Parameter, Schema, listed, operation, ref, shape
from dialogo.web.api.problems import (
    BAD_REQUEST,
    CONFLICT,
    DOES_NOT_FIT,
    NOT_FOUND,
    NOT_JSON,
    TOO_LARGE,
    Flaw,
    Problem,
)
from dialogo.web.api.refusals import refused
from dialogo.web.api.who import reader
from dialogo.web.models.api import Scope
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.queries.team.figures import OF_PAY, OF_PEOPLE, whose

router = Router()
MOST_FLAWS = 100

READ = Text(en="Read the records of {table}", it="Leggere i dati di {table}")
READ_MORE = Text(
    en="In the order in which it happened; standing facts in the order in which they came. Money "
    "is written as text, so that no program rounds it.",
    it="Nell'ordine in cui è successo; i fatti stabili nell'ordine in cui sono arrivati. Il denaro "
    "è scritto come testo, perché nessun programma lo arrotondi.",
)
READ_OWN = Text(
    en=f"{READ_MORE.en} While figures of single people are hidden, only those of whoever made the "
    "token.",
    it=f"{READ_MORE.it} Finché le cifre delle singole persone sono nascoste, solo quelle di chi ha "
    "creato il token.",
)
READ_PAID = Text(
    en=f"{READ_MORE.en} What people are paid, and `extra`, only with the scope `pay.read` as well.",
    it=f"{READ_MORE.it} Quanto sono pagate le persone, ed `extra`, solo anche con il permesso "
    "`pay.read`.",
)
WRITE = Text(en="Bring records into {table}", it="Portare dati in {table}")
WRITE_MORE = Text(
    en="Rows with the same {key} are the same event: sent again, the newer row takes the place of "
    "the older one. A row that does not fit keeps all of them out.",
    it="Le righe con {key} uguali sono lo stesso evento: rimandata, la riga più recente prende il "
    "posto dell'altra. Una riga che non va bene le tiene fuori tutte.",
)
WRITE_PAID = Text(
    en=f"{WRITE_MORE.en} Without the scope `pay.read`, what a row does not name of pay and `extra` "
    "stays as it was.",
    it=f"{WRITE_MORE.it} Senza il permesso `pay.read`, ciò che una riga non nomina di paga ed "
    "`extra` resta com'era.",
)
UNFIT = Text(
    en="{n:row does|rows do} not fit, and nothing was stored. Mend what the list says, or leave "
    "those rows out.",
    it="{n:riga non va bene|righe non vanno bene}, e non è stato conservato nulla. Va corretto ciò "
    "che dice l'elenco, o quelle righe vanno tolte.",
)
_FROM = Text(en="From then on, included.", it="Da allora in poi, compreso.")
_UP_TO = Text(en="Up to then, included.", it="Fino ad allora, compreso.")


def _span(table: Table) -> tuple[Parameter, ...]:
    """`since` and `until`, where the rows of a table happen at a moment or on a day."""
    if table.moment is None:
        return ()
    form = "date-time" if table.column(table.moment).type == "time" else "date"
    schema = {"type": "string", "format": form, "pattern": rows.YEARS}
    return Parameter("since", _FROM, schema), Parameter("until", _UP_TO, schema)


def _happened(request: Asking, table: Table) -> tuple[Any, Any]:
    if table.moment is None:
        return None, None
    read = query.moment if table.column(table.moment).type == "time" else query.day
    return read(request, "since"), read(request, "until")


def _page(
    request: Asking, table: Table
) -> tuple[QuerySet[Any], str, tuple[datetime | date | int, int] | None]:
    """The rows asked for, in order; the column of that order; where the page before ended."""
    order = table.moment or "revision"
    since, until = _happened(request, table)
    found = ROWS[table.name].objects.filter(workspace=request.workspace).order_by(order, "id")
    if table.name in OF_PEOPLE:
        found = found.filter(whose(request.workspace, reader(request)))
    if since is not None:
        found = found.filter(**{f"{order}__gte": since})
    if until is not None:
        found = found.filter(**{f"{order}__lte": until})
    place = cursors.read(request.GET.get("cursor"), _listed(request, table))
    if place is None:
        return found, order, None
    at = place[0] if table.moment is None else rows.moment(table.column(order), place[0])
    return found, order, (at, place[1])


def _listed(request: Asking, table: Table) -> str:
    span = f"{request.GET.get('since', '')}:{request.GET.get('until', '')}"
    return f"{request.workspace.pk}:{table.name}:{span}"


def _read(request: Asking, table: Table) -> JsonResponse:
    most = query.limit(request)
    found, order, place = _page(request, table)
    if place is not None:
        at, id_ = place
        later = Q(**{f"{order}__gt": at}) | Q(**{order: at}, id__gt=id_)
        found = found.filter(later, **{f"{order}__gte": at})
    page = list(found[: most + 1])
    cursor = None
    if len(page) > most:
        last = page[most - 1]
        at = getattr(last, order)
        key = at if isinstance(at, int) else at.isoformat()
        cursor = cursors.written(_listed(request, table), [key, last.pk])
    items = [rows.shown(table, row, _hidden(request, table)) for row in page[:most]]
    return JsonResponse({"items": items, "next": cursor}, json_dumps_params={"ensure_ascii": False})


def _write(request: Asking, table: Table) -> HttpResponse:
    sent, given = bodies.rows(request)
    read, flaws = rows.read(table, given)
    wrong = {int(flaw.where.split("/")[2]) for flaw in flaws}
    fit = [index for index in range(len(read)) if index not in wrong]
    _keep_hidden(request, table, read)
    name = request.workspace.name
    admitted = admit(table, [{**read[index], "company": name} for index in fit])
    flaws += [_flaw(fit[rejected.index], rejected) for rejected in admitted.rejected]
    unfit = len(given) - len(admitted.rows)
    if unfit:
        raise Problem(DOES_NOT_FIT, UNFIT, flaws=flaws[:MOST_FLAWS], n=unfit)

    if table.name == "hours" and (late := _late(request, admitted.rows)):
        raise Problem(DOES_NOT_FIT, UNFIT, flaws=late[:MOST_FLAWS], n=len(late))

    def do() -> Done:
        with refused():
            written = bring(request.token, table.name, admitted.rows)
        told = {
            "added": written.added,
            "changed": written.filled,
            "known": written.known - written.filled,
        }
        return Done(200, told)

    return once.once(request, sent, do)


def _hidden(request: Asking, table: Table) -> frozenset[str]:
    """The columns of a table that the token may not read."""
    nothing = frozenset[str]()
    return nothing if Scope.PAY_READ in request.token.may else OF_PAY.get(table.name, nothing)


def _keep_hidden(request: Asking, table: Table, read: list[dict[str, Any]]) -> None:
    """What a token may not read it does not wipe out by writing back what it has read."""
    hidden = _hidden(request, table)
    if not hidden:
        return
    keys = {row_key(table, row) for row in read}
    found = ROWS[table.name].objects.filter(workspace=request.workspace, row_key__in=keys)
    there = {bytes(row.row_key): row for row in found}
    for row in read:
        if before := there.get(row_key(table, row)):
            kept = {name: getattr(before, name) for name in hidden - row.keys()}
            row.update(kept | ({"extra": extra_of(before)} if "extra" in kept else {}))


def _late(request: Asking, rows_: pa.Table) -> list[Flaw]:
    """The hours that closed weeks do not take."""
    told = closed.held(request.workspace, rows_, fill=False)
    found = []
    for at, why in told.items():
        name, day = (rows_[column][at].as_py() for column in ("person", "day"))
        found.append(Flaw(rows.pointer(at, "day"), why, {"name": name, "day": day}))
    return found


def _flaw(index: int, rejected: Rejected) -> Flaw:
    return Flaw(rows.pointer(index, rejected.column), rejected.reason, rejected.values)


_COUNT: Schema = {"type": "integer", "minimum": 0}
WRITTEN = shape(added=_COUNT, changed=_COUNT, known=_COUNT)


def _offer(table: Table) -> None:
    """Puts the two operations of a table on the router."""
    row = ref(f"row_of_{table.name}")
    key = ", ".join(column for column in table.key if column != "company")

    more = READ_OWN if table.name in OF_PEOPLE else READ_PAID if table.name in OF_PAY else READ_MORE

    def body(lang: Lang) -> Schema:
        most = {"type": "array", "items": row, "maxItems": bodies.MOST_ROWS}
        return shape(rows=most)

    def said(text: Text, **values: object) -> Text:
        return Text(
            en=text.say("en", **values).replace("{", "{{").replace("}", "}}"),
            it=text.say("it", **values).replace("{", "{{").replace("}", "}}"),
        )

    @operation(
        router,
        "GET",
        f"/records/{table.name}",
        said(READ, table=table.title),
        name=f"read_{table.name}",
        group=RECORDS,
        scope=Scope.RECORDS_READ,
        gives=listed(row),
        more=more,
        parameters=(*_span(table), query.LIMIT, query.CURSOR),
        problems=(NOT_FOUND,),
    )
    def read(request: Asking) -> HttpResponseBase:
        return _read(request, table)

    @operation(
        router,
        "POST",
        f"/records/{table.name}",
        said(WRITE, table=table.title),
        name=f"write_{table.name}",
        group=RECORDS,
        scope=Scope.RECORDS_WRITE,
        gives=WRITTEN,
        more=said(WRITE_PAID if table.name in OF_PAY else WRITE_MORE, key=key),
        takes={bodies.JSON: body, bodies.NDJSON: lambda lang: row},
        parameters=(once.PARAMETER,),
        problems=(BAD_REQUEST, CONFLICT, TOO_LARGE, NOT_JSON),
    )
    def write(request: Asking) -> HttpResponse:
        return _write(request, table)


for _table in TABLES.values():
    _offer(_table)
