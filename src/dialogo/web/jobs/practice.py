"""People of the practice network thank the sample company for its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom

from dialogo.records.text import Lang, Text
from dialogo.web.actions.practice import let_people_thank
from dialogo.web.jobs.job import Due, Job, Outcome, Task
from dialogo.web.models.connections import Connection
from dialogo.web.queries.practice import KIND, answered


def due(now: datetime) -> Iterable[Due]:
    """One piece for the last answer that nobody has thanked for."""
    for key, connection in answered(now):
        lang = "it" if connection.workspace.currency == "EUR" else "en"  # as it was made
        yield Due(key, connection.workspace, {"connection": connection.pk, "lang": lang})


def run(task: Task) -> Outcome:
    """Everybody who was answered since says thank you."""
    connection = Connection.objects.get(pk=task.content["connection"])
    lang: Lang = "it" if task.content["lang"] == "it" else "en"
    return {"thanked": let_people_thank(connection, lang, SystemRandom())}


JOB = Job(
    kind=KIND,
    title=Text(
        en="People of the practice network give thanks",
        it="Le persone della rete di prova ringraziano",
    ),
    run=run,
    quick=True,
    due=due,
)
