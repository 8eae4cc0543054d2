"""Toggl Track: the detailed report as CSV.

Dates and durations are written as the profile of whoever exports has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogo.importers.columns import Columns
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.tabular import headings, only_file
from dialogo.importers.tracked import Tracker, in_tables
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

COLUMNS = Columns.of(
    person="User | Member",
    email="Email",
    client="Client",
    project="Project",
    task="Task",
    description="Description",
    date="Start date",
    start="Start time",
    end="End time | Stop time",
    duration="Duration",
    tags="Tags",
)
# Without days: time by project, by person or by description, as the reports Summary and Weekly say.
SUMMARY = Columns.of(
    of="Project | Client | User | Member",
    time="Duration | Time",
    more="Title | Description | Tags | Task | Email | Billable | Billable duration | Amount"
    " | Currency | Percentage",
)
NO_DAYS = Text(
    en="is a summary, which says no days. In Toggl Track take Reports, Detailed, Download CSV.",
    it="è un riepilogo, che non dice i giorni. In Toggl Track va preso Reports, Detailed, Download "
    "CSV.",
)


def is_header(names: frozenset[str]) -> bool:
    """A detailed report; whose hours they are, and how long, may be left out of it by whoever
    exports, and is asked for or told by start and end."""
    if not COLUMNS.has(names, "description", "date", "start"):
        return False
    return COLUMNS.has(names, "duration") or "stoptime" in map(plain, names)


def is_summary(names: frozenset[str]) -> bool:
    return SUMMARY.has(names, "of", "time") and SUMMARY.knows(names) and len(names) > 1


TRACKER = Tracker("Toggl", COLUMNS, in_tables(is_header))


def recognises(upload: Upload) -> bool:
    return only_file(upload) and bool(headings(upload, is_header) or headings(upload, is_summary))


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """The entries; raises `BadInput` for a summary, which has none."""
    if not headings(upload, is_header):
        raise BadInput(NO_DAYS, file=upload.name)
    yield from TRACKER.read(upload, context)


TOGGL_TRACK = Format(
    id="hours/toggl-track",
    title=Text(en="Toggl Track, detailed report (CSV)", it="Toggl Track, dettaglio (CSV)"),
    how=Text(
        en="In Toggl Track: Reports, Detailed, Export, Download CSV. Columns: User, Email, Client, "
        "Project, Task, Description, Billable, Start date, Start time, End date, End time, "
        "Duration, Tags (support.toggl.com, CSV import). Its hours need to know which activity "
        "each tag, task or project is: hours.md.",
        it="In Toggl Track: Reports, Detailed, Export, Download CSV. Colonne: User, Email, Client, "
        "Project, Task, Description, Billable, Start date, Start time, End date, End time, "
        "Duration, Tags (support.toggl.com, CSV import). Va detto quale attività sono tag, task o "
        "progetti: hours.md.",
    ),
    recognises=recognises,
    read=read,
)
