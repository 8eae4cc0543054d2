"""The archive that X hands out: posts, answers, retweets, private messages, number of followers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.x_notes import Notes
from dialogo.importers.json_stream import items, whole
from dialogo.importers.mending import storable, unescaped
from dialogo.importers.moments import from_iso, from_words
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_PART = r"(?:-part\d+)?\.js$"
_PLACE = r"^(?:data/)?"
_TWEETS = re.compile(_PLACE + r"tweets?" + _PART)
_NOTES = re.compile(_PLACE + r"note-tweets?" + _PART)
_DIRECT = re.compile(_PLACE + r"direct-messages?(?:-group)?" + _PART)
_FOLLOWERS = re.compile(_PLACE + r"followers?" + _PART)
_ACCOUNT = re.compile(_PLACE + r"account\.js$")
_MANIFEST = re.compile(_PLACE + r"manifest\.js$")
_KNOWN = (_TWEETS, _NOTES, _DIRECT, _FOLLOWERS, _ACCOUNT)
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?\s*window\.(?:YTD\.|__THAR_CONFIG)")
_STATUS = re.compile(r"https?://(?:mobile\.)?(?:twitter|x)\.com/(\w+)/status(?:es)?/(\d+)")
_NUMBER = re.compile(r"^\d{1,25}$")

NO_POST = Text(
    en="this item is no post: its id or its date is missing.",
    it="questo elemento non è un post: manca l'id o la data.",
)
NO_MESSAGE = Text(
    en="this private message lacks its id, its sender or its date.",
    it="a questo messaggio privato manca l'id, il mittente o la data.",
)
WHOSE = Text(
    en="it cannot be told which side of the private messages is yours: data/account.js is "
    "missing. Import the whole archive, or name your accounts.",
    it="non si può dire quale parte dei messaggi privati sia vostra: manca data/account.js. "
    "Importate tutto l'archivio o indicate i vostri profili.",
)
NOTHING = Text(
    en="holds neither posts nor messages. Ask X for a new archive, and import it as it comes.",
    it="non contiene né post né messaggi. Chiedete a X un nuovo archivio e importatelo così com'è.",
)


@dataclass
class _Archive:
    """What has to be known of an archive before its posts can be told apart."""

    upload: Upload
    context: Context
    id: str | None = None
    handle: str | None = None
    own_posts: set[str] = field(default_factory=set)
    notes: Notes = field(default_factory=Notes)
    newest: date | None = None
    stated: date | None = None

    @property
    def read_on(self) -> date | None:
        return self.stated or self.newest

    def is_own(self, user: object, handle: object) -> bool:
        names = {name.lstrip("@").lower() for name in self.context.accounts}
        if self.handle:
            names.add(self.handle.lower())
        return (user is not None and str(user) == self.id) or str(handle or "").lower() in names

    @property
    def author(self) -> str:
        named = sorted(self.context.accounts)
        return self.handle or self.id or (named[0] if named else self.context.company)


def recognises(upload: Upload) -> bool:
    """By the archive's file names, and the assignment that its files begin with."""
    named = [name for name in upload.names if any(known.search(name) for known in _KNOWN)]
    return any(_HEAD.match(upload.head(name, 64)) for name in named) or len(named) > 1


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Own posts, answers and private messages; then figures' and followers' counts.

    The count of favourites and retweets is of the day the archive was made, or of its newest post.
    """
    filled = [name for name in upload.names if name.endswith(".js") and upload.size(name)]
    tweets = [name for name in filled if _TWEETS.search(name)]
    direct = [name for name in filled if _DIRECT.search(name)]
    followers = [name for name in filled if _FOLLOWERS.search(name)]
    if not tweets and not direct and not followers:
        raise BadInput(NOTHING, file=upload.name)
    archive = _Archive(upload, context)
    _look_around(archive, tweets)
    for name in tweets:
        for number, item in _items(upload, name):
            yield from _tweet(archive, item, name, number)
    yield from _left_over_notes(archive)
    for name in direct:
        for number, item in _items(upload, name):
            yield from _conversation(archive, item, name, number)
    yield from _follower_count(archive, followers)


def _items(upload: Upload, name: str) -> Iterator[tuple[int, Any]]:
    if upload.size(name) == 0:
        return
    with upload.open(name) as stream:
        yield from items(stream, name)


def _look_around(archive: _Archive, tweets: list[str]) -> None:
    """Whose archive it is and of when; without its account, the ids of all posts in it."""
    upload = archive.upload
    for name in upload.names:
        if _ACCOUNT.search(name):
            for _, item in _items(upload, name):
                account = _inside(item, "account")
                archive.id = str(account.get("accountId") or "") or None
                archive.handle = str(account.get("username") or "") or None
        elif _MANIFEST.search(name) and upload.size(name):
            with upload.open(name) as stream:
                manifest = whole(stream, name)
            made = _inside(manifest, "archiveInfo").get("generationDate")
            archive.stated = moment.date() if (moment := from_iso(made)) else None
        elif _NOTES.search(name):
            for _, item in _items(upload, name):
                archive.notes.add(_inside(item, "noteTweet"))
    if archive.stated and archive.id:
        return
    for name in tweets:
        for _, item in _items(upload, name):
            tweet = _inside(item, "tweet")
            moment = _moment(tweet.get("created_at"))
            if moment and (archive.newest is None or moment.date() > archive.newest):
                archive.newest = moment.date()
            if archive.id is None:
                archive.own_posts.add(_id(tweet))


def _left_over_notes(archive: _Archive) -> Iterator[Row]:
    for note_id, moment, text in archive.notes.left_over():
        yield Row("posts", {
            "network": "x", "account": archive.handle, "post_id": note_id,
            "published_at": moment, "text": text, "kind": "text",
        }, "note-tweet.js")  # fmt: skip


def _tweet(archive: _Archive, item: Any, file: str, number: int) -> Iterator[Row | Skip]:
    tweet = _inside(item, "tweet")
    moment = _moment(tweet.get("created_at"))
    if not _NUMBER.match(_id(tweet)) or moment is None:
        yield Skip(file, number, "id_str" if moment else "created_at", NO_POST)
        return
    text = unescaped(str(tweet.get("full_text") or tweet.get("text") or ""))
    values = {
        "network": "x",
        "account": archive.handle,
        "text": archive.notes.whole(_id(tweet), moment, text),
        "url": f"https://x.com/{archive.handle or 'i'}/status/{_id(tweet)}",
        "extra": _extra(tweet),
    }
    target = _text(tweet, "in_reply_to_status_id_str", "in_reply_to_status_id")
    user = _text(tweet, "in_reply_to_user_id_str", "in_reply_to_user_id")
    handle = _text(tweet, "in_reply_to_screen_name")
    to_self = archive.is_own(user, handle) or (target is not None and target in archive.own_posts)
    if (target or user or handle) and not to_self:
        yield Row("messages", values | {
            "message_id": _id(tweet), "sent_at": moment, "in_reply_to": target,
            "author": archive.author, "author_kind": "company", "addressed": False,
            "kind": "reply" if target else "mention",
        }, file, number)  # fmt: skip
        return
    yield Row("posts", values | {
        "post_id": _id(tweet), "published_at": moment, **_form(archive, tweet, target),
    }, file, number)  # fmt: skip
    if archive.read_on and not _is_retweet(tweet):
        yield Row("post_figures", {
            "network": "x", "post_id": _id(tweet), "read_on": archive.read_on,
            "likes": _count(tweet.get("favorite_count")),
            "shares": _count(tweet.get("retweet_count")),
        }, file, number)  # fmt: skip


def _form(archive: _Archive, tweet: dict[str, Any], target: str | None) -> dict[str, Any]:
    """What kind of post it is, and the post it continues, quotes or passes on."""
    media = _list(tweet, "extended_entities", "media") or _list(tweet, "entities", "media")
    if _is_retweet(tweet):
        match = re.match(r"RT @(\w+)", str(tweet.get("full_text") or ""))
        of = _text(_inside(tweet, "retweeted_status"), "id_str") or next(
            (str(one["source_status_id_str"]) for one in media if one.get("source_status_id_str")),
            f"@{match[1]}" if match else None,
        )
        own = match is not None and archive.is_own(None, match[1])
        return {"kind": "share", "joins": None if own else of}
    links = [str(url.get("expanded_url") or "") for url in _list(tweet, "entities", "urls")]
    quoted = [match for link in links if (match := _STATUS.match(link))]
    joins = target or next(
        (match[2] for match in quoted if not archive.is_own(None, match[1])), None
    )
    if media:
        moving = any(one.get("type") in ("video", "animated_gif") for one in media)
        kind = "video" if moving else "album" if len(media) > 1 else "image"
    else:
        kind = "link" if len(links) > len(quoted) else "text"
    return {"kind": kind, "joins": joins}


def _conversation(archive: _Archive, item: Any, file: str, number: int) -> Iterator[Row | Skip]:
    """A private conversation; its messages carry their senders' ids, not their names."""
    chat = _inside(item, "dmConversation")
    name = str(chat.get("conversationId") or "")
    events = [event for event in _list(chat, "messages") if "messageCreate" in event]
    if archive.id is None and events:
        yield Skip(file, number, "senderId", WHOSE)
        return
    for event in events:
        message = _inside(event, "messageCreate")
        moment = _moment(message.get("createdAt"))
        sender = _text(message, "senderId")
        if not _text(message, "id") or not sender or moment is None:
            yield Skip(file, number, None, NO_MESSAGE)
            continue
        own = sender == archive.id
        yield Row("messages", {
            "network": "x", "account": archive.handle, "message_id": _text(message, "id"),
            "sent_at": moment, "conversation": name or None,
            "author": archive.author if own else sender,
            "author_kind": "company" if own else "customer", "addressed": not own,
            "text": unescaped(str(message.get("text") or "")), "kind": "direct",
        }, file, number)  # fmt: skip


