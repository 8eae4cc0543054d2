"""Laying letters ready: each person has few for many things, at an hour at which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from dialogo.web.actions.alerts.quiet import after_quiet
from dialogo.web.models.alerts import AlertLetter, AlertRules
from dialogo.web.models.push import PushDevice
from dialogo.web.models.workspace import Workspace

TOGETHER = timedelta(minutes=10)  # a person has one mail for what comes meanwhile
BUZZ = timedelta(minutes=1)  # a device shows one notification for what comes meanwhile
ALERTS, STEPS = "alerts", "steps"  # what a letter may tell many of


def tell(
    workspace: Workspace,
    rules: AlertRules,
    now: datetime,
    *,
    of: str,
    told: Mapping[int, list[Any]],
    mailed: Mapping[int, list[Any]],
) -> None:
    """Tells each person of things, `of` alerts or steps of posts: in the desk and on their devices
    what they are `told`, by mail what is `mailed`. In a transaction in which nobody else lays
    letters of that kind for this workspace."""
    for person, things in told.items():
        letter = AlertLetter.objects.create(
            workspace=workspace, person_id=person, way=AlertLetter.APP, key=uuid4(),
            state=AlertLetter.SENT, due_at=now, sent_at=now,
        )  # fmt: skip
        getattr(letter, of).set(things)
    for person, things in mailed.items():
        last = (
            AlertLetter.objects.filter(person=person, way=AlertLetter.MAIL, sent_at__isnull=False)
            .exclude(**{of: None})
            .order_by("-sent_at")
            .values_list("sent_at", flat=True)
            .first()
        )
        at = max(now, last + TOGETHER) if last else now
        at = after_quiet(workspace, rules, at)
        add(workspace, person, AlertLetter.MAIL, at, of=of, things=things)
    # Whoever switched a device on is told there of all that they are told in the desk.
    devices = PushDevice.objects.filter(person__in=list(told)).only("person", "told_at")
    for device in devices.order_by("pk"):
        at = max(now, device.told_at + BUZZ) if device.told_at else now
        at = after_quiet(workspace, rules, at)
        whose = device.person_id
        add(workspace, whose, AlertLetter.PUSH, at, of=of, things=told[whose], device=device)


def add(
    workspace: Workspace,
    person: int | None,
    way: str,
    at: datetime,
    *,
    of: str,
    things: Iterable[Any],
    device: PushDevice | None = None,
) -> None:
    """Puts things into the letter of their kind that waits for its time, or into a new one."""
    other = STEPS if of == ALERTS else ALERTS
    open_ = AlertLetter.objects.select_for_update(of=("self",)).filter(
        workspace=workspace, person=person, way=way, device=device, piece=None, budget=None,
        state=AlertLetter.WAITING, tries=0, **{other: None},
    )  # fmt: skip
    letter = open_.order_by("pk").first() or AlertLetter.objects.create(
        workspace=workspace, person_id=person, way=way, device=device, key=uuid4(), due_at=at
    )
    getattr(letter, of).add(*things)
