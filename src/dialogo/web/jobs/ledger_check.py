"""Recomputes the whole ledger and keeps what does not agree."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.ledger.booking import ledger_of
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.actions.ledger.looking import BEHIND, look
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.workspace import Workspace

log = structlog.get_logger("dialogo.ledger")
KIND = "ledger_check"
MEANWHILE = Text(
    en="Something was booked while the ledger was read. It is read again.",
    it="Durante la lettura è stato registrato qualcosa. Si rilegge.",
)


def run(task: Task) -> dict[str, Any]:
    """Books what is new, then reads every entry and every record that it rests on."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    revision = _revision(workspace)
    try:
        follow(workspace, task.hold)
    except IntegrityError:
        # A ledger that somebody changed may take no entry any more: the check says what is wrong.
        log.warning("ledger.stuck", workspace=workspace.slug, exc_info=True)
    before = ledger_of(workspace)
    # Reading takes long, and nobody waits for it: what was booked meanwhile is seen at the end.
    looked = look(workspace)
    found, missing = looked.found, looked.missing
    if missing:
        found.say(BEHIND, n=missing)
    with transaction.atomic():
        task.hold()
        head = ledger_of(workspace, lock=True)
        booked = (head.entries, head.digest) != (before.entries, before.digest)
        if booked or (missing and _revision(workspace) != revision):
            raise Retry(MEANWHILE)
        held = (head.checked or {}).get("held") or head.checked
        head.checked = {"entries": found.entries, "wrong": found.wrong, "digest": head.digest}
        if found.wrong and held:  # what was read when nothing was wrong goes on to be asked for
            head.checked["held"] = {name: held[name] for name in ("entries", "digest")}
        head.checked_at = timezone.now()
        head.save(update_fields=["checked", "checked_at"])
    return {"entries": found.entries, "wrong": len(found.wrong)}


def _revision(workspace: Workspace) -> int:
    return Workspace.objects.values_list("revision", flat=True).get(pk=workspace.pk)


JOB = Job(
    kind=KIND,
    title=Text(en="Check the ledger", it="Controllare il libro delle spese"),
    run=run,
)
