"""The JSON download of an Instagram account: posts, stories, comments, messages, followers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.meta_download import (
    ACTIVITY,
    NO_COMMENT,
    NOTHING,
    document,
    entries,
    form,
    labelled,
    made_id,
    messages,
    objects,
    own_names,
    text,
    thread_files,
    threads,
)
from dialogo.importers.moments import from_epoch
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_SHELF = rf"(?:{ACTIVITY}(?:media|content)/|^)"
_POSTS = re.compile(rf"{_SHELF}posts_\d+\.json$")
_REELS = re.compile(rf"{_SHELF}(?:reels|igtv_videos)\.json$")
_STORIES = re.compile(rf"{_SHELF}stories\.json$")
_COMMENTS = re.compile(
    rf"(?:{ACTIVITY}comments/|^)(?:post_comments|reels_comments)(?:_\d+)?\.json$"
)
_CONNECTIONS = r"^(?:connections/)?(?:followers_and_following/)?"
_FOLLOWERS = re.compile(rf"{_CONNECTIONS}followers(?:_\d+)?\.json$")
_PERSON = re.compile(r"(?:^|/)personal_information\.json$")
_FOLDERS = re.compile(rf"^your_instagram_activity/|{_CONNECTIONS}following\.json$")
_MEDIA_ID = re.compile(r"(?:^|_)(1[78]\d{15})(?:_|\.|$)")

NO_POST = Text(
    en="this post has no date, or neither text nor picture nor video.",
    it="questo post non ha data, oppure non ha né testo né immagini né video.",
)
NO_FOLLOWER = Text(
    en="this follower has no date.",
    it="questo follower non ha data.",
)


def recognises(upload: Upload) -> bool:
    """By the names of its folders and files."""
    if any(pattern.search(name) for name in upload.names for pattern in _OWN_FILES):
        return True
    threads_here = thread_files(upload)
    return bool(threads_here) and (
        "instagram" in upload.name.lower() or any(_FOLDERS.search(name) for name in upload.names)
    )


_OWN_FILES = (_POSTS, _REELS, _STORIES, _COMMENTS, re.compile(rf"{_CONNECTIONS}followers_1\.json$"))


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts, own comments, private messages, then followers by the day on which they came."""
    files = [name for name in upload.names if name.endswith(".json")]
    followers = [name for name in files if _FOLLOWERS.search(name)]
    found = list(threads(upload))
    if not found and not any(pattern.search(name) for name in files for pattern in _OWN_FILES):
        raise BadInput(NOTHING, file=upload.name)
    handle, person = _person(upload)
    own = own_names(found, filter(None, (handle, person)), context)
    for name in files:
        for pattern, keys, story in _SHELVES:
            if pattern.search(name):
                for number, item in entries(upload, name, *keys):
                    yield _post(item, handle, name, number, story)
        if _COMMENTS.search(name):
            for number, item in entries(upload, name, *_COMMENT_LISTS):
                yield _comment(item, handle, context, name, number)
    for thread in found:
        yield from messages(upload, "instagram", handle, own, thread)
    yield from _audience(upload, followers, handle)


_SHELVES = (
    (_POSTS, ("ig_posts_media", "ig_posts"), False),
    (_REELS, ("ig_reels_media", "ig_igtv_media"), False),
    (_STORIES, ("ig_stories",), True),
)
_COMMENT_LISTS = ("comments_media_comments", "comments_reels_comments")


def _person(upload: Upload) -> tuple[str | None, str | None]:
    """The account's handle and displayed name, where the download says them."""
    for name in upload.names:
        if _PERSON.search(name) and upload.size(name):
            for user in objects(document(upload, name), "profile_user"):
                pairs = user.get("string_map_data")
                if isinstance(pairs, dict):
                    return (
                        _mapped(pairs, "Username", "Nome utente") or None,
                        _mapped(pairs, "Name", "Nome") or None,
                    )
    return None, None


