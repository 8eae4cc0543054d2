"""Learns from what the team corrected, and lets conversations follow what was learnt."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dialogo.language.learning import Learnt, learn
from dialogo.records.text import Text
from dialogo.web.actions import computed, teaching
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed as last_made
from dialogo.web.queries.lessons import corrected_since, lessons, own_model

KIND = "teaching"
LEARNING = Text(en="Learning from corrections", it="Apprendimento dalle correzioni")
FOLLOWING = Text(
    en="Reading texts again: {n:label has|labels have} changed",
    it="Rilettura dei testi: {n:etichetta cambiata|etichette cambiate}",
)


def run(task: Task) -> dict[str, Any]:
    """Learns what is new; then reads the messages anew, a part at a time."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    changed = _settle(task, workspace)
    learnt = _learn(task, workspace)
    changed += _settle(task, workspace)
    computed.keep(KIND, workspace, task.content["revision"], None, {})
    return {"learnt": learnt, "changed": changed}


def _learn(task: Task, workspace: Workspace) -> bool:
    """Whether anything was learnt: only if corrections are others than those learnt from."""
    own = own_model(workspace)
    last = last_made(workspace, KIND)
    unlearnt = own is not None and own.learnt_at is not None and not own.learnt_from
    if last and not unlearnt and not corrected_since(workspace, last.revision):
        return False
    workspace.refresh_from_db(fields=["revision"])
    revision = workspace.revision
    found = lessons(workspace, own.forgotten if own else -1)
    if found.digest == (own.learnt_from if own else "") or (not found.count and not own):
        return False
    task.progress(0, 0, LEARNING)
    learnt: dict[str, Learnt] = {}
    for name, some in found.of.items():
        if one := learn(name, some, found.untouched[name]):
            learnt[name] = one
        task.progress(0, 0, LEARNING)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        teaching.keep(workspace, found, learnt)
    return True


def _settle(task: Task, workspace: Workspace) -> int:
    changed, number = 0, 0
    while (some := teaching.settle_some(workspace)) is not None:
        changed, number = changed + some, number + 1
        task.progress(changed, changed, FOLLOWING, n=changed)
        breathe(number)
    return changed


JOB = Job(
    kind=KIND,
    title=Text(en="Learn from corrections", it="Imparare dalle correzioni"),
    run=run,
    derives=True,
    daily=True,
    turn=4,
)
