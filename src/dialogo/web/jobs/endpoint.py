"""Asks an endpoint about what the models are unsure of: a few texts at a time, within its limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Refused, SignedOut, Throttled, Unsettled
from dialogo.networks.http import Door
from dialogo.records.text import Text
from dialogo.web.actions.endpoint import spending, unsure
from dialogo.web.actions.endpoint.asking import ask, door, most_tokens
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.language import Endpoint

KIND = "endpoint"
AT_ONCE, LONGEST = 40, timedelta(seconds=45)  # questions and time of one piece of work
BREATH = timedelta(seconds=20)  # after a piece: what derives from records has its turn
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
STOPPED = timedelta(days=1)  # it will not have what we ask: only other settings help

ASKING = Text(en="Asking about what is unsure", it="Domande su ciò che è incerto")


class _EnoughError(Exception):
    """Nothing more is to be asked for now."""


def due(now: datetime) -> Iterator[Due]:
    """Endpoints that may be asked by now, where anything has come in since they last were."""
    found = Endpoint.objects.filter(on=True).select_related("workspace")
    for endpoint in found.filter(Q(rests_until=None) | Q(rests_until__lte=now)):
        if endpoint.read_to.get("revision") != endpoint.workspace.revision:
            workspace = endpoint.workspace
            yield Due(f"{KIND}:{workspace.pk}", workspace, {"endpoint": endpoint.pk})


def run(task: Task) -> dict[str, Any] | None:
    """One endpoint, a part of what is unsure."""
    found = Endpoint.objects.select_related("workspace")
    endpoint = found.filter(pk=task.content["endpoint"], on=True).first()
    if endpoint is None:
        return None
    revision, count, until = endpoint.workspace.revision, 0, timezone.now() + LONGEST
    try:
        with door() as through:
            for one in _next(endpoint):
                if count >= AT_ONCE or timezone.now() >= until:
                    _change(endpoint, rests_until=timezone.now() + BREATH)
                    break
                task.progress(count, 0, ASKING)
                _ask(through, endpoint, one)
                count += 1
            else:
                read_to = {**endpoint.read_to, "revision": revision}
                _change(endpoint, read_to=read_to, rests_until=timezone.now() + BREATH)
    except _EnoughError:
        pass
    return {"asked": count}


def _next(endpoint: Endpoint) -> Iterator[unsure.Unsure]:
    """What is unsure, from where the last piece of work came to."""
    for kind in unsure.kinds_of(endpoint):
        while True:
            some, up_to = unsure.next_part(endpoint, kind, timezone.now())
            yield from some
            if up_to is None:
                break
            endpoint.read_to = {**endpoint.read_to, kind: up_to}
            _change(endpoint, read_to=endpoint.read_to)


def _ask(through: Door, endpoint: Endpoint, one: unsure.Unsure) -> None:
    """One question; its cost is put aside first. Raises `_EnoughError` where that was the last."""
    now = timezone.now()
    if not Endpoint.objects.filter(pk=endpoint.pk, on=True, at=endpoint.at).exists():
        raise _EnoughError  # somebody has changed its settings
    most = spending.cost(endpoint, *most_tokens(one.questions, one.text))
    aside = spending.reserve(endpoint, most, now)
    if aside is None:
        next_month = spending.begin_of_next(endpoint, now)
        _change(endpoint, error=_both(spending.AT_LIMIT), rests_until=next_month, troubles=0)
        raise _EnoughError
    try:
        answer = ask(through, endpoint, one.questions, one.text)
    except NetworkError as error:
        if isinstance(error, Unsettled):
            spending.unsettled(aside, now)
        else:
            spending.release(aside)
        _trouble(endpoint, error, now)
        raise _EnoughError from None
    came = unsure.keep(endpoint, one, answer.said)
    spending.spend(aside, endpoint, (answer.tokens_in, answer.tokens_out), came, now)
    if endpoint.troubles or endpoint.error or endpoint.form != answer.form:
        _change(endpoint, troubles=0, error=None, form=answer.form)


def _trouble(endpoint: Endpoint, error: NetworkError, now: datetime) -> None:
    """Notes it, and when the endpoint may be asked again."""
    if isinstance(error, Throttled):
        until = error.retry_at
    elif isinstance(error, SignedOut | Refused):
        until = now + STOPPED
    else:
        until = now + min(FIRST_PAUSE * int(4 ** min(endpoint.troubles, 8)), LONGEST_PAUSE)
    said = {"en": error.say("en"), "it": error.say("it")}
    _change(endpoint, error=said, rests_until=until, troubles=endpoint.troubles + 1)


def _change(endpoint: Endpoint, **values: Any) -> None:
    """Keeps it, unless somebody has changed the settings meanwhile."""
    if Endpoint.objects.filter(pk=endpoint.pk, at=endpoint.at).update(**values):
        endpoint.refresh_from_db(fields=list(values))


def _both(text: Text) -> dict[str, str]:
    return {"en": text.say("en"), "it": text.say("it")}


JOB = Job(
    kind=KIND,
    title=Text(en="Ask about what is unsure", it="Chiedere ciò che è incerto"),
    run=run,
    due=due,
)
