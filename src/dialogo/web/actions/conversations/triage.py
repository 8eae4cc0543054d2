"""Triage: what people decide about conversations, one or many at once, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.conversations import priorities, spam
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.models.conversations import Conversation, Group, Triage
from dialogo.web.models.person import Person
from dialogo.web.models.roles import WRITERS
from dialogo.web.models.workspace import Workspace

Values = Mapping[str, Any]
Change = Callable[[Conversation], Values]

MOST = 5_000
TOO_MANY = Text(
    en="{n} conversations are too many for one step. {most} go at once.",
    it="{n} conversazioni sono troppe per un solo passo. Se ne possono prendere {most} per volta.",
)
UNKNOWN = Text(
    en="“{verb}” is nothing that can be done with a conversation. Known are: {known}.",
    it="«{verb}» non è qualcosa che si possa fare con una conversazione. Si conoscono: {known}.",
)
NO_TIME = Text(
    en="Until when a conversation is to rest must lie ahead. Choose a later time.",
    it="Il momento fino a cui rimandare una conversazione deve essere nel futuro. "
    "Se ne scelga uno più tardi.",
)
NOT_HERE = Text(
    en="A conversation can be given only to people and teams of this workspace. Choose another.",
    it="Una conversazione si può affidare solo a persone e gruppi di quest'area. "
    "Se ne scelga un'altra.",
)
NO_ANSWERER = Text(
    en="{name} cannot answer here. Choose somebody who can, or change what they are among People.",
    it="{name} qui non può rispondere. Si scelga chi può, o si cambi il suo ruolo in Persone.",
)
NO_PRIORITY = Text(
    en="The priority is one of: {known}; or nothing, which leaves it to the rules.",
    it="La priorità è una di: {known}; oppure niente, e la decidono le regole.",
)
SAYS = {
    "close": Text(en="closed {n:conversation|conversations}",
                  it="ha chiuso {n:conversazione|conversazioni}"),
    "reopen": Text(en="reopened {n:conversation|conversations}",
                   it="ha riaperto {n:conversazione|conversazioni}"),
    "snooze": Text(en="put off {n:conversation|conversations}",
                   it="ha rimandato {n:conversazione|conversazioni}"),
    "theirs": Text(en="waits for the others in {n:conversation|conversations}",
                   it="attende gli altri in {n:conversazione|conversazioni}"),
    "assign": Text(en="gave {n:conversation|conversations} to {whom}",
                   it="ha affidato {n:conversazione|conversazioni} a {whom}"),
    "priority": Text(en="set the priority of {n:conversation|conversations}",
                     it="ha cambiato la priorità di {n:conversazione|conversazioni}"),
    "spam": Text(en="marked {n:conversation|conversations} as spam",
                 it="ha segnato {n:conversazione|conversazioni} come spam"),
}  # fmt: skip
NOBODY = Text(en="nobody", it="nessuno")
UNDONE = Text(
    en="took a decision about {n:conversation|conversations} back",
    it="ha annullato una decisione su {n:conversazione|conversazioni}",
)


def decide(
    workspace: Workspace, by: Person | None, ids: Iterable[int], verb: str, **values: Any
) -> Triage:
    """Does one thing with conversations of the workspace; others are passed over.

    Verbs: close, reopen, theirs, read, unread, spam; snooze with `until`; assign with `person` or
    `group` (neither: to nobody); priority with `priority` (its name; None: by the rules). Raises
    `BadInput` for what cannot be done. What is already so is left alone, and is not among `before`.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST:
        raise BadInput(TOO_MANY, n=len(wanted), most=MOST)
    to = _change(workspace, verb, values)
    before: list[list[Any]] = []
    with transaction.atomic():
        for some in parts(wanted):
            mine = Conversation.objects.select_for_update(of=("self",)).filter(
                workspace=workspace, pk__in=some
            )
            for row in mine.order_by("pk"):
                was = _changed(row, to(row))
                if was:
                    before.append([row.pk, row.version, was])
        if verb == "spam":
            spam.mark(workspace, by, [pk for pk, _, _ in before])
        if verb == "priority":
            priorities.said(workspace, [pk for pk, _, _ in before])
        if before and verb in SAYS:
            whom = values.get("person") or values.get("group")
            said = {"n": len(before), "whom": getattr(whom, "name", None) or whom or NOBODY}
            about = f"conversation:{before[0][0]}" if len(before) == 1 else "conversations"
            trail.note(by, workspace, f"conversations.{verb}", about, SAYS[verb], **said)
        return Triage.objects.create(workspace=workspace, by=by, verb=verb, before=before)


