"""What was stored of a network, read again: hostile until each of its parts is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, get_args

from dialogo.networks.letter import Ref
from dialogo.networks.seen import (
    Attachment,
    Author,
    Figures,
    Followers,
    Gone,
    Message,
    Place,
    Post,
    Seen,
)
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.receiving.content import Content

T = TypeVar("T")
_FORMATS = ("text", "picture", "film", "link", "carousel", "article")
_HANGING = ("picture", "film", "sound", "file", "link")

UNREADABLE = Text(
    en="what the network sent makes no sense ({what}).",
    it="ciò che la rete ha mandato non ha senso ({what}).",
)


def item_of(kind: str, content: Content) -> Seen:
    """What was stored; raises `BadInput` if it makes no sense."""
    try:
        return _READERS[kind](content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadInput(UNREADABLE, what=f"{kind}: {error}"[:120]) from error


def ref_of(content: Any) -> Ref:
    """A reference as it was stored."""
    return _ref(content, 0)


def _message(content: Content) -> Message:
    return Message(
        ref=_ref(content["ref"]),
        author=_author(content["author"]),
        sent_at=_moment(content["sent_at"]),
        text=_string(content["text"]),
        place=_one_of(content["place"], get_args(Place)),
        ours=content["ours"] is True,
        addressed=content["addressed"] is True,
        in_reply_to=_maybe(_string, content["in_reply_to"]),
        conversation=_maybe(_string, content["conversation"]),
        attachments=_attachments(content["attachments"]),
        url=_maybe(_string, content["url"]),
        lang=_maybe(_string, content["lang"]),
        edited_at=_maybe(_moment, content["edited_at"]),
        automated=content["automated"] is True,
        reply_until=_maybe(_moment, content["reply_until"]),
        reply_forbidden=_maybe(_string, content["reply_forbidden"]),
        subject=_maybe(_string, content["subject"]),
    )


def _post(content: Content) -> Post:
    return Post(
        ref=_ref(content["ref"]),
        author=_author(content["author"]),
        sent_at=_moment(content["sent_at"]),
        text=_string(content["text"]),
        format=_one_of(content["format"], _FORMATS),
        attachments=_attachments(content["attachments"]),
        url=_maybe(_string, content["url"]),
        lang=_maybe(_string, content["lang"]),
        edited_at=_maybe(_moment, content["edited_at"]),
    )


def _gone(content: Content) -> Gone:
    return Gone(_string(content["id"]), _moment(content["noticed_at"]))


def _figures(content: Content) -> Figures:
    names = ("likes", "comments", "shares", "quotes", "saves", "views")
    counts = {name: _maybe(_count, content[name]) for name in names}
    return Figures(id=_string(content["id"]), read_at=_moment(content["read_at"]), **counts)


def _followers(content: Content) -> Followers:
    return Followers(
        read_at=_moment(content["read_at"]),
        followers=_count(content["followers"]),
        following=_maybe(_count, content["following"]),
        posts=_maybe(_count, content["posts"]),
    )


_READERS: Mapping[str, Callable[[Content], Seen]] = {
    "message": _message,
    "post": _post,
    "gone": _gone,
    "figures": _figures,
    "followers": _followers,
}


def _ref(content: Any, depth: int = 0) -> Ref:
    root = content.get("root")
    return Ref(
        _string(content["id"]),
        _maybe(_string, content.get("version")),
        _ref(root, depth + 1) if root and not depth else None,
    )


def _author(content: Any) -> Author:
    return Author(
        id=_string(content["id"]),
        handle=_string(content["handle"]),
        name=_string(content["name"]),
        bot=content["bot"] is True,
        url=_maybe(_string, content["url"]),
    )


def _attachments(content: Any) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            kind=_one_of(one["kind"], _HANGING),
            url=_string(one["url"]),
            alt=_string(one["alt"]),
            mime=_string(one["mime"]),
        )
        for one in content
    )


def _maybe(read: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else read(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text should be")
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{type(value).__name__} where a number should be")
    return value


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(_string(value))
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found


def _one_of(value: Any, among: Sequence[str]) -> Any:
    if value not in among:
        raise ValueError(f"{str(value)[:40]!r} where one of {', '.join(among)} should be")
    return value
