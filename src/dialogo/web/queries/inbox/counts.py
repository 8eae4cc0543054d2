"""How many conversations there are of each kind, up to a hundred: nobody counts further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MOST = 100
STRETCH = 4_000  # of those that are due first, among which nobody's are counted


@dataclass(frozen=True)
class Counts:
    """Each `MOST` at most, which says that there may be more. `mine`, `unassigned` and `late` are
    of those that are open; `mentioned` are conversations in which a note calls for me."""

    open: int
    mine: int
    unassigned: int
    late: int
    snoozed: int
    theirs: int
    mentioned: int


_STATE = "FROM desk_conversation WHERE workspace_id = %(workspace)s AND state = '{}'"
_OPEN = _STATE.format(Conversation.OPEN)
_COUNTED = {
    "open": f"SELECT 1 {_OPEN}",
    "mine": f"SELECT 1 {_OPEN} AND assigned_id = %(person)s",
    "unassigned": f"SELECT 1 FROM (SELECT assigned_id, group_id {_OPEN} ORDER BY rank_at, id "
    f"LIMIT {STRETCH}) AS due WHERE assigned_id IS NULL AND group_id IS NULL",
    "late": f"SELECT 1 {_OPEN} AND rank_at <= %(now)s",
    "snoozed": f"SELECT 1 {_STATE.format(Conversation.SNOOZED)}",
    "theirs": f"SELECT 1 {_STATE.format(Conversation.THEIRS)}",
    "mentioned": "SELECT DISTINCT note.conversation_id FROM desk_notemention AS call "
    "JOIN desk_note AS note ON note.id = call.note_id "
    "JOIN desk_conversation AS one ON one.id = note.conversation_id "
    "WHERE call.person_id = %(person)s AND call.seen_at IS NULL AND note.taken_back_at IS NULL "
    "AND one.workspace_id = %(workspace)s",
}
# In one statement: this is asked for with every page of the inbox.
_ALL = "SELECT " + ", ".join(
    f"(SELECT count(*) FROM ({rows} LIMIT {MOST}) AS up_to)" for rows in _COUNTED.values()
)


def counts(workspace: Workspace, person: Person) -> Counts:
    """The numbers beside the names of the lists."""
    values: dict[str, Any] = {
        "workspace": workspace.pk,
        "person": person.pk,
        "now": connection.ops.adapt_datetimefield_value(timezone.now()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALL, values)
        return Counts(*cursor.fetchone())
