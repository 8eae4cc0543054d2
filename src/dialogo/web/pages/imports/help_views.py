"""Where to find one's exports, and templates of the company's own tables."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from dialogo.importers import templates
from dialogo.importers.formats import formats
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.frame.door import Request, signed_in

OWN = "own/"


@dataclass(frozen=True)
class Own:
    """A table that the company fills in itself; `meaning` is the first sentence of what it says."""

    name: str
    title: Text
    meaning: Text


def own_tables() -> list[Own]:
    """The tables that the company fills in itself."""
    return [
        Own(
            table.name,
            table.title,
            Text(en=_first_sentence(table.meaning.en), it=_first_sentence(table.meaning.it)),
        )
        for table in TABLES.values()
        if table.own
    ]


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].removesuffix(".") + "."


@signed_in
def exports(request: Request) -> HttpResponse:
    """How each network lets one download its export."""
    known = [each for each in formats() if not each.id.startswith(OWN)]
    by_title = sorted(known, key=lambda each: each.title.say(request.lang).lower())
    shown = {"formats": by_title, "tables": own_tables()}
    return render(request, "imports/exports.html", shown)


@signed_in
def template(request: Request, table: str, form: str) -> FileResponse:
    """An empty table to fill in, in the reader's language."""
    if table not in {each.name for each in own_tables()} or form not in ("xlsx", "csv"):
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        kind: templates.Form = "csv" if form == "csv" else "xlsx"
        (path,) = templates.write(Path(folder), [table], request.lang, kind)
        # Open before the folder goes; the answer closes it.
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
