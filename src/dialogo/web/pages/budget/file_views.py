"""The ledger as a file: every line as CSV or workbook, or a journal that an accountant can post."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from dialogo.budget.accounts import ACCOUNTS
from dialogo.records.text import Lang, Text
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import Ledger
from dialogo.web.pages.budget import LEDGER
from dialogo.web.pages.budget.ledger_views import which_of
from dialogo.web.pages.budget.period import day_of
from dialogo.web.queries.ledger.entries import as_decimal
from dialogo.web.queries.ledger.listing import Shown, Which, every

FORMS = ("csv", "xlsx", "journal")
MOST = 200_000  # lines of a sheet; what is more stands on further ones
# Programs read the names of the first file; people who keep books read those of the journal.
HEADS = (
    "number", "day", "booked_at", "account", "account_name", "debit", "credit", "currency",
    "activity", "network", "description", "document", "reverses", "digest",
)  # fmt: skip
JOURNAL = (
    Text(en="Date", it="Data"), Text(en="Number", it="Numero"), Text(en="Account", it="Conto"),
    Text(en="Account name", it="Nome del conto"), Text(en="Debit", it="Dare"),
    Text(en="Credit", it="Avere"), Text(en="Currency", it="Valuta"),
    Text(en="Description", it="Descrizione"), Text(en="Document", it="Documento"),
)  # fmt: skip
WORK = Text(en="Work", it="Lavoro")
BACK = Text(en="takes back {number}", it="storno della {number}")
Value = str | int | Decimal | date


@may(LEDGER)
@require_GET
def as_file(request: Request, form: str) -> HttpResponseBase:
    """The entries that the address asks for, all of them unless it narrows them; with `after`, only
    those numbered later, for who has posted the others already."""
    if form not in FORMS:
        raise Http404
    first, last = day_of(request.GET.get("from", "")), day_of(request.GET.get("to", ""))
    which = which_of(request.GET, first, last)
    head = Ledger.objects.filter(workspace=request.workspace).first()
    rows = _rows(request, which, head.codes if head else {}, form)
    called = "giornale" if request.lang == "it" else "journal"
    name = f"{request.workspace.slug}-{called if form == 'journal' else 'ledger'}"
    if form == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer: HttpResponseBase = HttpResponse(_workbook(rows), content_type=kind)
    else:
        semicolons = form == "journal" and request.lang == "it"
        lines = _lines(rows, semicolons=semicolons)
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    ending = "xlsx" if form == "xlsx" else "csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _rows(
    request: Request, which: Which, codes: Mapping[str, str], form: str
) -> Iterator[Sequence[Value]]:
    lang = request.lang
    journal = form == "journal"
    yield [head.say(lang) for head in JOURNAL] if journal else HEADS
    for one in every(request.workspace, which):
        yield from _journal(one, codes, lang) if journal else _plain(one, codes)


def _plain(one: Shown, codes: Mapping[str, str]) -> Iterator[Sequence[Value]]:
    entry = one.entry
    for line in one.lines:
        account = ACCOUNTS[line.account]
        yield (
            entry.number, entry.day, entry.booked_at.isoformat(timespec="seconds"),
            codes.get(line.account, account.code), account.title.en,
            as_decimal(line.debit) if line.debit else "",
            as_decimal(line.credit) if line.credit else "", line.currency, line.activity,
            line.network, entry.says or entry.table, entry.document, entry.reverses or "",
            entry.digest,
        )  # fmt: skip


def _journal(one: Shown, codes: Mapping[str, str], lang: Lang) -> Iterator[Sequence[Value]]:
    entry = one.entry
    for line in one.lines:
        account = ACCOUNTS[line.account]
        said = [entry.says or (WORK.say(lang) if entry.table == "hours" else "")]
        said.append(ACTIVITY_WORDS[line.activity].say(lang))
        if entry.reverses:
            said.append(BACK.say(lang, number=entry.reverses))
        yield (
            entry.day, entry.number, codes.get(line.account, account.code),
            account.title.say(lang), as_decimal(line.debit) if line.debit else "",
            as_decimal(line.credit) if line.credit else "", line.currency,
            ", ".join(part for part in said if part), entry.document,
        )  # fmt: skip


class _Echo:
    """A file that hands back what is written to it, for `csv` to write lines one by one."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[Sequence[Value]], *, semicolons: bool) -> Iterator[str]:
    """Lines of a CSV; Italian spreadsheets want semicolons, and a comma in numbers."""
    writer = csv.writer(_Echo(), delimiter=";" if semicolons else ",")
    yield "\ufeff"
    for row in rows:
        yield str(writer.writerow([_cell(value, comma=semicolons) for value in row]))


def _cell(value: Value, *, comma: bool) -> str:
    """Numbers and days as they are; a text that a spreadsheet takes for a formula stays a text."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",") if comma else f"{value:f}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _workbook(rows: Iterator[Sequence[Value]]) -> bytes:
    import xlsxwriter  # start-up: only who asks for a workbook needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("ledger")
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    amounts = book.add_format({"num_format": "#,##0.00##"})
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(rows):
        number = place % MOST
        if place and not number:
            sheet = book.add_worksheet(f"ledger {place // MOST + 1}")
        for at, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(number, at, float(value), amounts)
            elif isinstance(value, date):
                sheet.write_datetime(number, at, value, days)
            elif isinstance(value, int):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, value)
    book.close()
    return out.getvalue()
