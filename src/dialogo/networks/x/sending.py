"""Sending a letter: its pictures first, then one post by one call.

X knows no keys. That an attempt is about to be made is noted before the call; what may have been
made by an earlier one is looked for before anything is sent again.
Source: https://docs.x.com/x-api/posts/create-post, https://docs.x.com/x-api/media/introduction
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dialogo.networks.account import Limits
from dialogo.networks.errors import (
    REPLY,
    NetworkError,
    Refused,
    Unreachable,
    Unsettled,
)
from dialogo.networks.letter import Letter, Picture, Receipt
from dialogo.networks.metered import Going
from dialogo.networks.x import posts
from dialogo.networks.x.api import NOT_SPOKEN, Api, Json
from dialogo.networks.x.comparing import words
from dialogo.networks.x.counting import LINK, weighted
from dialogo.networks.x.finding import TRIED, find
from dialogo.networks.x.posts import Us
from dialogo.networks.x.prices import ALT, UPLOAD, sending
from dialogo.records.text import Text

PICTURES, PICTURE_BYTES, ALT_LENGTH = 4, 5_000_000, 1000
FIRST_TRY = timedelta(minutes=1)  # a letter older than this may have been tried before

EMPTY = Text(en="there is nothing in it to send.", it="non contiene nulla da inviare.")
TOO_LONG = Text(
    en="the text has {length} characters as X counts them, and it takes {most}. Shorten it.",
    it="il testo ha {length} caratteri, contati come fa X, che ne accetta {most}. Accorciatelo.",
)
TOO_MANY = Text(
    en="it has {found} pictures, and X takes {most}.",
    it="ha {found} immagini, e X ne accetta {most}.",
)
NO_FILMS = Text(
    en="videos do not go to X from here yet. Send it without, or on X itself.",
    it="da qui i video non vanno ancora su X. Inviatelo senza, o su X stesso.",
)
NO_QUOTES = Text(
    en="X lets no program quote a post. Put its link into the text.",
    it="X non permette ai programmi di citare un post. Mettetene il link nel testo.",
)
NO_DIRECTS = Text(
    en="private messages on X do not go out from here. Write it on X.",
    it="da qui i messaggi privati di X non partono. Scrivetelo su X.",
)
NOT_ANSWERED = Text(
    en="X does not take this answer from a program: {reason}. It takes them only to people who "
    "have named or quoted the account. Copy it, and send it on X by hand.",
    it="X non accetta questa risposta da un programma: {reason}. Le accetta solo per chi ha "
    "nominato o citato il profilo. Copiatela e inviatela a mano su X.",
)


def limits(length: int) -> Limits:
    """What X takes of everybody; `length` is the account's."""
    return Limits(
        length=length,
        counted="weighted",
        link_length=LINK,
        pictures=PICTURES,
        picture_bytes=PICTURE_BYTES,
        alt_length=ALT_LENGTH,
    )


def send(api: Api, us: Us, letter: Letter, most: int, now: datetime) -> Receipt:
    """See `Connector.send`; `most`: characters that a post may have."""
    _check(letter, most)
    tried = TRIED in letter.kept or (now - letter.written_at > FIRST_TRY and not letter.is_kept)
    if tried and (there := find(api, us, letter, now)):
        return there
    kept = {name: value for name, value in letter.kept.items() if name != TRIED}
    try:
        media = []
        for number, picture in enumerate(letter.pictures):
            media.append(_uploaded(api, picture, number, kept))
            letter.keep(kept)
        letter.keep({**kept, TRIED: now.astimezone(UTC).isoformat()})
        return _posted(api, us, letter, media, kept)
    except NetworkError as error:
        if isinstance(error, Unsettled):
            kept = {**kept, TRIED: now.astimezone(UTC).isoformat()}
        error.kept = kept
        if tried and isinstance(error, Refused) and (there := find(api, us, letter, now)):
            return there  # X takes the same words but once: they were there, and not shown yet
        raise


def _check(letter: Letter, most: int) -> None:
    if letter.film:
        raise Refused(NO_FILMS, code="film")
    if letter.quote:
        raise Refused(NO_QUOTES, code="quote")
    if letter.audience == "direct":
        raise Refused(NO_DIRECTS, code="direct")
    if not words(letter) and not letter.pictures:
        raise Refused(EMPTY, code="empty")
    if len(letter.pictures) > PICTURES:
        raise Refused(TOO_MANY, code="pictures", found=len(letter.pictures), most=PICTURES)
    if (length := weighted(words(letter))) > most:
        raise Refused(TOO_LONG, code="too-long", length=length, most=most)


def _posted(api: Api, us: Us, letter: Letter, media: list[str], kept: dict[str, str]) -> Receipt:
    above = letter.reply_to
    answers = above is not None and not posts.is_ours(above)
    body: Json = {"text": words(letter)}
    if above:
        body["reply"] = {"in_reply_to_tweet_id": posts.newest_of(above)}
    if media:
        body["media"] = {"media_ids": media}
    cost = sending(api.prices, Going(words(letter), answers=answers))
    try:
        found = api.do("POST", "/2/tweets", cost, sends=True, json=body).get("data")
    except Refused as error:
        if answers and error.code == "403":
            reason = error.values.get("reason", "403")
            raise Refused(NOT_ANSWERED, code=REPLY, reason=reason) from error
        raise
    if not isinstance(found, dict) or not posts.is_id(found.get("id")):
        raise Unsettled(NOT_SPOKEN, code="shape", host=api.host)
    known = str(found["id"])
    return Receipt(
        ref=posts.our_ref(known),
        url=posts.url_of(us.handle, known),
        sent_at=api.date or api.door.now(),
        kept=dict(kept),
    )


def _uploaded(api: Api, picture: Picture, number: int, kept: dict[str, str]) -> str:
    """The id of a picture that is there with its words; uploaded once for all tries."""
    name, said = f"picture-{number}", f"alt-{number}"
    if name not in kept:
        files = {"media": (picture.name, picture.bytes(), picture.mime)}
        data = {"media_category": "tweet_image"}
        cost = api.prices[UPLOAD]
        kept[name] = _id(api, api.do("POST", "/2/media/upload", cost, files=files, data=data))
    if picture.alt and said not in kept:
        about: Any = {"id": kept[name], "metadata": {"alt_text": {"text": picture.alt}}}
        try:
            api.do("POST", "/2/media/metadata", api.prices[ALT], json=about)
        except Refused as error:
            if error.code in ("400", "404"):  # it has been thrown away there: from the start
                del kept[name]
            raise
        kept[said] = "yes"
    return kept[name]


def _id(api: Api, found: Json) -> str:
    data = found.get("data")
    known = data.get("id") if isinstance(data, dict) else None
    if not known:
        raise Unreachable(NOT_SPOKEN, code="shape", host=api.host)
    return str(known)
