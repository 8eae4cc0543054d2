"""A post of X in the words of what a pull brings.

A post that was edited has a new id each time; it goes by its first, and `Ref.version` says which
one it is now, so that an answer goes below that. Before it stands `ours:` where we wrote it: an
answer to ourselves costs what a post costs.
Source: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author, Figures, Message, Place, Post
from dialogo.networks.x.api import SITE, Json

FIELDS = (
    "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,"
    "note_tweet,public_metrics,referenced_tweets"
)
PEOPLE = "name,profile_image_url,username"
OURS = "ours:"
NOT_NAMED = "not-named"  # X takes answers of programs only from whom their author named or quoted
_ID = re.compile(r"[0-9]{1,20}")
_LEADING = re.compile(r"^(?:@\w{1,15}\s+)+")
_HUNG = re.compile(r"/(photo|video)/\d+$")
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(\w{1,15})/status/(\d+)")


@dataclass(frozen=True)
class Us:
    """Our account: its lasting id, and its name without the @."""

    id: str
    handle: str

    def wrote(self, told: Json) -> bool:
        return str(told.get("author_id")) == self.id


def whole(told: object) -> bool:
    """Whether it has what everything here leans on."""
    if not isinstance(told, dict):
        return False
    has = is_id(told.get("id")) and is_id(told.get("author_id"))
    return has and moment(told.get("created_at")) is not None


def is_id(value: object) -> bool:
    """Ids are whole numbers, as text."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def id_of(told: Json) -> str:
    """The id that it has had from the first."""
    return _history(told)[0]


def ref(told: Json, us: Us) -> Ref:
    newest = str(told["id"]) if len(_history(told)) > 1 else ""
    mark = OURS if us.wrote(told) else ""
    return Ref(id_of(told), version=mark + newest or None)


def our_ref(known: str) -> Ref:
    """Of something that we have just written."""
    return Ref(known, version=OURS)


def is_ours(one: Ref) -> bool:
    return bool(one.version) and str(one.version).startswith(OURS)


def newest_of(one: Ref) -> str:
    """The id that an answer names."""
    return (one.version or "").removeprefix(OURS) or one.id


def is_post(told: Json, us: Us) -> bool:
    """Of ours: whether it answers nobody else (what goes on from a post of ours is a post)."""
    return parent(told) is None or str(told.get("in_reply_to_user_id")) == us.id


def is_passed_on(told: Json) -> bool:
    return bool(_referenced(told, "retweeted"))


def post(told: Json, us: Us, name: str = "") -> Post:
    hung = attachments(told)
    return Post(
        ref=ref(told, us),
        author=Author(us.id, f"@{us.handle}", name),
        sent_at=_sent(told),
        text=text(told),
        format=_format(told, hung),
        attachments=hung,
        url=url_of(us.handle, id_of(told)),
        lang=_lang(told),
        edited_at=_edited(told),
    )


def message(told: Json, us: Us, people: Mapping[str, Json], ours: frozenset[str]) -> Message:
    """Words to us or about us, or an answer of ours. `ours`: ids of posts that we wrote."""
    mine, above = us.wrote(told), parent(told)
    to_us = str(told.get("in_reply_to_user_id")) == us.id
    who = _author(told, people)
    return Message(
        ref=ref(told, us),
        author=Author(us.id, f"@{us.handle}") if mine else who,
        sent_at=_sent(told),
        text=text(told),
        place=_place(told, above, ours, to_us=to_us),
        ours=mine,
        addressed=not mine and (to_us or quotes(told, us) or _speaks_to(told, us)),
        in_reply_to=above,
        attachments=attachments(told),
        url=url_of(us.handle if mine else who.handle.lstrip("@"), id_of(told)),
        lang=_lang(told),
        edited_at=_edited(told),
        reply_forbidden=None if mine or names(told, us) or quotes(told, us) else NOT_NAMED,
    )


def figures(told: Json, read_at: datetime) -> Figures:
    counted = told.get("public_metrics")
    return Figures(
        id=id_of(told),
        read_at=read_at,
        likes=count(counted, "like_count"),
        comments=count(counted, "reply_count"),
        shares=count(counted, "retweet_count", "repost_count"),
        quotes=count(counted, "quote_count"),
        saves=count(counted, "bookmark_count"),
        views=count(counted, "impression_count"),
    )


def parent(told: Json) -> str | None:
    """What it replies to."""
    return _referenced(told, "replied_to")


def names(told: Json, us: Us) -> bool:
    """Whether it names us, also at its beginning as every answer to us does."""
    return any(_is_us(one, us) for one in listed(told.get("entities"), "mentions"))


