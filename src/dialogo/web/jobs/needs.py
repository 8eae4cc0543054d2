"""Counts needs again, so that their page is up to date; once a day looks for new ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.language.label import labelled
from dialogo.language.need_groups import Groups
from dialogo.language.need_growth import grown
from dialogo.records.records import Records
from dialogo.records.text import Text
from dialogo.web.actions import computed, need_groups, needs
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.actions.need_following import follow_some
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.needs import NeedBook
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror, need_mood
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.need_counts import asked_in, count_needs
from dialogo.web.queries.need_groups import groups_of
from dialogo.web.queries.needs import KIND, taken
from dialogo.web.queries.taught import taught_of

FOLLOWING = Text(en="Reading conversations again: {n}", it="Rilettura delle conversazioni: {n}")


def run(task: Task) -> dict[str, Any]:
    """Looks for new needs if it is time, counts all and keeps them, if nobody else has done it
    since; then conversations follow."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    found = _grow(task, workspace, records, revision)
    workspace.refresh_from_db(fields=["taught", "revision"])
    taught, now = taught_of(workspace), timezone.now()
    whole = labelled(records, taught)  # once, for both
    counted = count_needs(whole, hours_of(workspace), now, taught)
    moods = need_mood.count_moods(whole, now)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        needs.keep(workspace, revision, counted)
        computed.keep(need_mood.KIND, workspace, revision, counted.window, moods)
    return {"needs": len(counted.needs), "found": found, "read": _follow(task, workspace)}


def _grow(task: Task, workspace: Workspace, records: Records, revision: int) -> int:
    """How many groups were found: every day, and as often as there are none yet."""
    known = groups_of(workspace) or Groups()
    today = date.fromisoformat(task.content["day"]) if task.content.get("day") else None
    book = NeedBook.objects.filter(workspace=workspace).first()
    if known.groups and book and book.grown_on == today:
        return 0
    asked = asked_in(records, timezone.now(), taught_of(workspace))
    groups = grown(known, asked, taken(workspace)) if asked else known
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        return need_groups.keep(workspace, groups, today)


def _follow(task: Task, workspace: Workspace) -> int:
    read, number = 0, 0
    while (some := follow_some(workspace)) is not None:
        read, number = read + some, number + 1
        task.progress(read, read, FOLLOWING, n=read)
        breathe(number)
    return read


JOB = Job(
    kind=KIND, title=Text(en="What people need", it="I bisogni delle persone"), run=run,
    derives=True,
)  # fmt: skip