def undo(triage: Triage, by: Person | None) -> bool:
    """Puts back what was decided, where nothing has happened since; whether anything could be."""
    with transaction.atomic():
        # The first of two clicks takes it back.
        mine = Triage.objects.filter(pk=triage.pk, undone_at__isnull=True)
        if not mine.update(undone_at=timezone.now()):
            return False
        after = {pk: (version, was) for pk, version, was in triage.before}
        back = []
        for some in parts(after):
            rows = Conversation.objects.select_for_update(of=("self",)).filter(
                workspace=triage.workspace_id, pk__in=some
            )
            for row in rows.order_by("pk"):
                version, was = after[row.pk]
                if row.version == version:
                    _changed(row, {name: _read(name, value) for name, value in was.items()})
                    back.append(row.pk)
        if triage.verb == "spam":
            spam.unmark(triage.workspace, back)
        if triage.verb == "priority":
            priorities.said(triage.workspace, back)
        if back and triage.verb in SAYS:
            about = f"triage:{triage.pk}"
            trail.note(by, triage.workspace, "conversations.undo", about, UNDONE, n=len(back))
    triage.refresh_from_db()
    return bool(back)


def _changed(row: Conversation, to: Values) -> dict[str, Any]:
    """Sets what differs, and stores it; what it was before, as JSON keeps it. That somebody has
    read it, or is to read it again, is no reason not to take back what was decided before."""
    was = {name: getattr(row, name) for name, value in to.items() if getattr(row, name) != value}
    if was:
        row.version += was.keys() != {"unread"}
        names = [name.removesuffix("_id") for name in was]
        change(Conversation, [*names, "version"], [(row.pk, *(to[n] for n in was), row.version)])
        for name in was:
            setattr(row, name, to[name])
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in was.items()
    }


def _read(name: str, value: Any) -> Any:
    return parse_datetime(value) if name.endswith(("_at", "_until")) and value else value


def _change(workspace: Workspace, verb: str, values: Values) -> Change:
    now = timezone.now()
    done: Values = {"snoozed_until": None, "closed_at": None}
    match verb:
        case "close" | "spam":
            # Closed before, it keeps the moment.
            closed = {"state": Conversation.CLOSED, "snoozed_until": None, "unread": 0}
            return lambda row: {**closed, "closed_at": row.closed_at or now}
        case "reopen":
            return lambda row: {**done, "state": Conversation.OPEN}
        case "theirs":
            return lambda row: {**done, "state": Conversation.THEIRS, "unread": 0}
        case "snooze":
            until = values.get("until")
            if not isinstance(until, datetime) or until <= now:
                raise BadInput(NO_TIME)
            asleep = {"state": Conversation.SNOOZED, "snoozed_until": until, "closed_at": None}
            return lambda row: asleep
        case "assign":
            return _assigned(workspace, values.get("person"), values.get("group"))
        case "priority":
            return _prioritised(values.get("priority"))
        case "read":
            return lambda row: {"unread": 0}
        case "unread":
            return lambda row: {"unread": max(1, row.unread)}
    known = "close, reopen, snooze, theirs, assign, priority, read, unread, spam"
    raise BadInput(UNKNOWN, verb=verb[:40], known=known)


def _prioritised(said: object) -> Change:
    if said is not None and said not in PRIORITIES:
        raise BadInput(NO_PRIORITY, known=", ".join(PRIORITIES))
    level = None if said is None else PRIORITIES.index(str(said))
    return lambda row: {"prioritised": level}


def _assigned(workspace: Workspace, person: Person | None, group: Group | None) -> Change:
    if person is not None:
        role = workspace.memberships.filter(person=person).values_list("role", flat=True).first()
        if role is None:
            raise BadInput(NOT_HERE)
        if role not in WRITERS or not person.is_active:
            raise BadInput(NO_ANSWERER, name=person.name or person.email)
    if group is not None and group.workspace_id != workspace.pk:
        raise BadInput(NOT_HERE)
    given = {"assigned_id": person and person.pk, "group_id": group and group.pk, "routed": None}
    return lambda row: given
