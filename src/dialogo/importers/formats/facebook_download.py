"""The JSON download of a Facebook Page: its posts, its comments and its private messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats import instagram_download
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

_POSTS = re.compile(
    rf"(?:{ACTIVITY}posts/|^)(?:profile_posts_\d+|your_posts(?:_\d+)?"
    rf"|your_posts__check_ins__photos_and_videos_\d+)\.json$|{ACTIVITY}posts/posts_\d+\.json$"
)
_COMMENTS = re.compile(
    rf"{ACTIVITY}(?:comments_and_reactions|comments|likes_and_comments)/comments(?:_\d+)?\.json$"
    r"|^comments\.json$"
)
_PROFILE = re.compile(r"(?:^|/)(?:profile_information|page_information)\.json$")
_WORDS = ("Text", "Message", "Post", "Caption", "Testo", "Messaggio", "Didascalia")

NO_POST = Text(
    en="this post has no date, or neither text nor picture nor link.",
    it="questo post non ha data, oppure non ha né testo né immagini né link.",
)


def recognises(upload: Upload) -> bool:
    """By its file names, unless they are those of Instagram's download."""
    if instagram_download.recognises(upload):
        return False
    named = [name for name in upload.names if _POSTS.search(name) or _COMMENTS.search(name)]
    if upload.names == ("comments.json",):
        return b'"comments' in upload.head("comments.json", 4096)
    return bool(named) or bool(thread_files(upload))


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts, own comments, then private messages. Ids are made, as the download holds none."""
    posts = [name for name in upload.names if _POSTS.search(name)]
    comments = [name for name in upload.names if _COMMENTS.search(name)]
    found = list(threads(upload))
    if not posts and not comments and not found:
        raise BadInput(NOTHING, file=upload.name)
    page = _page(upload) or _commenter(upload, comments)
    own = own_names(found, [page] if page else [], context)
    account = page or (min(own) if own else None)
    for name in posts:
        for number, item in entries(upload, name, *_LISTS):
            yield _post(item, account, name, number)
    for name in comments:
        for number, item in entries(upload, name, *_COMMENT_LISTS):
            yield _comment(item, account or context.company, name, number)
    for thread in found:
        yield from messages(upload, "facebook", account, own, thread)


_COMMENT_LISTS = ("comments_v2", "comments")
_LISTS = ("profile_posts", "your_posts", "status_updates", "posts")


def _page(upload: Upload) -> str | None:
    """The Page's name, where the download says it."""
    for name in upload.names:
        if _PROFILE.search(name) and upload.size(name):
            found = document(upload, name)
            for key in ("profile_v2", "profile", "page_information"):
                inner = found.get(key)
                if isinstance(inner, dict):
                    full = inner.get("name")
                    name_of = text(full, "full_name") if isinstance(full, dict) else ""
                    if name_of or text(inner, "name"):
                        return name_of or text(inner, "name")
    return None


def _commenter(upload: Upload, comments: list[str]) -> str | None:
    """Whoever wrote all the comments: the download holds no others than the Page's own."""
    authors = {
        text(one["comment"], "author")
        for name in comments
        for _, item in entries(upload, name, *_COMMENT_LISTS)
        for one in objects(item, "data")
        if isinstance(one.get("comment"), dict)
    } - {""}
    return authors.pop() if len(authors) == 1 else None


def _post(item: dict[str, Any], account: str | None, file: str, number: int) -> Row | Skip:
    moment = from_epoch(item.get("timestamp"))
    parts = [
        part for attachment in objects(item, "attachments") for part in objects(attachment, "data")
    ]
    media = [part["media"] for part in parts if isinstance(part.get("media"), dict)]
    media += objects(item, "media")
    links = [
        text(part["external_context"], "url")
        for part in parts
        if isinstance(part.get("external_context"), dict)
    ]
    words = next(
        filter(None, (
            *(text(one, "post") for one in objects(item, "data")),
            labelled(item, *_WORDS),
            *(text(one, "description", "title") for one in media),
        )),
        "",
    )  # fmt: skip
    uris = [text(one, "uri") for one in media]
    if moment is None or not (words or uris or links):
        return Skip(file, number, None if moment else "timestamp", NO_POST)
    is_poll = any("poll" in part for part in parts)
    return Row("posts", {
        "network": "facebook", "account": account,
        "post_id": text(item, "fbid") or made_id(item.get("timestamp"), words or uris or links),
        "published_at": moment, "text": words or None,
        "kind": form(uris, "poll" if is_poll else "link" if any(links) else "text"),
        "url": labelled(item, "URL") or None,
        "extra": _kept({
            "title": text(item, "title"), "uris": " ".join(uris),
            "links": " ".join(filter(None, links)),
        }),
    }, file, number)  # fmt: skip


def _comment(item: dict[str, Any], account: str, file: str, number: int) -> Row | Skip:
    inner = next(
        (one["comment"] for one in objects(item, "data") if isinstance(one.get("comment"), dict)),
        item,
    )
    moment = from_epoch(inner.get("timestamp") or item.get("timestamp"))
    words = text(inner, "comment") or labelled(item, "Comment", "Commento")
    if moment is None or not words:
        return Skip(file, number, "comment" if moment else "timestamp", NO_COMMENT)
    author = text(inner, "author") or account
    return Row("messages", {
        "network": "facebook", "account": account,
        "message_id": text(item, "fbid") or made_id("comment", inner.get("timestamp"), words),
        "sent_at": moment, "author": author, "author_kind": "company", "addressed": False,
        "text": words, "kind": "comment",
        "extra": _kept({"title": text(item, "title"), "group": text(inner, "group")}),
    }, file, number)  # fmt: skip


def _kept(found: dict[str, str]) -> dict[str, str] | None:
    return {name: value for name, value in found.items() if value} or None


FORMAT = Format(
    id="facebook-download",
    title=Text(en="Facebook Page download (JSON)", it="Download della Pagina Facebook (JSON)"),
    how=Text(
        en="In Accounts Center: Your information and permissions, Download your information; "
        "choose the Page and the format JSON.",
        it="Nel Centro gestione account: Le tue informazioni e autorizzazioni, Scarica le tue "
        "informazioni; scegliete la Pagina e il formato JSON.",
    ),
    recognises=recognises,
    read=read,
)