def _post(
    item: dict[str, Any], account: str | None, file: str, number: int, story: bool
) -> Row | Skip:
    media = objects(item, "media") or ([item] if "uri" in item else [])
    first = media[0] if media else {}
    stamp = (
        item.get("creation_timestamp") or first.get("creation_timestamp") or item.get("timestamp")
    )
    moment = from_epoch(stamp)
    words = text(item, "title") or text(first, "title") or labelled(item, "Caption", "Didascalia")
    uris = [text(one, "uri") for one in media]
    if moment is None or not (words or any(uris)):
        return Skip(file, number, None if moment else "creation_timestamp", NO_POST)
    sources = {
        text(one["cross_post_source"], "source_app")
        for one in (item, *media)
        if isinstance(one.get("cross_post_source"), dict)
    }
    return Row("posts", {
        "network": "instagram", "account": account,
        "post_id": text(item, "fbid") or _media_id(uris) or made_id(stamp, words or uris),
        "published_at": moment, "text": words or None,
        "kind": "story" if story else form(uris, "image"),
        "extra": _kept({"uris": " ".join(uris), "cross_post_source": " ".join(sorted(sources))}),
    }, file, number)  # fmt: skip


def _media_id(uris: list[str]) -> str | None:
    """The network's id of a lone picture or video, which names its file in recent downloads."""
    if len(uris) != 1:
        return None
    match = _MEDIA_ID.search(PurePosixPath(uris[0]).name)
    return match[1] if match else None


def _comment(
    item: dict[str, Any], account: str | None, context: Context, file: str, number: int
) -> Row | Skip:
    pairs = item.get("string_map_data")
    pairs = pairs if isinstance(pairs, dict) else {}
    stamps = [
        pair["timestamp"]
        for pair in pairs.values()
        if isinstance(pair, dict) and pair.get("timestamp")
    ]
    stamp = next(iter(stamps), item.get("timestamp"))
    moment = from_epoch(stamp)
    words = _mapped(pairs, "Comment", "Commento") or labelled(item, "Comment", "Commento")
    owner = _mapped(pairs, *_OWNER) or labelled(item, *_OWNER)
    if not words and pairs:  # in another language: the comment stands first
        words = next((text(pair, "value") for pair in pairs.values() if isinstance(pair, dict)), "")
    if moment is None or not words:
        return Skip(file, number, "Comment" if moment else "Time", NO_COMMENT)
    return Row("messages", {
        "network": "instagram", "account": account,
        "message_id": text(item, "fbid") or made_id("comment", stamp, owner, words),
        "sent_at": moment, "author": account or min(context.accounts, default=context.company),
        "author_kind": "company", "addressed": False, "text": words, "kind": "comment",
        "extra": _kept({"media_owner": owner}),
    }, file, number)  # fmt: skip


_OWNER = ("Media Owner", "Proprietario del contenuto multimediale", "Owner")


def _audience(upload: Upload, names: list[str], account: str | None) -> Iterator[Row | Skip]:
    """Followers by the day on which they came; their number in all on the newest of the days.

    Those who left are not in the download: a day's gain is of those who stayed.
    """
    gained: Counter[date] = Counter()
    total = 0
    for name in names:
        for number, item in entries(upload, name, "relationships_followers"):
            links = objects(item, "string_list_data")
            moment = from_epoch(links[0].get("timestamp")) if links else None
            total += 1
            if moment is None:
                yield Skip(name, number, "timestamp", NO_FOLLOWER)
            else:
                gained[moment.date()] += 1
    for day in sorted(gained):
        yield Row("audience", {
            "network": "instagram", "account": account, "day": day, "gained": gained[day],
            "followers": total if day == max(gained) else None,
        }, names[0])  # fmt: skip


def _mapped(pairs: dict[str, Any], *names: str) -> str:
    for name in names:
        if isinstance(pairs.get(name), dict) and text(pairs[name], "value"):
            return text(pairs[name], "value")
    return ""


def _kept(found: dict[str, str]) -> dict[str, str] | None:
    return {name: value for name, value in found.items() if value} or None


FORMAT = Format(
    id="instagram-download",
    title=Text(en="Instagram download (JSON)", it="Download di Instagram (JSON)"),
    how=Text(
        en="In Accounts Center: Your information and permissions, Download your information; "
        "choose the account and the format JSON.",
        it="Nel Centro gestione account: Le tue informazioni e autorizzazioni, Scarica le tue "
        "informazioni; scegliete il profilo e il formato JSON.",
    ),
    recognises=recognises,
    read=read,
)
