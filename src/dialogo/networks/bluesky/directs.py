"""Private messages, where the account's server passes them on to the service that keeps them.

That service honours no keys: a letter whose answer was lost is looked for by its words.
Source: the lexicons chat.bsky.convo.*
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from dialogo.networks.bluesky.cursor import Cursor
from dialogo.networks.bluesky.facets import graphemes
from dialogo.networks.bluesky.pull import AT_ONCE
from dialogo.networks.bluesky.record import EMPTY, TOO_LONG
from dialogo.networks.bluesky.session import Session
from dialogo.networks.bluesky.views import author, moment
from dialogo.networks.bluesky.xrpc import Json
from dialogo.networks.errors import Refused, SignedOut, Unreachable, Unsettled
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.seen import Author, Gone, Message, Pulled, Seen
from dialogo.records.text import Text

SERVICE = "did:web:api.bsky.chat#bsky_chat"
LENGTH, BYTES = 1000, 10_000  # chat.bsky.convo.defs#messageInput, text
CONVERSATIONS, MESSAGES = 20, 50  # of a first pull
SKEW = timedelta(minutes=5)  # between our clock and the service's
CREATED = "chat.bsky.convo.defs#logCreateMessage"
DELETED = "chat.bsky.convo.defs#logDeleteMessage"
VIEW = "chat.bsky.convo.defs#messageView"

WORDS_ONLY = Text(
    en="private messages on Bluesky take words alone. Leave the pictures away.",
    it="i messaggi privati su Bluesky sono di sole parole. Togliete le immagini.",
)
NOBODY = Text(
    en="it says neither which conversation it belongs to nor whom it is for.",
    it="non dice né a quale conversazione appartiene né per chi è.",
)
NOT_SURE = Text(
    en="the conversation is too long to tell whether this was sent. Look there.",
    it="la conversazione è troppo lunga per dire se questo è stato inviato. Guardate là.",
)


def are_there(session: Session) -> bool:
    """Whether the account's server knows the service and the sign-in may use it."""
    try:
        _get(session, "listConvos", limit=1)
    except (Refused, SignedOut):
        return False
    except Unreachable as error:
        if error.code.startswith("5"):  # a server that knows no such service says 500 or 501
            return False
        raise
    return True


def is_direct(known: str) -> bool:
    return not known.startswith("at://")


def with_directs(session: Session, after: str | None, pulled: Pulled) -> Pulled:
    """A pull with the private messages of the same stretch."""
    before = Cursor.read(after).log
    log, new = _latest(session) if before is None else _since(session, before)
    cursor = Cursor.read(pulled.cursor)
    cursor.log = log
    more = pulled.more or (before is not None and log != before and bool(new))
    return replace(pulled, items=(*pulled.items, *new), cursor=cursor.write(), more=more)


def thread(session: Session, ref: Ref) -> Sequence[Message]:
    """The latest hundred of a conversation, the oldest first."""
    conversation = ref.id.partition("/")[0]
    found = _get(session, "getMessages", convoId=conversation, limit=100)
    views = [one for one in found.get("messages") or [] if one.get("$type") == VIEW]
    return _messages(session, [(conversation, one) for one in views])


def send(session: Session, letter: Letter) -> Receipt:
    """Raises `Unsettled` whenever it may have been sent."""
    if letter.pictures or letter.card:
        raise Refused(WORDS_ONLY, code="words-only")
    if not letter.text.strip():
        raise Refused(EMPTY, code="empty")
    n = graphemes(letter.text)
    if n > LENGTH or len(letter.text.encode()) > BYTES:
        raise Refused(TOO_LONG, code="too-long", n=n, most=LENGTH)
    conversation = _conversation(session, letter)
    body: Json = {"convoId": conversation, "message": {"text": letter.text}}
    sent = session.post("chat.bsky.convo.sendMessage", body, service=_service(session))
    return _receipt(session, conversation, sent)


