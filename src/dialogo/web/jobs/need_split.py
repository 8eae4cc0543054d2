"""Splits a need into what its messages ask for more exactly, when somebody of the team wants it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.language.need_groups import Groups
from dialogo.language.need_growth import split
from dialogo.language.needs import title_of
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import need_groups
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.person import Person
from dialogo.web.queries import mirror
from dialogo.web.queries.need_counts import asked_in
from dialogo.web.queries.need_groups import groups_of
from dialogo.web.queries.needs import SPLITS, taken
from dialogo.web.queries.taught import taught_of

WHOLE = Text(
    en="The messages of “{need}” have too little in common in parts to be split.",
    it="I messaggi di «{need}» non hanno abbastanza in comune, a gruppi, per dividerlo.",
)


def run(task: Task) -> dict[str, Any]:
    """Finds groups in the messages of the need `need`, and keeps them."""
    workspace, need = task.workspace, str(task.content["need"])
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    known = groups_of(workspace) or Groups()
    asked = asked_in(records, timezone.now(), taught_of(workspace))
    groups = split(known, asked, need, taken(workspace)) if asked else known
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        found = need_groups.keep(workspace, groups)
        by = Person.objects.filter(pk=int(task.content["by"])).first()
        if found and by:
            need_groups.note_split(by, workspace, need)
    if not found:
        raise BadInput(WHOLE, need=title_of(need))
    return {"found": found}


JOB = Job(kind=SPLITS, title=Text(en="Splitting a need", it="Divisione di un bisogno"), run=run)
