"""Sends the weekly digest of what was read and shared to whoever wants it, on Monday mornings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dialogo.records.text import LANGS, Lang, Text
from dialogo.web.actions.watch import weekly
from dialogo.web.frame import mail
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.roles import TEAM
from dialogo.web.models.watch import WatchReader
from dialogo.web.models.workspace import Membership
from dialogo.web.queries.watch.items import count_new
from dialogo.web.queries.watch.week import Week, week

KIND = "watch_weekly"
AGAIN = timedelta(hours=1)

SUBJECT = Text(
    en="What was read this week at {name}", it="Che cosa si è letto questa settimana a {name}"
)
OPENING = Text(
    en="Watched sources brought {items:item|items} in the last seven days; {new} {new:|is|are} "
    "new to you. You read for {minutes:minute|minutes}.",
    it="Negli ultimi sette giorni le fonti hanno portato {items:articolo|articoli}; {new} "
    "{new:|è nuovo|sono nuovi} per voi. Avete letto per {minutes:minuto|minuti}.",
)
SHARED = Text(en="What colleagues shared:", it="Che cosa hanno condiviso i colleghi:")
NOTHING_SHARED = Text(
    en="Nobody shared anything this week.", it="Questa settimana nessuno ha condiviso nulla."
)
SOMEBODY = Text(en="somebody", it="qualcuno")
HERE = Text(en="All of it: {url}", it="Tutto il resto: {url}")
NO_MORE = Text(
    en="This digest can be switched off on the same page.",
    it="Questo riepilogo si può disattivare nella stessa pagina.",
)


def due(now: datetime) -> Iterator[Due]:
    """Digests whose Monday has come; none where the desk may send no mail."""
    if not mail.mail_is_set():
        return
    rows = WatchReader.objects.filter(weekly=True, next_at__lte=now).select_related("workspace")
    for reader in rows[:100]:
        yield Due(f"{KIND}:{reader.pk}", reader.workspace, {"reader": reader.pk})


def run(task: Task) -> dict[str, Any]:
    """Sends one, unless somebody else has taken it, or its reader is no longer of the team."""
    found = WatchReader.objects.select_related("workspace", "person")
    reader = found.filter(pk=task.content["reader"], weekly=True).first()
    now = timezone.now()
    if reader is None or reader.next_at is None or reader.next_at > now:
        return {"sent": False}
    member = Membership.objects.filter(workspace=reader.workspace, person=reader.person).first()
    if member is None or member.is_a not in TEAM:
        weekly.choose(reader.person, reader.workspace, False)
        return {"sent": False}
    body = digest(reader, now)
    if not weekly.take(reader, now):
        return {"sent": False}
    if not mail.send(reader.person.email, SUBJECT, body, name=reader.workspace.name):
        weekly.put_back(reader, now + AGAIN)
        return {"sent": False}
    return {"sent": True}


def digest(reader: WatchReader, now: datetime) -> Text:
    """The letter in both languages; its braces are doubled, as words of strangers stand in it."""
    told = week(reader.workspace, reader.person, now)
    new = count_new(reader.workspace, reader, now)
    both = {lang: _said(reader, told, new, lang) for lang in LANGS}
    return Text(**{lang: said.replace("{", "{{").replace("}", "}}") for lang, said in both.items()})


def _said(reader: WatchReader, told: Week, new: int, lang: Lang) -> str:
    parts = [OPENING.say(lang, items=told.items, new=new, minutes=told.minutes)]
    parts.append((SHARED if told.notes else NOTHING_SHARED).say(lang))
    for note in told.notes:
        who = str(note.by) if note.by else SOMEBODY.say(lang)
        link = f"\n  {note.item.url}" if note.item.url else ""
        parts.append(f"– {who}, “{note.item.title}”: {note.text}{link}")
    if settings.OPTIONS.address:
        path = reverse("watch_week", kwargs={"workspace": reader.workspace.slug})
        parts.append(HERE.say(lang, url=f"{settings.OPTIONS.address}{path}"))
    parts.append(NO_MORE.say(lang))
    return "\n\n".join(parts)


JOB = Job(
    kind=KIND,
    title=Text(en="The weekly digest by mail", it="Il riepilogo settimanale per e-mail"),
    run=run,
    due=due,
)
