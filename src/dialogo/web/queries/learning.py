"""Whose minutes of learning are written down, and under which name the records know them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Sum

from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.people import colleague_of

QUARTER = timedelta(days=90)  # what the check on being up to date looks at


def name_of(workspace: Workspace, person: Person) -> str:
    """What the records call somebody: their name as a colleague, else their own."""
    colleague = colleague_of(workspace, person)
    return colleague.name if colleague else str(person)


def minutes_of(workspace: Workspace, until: date, names: list[str]) -> dict[str, int]:
    """Minutes of learning by name, of those asked for, in the ninety days up to `until`."""
    rows = ROWS["learning"].objects.filter(
        workspace=workspace, person__in=names, day__gt=until - QUARTER, day__lte=until
    )
    summed = rows.values_list("person").annotate(total=Sum("minutes"))
    return {person: int(total) for person, total in summed}
