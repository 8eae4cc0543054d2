"""Routes what waits: at once what is new, and once a minute what found nobody or whose person has
gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.routing.route import PART, Place, hand_on, route
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.team import TeamRules
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

KIND = "routing"
AGAIN = timedelta(minutes=1)
REMEMBERED = timedelta(hours=1)
MOST = 5_000  # conversations of one round: a stretch of the list, as the inbox looks through it


def due(now: datetime) -> Iterator[Due]:
    """The workspaces that route, where somebody new waits or a minute has passed."""
    fresh = Conversation.objects.filter(
        workspace=OuterRef("pk"), state=Conversation.OPEN, waiting_since__isnull=False,
        assigned__isnull=True, group__isnull=True, routed__isnull=True,
    ).exclude(asks="no")  # fmt: skip
    lately = Work.objects.filter(kind=KIND, workspace=OuterRef("pk"), asked_at__gt=now - AGAIN)
    routes = Workspace.objects.filter(team_rules__routing__in=(TeamRules.LEAST, TeamRules.ROUND))
    for workspace in routes.annotate(fresh=Exists(fresh), lately=Exists(lately)).order_by("pk"):
        if workspace.fresh or not workspace.lately:
            yield Due(f"{KIND}:{workspace.pk}", workspace, {})


def run(task: Task) -> dict[str, Any]:
    """Hands on what its person cannot answer, then gives out what nobody has."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    done = {"moved": _all(task, hand_on, workspace), "given": _all(task, route, workspace)}
    # Done every minute, it would crowd everything else out of what is known of work.
    ended = Work.objects.filter(kind=KIND, workspace=workspace, state=Work.DONE)
    ended.filter(ended_at__lt=timezone.now() - REMEMBERED).delete()
    return done


def _all(
    task: Task,
    some: Callable[[Workspace, datetime, Place | None], tuple[int, Place | None]],
    workspace: Workspace,
) -> int:
    count, looked, place = 0, 0, None
    while looked < MOST:
        done, place = some(workspace, timezone.now(), place)
        count, looked = count + done, looked + PART
        task.progress(count, count)
        if place is None:
            break
    return count


JOB = Job(
    kind=KIND,
    title=Text(en="Give conversations out", it="Affidare le conversazioni"),
    run=run,
    quick=True,
    due=due,
)
