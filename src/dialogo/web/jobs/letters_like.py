"""Likes a message in the company's name, or takes that back."""

from __future__ import annotations

from dialogo.networks.errors import NetworkError, Refused, SignedOut
from dialogo.records.text import Text
from dialogo.web.actions.connections.trouble import note_trouble
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.letters.small_acts import LIKE, put_like
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.connections import Delivered


def run(task: Task) -> None:
    """The same key at every try, so that it is one like."""
    rows = Delivered.objects.select_related("connection__workspace")
    delivered = rows.filter(pk=task.content["delivered"], gone_at=None).first()
    if delivered is None:
        return
    try:
        put_like(delivered, task.content["key"], unlike=task.content["unlike"])
    except NetworkError as error:
        if isinstance(error, SignedOut):
            note_trouble(delivered.connection, error)
        if isinstance(error, Refused | SignedOut):
            raise WontDo(error.says, code=error.code, **error.values) from error
        raise Retry(error.says, **error.values) from error


JOB = Job(
    kind=LIKE,
    title=Text(en="Like a message", it="Mettere «mi piace»"),
    run=run,
    tries=5,
    quick=True,
)
