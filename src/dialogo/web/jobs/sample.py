"""Sample: fills the sample company with half a year of made-up records."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from dialogo.records.text import Lang, Text
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import Written, write_rows
from dialogo.web.actions.sample import KIND
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.queries.records import has_any

MAKING = Text(
    en="making up half a year of a coffee roaster",
    it="si inventa mezzo anno di una torrefazione",
)
STORING = Text(en="storing it", it="si conserva")


def run(task: Task) -> Outcome:
    """Writes all records at once, unless they are there already."""
    workspace = task.workspace
    if workspace is None or has_any(workspace):
        return None
    task.progress(0, 2, MAKING)
    lang: Lang = "en" if task.content["lang"] == "en" else "it"
    records = sample(lang, date.fromisoformat(task.content["ending"]))
    task.progress(1, 2, STORING)
    written = Written()
    with transaction.atomic():
        task.hold()
        for table, rows in records.tables.items():
            written += write_rows(workspace, table, rows, fill=True)
    return {"added": written.added}


JOB = Job(
    kind=KIND, title=Text(en="Make the sample company", it="Creare l'azienda di esempio"), run=run
)
