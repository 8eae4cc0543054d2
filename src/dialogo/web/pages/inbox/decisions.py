"""What can be decided about conversations, and the words for what was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.text import Lang, Text
from dialogo.web.frame.door import Request
from dialogo.web.models.conversations import Conversation, Group, Triage
from dialogo.web.models.person import Person
from dialogo.web.pages.inbox import TRIAGE, clock, lists, words

MORNING = time(9)
LATER = Text(en="Later today", it="Più tardi")
TOMORROW = Text(en="Tomorrow morning", it="Domani mattina")
MONDAY = Text(en="On Monday", it="Lunedì")
WEEK = Text(en="In a week", it="Tra una settimana")
ME = Text(en="Me ({name})", it="A me ({name})")
TEAM = Text(en="{name} (team)", it="{name} (squadra)")
# So many fit under the digits; more are found by what is typed.
FEW = 9
# Later than this an earlier decision is no longer offered to be undone by the same key.
FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class Until:
    """A time to put off until: how it is called, when that is, and as the form sends it."""

    title: str
    at: str
    until: str


@dataclass(frozen=True)
class Taker:
    """Somebody, or a group, that a conversation may be assigned to."""

    name: str
    value: str


def deciding(request: Request, query: str) -> dict[str, Any]:
    """The context of `inbox/decide.html`."""
    people = list(assignable(request).order_by("name", "email"))
    groups = list(Group.objects.filter(workspace=request.workspace).order_by("name"))
    me = request.user
    takers = [Taker(ME.say(request.lang, name=str(me)), f"p{me.pk}")] if me in people else []
    takers += [Taker(str(one), f"p{one.pk}") for one in people if one.pk != me.pk]
    takers += [Taker(TEAM.say(request.lang, name=one.name), f"g{one.pk}") for one in groups]
    now = timezone.localtime()
    return {
        "team": people,
        "groups": groups,
        "takers": takers,
        "many_people": len(takers) > FEW,
        "snoozes": snoozes(now, request.lang),
        "priorities": [(name, title.say(request.lang)) for name, title in words.PRIORITIES.items()],
        "soonest": f"{now:%Y-%m-%dT%H:%M}",
        "query": query,
    }


def assignable(request: Request) -> QuerySet[Person]:
    """Those whom a conversation can be given to: whoever may answer, or write for approval."""
    roles = [role.value for role in TRIAGE.roles]
    return Person.objects.filter(
        memberships__workspace=request.workspace, memberships__role__in=roles, is_active=True
    )


def snoozes(now: datetime, lang: Lang) -> list[Until]:
    """The usual times to put off until, in the reader's zone."""
    later = (now + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    monday = 7 - now.weekday()
    offered = (
        (LATER, later),
        (TOMORROW, _morning(now, 1)),
        (MONDAY, _morning(now, monday)),
        (WEEK, _morning(now, 7)),
    )
    return [
        Until(title.say(lang), clock.exact(at, now, lang), at.isoformat())
        for title, at in offered
        # On Sundays it is tomorrow, on Mondays in a week: said once.
        if not (title is LATER and at.date() != now.date())
        and not (title is MONDAY and monday in (1, 7))
    ]


def _morning(now: datetime, days: int) -> datetime:
    day = now.date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, MORNING))


def done_words(triage: Triage, names: Sequence[str], lang: Lang) -> str:
    """What was decided, to whom: `Done: Lia.`, `3 conversations done.`"""
    said = words.DONE.get(triage.verb)
    values: dict[str, Any] = {}
    if triage.verb in ("snooze", "assign", "priority"):
        one = _first(triage)
        if one is not None and triage.verb == "snooze" and one.snoozed_until:
            values["until"] = clock.exact(one.snoozed_until, timezone.now(), lang)
        if one is not None and triage.verb == "assign":
            values["who"] = lists.whose(one)
            if not values["who"]:
                said = words.DONE["unassign"]
        if one is not None and triage.verb == "priority":
            values["priority"] = _priority(one).say(lang)
        values.setdefault("priority", "–")
        values.setdefault("until", "–")
        values.setdefault("who", "–")
    if said is None or not names:
        return words.NO_CHANGE.say(lang)
    if len(names) == 1:
        return said[0].say(lang, name=names[0], **values)
    return said[1].say(lang, n=len(names), **values)


def _priority(one: Conversation) -> Text:
    if one.prioritised is None:
        return words.BY_RULES
    return words.PRIORITIES[PRIORITIES[one.prioritised]]


def changed(triage: Triage) -> list[int]:
    """The conversations that a decision changed."""
    return [int(each[0]) for each in triage.before]


def _first(triage: Triage) -> Conversation | None:
    rows = Conversation.objects.select_related("assigned", "group")
    return rows.filter(pk__in=changed(triage)[:1]).first()


def names_of(triage: Triage, lang: Lang) -> list[str]:
    """Whose conversations a decision changed."""
    rows = Conversation.objects.filter(workspace=triage.workspace_id, pk__in=changed(triage))
    return [lists.name_of(one, lang) for one in rows]


def told(request: Request, query: str) -> dict[str, Any]:
    """After a decision without scripts: the one that the address names, if it is the reader's."""
    number = request.GET.get("did", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return {}
    rows = Triage.objects.filter(workspace=request.workspace, by=request.user, undone_at=None)
    one = rows.filter(pk=int(number)).first()
    if one is None or request.membership.is_a not in TRIAGE.roles:
        return {}
    done = done_words(one, names_of(one, request.lang), request.lang)
    return {"done": done, "triage": one.pk, "query": query}


def one_before(request: Request) -> Triage | None:
    """The reader's last decision that can still be undone, reading aside."""
    rows = Triage.objects.filter(workspace=request.workspace, by=request.user, undone_at=None)
    fresh = rows.exclude(verb="read").filter(at__gt=timezone.now() - FRESH)
    return fresh.order_by("-pk").first()
