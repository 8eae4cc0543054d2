"""Tells people by mail, once and in time, that a certificate of theirs is about to end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.training.certificates import warn
from dialogo.web.frame import mail
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.training import Certificate
from dialogo.web.queries.training.certificates import superseded, to_warn_of

KIND = "certificates"
SUBJECT = Text(en="{title} ends on {day}", it="{title} scade il {day}")
BODY = Text(
    en="Your certificate “{title}” at {name} holds until {day}. Whoever plans the courses sees it, "
    "too, under Team, Training.",
    it="Il vostro attestato «{title}» presso {name} vale fino al {day}. Lo vede anche chi "
    "programma i corsi, in Squadra, Formazione.",
)


def due(now: datetime) -> Iterator[Due]:
    """One piece for each that ends within a month, where the desk may send mail."""
    if not mail.mail_is_set():
        return
    for one in to_warn_of(timezone.localdate(now)):
        workspace = one.colleague.workspace
        yield Due(f"{KIND}:{one.pk}:{one.expires_on}", workspace, {"certificate": one.pk})


def run(task: Task) -> dict[str, Any]:
    """Tells whose it is, if they have an account; on the page it stands in any case."""
    rows = Certificate.objects.select_related("colleague__person", "colleague__workspace")
    found = rows.filter(pk=task.content["certificate"]).first()
    if found is None or found.expires_on is None or not warn(found):
        return {"told": False}
    person = found.colleague.person
    if person is None or superseded(found):
        return {"told": False}
    values = {"title": found.title, "day": found.expires_on, "name": found.colleague.workspace.name}
    return {"told": mail.send(person.email, SUBJECT, BODY, **values)}


JOB = Job(
    kind=KIND,
    title=Text(en="Tell of certificates that end", it="Avvisare degli attestati in scadenza"),
    run=run,
    due=due,
)
