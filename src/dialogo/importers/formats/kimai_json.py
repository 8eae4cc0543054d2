"""Kimai: what its API answers for time sheets, saved as a file (there is no other JSON of it).

Kimai leaves breaks out of `duration`, and writes moments in the zone of whoever worked.
Source: https://www.kimai.org/documentation/rest-api.html, model TimesheetCollectionExpanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogo.importers.format import Format, Skip
from dialogo.importers.formats.kimai import COLUMNS
from dialogo.importers.json_stream import items
from dialogo.importers.tabular import Entry
from dialogo.importers.tracked import Tracker
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_FIRST = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\[\s*\{")
_NAMES = (b'"begin"', b'"duration"', b'"project"', b'"activity"', b'"user"')
NUMBERS = Text(
    en="names people, projects and activities by numbers only. Ask the API for it with "
    "?full=true, which gives their names.",
    it="indica persone, progetti e attività solo con numeri. Va chiesto all'API con ?full=true, "
    "che ne dà i nomi.",
)
NO_ENTRY = Text(
    en="is no entry of a time sheet: it does not say when it began.",
    it="non è una voce di orario: non dice quando è cominciata.",
)


def recognises(upload: Upload) -> bool:
    """By the names of its first entry."""
    if len(upload.names) != 1 or not upload.names[0].lower().endswith(".json"):
        return False
    head = upload.head(upload.names[0])
    return bool(_FIRST.match(head)) and all(name in head for name in _NAMES)


def entries(upload: Upload) -> Iterator[Entry | Skip]:
    """The entries under the columns of Kimai's own table, so that both files tell the same."""
    name = upload.names[0]
    with upload.open(name) as stream:
        for number, item in items(stream, name):
            told = item if isinstance(item, dict) else {}
            begin, end = (str(told.get(of) or "") for of in ("begin", "end"))
            if len(begin) < len("2026-03-04T09:12"):
                yield Skip(name, number, "begin", NO_ENTRY)
                continue
            if not all(isinstance(told.get(of), dict) for of in ("user", "project", "activity")):
                raise BadInput(NUMBERS, file=name)
            tags = told.get("tags")
            project = told["project"]
            cells = {
                "Date": begin[:10],
                "Begin": begin[11:16],
                "End": end[11:16],
                "Duration": _clock(told.get("duration")) if end else "",
                "Alias": _of(told["user"], "alias") or _of(told["user"], "username"),
                "Customer": _of(project.get("customer"), "name"),
                "Project": _of(project, "name"),
                "Activity": _of(told["activity"], "name"),
                "Description": str(told.get("description") or ""),
                "Tags": ", ".join(map(str, tags)) if isinstance(tags, list) else "",
            }
            yield Entry(name, "", number, cells)


def _of(thing: object, name: str) -> str:
    value: Any = thing.get(name) if isinstance(thing, Mapping) else None
    return value if isinstance(value, str) else ""


def _clock(seconds: object) -> str:
    """Seconds as hours, minutes and seconds; whatever is no number of them stays as it is."""
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
        return "" if seconds is None else str(seconds)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


KIMAI_JSON = Format(
    id="hours/kimai-json",
    title=Text(en="Kimai, its API's answer (JSON)", it="Kimai, risposta dell'API (JSON)"),
    how=Text(
        en="Kimai exports no JSON itself; its API answers with it: GET /api/timesheets?full=true "
        "with the days wanted, saved as a .json file. Its hours need to know which activity each "
        "of its activities, tags or projects is: hours.md.",
        it="Kimai non esporta JSON da sé; lo dà la sua API: GET /api/timesheets?full=true con i "
        "giorni voluti, salvato come file .json. Va detto quale attività sono le sue attività, "
        "etichette o progetti: hours.md.",
    ),
    recognises=recognises,
    read=Tracker("Kimai", COLUMNS, entries).read,
)
