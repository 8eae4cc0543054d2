"""Writing: answers to people and posts, checked as their network would check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.films.words import NO_FILMS
from dialogo.web.actions.letters import film as films
from dialogo.web.actions.letters import pauses, refused
from dialogo.web.actions.letters.addressing import Address, address, can_be_written_to
from dialogo.web.actions.letters.approval import must_ask
from dialogo.web.actions.letters.fitting import (
    check_answerable,
    check_text,
    cleaned,
    looked_at,
    network_called,
)
from dialogo.web.actions.letters.making import (
    SEND_BY_HAND,
    THENS,
    Way,
    hang,
    make,
    rewritten,
    same_request,
    set_off,
)
from dialogo.web.actions.letters.meanwhile import check_nothing_newer
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.actions.letters.picture_ready import ready
from dialogo.web.actions.letters.refused import Newer, WontDo
from dialogo.web.actions.letters.same_words import check_own_words
from dialogo.web.actions.letters.states import said
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.films import LetterFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.queries.counting import limits_of

__all__ = ["GivenPicture", "Newer", "WontDo", "answer", "post", "thread"]

DELAY = pauses.UNDO


@dataclass(frozen=True)
class Hung:
    """What hangs on an answer; `kept`: its draft has pictures that stay."""

    pictures: Sequence[GivenPicture]
    kept: bool
    film: LetterFilm | None


def answer(
    conversation: Conversation,
    by: Person | None,
    text: str,
    *,
    basis: int | None,
    may_send: bool,
    then: str = "",
    pictures: Sequence[GivenPicture] = (),
    film: GivenFilm | None = None,
    canned: Canned | None = None,
    as_draft: bool = False,
    approval: bool = False,
    asked_key: str | None = None,
    to_message: int | None = None,
    anyway: bool = False,
    language: str | None = None,
    subject: str | None = None,
    draft: Letter | None = None,
    keep_pictures: bool = True,
    delay: timedelta = DELAY,
) -> Letter:
    """An answer to what the other side wrote last, or to `to_message`.

    `basis` is the last message that its author had before them: raises `Newer` if somebody wrote
    since, unless `anyway`. `may_send`: whether they may send; if not, it waits for approval, as it
    does with `approval`. `then`: what becomes of the conversation when it has been sent ("close",
    "theirs"). `draft` is what it replaces; without a `film` it keeps its own. `delay`: for how long
    it can be called back. The same `asked_key` again gives the same letter.

    Where nothing can be sent from here the letter is held for a person who sends it by hand
    (`assisted`). Raises `WontDo`, with nothing stored, for what the network would not take.
    """
    if then not in THENS:
        raise WontDo(refused.UNKNOWN_THEN, code="then", given=then)
    if draft is not None and draft.conversation_id != conversation.pk:
        raise WontDo(refused.OTHER_DRAFT, code="draft")
    if conversation.connection is not None:  # it takes its time, which nobody else has to wait for
        pictures = ready(pictures, limits_of(conversation.connection))
    with transaction.atomic():
        words = cleaned(text)
        asked = _as_asked(conversation, by, words, asked_key)
        known = same_request(asked)
        if known is not None:
            return known
        if not as_draft and not anyway:
            check_nothing_newer(conversation, by, basis, but=draft.pk if draft else None)
        to = address(conversation, to_message)
        way = Way(may_send, as_draft, approval, delay, by_hand=_by_hand(conversation, to))
        kept = draft is not None and keep_pictures and draft.pictures.exists()
        hung = films.wanted(conversation.workspace, film, draft)
        both = Hung(pictures, kept, hung)
        seen = _fit(conversation, to, words, both, draft=as_draft)
        fields = _fields(to) | {
            "basis": basis,
            "then": then,
            "canned": canned,
            "language": language or None,
            "subject": cleaned(subject or "") or None,
        }
        if draft is None:
            for name, value in fields.items():
                setattr(asked, name, value)
            made = make(asked, way, seen)
            if made is asked:
                films.hang(made, hung)
            return made
        letter = rewritten(draft, by, text=words, **fields)
        if pictures or not keep_pictures:
            letter.pictures.all().delete()
            hang(letter, seen)
        films.hang(letter, hung)
        set_off(letter, by, way)
        return letter


def post(
    connection: Connection,
    by: Person | None,
    text: str,
    *,
    may_send: bool,
    pictures: Sequence[GivenPicture] = (),
    as_draft: bool = False,
    approval: bool = False,
    asked_key: str | None = None,
    after: Letter | None = None,
    language: str | None = None,
    due_at: datetime | None = None,
    quote: dict[str, Any] | None = None,
    card: dict[str, Any] | None = None,
    audience: str = "public",
    delay: timedelta = DELAY,
) -> Letter:
    """Something the company says of its own accord, at `due_at` or now; `after`: as the next part
    of that letter's thread. It waits for approval where posts need it. Raises `WontDo`, with
    nothing stored."""
    words, called = cleaned(text), network_called(connection.network)
    if connection.state in (Connection.ENDED, Connection.MOVED):
        account = connection.handle
        raise WontDo(refused.NOT_CONNECTED, code="not-connected", account=account, network=called)
    if not limits_of(connection).length:
        raise WontDo(refused.READ_ONLY, code="forbidden", network=called)
    if after and after.connection_id != connection.pk:
        raise WontDo(refused.BACK_TO_FRONT, code="state")
    if not as_draft:
        check_text(connection, words, None, alone=not pictures and not card)
    pictures = ready(pictures, limits_of(connection))
    seen = looked_at(connection, pictures, private=False)
    letter = Letter(
        workspace=connection.workspace,
        connection=connection,
        by=by,
        text=words,
        language=language or None,
        asked_key=asked_key,
        after=after,
        quote=quote,
        card=card,
        audience=audience,
    )
    known = same_request(letter)
    approval = approval or must_ask(letter, by.pk if by else None)
    way = Way(may_send, as_draft, approval, delay, due_at)
    return known or make(letter, way, list(zip(pictures, seen, strict=True)))


@transaction.atomic
def thread(
    connection: Connection, by: Person | None, texts: Sequence[str], *, may_send: bool, **more: Any
) -> list[Letter]:
    """Posts of which each follows the one before it: all of them, or none."""
    letters: list[Letter] = []
    for text in texts:
        after = letters[-1] if letters else None
        letters.append(post(connection, by, text, may_send=may_send, after=after, **more))
    return letters


def _as_asked(
    conversation: Conversation, by: Person | None, text: str, asked_key: str | None
) -> Letter:
    return Letter(
        workspace=conversation.workspace,
        connection=conversation.connection,
        conversation=conversation,
        by=by,
        text=text,
        asked_key=asked_key or None,
    )


def _by_hand(conversation: Conversation, to: Address) -> dict[str, str] | None:
    """Why a person has to take it there; None where we can."""
    connection = conversation.connection
    length = limits_of(connection).length if connection else 0
    forbidden = to.delivered.reply_forbidden if to.delivered else None
    if can_be_written_to(connection, length) and not forbidden:
        return None
    return said(SEND_BY_HAND, {"network": network_called(conversation.network)})


def _fit(
    conversation: Conversation,
    to: Address,
    text: str,
    hung: Hung,
    *,
    draft: bool,
) -> list[Any]:
    """The pictures with what they are. A draft may still be too long, or empty."""
    connection = conversation.connection
    if connection is None or not limits_of(connection).length:
        if not text and not draft:
            raise WontDo(refused.EMPTY, code="empty")
        if hung.film:
            called = network_called(conversation.network)
            raise WontDo(NO_FILMS, code="film", network=called)
        return []
    check_answerable(conversation.network, to.delivered)
    if not draft:
        alone = not hung.pictures and not hung.kept and not hung.film
        check_text(connection, text, conversation, alone=alone)
        check_own_words(conversation, text)
    private = to.audience == "direct"
    if hung.film:
        both = bool(hung.pictures or hung.kept)
        films.check(connection, hung.film, private=private, pictures=both, draft=draft)
    seen = looked_at(connection, hung.pictures, private=private)
    return list(zip(hung.pictures, seen, strict=True))


def _fields(to: Address) -> dict[str, Any]:
    return {
        "reply_to": to.reply_to,
        "audience": to.audience,
        "private_id": to.private_id,
        "to": to.to,
    }
