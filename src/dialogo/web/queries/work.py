"""Work in the background, as a workspace's people see it."""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.watching import workers_heard

SHOWN = 20


@dataclass(frozen=True)
class Board:
    """`more_waiting`: how many wait beyond those shown; `silent`: no worker has been heard."""

    running: list[Work]
    waiting: list[Work]
    more_waiting: bool
    failed: list[Work]
    done: list[Work]
    silent: bool


def board(workspace: Workspace) -> Board:
    """What is being done, what waits, and what ended lately; four small queries."""
    rows = Work.objects.filter(workspace=workspace).select_related("asked_by")
    open_ = list(rows.filter(state__in=Work.OPEN).order_by("due_at", "pk")[: SHOWN + 1])
    return Board(
        running=[row for row in open_ if row.state == Work.RUNNING],
        waiting=[row for row in open_[:SHOWN] if row.state == Work.WAITING],
        more_waiting=len(open_) > SHOWN,
        failed=list(rows.filter(state=Work.FAILED).order_by("-pk")[:SHOWN]),
        done=list(rows.filter(state=Work.DONE).order_by("-pk")[:SHOWN]),
        silent=workers_heard() == 0,
    )
