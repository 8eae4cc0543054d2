"""What the records and the newest audit say to a part of the plan, as far as they know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, Sum

from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.text import Text
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import needs as counted
from dialogo.web.queries.findings import latest
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import PURPOSES

_LATELY = timedelta(days=90)
_TOP = 5


def known(workspace: Workspace, part: str) -> list[Remark]:
    """What to know before writing `part`."""
    return list(_OF[part](workspace)) if part in _OF else []


def last_event(workspace: Workspace) -> date | None:
    """The day of the last post or message that is recorded."""
    moments = (
        Post.objects.filter(workspace=workspace).aggregate(last=Max("published_at"))["last"],
        Message.objects.filter(workspace=workspace).aggregate(last=Max("sent_at"))["last"],
    )
    return max((moment.date() for moment in moments if moment is not None), default=None)


def _promise(workspace: Workspace) -> Iterator[Remark]:
    figures = _figures(workspace)
    wait = figures.get("dialogue/question-wait-p90")
    if wait is not None and wait.value is not None:
        said = WAIT_MORE if wait.more_than else WAIT
        yield Remark("promise", said, {"wait": wait.spoken, "n": wait.n})
    kept = figures.get("dialogue/promise-kept")
    if kept is not None and kept.value is not None:
        yield Remark("promise", KEPT, {"kept": kept.spoken})


def _mix(workspace: Workspace) -> Iterator[Remark]:
    figures = _figures(workspace)
    for name in ("useful", "conversation", "promotional"):
        share = figures.get(f"content/{name}-share")
        if share is not None and share.value is not None:
            yield Remark("mix", MIX, {"what": PURPOSES[name], "share": share.spoken, "n": share.n})


def _needs(workspace: Workspace) -> Iterator[Remark]:
    voiced = [need for need in counted.needs(workspace) if not need.hidden]
    for shown in sorted(voiced, key=lambda shown: -shown.need.messages)[:_TOP]:
        said = SERVED if shown.need.served == shown.need.SERVED else UNSERVED
        yield Remark("needs", said, {"need": shown.title, "n": shown.need.messages})


def _people(workspace: Workspace) -> Iterator[Remark]:
    rows: Any = ROWS["hours"].objects.filter(workspace=workspace)
    last = rows.aggregate(last=Max("day"))["last"]
    if last is None:
        return
    lately = rows.filter(day__gt=last - _LATELY)
    found = lately.filter(activity="answering").aggregate(hours=Sum("hours"))["hours"]
    first = lately.aggregate(first=Min("day"))["first"]
    if found:
        days = max(7, (last - first).days + 1)
        yield Remark("people", ANSWERING, {"hours": Hours(found * 7 / days), "last": last})


def _budget(workspace: Workspace) -> Iterator[Remark]:
    figures = _figures(workspace)
    for id_, said in (("budget/cost-per-reply", REPLY), ("budget/cost-per-post", POST)):
        cost = figures.get(id_)
        if cost is not None and cost.value is not None:
            yield Remark("budget", said, {"cost": cost.spoken})


def _figures(workspace: Workspace) -> dict[str, Figure]:
    found = latest(workspace)
    return dict(found.audit.measures) if found else {}


_OF: dict[str, Callable[[Workspace], Iterator[Remark]]] = {
    "promise": _promise,
    "mix": _mix,
    "needs": _needs,
    "people": _people,
    "budget": _budget,
}

WAIT = Text(
    en="Nine in ten who ask have a first answer within {wait} ({n} asked).",
    it="Nove su dieci di chi chiede hanno una prima risposta entro {wait} ({n} domande).",
)
WAIT_MORE = Text(
    en="Nine in ten who ask have a first answer only after more than {wait} ({n} asked).",
    it="Nove su dieci di chi chiede hanno una prima risposta solo dopo più di {wait} "
    "({n} domande).",
)
KEPT = Text(
    en="The promise of today is kept for {kept} of those who ask.",
    it="La promessa di oggi è mantenuta per {kept:il} di chi chiede.",
)
MIX = Text(
    en="{what}: {share} of the {n} posts whose purpose is clear.",
    it="{what}: {share:il} dei {n} post dallo scopo chiaro.",
)
SERVED = Text(
    en="{need}: {n:message asks|messages ask} for it, and useful posts serve it.",
    it="{need}: {n:messaggio|messaggi}, e ci sono post utili che vi rispondono.",
)
UNSERVED = Text(
    en="{need}: {n:message asks|messages ask} for it, and no post surely serves it.",
    it="{need}: {n:messaggio|messaggi}, e nessun post che vi risponda con certezza.",
)
ANSWERING = Text(
    en="In the months up to {last}, {hours} a week went into answering.",
    it="Nei mesi fino al {last}, {hours} la settimana sono andate in risposte.",
)
REPLY = Text(en="An answer has cost {cost}.", it="Una risposta è costata {cost}.")
POST = Text(en="A post has cost {cost}.", it="Un post è costato {cost}.")
