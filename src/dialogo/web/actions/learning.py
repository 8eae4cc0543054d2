"""Minutes of learning go into the records, where the check on being up to date finds them."""

from __future__ import annotations

from datetime import date

from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace


def keep_minutes(
    workspace: Workspace, person: str, day: date, *, subject: str, kind: str, minutes: int
) -> None:
    """Somebody learned about `subject` on `day` for so many minutes in all; none: the row goes.

    `person` is the name that the records use, `kind` one of the table's choices.
    """
    row = {"person": person, "day": day, "subject": subject, "kind": kind, "minutes": minutes}
    if minutes:
        write_rows(workspace, "learning", [row], fill=False)
        return
    of = ROWS["learning"].objects.filter(workspace=workspace, day=day)
    erase_rows(workspace, "learning", of.filter(person=person, subject=subject))