def find(session: Session, letter: Letter) -> Receipt | None:
    """Looks for its words among ours since it was written."""
    conversation, since = _conversation(session, letter), letter.written_at - SKEW
    found = _get(session, "getMessages", convoId=conversation, limit=100)
    messages = found.get("messages") or []
    for one in messages:
        at = moment(one.get("sentAt"))
        mine = (one.get("sender") or {}).get("did") == session.did
        if mine and one.get("text") == letter.text and at and at >= since:
            return _receipt(session, conversation, one)
    oldest = min(filter(None, (moment(one.get("sentAt")) for one in messages)), default=None)
    if found.get("cursor") and (oldest is None or oldest > since):
        raise Unsettled(NOT_SURE, code="too-many")
    return None


def delete(session: Session, ref: Ref) -> None:
    """Takes it out of our own sight; others go on seeing it."""
    conversation, _, known = ref.id.partition("/")
    body: Json = {"convoId": conversation, "messageId": known}
    service = _service(session)
    session.post("chat.bsky.convo.deleteMessageForSelf", body, service=service, sends=False)


def _latest(session: Session) -> tuple[str | None, list[Seen]]:
    """Where the log is now, and what the latest conversations hold."""
    log = _get(session, "getLog").get("cursor")
    listed = _get(session, "listConvos", limit=CONVERSATIONS).get("convos") or []
    found: list[tuple[str, Json]] = []
    for conversation in (str(one.get("id")) for one in listed):
        page = _get(session, "getMessages", convoId=conversation, limit=MESSAGES)
        views = [one for one in page.get("messages") or [] if one.get("$type") == VIEW]
        found += [(conversation, one) for one in views]
    return log, list(_messages(session, found))


def _since(session: Session, before: str) -> tuple[str | None, list[Seen]]:
    page = _get(session, "getLog", cursor=before)
    events = page.get("logs") or []
    created = [
        (str(one.get("convoId")), one["message"])
        for one in events
        if one.get("$type") == CREATED and (one.get("message") or {}).get("$type") == VIEW
    ]
    now = session.door.now()
    gone = [
        Gone(f"{one.get('convoId')}/{(one.get('message') or {}).get('id')}", now)
        for one in events
        if one.get("$type") == DELETED
    ]
    return page.get("cursor") or before, [*_messages(session, created), *gone]


def _messages(session: Session, found: Sequence[tuple[str, Json]]) -> list[Message]:
    people = _people(session, {str((one.get("sender") or {}).get("did")) for _, one in found})
    made = []
    for conversation, view in found:
        did = str((view.get("sender") or {}).get("did"))
        who = people.get(did) or Author(id=did, handle="")
        answered = (view.get("replyTo") or {}).get("id")
        made.append(
            Message(
                ref=Ref(f"{conversation}/{view.get('id')}", str(view.get("rev"))),
                author=who,
                sent_at=moment(view.get("sentAt")) or session.door.now(),
                text=str(view.get("text") or ""),
                place="direct",
                ours=did == session.did,
                addressed=did != session.did,
                in_reply_to=f"{conversation}/{answered}" if answered else None,
                conversation=conversation,
                automated=who.bot,
            )
        )
    return sorted(made, key=lambda one: one.sent_at)


def _people(session: Session, dids: Iterable[str]) -> dict[str, Author]:
    wanted, found = sorted(dids), dict[str, Author]()
    for at in range(0, len(wanted), AT_ONCE):
        page = session.get("app.bsky.actor.getProfiles", actors=wanted[at : at + AT_ONCE])
        for profile in page.get("profiles") or []:
            who = author({"author": profile})
            found[who.id] = who
    return found


def _conversation(session: Session, letter: Letter) -> str:
    if letter.conversation:
        return letter.conversation
    if letter.reply_to and is_direct(letter.reply_to.id):
        return letter.reply_to.id.partition("/")[0]
    if not letter.to:
        raise Refused(NOBODY, code="nobody")
    found = _get(session, "getConvoForMembers", members=list(letter.to))
    return str((found.get("convo") or {}).get("id"))


def _receipt(session: Session, conversation: str, view: Json) -> Receipt:
    ref = Ref(f"{conversation}/{view.get('id')}", str(view.get("rev")))
    return Receipt(ref, None, moment(view.get("sentAt")) or session.door.now())


def _get(session: Session, name: str, **params: object) -> Json:
    return session.get(f"chat.bsky.convo.{name}", service=_service(session), **params)


def _service(session: Session) -> str:
    return session.settings.get("chat") or SERVICE
