"""Toggl Track: the detailed report as CSV.

Dates and durations are written as the profile of whoever exports has them.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns
from dialogo.importers.format import Format
from dialogo.importers.tabular import headings, only_file
from dialogo.importers.tracked import Tracker
from dialogo.importers.upload import Upload
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
    whose="User | Member | Email",
)


def is_header(names: frozenset[str]) -> bool:
    return COLUMNS.has(names, "whose", "description", "date", "start", "duration")


TRACKER = Tracker("Toggl", COLUMNS, is_header)


def recognises(upload: Upload) -> bool:
    return only_file(upload) and bool(headings(upload, is_header))


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
    read=TRACKER.read,
)
