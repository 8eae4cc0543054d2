"""Threading: whatever brought messages (an import, a restored backup, a program), they find their
threads and conversations; a part at a time, each kept as soon as it is done."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.conversations import anew
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.planner import tell_planner
from dialogo.web.jobs.job import Job, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.records import Message

PART = 10_000  # messages that are placed in one transaction
PLACING = Text(
    en="{n:message|messages} in their conversations so far",
    it="{n:messaggio|messaggi} nelle loro conversazioni fino a questo momento",
)


def run(task: Task) -> dict[str, Any]:
    """Places what has no thread, then what follows from anything else that has changed."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    anew.late_posts(workspace)
    waiting = Message.objects.filter(workspace=workspace, thread_key__isnull=True).count()
    placed, number = 0, 0
    while some := thread_new(workspace, PART):
        placed, number = placed + some, number + 1
        task.progress(placed, max(waiting, placed), PLACING, n=placed)
        breathe(number)
    if placed > PART:
        tell_planner()
    changed = anew.labels(workspace)
    due = anew.promises(workspace, timezone.now(), task.progress)
    anew.done(workspace, task.content["revision"])
    return {"placed": placed, "labels": changed, "due": due}


JOB = Job(
    kind="threading",
    title=Text(en="Put messages into conversations", it="Riunire i messaggi in conversazioni"),
    run=run,
    derives=True,
    daily=True,
    turn=5,
)
