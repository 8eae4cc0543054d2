"""Joining a conversation of others: by a person, within the day's limit, and never whom asks not.

What is joined comes into the records like anything that a network tells, as words that were not
said to the company, and becomes a conversation; the answer is a letter like any other.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from dialogo.networks.errors import NetworkError
from dialogo.networks.outside import Looks
from dialogo.networks.seen import Message
from dialogo.records.text import LANGS, Text
from dialogo.web.actions import trail
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.receiving import cleaning
from dialogo.web.actions.receiving.reading import item_of
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.actions.receiving.store import store_items
from dialogo.web.actions.receiving.taking_in import take_in
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.outward import LeftAlone, OutwardFind, OutwardRules
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message as MessageRow
from dialogo.web.models.workspace import Workspace

TURNS = 20  # of taking in, at the most, until what is joined is there

JOINED = Text(
    en="joined a conversation of others with {who}",
    it="è entrato in una conversazione altrui con {who}",
)
LEFT = Text(en="has {who} left alone from now on", it="d'ora in poi lascia in pace {who}")
ENOUGH = Text(
    en="{n:conversation|conversations} of others were joined today, and that is the limit. "
    "Tomorrow there is room again.",
    it="Oggi si è già entrati in {n:|una conversazione altrui|{n} conversazioni altrui}, che è il "
    "limite. Domani c'è di nuovo posto.",
)
ASKS_NOT = Text(
    en="{who} does not want to be addressed, and is left alone.",
    it="{who} non vuole essere contattato, e va lasciato in pace.",
)
NO_WAY = Text(
    en="{account} cannot write on its network just now. See Networks.",
    it="Al momento {account} non può scrivere sulla sua rete. Vedete Reti.",
)
NO_ANSWER = Text(
    en="The network did not answer, so that nothing was done: {reason} Try again.",
    it="La rete non ha risposto, quindi non è stato fatto nulla: {reason} Riprovate.",
)
GONE = Text(
    en="It could not be taken in: it may have been taken down.",
    it="Non si è potuto acquisire: forse è stato tolto.",
)


def left_today(workspace: Workspace, now: datetime) -> tuple[int, int]:
    """How many more may be joined today, and how many may be joined a day."""
    rules = OutwardRules.objects.filter(workspace=workspace).first() or OutwardRules()
    zone = ZoneInfo(workspace.zone)
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    joined = OutwardFind.objects.filter(
        workspace=workspace, state=OutwardFind.JOINED, at__gte=today, at__lt=today + timedelta(1)
    )
    return max(rules.a_day - joined.count(), 0), rules.a_day


def join(by: Person, find: OutwardFind) -> Conversation:
    """The conversation in which the answer can be written; raises `WontDo` where it must not be.

    Whether its writer may be addressed is asked of the network once more. Twice is once.
    """
    if find.conversation is not None:
        return find.conversation
    connection = find.connection
    if connection.state not in Connection.SENDS:
        raise WontDo(NO_WAY, code="not-connected", account=connection.handle)
    message = item_of("message", find.content)
    assert isinstance(message, Message)  # noqa: S101  (narrowing only: no other is kept)
    _check_may(find, connection, message)
    key = event_key(connection, cleaning.identity(message.ref.id))
    _reserve(by, find)
    try:
        conversation = _taken_in(connection, message, key)
    except BaseException:
        _give_back(find)
        raise
    if conversation is None:
        _give_back(find)
        raise WontDo(GONE, code="gone")
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk, assigned=None).update(assigned=by)
        # It is our turn, although nobody waits for us: what is begun is not to be forgotten.
        Conversation.objects.filter(pk=conversation.pk, last_ours=False).update(
            state=Conversation.OPEN
        )
        OutwardFind.objects.filter(pk=find.pk).update(conversation=conversation)
        about = f"conversation:{conversation.pk}"
        trail.note(by, find.workspace, "outward.join", about, JOINED, who=find.handle)
    return conversation


def decide(by: Person, find: OutwardFind, state: str) -> None:
    """Seen, not for us, or new again; nothing once it was joined."""
    rows = OutwardFind.objects.filter(pk=find.pk).exclude(state=OutwardFind.JOINED)
    rows.update(state=state, by=by, at=timezone.now())


@transaction.atomic
def leave_alone(by: Person, find: OutwardFind) -> None:
    """Nothing of whoever wrote it is listed any more, now and later."""
    LeftAlone.objects.get_or_create(
        connection=find.connection,
        who=find.who,
        defaults={"workspace": find.workspace, "handle": find.handle, "by": by},
    )
    theirs = OutwardFind.objects.filter(connection=find.connection, who=find.who)
    theirs.exclude(state=OutwardFind.JOINED).delete()
    trail.note(by, find.workspace, "outward.leave", "outward", LEFT, who=find.handle)


def _check_may(find: OutwardFind, connection: Connection, message: Message) -> None:
    left = LeftAlone.objects.filter(connection=connection, who=find.who).exists()
    if find.alone or left:
        raise WontDo(ASKS_NOT, code="left-alone", who=find.handle)
    room, a_day = left_today(find.workspace, timezone.now())
    if not room:
        raise WontDo(ENOUGH, code="limit", n=a_day)
    try:
        with open_connector(connection) as connector:
            alone = connector.alone(message.author.id) if isinstance(connector, Looks) else "closed"
    except NetworkError as error:
        raise WontDo(NO_ANSWER, code="network", reason=_in_both(error)) from error
    if alone:
        OutwardFind.objects.filter(pk=find.pk).update(alone=alone)
        raise WontDo(ASKS_NOT, code="left-alone", who=find.handle)


def _in_both(error: NetworkError) -> Text:
    en, it = (error.say(lang).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    return Text(en=en, it=it)


def _reserve(by: Person, find: OutwardFind) -> None:
    """Counts it for today, unless somebody else was faster and the day is full."""
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update(no_key=True).get(pk=find.workspace_id)
        room, a_day = left_today(workspace, timezone.now())
        if not room:
            raise WontDo(ENOUGH, code="limit", n=a_day)
        rows = OutwardFind.objects.filter(pk=find.pk)
        rows.update(state=OutwardFind.JOINED, by=by, at=timezone.now())


def _give_back(find: OutwardFind) -> None:
    OutwardFind.objects.filter(pk=find.pk).update(state=OutwardFind.NEW, at=None)


def _taken_in(connection: Connection, message: Message, key: bytes) -> Conversation | None:
    """Into the records and a conversation of its own, which waits for nothing and nobody."""
    store_items(connection, [message])
    rows = MessageRow.objects.filter(workspace=connection.workspace_id, row_key=key)
    for _ in range(TURNS):
        if not take_in(connection) or rows.exclude(thread_key=None).exists():
            break
    with transaction.atomic():
        Workspace.objects.select_for_update(no_key=True).get(pk=connection.workspace_id)
        row = rows.exclude(thread_key=None).select_for_update().first()
        if row is None:
            return None
        if row.part_of_id is None:
            now = timezone.now()
            talk, begun = Conversation.objects.get_or_create(
                workspace_id=row.workspace_id,
                thread_key=row.thread_key,
                author_key=row.author_key,
                defaults={"opened_at": now, "last_at": now, "last_message": 0, "rank_at": now},
            )
            rows.update(part_of=talk)
            standing.settle(connection.workspace, [talk.pk], {}, begun=[talk.pk] if begun else [])
            return Conversation.objects.get(pk=talk.pk)
        return Conversation.objects.get(pk=row.part_of_id)
