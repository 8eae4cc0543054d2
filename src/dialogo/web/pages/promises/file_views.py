"""The promises of a number as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.text import Lang
from dialogo.web.frame.door import Request, may
from dialogo.web.models.promises import PromiseWait
from dialogo.web.pages.promises import SEE, words
from dialogo.web.queries import promise_waits as queries

HEADS: Mapping[Lang, tuple[str, ...]] = {
    "en": ("asked", "answered", "promised (min)", "waited (min)", "outcome", "network", "need",
           "priority", "conversation"),
    "it": ("domanda", "risposta", "promesso (min)", "atteso (min)", "esito", "rete", "bisogno",
           "priorità", "conversazione"),
}  # fmt: skip


@may(SEE)
@require_GET
def as_file(request: Request) -> StreamingHttpResponse:
    """The same waits as CSV."""
    rows = queries.narrowed(request.workspace, request.GET).iterator(1000)
    response = StreamingHttpResponse(_lines(rows, request), content_type="text/csv; charset=utf-8")
    name = f"{request.workspace.slug}-{'promesse' if request.lang == 'it' else 'promises'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """A file that hands back what is written to it, for `csv` to write lines one by one."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[PromiseWait], request: Request) -> Iterator[str]:
    writer, lang = csv.writer(_Echo()), request.lang
    yield "\ufeff" + writer.writerow(HEADS[lang])
    for row in rows:
        ended = timezone.localtime(row.ended_at).isoformat("T", "seconds") if row.ended_at else ""
        cells = (
            timezone.localtime(row.began).isoformat("T", "seconds"), ended,
            round(row.within / 60, 1), round(row.waited / 60, 1),
            words.OUTCOME[row.outcome].say(lang), row.network, row.need,
            PRIORITIES[row.priority], row.conversation_id or "",
        )  # fmt: skip
        yield writer.writerow([_cell(value) for value in cells])


def _cell(value: object) -> object:
    """A spreadsheet takes what begins with these for a formula; an apostrophe keeps it text."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
