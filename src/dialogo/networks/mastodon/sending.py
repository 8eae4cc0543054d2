"""Sending a letter: what is written, its pictures or its video first, and one status for one key.

Mastodon and its descendants keep the key for an hour: the same again makes no second one.
Elsewhere it is noted, before the letter goes out, what there is already that looks like it. What
may have been tried before is looked for first: where there is such a note, or for whoever keeps
none, where the letter is not fresh. Whoever is in doubt calls `find` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.networks.errors import NetworkError, Refused, Unreachable, Unsettled
from dialogo.networks.letter import Audience, Film, Letter, Picture, Receipt, longer
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import NOT_SPOKEN, Api, Json, segment
from dialogo.networks.mastodon.comparing import words
from dialogo.networks.mastodon.finding import FLOOR, find, noted, receipt
from dialogo.networks.mastodon.server import Server
from dialogo.records.text import Text

MARGIN = timedelta(minutes=5)  # of the hour for which a key is kept
FIRST_TRY = timedelta(minutes=1)  # a letter older than this may have been tried before
WIDTH: dict[str, int] = {"direct": 0, "private": 1, "unlisted": 2, "public": 3}
VISIBILITY: dict[Audience, str] = {
    "public": "public",
    "unlisted": "unlisted",
    "followers": "private",
    "direct": "direct",
}
_WAITS = " waits"  # behind the id of what the server is still working on

PARENT_GONE = Text(
    en="what it answers is no longer on {host}.",
    it="ciò a cui risponde non è più su {host}.",
)
NO_QUOTES = Text(
    en="{host} does not let one post quote another. Put its link into the text.",
    it="{host} non permette di citare un post in un altro. Mettetene il link nel testo.",
)
NOBODY = Text(
    en="a private message needs somebody to go to.",
    it="un messaggio privato ha bisogno di un destinatario.",
)
NOT_READY = Text(
    en="{host} is still working on {name}. It goes out as soon as that is done.",
    it="{host} sta ancora elaborando {name}. Parte appena ha finito.",
)
NO_FILMS = Text(
    en="{host} takes no videos. Take it away.",
    it="{host} non accetta video. Toglietelo.",
)
SPOILT = Text(
    en="{host} could not make anything of the video {name}. Try another file.",
    it="{host} non è riuscito a elaborare il video {name}. Provate con un altro file.",
)


@dataclass(frozen=True)
class Draft:
    """A status as it goes out."""

    text: str
    visibility: str


def send(
    api: Api, server: Server, me: str, letter: Letter, *, now: datetime, known: Mapping[str, str]
) -> Receipt:
    """Sends it. `known`: ids of statuses, each with the key of the letter that it is."""
    if _may_be_there(server, letter, now):
        there = find(api, server, me, letter, known)
        if there:
            return there
    if letter.quote and not server.quotes:
        raise Refused(NO_QUOTES, code="quote", host=api.host)
    if letter.film and not server.limits.films:
        raise Refused(NO_FILMS, code="film", host=api.host)
    draft = _draft(api, me, letter)
    kept = dict(letter.kept)
    try:
        media = []
        for number, picture in enumerate(letter.pictures):
            media.append(_upload(api, picture, f"picture-{number}", kept))
            letter.keep(kept)
        if letter.film:
            media.append(_upload(api, letter.film, "film", kept, letter))
            letter.keep(kept)
        if not server.limits.honours_keys and FLOOR not in kept:
            kept |= noted(api, server, me, letter)
            letter.keep(kept)
        status = _post(api, server, letter, draft, media)
    except NetworkError as error:
        error.kept = kept
        raise
    return receipt(status, letter, kept)


def _may_be_there(server: Server, letter: Letter, now: datetime) -> bool:
    """Whether an earlier try may have made it, which its key would not tell the server now."""
    honoured, age = server.limits.honours_keys, now - letter.written_at
    if isinstance(honoured, timedelta):
        return age > honoured - MARGIN
    return FLOOR in letter.kept or (age > FIRST_TRY and not letter.is_kept)


def _post(api: Api, server: Server, letter: Letter, draft: Draft, media: list[str]) -> Json:
    body: Json = {"status": draft.text, "visibility": draft.visibility}
    if media:
        body["media_ids"] = media
    if letter.reply_to:
        body["in_reply_to_id"] = letter.reply_to.id
    if letter.lang:
        body["language"] = letter.lang
    if letter.quote:
        body["quoted_status_id"] = letter.quote.id
    if server.plain_text:
        body["content_type"] = "text/plain"
    status = api.do(
        "POST",
        "/api/v1/statuses",
        sends=True,
        headers={"Idempotency-Key": letter.key},
        json=body,
    )
    if not isinstance(status, dict) or not statuses.whole(status):
        raise Unsettled(NOT_SPOKEN, code="shape", host=api.host)
    return status


def _draft(api: Api, me: str, letter: Letter) -> Draft:
    """A reply reaches only whom it names, and goes no wider than what it answers."""
    visibility, handles = VISIBILITY[letter.audience], list[str]()
    if letter.reply_to:
        above = api.perhaps(f"/api/v1/statuses/{segment(letter.reply_to.id)}")
        if not isinstance(above, dict) or not statuses.whole(above):
            raise Refused(PARENT_GONE, code="404", host=api.host)
        theirs = str(above.get("visibility") or "public")
        visibility = min(visibility, theirs, key=lambda name: WIDTH.get(name, 0))
        handles += _named(above, me, everybody=visibility == "direct")
    elif visibility == "direct":
        handles += _people(api, letter)
        if not handles:
            raise Refused(NOBODY, code="to", host=api.host)
    return Draft(_with(handles, words(letter)), visibility)


def _named(above: Json, me: str, *, everybody: bool) -> list[str]:
    people = [above["account"], *(above.get("mentions") or () if everybody else ())]
    return [f"@{who['acct']}" for who in people if str(who.get("id")) != me and who.get("acct")]


def _people(api: Api, letter: Letter) -> list[str]:
    """Handles of whom a private message is for: handles as they are, ids looked up."""
    ids = [*letter.to, *(letter.conversation.split("+") if letter.conversation else ())]
    handles = []
    for each in ids:
        if each.startswith("@"):
            handles.append(each)
            continue
        who = api.perhaps(f"/api/v1/accounts/{segment(each)}")
        if not who or not who.get("acct"):
            raise Refused(NOBODY, code="to", host=api.host)
        handles.append(f"@{who['acct']}")
    return handles


def _with(handles: Iterable[str], text: str) -> str:
    named = [
        handle
        for handle in dict.fromkeys(handles)
        if not re.search(rf"(?<![\w@]){re.escape(handle)}(?![\w@])", text, re.IGNORECASE)
    ]
    return " ".join([*named, text]).strip()


def _upload(
    api: Api, one: Picture | Film, name: str, kept: dict[str, str], letter: Letter | None = None
) -> str:
    """The id of a picture or a video that is ready; uploaded once for all tries. A server takes its
    time over a video: what is known of it is kept before it is asked how far it is."""
    if name in kept and not kept[name].endswith(_WAITS):
        return kept[name]
    if name not in kept:
        kept[name] = _hand_in(api, one)
        if letter:
            letter.keep(kept)
        if not kept[name].endswith(_WAITS):
            return kept[name]
    key = kept[name].removesuffix(_WAITS)
    response = api.ask("GET", f"/api/v1/media/{segment(key)}")
    code = str(response.status_code)
    if response.status_code in (404, 410, 422):  # given up there, or thrown away: from the start
        del kept[name]
        if response.status_code == 422 and isinstance(one, Film):  # as it would be each time
            raise Refused(SPOILT, code=code, host=api.host, name=one.name)
    if response.status_code != 200:
        raise Unreachable(NOT_READY, code=code, host=api.host, name=one.name)
    kept[name] = key
    return key


def _hand_in(api: Api, one: Picture | Film) -> str:
    files = {"file": (one.name, one.open() if isinstance(one, Film) else one.bytes(), one.mime)}
    more = {"longer": longer(one.size)} if isinstance(one, Film) else {}
    data = {"description": one.alt} if one.alt else {}
    media = None
    for path in ("/api/v2/media", "/api/v1/media"):  # the newer one is not everywhere
        media = api.do("POST", path, sends=False, gone_is_fine=True, files=files, data=data, **more)
        if media is not None:
            break
    if not isinstance(media, dict) or not media.get("id"):
        raise Unreachable(NOT_SPOKEN, code="shape", host=api.host)
    return str(media["id"]) + ("" if media.get("url") else _WAITS)
