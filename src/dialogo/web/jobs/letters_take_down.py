"""Takes down on its network what was sent."""

from __future__ import annotations

from dialogo.networks.errors import NetworkError, Refused, SignedOut
from dialogo.records.text import Text
from dialogo.web.actions.connections.trouble import note_trouble
from dialogo.web.actions.letters import states
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.letters.small_acts import TAKE_DOWN, take_down
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person


def run(task: Task) -> None:
    """Once it is gone the letter says so; until then, what is in the way."""
    rows = Letter.objects.select_related("connection__workspace", "workspace")
    letter = rows.filter(pk=task.content["letter"], state=states.SENT).first()
    if letter is None:
        return
    try:
        take_down(letter, Person.objects.filter(pk=task.content.get("by") or 0).first())
    except NetworkError as error:
        said = states.said(error.says, error.values)
        states.same(letter).update(error=said, error_code="not-taken-down")
        if isinstance(error, SignedOut) and letter.connection:
            note_trouble(letter.connection, error)
        if isinstance(error, Refused | SignedOut):
            raise WontDo(error.says, code=error.code, **error.values) from error
        raise Retry(error.says, **error.values) from error


JOB = Job(
    kind=TAKE_DOWN,
    title=Text(en="Take down what was sent", it="Togliere ciò che è stato inviato"),
    run=run,
    tries=8,
    quick=True,
)
