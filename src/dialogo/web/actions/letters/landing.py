"""A letter has been sent: what the network made of it becomes a record, once, and its conversation
shows it, all in the transaction that says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.db import DatabaseError, IntegrityError, transaction

from dialogo.networks.letter import Receipt
from dialogo.networks.seen import Author, Message, Place, Post
from dialogo.records.text import Text
from dialogo.web.actions.conversations import standing, triage
from dialogo.web.actions.letters import following, refused, states
from dialogo.web.actions.letters.addressing import as_kept, ref_of
from dialogo.web.actions.letters.recognising import told_since
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.receiving.in_order import put_in_order
from dialogo.web.actions.receiving.rows import delivered, event_key, message_row, post_row
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import key_of
from dialogo.web.models.records import Message as MessageRow
from dialogo.web.queries.letter_reasons import STAND_IN

ANOTHERS = Text(
    en="On the network there is one with the same words, which is another letter of yours. Look "
    "whether this one is there, too.",
    it="Sulla rete ce n'è uno con le stesse parole, che è un'altra vostra lettera. Guardate se "
    "c'è anche questo.",
)
UNRECORDED = Text(
    en="It has been sent. It could not be recorded here, and comes with the next look at the "
    "network.",
    it="È stata inviata. Non è stato possibile registrarla qui: arriverà con la prossima lettura "
    "della rete.",
)

log = structlog.get_logger("dialogo.letters")


def landed(letter: Letter, receipt: Receipt, says: Text | None = None) -> bool:
    """Notes that the network has it. A receipt is a fact: whatever state the letter has gone to
    meanwhile, it is sent; False only if it was given up, or is sent already."""
    fields: dict[str, Any] = {
        "network_id": receipt.ref.id,
        "receipt": as_kept(receipt.ref),
        "url": receipt.url,
        "sent_at": receipt.sent_at,
        "kept": {},
        "error": None,
        "error_code": "",
        "next_at": None,
    }
    try:
        with transaction.atomic():
            if not _sent(letter, says, fields):
                return False
            _record(letter, receipt)
            _follow(letter)
        return True
    except IntegrityError:
        if not _is_anothers(letter, receipt):
            raise
        return _held_apart(letter)
    except DatabaseError:
        raise  # nothing is known to be wrong with the letter: it is looked for, and found
    except Exception:
        log.exception("letters.unrecorded", letter=letter.pk)
    with transaction.atomic():
        letter.refresh_from_db()
        return _sent(letter, UNRECORDED, fields | {"error": states.said(UNRECORDED)})


def by_hand(letter: Letter, by: Person | None, url: str, at: datetime, says: Text) -> None:
    """A person sent it, or saw that it is there. In the caller's transaction.

    What the network has told of it meanwhile is it; otherwise something stands in for that, so that
    the answer counts, until it does (see jobs/letters_watch.py).
    """
    row = told_since(letter)
    conversation = letter.conversation
    if row is None and conversation is not None:
        _stand_in(letter, conversation, by, url, at)
    fields: dict[str, Any] = {
        "network_id": row.message_id if row is not None else f"{STAND_IN}{letter.pk}",
        "sent_at": row.sent_at if row is not None else at,
        "url": url or (row.url if row is not None else None),
        "error": None,
        "error_code": "",
        "next_at": None,
    }
    if not states.move(letter, states.SENT, by, says, **fields):
        raise WontDo(refused.NOT_NOW, code="state")
    if row is not None:
        signed(letter, row)
    _follow(letter)


def told(letter: Letter, row: Any, says: Text) -> bool:
    """What nobody was sure of has been told by the network itself: `row`. False: too late."""
    fields: dict[str, Any] = {
        "network_id": row.message_id,
        "receipt": {"id": row.message_id, "version": None, "root": None},
        "url": row.url,
        "sent_at": row.sent_at,
        "error": None,
        "error_code": "",
        "next_at": None,
    }
    with transaction.atomic():
        if not states.move(letter, states.SENT, None, says, **fields):
            return False
        signed(letter, row)
        _follow(letter)
    return True


def replaced(letter: Letter, row: Any) -> bool:
    """What was sent by hand has been told by the network: nothing stands in for it any more."""
    with transaction.atomic():
        same = Letter.objects.filter(pk=letter.pk, network_id=letter.network_id)
        if not same.update(network_id=row.message_id, url=letter.url or row.url):
            return False
        stand_in = MessageRow.objects.filter(message_id=letter.network_id)
        erase_rows(letter.workspace, "messages", stand_in)
        signed(letter, row)
        if letter.conversation_id:
            standing.refresh(letter.workspace, [letter.conversation_id])
    return True


def signed(letter: Letter, row: Any) -> None:
    """The record of a letter says who of the team wrote it."""
    agent = str(letter.by) if letter.by else None
    if agent and not row.agent:
        values = {"network": row.network, "message_id": row.message_id, "agent": agent}
        kept = {"sent_at": row.sent_at, "author": row.author, "author_kind": row.author_kind}
        write_rows(letter.workspace, "messages", [values | kept], fill=True)


def delivered_as(connection: Connection, id_: str) -> Delivered | None:
    """What the network told beyond the record of something."""
    key = event_key(connection, id_)
    return Delivered.objects.filter(connection=connection, row_key=key).first()


def _sent(letter: Letter, says: Text | None, fields: dict[str, Any]) -> bool:
    """First as the letter was in hand; if it has gone on without us, as it is now."""
    if states.may(letter.state, states.SENT) and states.move(
        letter, states.SENT, None, says, **fields
    ):
        return True
    key = letter.key
    now = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if now.key != key or not states.may(now.state, states.SENT):
        log.warning("letters.receipt_too_late", letter=letter.pk, state=now.state)
        return False
    letter.state, letter.tries = now.state, now.tries
    return states.move(letter, states.SENT, None, says, **fields)


def _record(letter: Letter, receipt: Receipt) -> None:
    """The network may have told of it before we could: then only who wrote it is added."""
    connection = letter.connection
    if connection is None:
        return
    author = Author(connection.external_id, connection.handle, connection.name)
    agent = str(letter.by) if letter.by else None
    if letter.reply_to is None and letter.audience != "direct":
        post = Post(
            receipt.ref, author, receipt.sent_at, letter.text, url=receipt.url,
            format="picture" if letter.pictures.exists() else "link" if letter.card else "text",
        )  # fmt: skip
        row = post_row(connection, post) | {"author": agent}
        if letter.version and letter.version.piece.campaign:
            row["campaign"] = letter.version.piece.campaign
        write_rows(letter.workspace, "posts", [row], fill=True)
        Delivered.objects.bulk_create([delivered(connection, post)], ignore_conflicts=True)
        return
    above = ref_of(letter.reply_to)
    message = Message(
        receipt.ref, author, receipt.sent_at, letter.text, _place(letter),
        ours=True, addressed=False, in_reply_to=above.id if above else None,
        conversation=letter.private_id, url=receipt.url, lang=letter.language,
        subject=letter.subject,
    )  # fmt: skip
    row = message_row(connection, message) | {"agent": agent}
    put_in_order(connection, [row])  # by a clock that is behind it would stand above its question
    write_rows(letter.workspace, "messages", [row], fill=True)
    Delivered.objects.bulk_create([delivered(connection, message)], ignore_conflicts=True)
    _in_conversation(letter, event_key(connection, receipt.ref.id))


def _place(letter: Letter) -> Place:
    if letter.audience == "direct":
        mail = letter.conversation is not None and letter.conversation.place == "email"
        return "email" if mail else "direct"
    return "reply"


def _stand_in(
    letter: Letter, conversation: Conversation, by: Person | None, url: str, at: datetime
) -> None:
    connection = conversation.connection
    who = letter.by or by
    row = {
        "network": conversation.network,
        "account": conversation.account,
        "message_id": f"{STAND_IN}{letter.pk}",
        "sent_at": at,
        "in_reply_to": letter.reply_to["id"] if letter.reply_to else None,
        "conversation": letter.private_id,
        "author": conversation.account or (connection.handle if connection else "")
        or letter.workspace.name,
        "author_kind": "company",
        "addressed": False,
        "text": letter.text,
        "kind": _place(letter),
        "automated": False,
        "agent": str(who) if who else None,
        "url": url or None,
    }  # fmt: skip
    write_rows(letter.workspace, "messages", [row], fill=True)
    _in_conversation(letter, key_of((conversation.network, row["message_id"])))


def _in_conversation(letter: Letter, key: bytes) -> None:
    """Our answer belongs where what it answers does; nobody has to walk the tree for it."""
    conversation = letter.conversation
    if conversation is None:
        return
    rows = MessageRow.objects.filter(workspace=letter.workspace, row_key=key)
    rows.filter(part_of=None).update(thread_key=conversation.thread_key, part_of=conversation)
    standing.refresh(letter.workspace, [conversation.pk])


def _follow(letter: Letter) -> None:
    """What its author wanted to come after it, unless they have written again meanwhile."""
    following.go_on(letter)
    if not letter.then or letter.conversation_id is None:
        return
    waits = Conversation.objects.filter(pk=letter.conversation_id, waiting_since__isnull=False)
    if letter.by and not waits.exists():
        triage.decide(letter.workspace, letter.by, [letter.conversation_id], letter.then)


def _is_anothers(letter: Letter, receipt: Receipt) -> bool:
    same = Letter.objects.filter(connection=letter.connection_id, network_id=receipt.ref.id)
    return same.exclude(pk=letter.pk).exists()


def _held_apart(letter: Letter) -> bool:
    letter.refresh_from_db()
    if states.may(letter.state, states.HELD):
        why = states.stopped(states.UNSURE, ANOTHERS)
        states.move(letter, states.HELD, None, ANOTHERS, **why)
    return False
