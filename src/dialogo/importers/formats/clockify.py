"""Clockify: the detailed report as CSV or Excel.

Dates, times and durations are written as the profile of whoever exports has them.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns
from dialogo.importers.format import Format
from dialogo.importers.tabular import headings, only_file
from dialogo.importers.tracked import Tracker, in_tables
from dialogo.importers.upload import Upload
from dialogo.records.text import Text

COLUMNS = Columns.of(
    person="User",
    email="Email",
    client="Client",
    project="Project",
    task="Task",
    description="Description",
    date="Start Date",
    start="Start Time",
    end="End Time",
    duration="Duration (h)",
    decimal="Duration (decimal)",
    either="Duration (h) | Duration (decimal)",
    tags="Tags | Tag",
    kind="Type",
)


def is_header(names: frozenset[str]) -> bool:
    return COLUMNS.has(names, "project", "description", "date", "either")


TRACKER = Tracker("Clockify", COLUMNS, in_tables(is_header))


def recognises(upload: Upload) -> bool:
    return only_file(upload) and bool(headings(upload, is_header))


CLOCKIFY = Format(
    id="hours/clockify",
    title=Text(en="Clockify, detailed report (CSV)", it="Clockify, dettaglio (CSV)"),
    how=Text(
        en="In Clockify: Reports, Detailed, Export, Save as CSV. Columns: Project, Client, "
        "Description, Task, User, Group, Email, Tags, Billable, Start Date, Start Time, End Date, "
        "End Time, Duration (h), Duration (decimal). Its hours need to know which activity each "
        "tag, task or project is: hours.md.",
        it="In Clockify: Reports, Detailed, Export, Save as CSV. Colonne: Project, Client, "
        "Description, Task, User, Group, Email, Tags, Billable, Start Date, Start Time, End Date, "
        "End Time, Duration (h), Duration (decimal). Va detto quale attività sono tag, task o "
        "progetti: hours.md.",
    ),
    recognises=recognises,
    read=TRACKER.read,
)
