"""Raising alerts: each step of each wait once, and few letters for many of them.

Whoever raises holds the workspace's rules meanwhile, so that two never tell the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dialogo.web.actions.alerts.laying import ALERTS, add, tell
from dialogo.web.actions.conversations.rank import STALE
from dialogo.web.actions.routing.route import waiting
from dialogo.web.models.alerts import (
    ASSIGNED,
    FIRST,
    NEXT,
    SHIFT,
    Alert,
    AlertLetter,
    AlertRules,
)
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.roles import ANSWERERS, Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.promises import Promises, promises_of
from dialogo.web.queries.team.on_call import called
from dialogo.web.queries.team.rota import OnNow, answers, on_now

MOST = 2_000  # of those due first


@dataclass(frozen=True)
class Step:
    """`number` is its place among the steps; `at` is the share of the promise that has passed."""

    number: int
    to: str
    at: float
    mail: bool


@dataclass
class People:
    """Who can be told now."""

    owners: list[int] = field(default_factory=list)
    on: list[OnNow] = field(default_factory=list)
    calls: Mapping[int, list[int]] = field(default_factory=dict)

    def of(self, step: Step, row: Conversation) -> list[int]:
        """Whom a step tells about a conversation, by their numbers."""
        if step.to == ASSIGNED:
            return [row.assigned_id] if row.assigned_id else []
        if step.to == SHIFT:
            there = [one for one in self.on if answers(one, row.network, row.language)]
            found = dict.fromkeys(one.colleague.person_id for one in there)
            return [person for person in found if person and person != row.assigned_id]
        if step.to in (FIRST, NEXT):
            return self.calls.get(1 if step.to == FIRST else 2, [])
        return self.owners


def raise_alerts(workspace: Workspace, now: datetime) -> int:
    """Makes the alerts of all steps that have been reached, and the letters that tell of them; how
    many alerts."""
    with transaction.atomic():
        locked = AlertRules.objects.select_for_update(of=("self",))
        rules = locked.filter(workspace=workspace, on=True).first()
        if rules is None:
            return 0
        steps = steps_of(rules)
        fresh = _reached(workspace, steps, now)
        if not fresh:
            return 0
        people = people_of(workspace, now)
        told: dict[int, list[Alert]] = defaultdict(list)
        mailed: dict[int, list[Alert]] = defaultdict(list)
        made = []
        for row, reached in fresh:
            for step in reached:
                whom = people.of(step, row) if step is reached[-1] else []
                alert = _alert(workspace, row, step, now)
                alert.state = Alert.TOLD if whom else Alert.NOBODY
                if step is not reached[-1]:
                    alert.state = Alert.PASSED
                alert.save()
                made.append(alert)
                for person in whom:
                    told[person].append(alert)
                    if step.mail and settings.OPTIONS.mail:
                        mailed[person].append(alert)
        tell(workspace, rules, now, of=ALERTS, told=told, mailed=mailed)
        if rules.hook:
            current = [alert for alert in made if alert.state != Alert.PASSED]
            add(workspace, None, AlertLetter.HOOK, now, of=ALERTS, things=current)
    return len(made)


def steps_of(rules: AlertRules) -> list[Step]:
    """The steps that are taken, in the order of their time."""
    found = [
        Step(number, one["to"], one["at"] / 100, bool(one.get("mail")))
        for number, one in enumerate(rules.steps)
        if isinstance(one, dict) and one.get("at")
    ]
    return sorted(found, key=lambda step: (step.at, step.number))


def people_of(workspace: Workspace, now: datetime) -> People:
    """Owners, whoever is on shift and may answer, and who is on call by rank and not away."""
    members = dict(
        workspace.memberships.filter(person__is_active=True).values_list("person", "role")
    )
    owners = sorted(person for person, role in members.items() if role == Role.OWNER)
    on = [
        one for one in on_now(workspace, now)
        if members.get(one.colleague.person_id or 0) in ANSWERERS
    ]  # fmt: skip
    calls: dict[int, list[int]] = defaultdict(list)
    for rank, colleague in called(workspace, now):
        person = colleague.person_id
        if person in members and person not in calls[rank]:
            calls[rank].append(person)
    return People(owners, on, calls)


def _reached(
    workspace: Workspace, steps: list[Step], now: datetime
) -> list[tuple[Conversation, list[Step]]]:
    """Conversations with the steps of their wait that were reached and are not told yet."""
    lately = waiting(workspace).filter(due_at__isnull=False, waiting_since__gt=now - STALE)
    rows = list(lately[:MOST])
    told: dict[tuple[int, datetime], set[int]] = defaultdict(set)
    seen: set[tuple[int, datetime]] = set()
    before = Alert.objects.filter(conversation__in=[row.pk for row in rows])
    for pk, since, step, state in before.values_list(
        "conversation", "since", "step", "state"
    ).iterator():
        told[pk, since].add(step)
        if state == Alert.SEEN:
            seen.add((pk, since))
    promises, found = promises_of(workspace, now), []
    for row in rows:
        wait = (row.pk, row.waiting_since)
        if row.waiting_since is None or wait in seen:
            continue
        fresh = [step for step in steps if step.number not in told[wait]]  # type: ignore[index]  # as just asked
        reached = [step for step in fresh if _is_reached(promises, row, step, now)]
        if reached:
            found.append((row, reached))
    return found


def _is_reached(promises: Promises, row: Conversation, step: Step, now: datetime) -> bool:
    within = promises.within(network=row.network, need=row.need, priority=row.priority)
    if within is None or row.waiting_since is None:
        return False
    at = promises.openings.after(row.waiting_since, within * step.at)
    return at is not None and at <= now


def _alert(workspace: Workspace, row: Conversation, step: Step, now: datetime) -> Alert:
    assert row.waiting_since and row.due_at  # noqa: S101  (narrowing only: so they were chosen)
    return Alert(
        workspace=workspace, conversation=row, since=row.waiting_since, step=step.number,
        to=step.to, due_at=row.due_at, made_at=now,
    )  # fmt: skip
