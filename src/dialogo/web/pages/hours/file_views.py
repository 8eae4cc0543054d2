"""Hours as a file: CSV, which Dialogo reads back, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from dialogo.records.text import Lang
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.hours import SEE
from dialogo.web.pages.hours.whose import today, whose
from dialogo.web.queries.timesheets import weeks
from dialogo.web.queries.timesheets.entries import more_of, rows_of

HEADS = ("person", "day", "activity", "hours", "network", "paid", "note")
FORMS = ("csv", "xlsx")
MOST = 100_000  # rows of a workbook; a CSV has no end
LONGEST = timedelta(days=3700)


@may(SEE)
@require_GET
def as_file(request: Request, form: str) -> HttpResponseBase:
    """The hours of a person (`who`), or of everybody where they may be seen, from `since` to
    `until`; of the week of today where neither is said."""
    if form not in FORMS:
        raise Http404
    who = whose(request, request.GET.get("who", ""))
    first = _day(request.GET.get("since", ""), weeks.monday_of(today(request)))
    last = _day(request.GET.get("until", ""), first + timedelta(days=6))
    last = min(last, first + LONGEST)
    everybody = who.may_see_others and not request.GET.get("who")
    rows = rows_of(request.workspace, first, last, None if everybody else who.name)
    name = f"{request.workspace.slug}-{'ore' if request.lang == 'it' else 'hours'}-{first}-{last}"
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            _lines(rows), content_type="text/csv; charset=utf-8"
        )
    else:
        answer = HttpResponse(
            _workbook(rows, request.lang),
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


class _Echo:
    """A file that hands back what is written to it, for `csv` to write lines one by one."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow((*HEADS, "reason")))
    for row in rows.iterator(1000):
        yield str(writer.writerow([_cell(value) for value in _values(row)]))


def _values(row: Any) -> Sequence[object]:
    paid = "" if row.paid is None else "yes" if row.paid else "no"
    hours = f"{row.hours:f}".rstrip("0").rstrip(".")
    reason = more_of(row).get("reason", "")
    return (
        row.person, row.day.isoformat(), row.activity, hours, row.network or "", paid,
        row.note or "", reason,
    )  # fmt: skip


def _cell(value: object) -> object:
    """A spreadsheet takes what begins with these for a formula; an apostrophe keeps it text. Hours
    below zero are numbers."""
    text = str(value)
    number = text[1:2].isdecimal() and text.lstrip("-").replace(".", "", 1).isdecimal()
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not number else text


def _workbook(rows: Any, lang: Lang) -> bytes:
    import xlsxwriter  # start-up: only who asks for a workbook needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("ore" if lang == "it" else "hours")
    days = book.add_format({"num_format": "dd/mm/yyyy" if lang == "it" else "yyyy-mm-dd"})
    for at, head in enumerate((*HEADS, "reason")):
        sheet.write_string(0, at, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows[:MOST].iterator(1000), 1):
        for at, value in enumerate(_values(row)):
            if at == 1:
                sheet.write_datetime(number, at, row.day, days)
            elif at == 3:
                sheet.write_number(number, at, float(row.hours))
            else:
                sheet.write_string(number, at, str(value))
    book.close()
    return out.getvalue()


def _day(written: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return otherwise
    return day if 1990 < day.year < 2200 else otherwise
