"""Has what was erased go from the database's file, too, not from its tables alone."""

from __future__ import annotations

from django.db import connection

from dialogo.records.text import Text
from dialogo.web.actions.erasing.person import FORGET
from dialogo.web.jobs.job import Job, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.message_words import forget_words

FORGETTING = Text(en="clearing the index of words", it="si ripulisce l'indice delle parole")


def run(task: Task) -> None:
    """The index of words first, little by little; then the log in which changes stood."""
    for number, _ in enumerate(forget_words(connection)):
        task.progress(number, 0, FORGETTING)
        breathe(number)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


JOB = Job(
    kind=FORGET,
    title=Text(en="Clear out what was erased", it="Ripulire ciò che è stato cancellato"),
    run=run,
)
