"""What a network told, as rows of the records, and what it told beyond them.

Raises `BadInput` for what cannot be kept. A column that is not in a row keeps what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Figures, Followers, Message, Post
from dialogo.web.actions.receiving import cleaning
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.record_key import key_of

Row = dict[str, Any]
_SHAPES: Mapping[str, str] = {
    "text": "text",
    "picture": "image",
    "film": "video",
    "link": "link",
    "carousel": "album",
    "article": "link",
}
_MOST_ATTACHMENTS = 50


def account_of(connection: Connection) -> str:
    """The company's own name there, as the records have it."""
    return cleaning.line(connection.handle.lstrip("@")) or connection.external_id


def event_key(connection: Connection, id_: str) -> bytes:
    """The key of the row of a message or a post."""
    return key_of((connection.network, id_))


def message_row(
    connection: Connection,
    message: Message,
    *,
    received: datetime | None = None,
    company: frozenset[str] = frozenset(),
) -> Row:
    """A row of `messages`. `received`: when we heard of it (now); `company`: the lasting ids of all
    accounts of the company on that network, whose words are its own wherever they are read."""
    author = message.author
    ours = message.ours or author.id in company or author.handle in company
    reply, conversation = message.in_reply_to, message.conversation
    return {
        "network": connection.network,
        "account": account_of(connection),
        "message_id": cleaning.identity(message.ref.id),
        "sent_at": cleaning.moment(message.sent_at, received or timezone.now()),
        "in_reply_to": cleaning.reference(reply),
        "conversation": cleaning.identity(conversation, cleaning.TALK) if conversation else None,
        "author": account_of(connection) if message.ours else name_of(author),
        "author_kind": "company" if ours else "other" if author.bot else "customer",
        "addressed": message.addressed and not ours,
        "text": cleaning.text(message.text),
        "kind": message.place,
        "automated": message.automated or (author.bot and not ours),
        "url": cleaning.link(message.url),
    }


def post_row(connection: Connection, post: Post, *, received: datetime | None = None) -> Row:
    """A row of `posts`."""
    return {
        "network": connection.network,
        "account": account_of(connection),
        "post_id": cleaning.identity(post.ref.id),
        "published_at": cleaning.moment(post.sent_at, received or timezone.now()),
        "text": cleaning.text(post.text),
        "kind": _SHAPES[post.format],
        "url": cleaning.link(post.url),
    }


def figures_row(
    connection: Connection, figures: Figures, zone: ZoneInfo, *, received: datetime
) -> Row:
    """A row of `post_figures`, of the day where the company is."""
    shares = [n for n in (figures.shares, figures.quotes) if n is not None]
    counts = {
        "likes": figures.likes,
        "comments": figures.comments,
        "shares": sum(shares) if shares else None,
        "saves": figures.saves,
        "views": figures.views,
    }
    return {
        "network": connection.network,
        "post_id": cleaning.identity(figures.id),
        "read_on": _day(figures.read_at, received, zone),
        **{name: count for name, count in counts.items() if count is not None},
    }


def audience_row(
    connection: Connection, followers: Followers, zone: ZoneInfo, *, received: datetime
) -> Row:
    """A row of `audience`, of the day where the company is."""
    return {
        "network": connection.network,
        "account": account_of(connection),
        "day": _day(followers.read_at, received, zone),
        "followers": followers.followers,
    }


def delivered(
    connection: Connection, item: Message | Post, *, received: datetime | None = None
) -> Delivered:
    """What the network told beyond the row; not saved."""
    heard = received or timezone.now()
    author = item.author
    of_message = item if isinstance(item, Message) else None
    return Delivered(
        connection=connection,
        row_key=event_key(connection, cleaning.identity(item.ref.id)),
        post=of_message is None,
        external_id=item.ref.id,
        version=cleaning.line(item.ref.version, cleaning.MOST_ID) if item.ref.version else None,
        root=_told(item.ref.root) if item.ref.root else None,
        author_id=cleaning.line(author.id, cleaning.MOST_ID),
        author_name=cleaning.line(author.name),
        author_url=cleaning.link(author.url),
        subject=cleaning.line(of_message.subject, 500)
        if of_message and of_message.subject
        else None,
        attachments=[
            {
                "kind": one.kind,
                "url": cleaning.link(one.url, "mid:") or "",
                "alt": cleaning.line(one.alt, 2_000),
                "mime": cleaning.line(one.mime),
            }
            for one in item.attachments[:_MOST_ATTACHMENTS]
        ],
        edited_at=cleaning.moment(item.edited_at, heard) if item.edited_at else None,
        reply_until=cleaning.until(of_message.reply_until, heard) if of_message else None,
        reply_forbidden=cleaning.line(of_message.reply_forbidden)
        if of_message and of_message.reply_forbidden
        else None,
    )


def name_of(author: Author) -> str:
    """Who wrote, as the records name them: the handle without its @, else the lasting id."""
    handle = cleaning.line(author.handle.lstrip("@"))
    return handle or cleaning.identity(author.id, cleaning.AUTHOR)


def _day(moment: datetime, received: datetime, zone: ZoneInfo) -> date:
    return cleaning.moment(moment, received).astimezone(zone).date()


def _told(ref: Ref) -> dict[str, Any]:
    return {"id": cleaning.identity(ref.id, cleaning.HEAD), "version": ref.version}