def _follower_count(archive: _Archive, names: list[str]) -> Iterator[Row]:
    """The archive lists followers without a date: their number, on the archive's day."""
    if names and archive.read_on:
        count = sum(1 for name in names for _ in _items(archive.upload, name))
        yield Row("audience", {
            "network": "x", "account": archive.handle, "day": archive.read_on, "followers": count,
        }, names[0])  # fmt: skip


def _extra(tweet: dict[str, Any]) -> dict[str, str] | None:
    links = [_text(url, "expanded_url") for url in _list(tweet, "entities", "urls")]
    found = {
        "lang": _text(tweet, "lang"),
        "source": re.sub(r"<[^>]*>", "", _text(tweet, "source") or "") or None,
        "in_reply_to_screen_name": _text(tweet, "in_reply_to_screen_name"),
        "urls": " ".join(link for link in links if link) or None,
    }
    return {name: value for name, value in found.items() if value} or None


def _is_retweet(tweet: dict[str, Any]) -> bool:
    return "retweeted_status" in tweet or str(tweet.get("full_text") or "").startswith("RT @")


def _moment(value: object) -> datetime | None:
    return from_words(value) or from_iso(value)


def _id(tweet: dict[str, Any]) -> str:
    return _text(tweet, "id_str", "id") or ""


def _text(item: dict[str, Any], *names: str) -> str | None:
    for name in names:
        if item.get(name) not in (None, ""):
            return storable(str(item[name]))
    return None


def _count(value: object) -> int | None:
    return int(str(value)) if _NUMBER.match(str(value)) else None


def _inside(item: Any, name: str) -> dict[str, Any]:
    """What `item` holds under `name`, or `item` itself where an old archive does not wrap it."""
    if not isinstance(item, dict):
        return {}
    inner = item.get(name, item if name in ("tweet", "account", "noteTweet") else {})
    return inner if isinstance(inner, dict) else {}


def _list(item: dict[str, Any], *path: str) -> list[dict[str, Any]]:
    found: Any = item
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


FORMAT = Format(
    id="x-archive",
    title=Text(en="X archive", it="Archivio di X"),
    how=Text(
        en="On X: Settings, Your account, Download an archive of your data. It comes as a ZIP.",
        it="Su X: Impostazioni, Il tuo account, Scarica un archivio dei tuoi dati. Arriva in ZIP.",
    ),
    recognises=recognises,
    read=read,
)