def quotes(told: Json, us: Us) -> bool:
    """Whether it quotes something of ours: its link says whose that is."""
    quoted = _referenced(told, "quoted")
    if quoted is None:
        return False
    links = (str(one.get("expanded_url")) for one in listed(told.get("entities"), "urls"))
    found = (_STATUS.match(link) for link in links)
    return any(
        one and one[2] == quoted and one[1].casefold() == us.handle.casefold() for one in found
    )


def text(told: Json) -> str:
    """Plain, with the addresses of its links, without those of what hangs on it."""
    note = told.get("note_tweet")
    source = note if isinstance(note, dict) and note.get("text") else told
    said = str(source.get("text") or "")
    entities = source.get("entities") or told.get("entities")
    for one in listed(entities, "urls"):
        short, long = str(one.get("url") or ""), str(one.get("expanded_url") or "")
        if short and long:
            said = said.replace(short, "" if _is_hung(one) else long)
    return html.unescape(said).replace("\x00", "").strip()


def unaddressed(said: str) -> str:
    """Without the names that X puts before an answer."""
    return _LEADING.sub("", said)


def attachments(told: Json) -> tuple[Attachment, ...]:
    """Pictures and films by the pages they are on: their files are charged apart."""
    found = []
    for one in listed(told.get("entities"), "urls"):
        hung = _HUNG.search(str(one.get("expanded_url") or ""))
        if hung:
            kind: Literal["picture", "film"] = "picture" if hung[1] == "photo" else "film"
            found.append(Attachment(kind, str(one["expanded_url"])))
    return tuple(found)


def url_of(handle: str, known: str) -> str:
    return f"{SITE}/{handle or 'i'}/status/{known}"


def moment(written: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(written)) if written else None
        if found is None:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def count(of: Any, *names: str) -> int | None:
    for name in names:
        found = of.get(name) if isinstance(of, dict) else None
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
    return None


def listed(of: Any, name: str) -> list[Json]:
    found = of.get(name) if isinstance(of, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _history(told: Json) -> list[str]:
    """Its ids, the first one first."""
    for name in ("edit_history_tweet_ids", "edit_history_post_ids"):
        found = told.get(name)
        if isinstance(found, list) and found and all(map(is_id, found)):
            return sorted(found, key=int)
    return [str(told["id"])]


def _referenced(told: Json, kind: str) -> str | None:
    every = listed(told, "referenced_tweets") + listed(told, "referenced_posts")
    found = (str(one["id"]) for one in every if one.get("type") == kind and one.get("id"))
    return next(found, None)


def _place(told: Json, above: str | None, ours: frozenset[str], *, to_us: bool) -> Place:
    """Below a post of ours; in another thread, to us or by us; else it names us."""
    head = str(told.get("conversation_id") or "")
    if above is None:
        return "mention"
    if head in ours or (to_us and head == above):
        return "comment"
    return "reply"


def _speaks_to(told: Json, us: Us) -> bool:
    """Whether it names us in its words, and not only because everybody of a thread is named before
    an answer."""
    before = len(str(told.get("text") or "")) - len(unaddressed(str(told.get("text") or "")))
    before = before if parent(told) else 0
    mentions = listed(told.get("entities"), "mentions")
    return any(_is_us(one, us) and (count(one, "start") or 0) >= before for one in mentions)


def _is_us(one: Json, us: Us) -> bool:
    named = str(one.get("username") or "").casefold()
    return str(one.get("id")) == us.id or named == us.handle.casefold()


def _author(told: Json, people: Mapping[str, Json]) -> Author:
    known = str(told["author_id"])
    who = people.get(known, {})
    handle = str(who.get("username") or known)
    return Author(
        id=known,
        handle=f"@{handle}",
        name=str(who.get("name") or ""),
        url=f"{SITE}/{handle}" if who.get("username") else f"{SITE}/i/user/{known}",
        picture=str(who.get("profile_image_url") or "") or None,
    )


def _is_hung(one: Json) -> bool:
    return bool(one.get("media_key")) or _HUNG.search(str(one.get("expanded_url"))) is not None


def _format(
    told: Json, hung: tuple[Attachment, ...]
) -> Literal["text", "picture", "film", "link", "carousel"]:
    kinds = [one.kind for one in hung]
    if "film" in kinds:
        return "film"
    if kinds:
        return "picture" if len(kinds) == 1 else "carousel"
    links = [one for one in listed(told.get("entities"), "urls") if not _is_hung(one)]
    return "link" if links else "text"


def _sent(told: Json) -> datetime:
    found = moment(told.get("created_at"))
    if found is None:
        raise ValueError("a post without a time")
    return found


def _edited(told: Json) -> datetime | None:
    return _sent(told) if len(_history(told)) > 1 else None


def _lang(told: Json) -> str | None:
    found = str(told.get("lang") or "")
    return found if found and found not in ("und", "zxx") and not found.startswith("q") else None
