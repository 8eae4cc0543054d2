"""Renaming: a colleague's name is changed, and everything that the records say of them follows."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import key_columns, row_key
from dialogo.web.models.records import ROWS, AlsoBrought, Gone
from dialogo.web.models.team import Colleague, Swap
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.rates import name_of
from dialogo.web.queries.team import now

LONGEST = 120
# Tables whose rows are of a person, by the name that is part of their key.
_OF_PERSON = ("shifts", "hours", "learning", "members")

NO_NAME = Text(en="Say what they are called.", it="Va detto come si chiama.")
THERE = Text(
    en="{name} is among the colleagues already. Add a surname, or an initial.",
    it="{name} è già nella squadra. Si può aggiungere un cognome, o un'iniziale.",
)
IN_THE_WAY = Text(
    en="The records ({table}) have the same row for {name} and for {former} already. Take one of "
    "the two away first.",
    it="Nei dati ({table}) c'è già la stessa riga per {name} e per {former}. Prima va tolta una "
    "delle due.",
)
WEEKS = Text(en="weeks handed in", it="settimane consegnate")
RENAMED = Text(
    en="changed the name of {former} to {name}: {n:record follows|records follow}",
    it="ha cambiato il nome di {former} in {name}: {n:dato aggiornato|dati aggiornati}",
)


@transaction.atomic
def rename(by: Person, colleague: Colleague, name: str) -> int:
    """Calls a colleague by another name, and with it their shifts, hours, learning, membership and
    the answers that bear it; how many records that are. Nothing for the name they have.

    Raises `BadInput` for a name that is empty or another's, or where a row of that name is there.
    """
    workspace, former = colleague.workspace, colleague.name
    name = " ".join(name.replace("\0", "").split())[:LONGEST]
    if not name:
        raise BadInput(NO_NAME)
    if name == former:
        return 0
    revision = workspaces.touch(workspace)
    others = Colleague.objects.filter(workspace=workspace, name__iexact=name)
    if others.exclude(pk=colleague.pk).exists():
        raise BadInput(THERE, name=name)
    count = sum(_follow(workspace, table, former, name, revision) for table in _OF_PERSON)
    said = ROWS["messages"].objects.filter(workspace=workspace, agent=former)
    count += said.update(agent=name, revision=revision)
    Swap.objects.filter(workspace=workspace, person=former).update(person=name)
    weeks = TimesheetWeek.objects.filter(workspace=workspace)
    weeks = weeks.filter(name__in=_spellings(weeks, "name", former) - {name})
    theirs = TimesheetWeek.objects.filter(workspace=workspace, name=name)
    mondays = list(weeks.values_list("monday", flat=True))
    if len(set(mondays)) < len(mondays) or theirs.filter(monday__in=mondays).exists():
        raise BadInput(IN_THE_WAY, table=WEEKS, name=name, former=former)
    weeks.filter(state=TimesheetWeek.CLOSED).update(revision=revision)
    weeks.update(name=name)
    Colleague.objects.filter(pk=colleague.pk).update(name=name)
    colleague.name = name
    if not count:
        workspaces.untouch(workspace)
    now.forget(workspace)
    about = f"colleague:{colleague.pk}"
    trail.note(by, workspace, "team.rename", about, RENAMED, former=former, name=name, n=count)
    return count


def _spellings(rows: QuerySet[Any], column: str, name: str) -> set[str]:
    """How a name is written in rows. Databases compare letters without case each in its own way,
    and SQLite those of English alone."""
    written = rows.order_by().values_list(column, flat=True).distinct()
    return {one for one in written if name_of(one) == name_of(name)}


def _follow(workspace: Workspace, table: str, former: str, name: str, revision: int) -> int:
    """Has the rows of a table bear the other name, each where it stands, and mirrors lose the
    former ones. As where hours find their pay, "anna " is Anna."""
    schema, rows = TABLES[table], ROWS[table].objects.filter(workspace=workspace)
    mine: list[Any] = list(rows.filter(person__in=_spellings(rows, "person", former) - {name}))
    if not mine:
        return 0
    gone = [
        Gone(workspace=workspace, table=table, row_key=row.row_key, revision=revision)
        for row in mine
    ]
    for row in mine:
        values = {column: getattr(row, column) for column in key_columns(schema)}
        row.row_key = row_key(schema, values | {"person": name})
        row.person, row.revision = name, revision
    keys = [row.row_key for row in mine]
    if len(set(keys)) < len(keys):
        raise BadInput(IN_THE_WAY, table=schema.title, name=name, former=former)
    for start in range(0, len(keys), 500):
        if rows.filter(row_key__in=keys[start : start + 500]).exists():
            raise BadInput(IN_THE_WAY, table=schema.title, name=name, former=former)
    Gone.objects.bulk_create(gone, batch_size=500)
    again = AlsoBrought.objects.filter(by__workspace=workspace, table=table)
    if again.exists():
        for was, row in zip(gone, mine, strict=True):
            again.filter(row_key=was.row_key).update(row_key=row.row_key)
    ROWS[table].objects.bulk_update(mine, ["row_key", "person", "revision"], batch_size=300)
    return len(mine)
