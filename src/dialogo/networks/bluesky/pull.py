"""What is new on Bluesky: notifications, the account's own feed, and a second look at the latest.

A reply that reached the AppView before its parent was never told to anybody: so whenever a post
has more replies than were read, its thread is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta

from dialogo.networks.bluesky.cursor import DEEP, OVERLAP, Cursor, counts, version
from dialogo.networks.bluesky.session import Session
from dialogo.networks.bluesky.views import (
    author_of,
    figures,
    message,
    moment,
    post,
    quotes,
    reply_of,
    sent_at,
    uri_parts,
)
from dialogo.networks.bluesky.xrpc import Json
from dialogo.networks.errors import Refused
from dialogo.networks.seen import Gone, Message, Post, Pulled, Seen

REASONS = ("mention", "reply", "quote")
TOLD, OWN, AT_ONCE = 100, 50, 25  # a page of notifications, of the feed, of getPosts
THREADS = 10  # read in one pull at most; the others wait for the next
GONE = frozenset({"RecordNotFound", "RepoNotFound"})


def pull(session: Session, after: str | None) -> Pulled:
    """One page of what is new; private messages are not among it."""
    cursor = Cursor.read(after)
    going_on = cursor.more
    new: dict[str, Json] = {}
    overlap = OVERLAP if going_on else cursor.overlap(session.door.now())
    if not going_on or cursor.told.page:
        _told(session, cursor, new, overlap)
    if not going_on or cursor.own.page:
        _own(session, cursor, new, overlap)
    again: list[Seen] = []
    if not going_on:
        again = _look_again(session, cursor, new)
    for view in new.values():
        cursor.watch(view)
    cursor.shed(session.did)
    items = [as_seen(view, session.did) for view in sorted(new.values(), key=sent_at)]
    return Pulled((*items, *again), cursor.write(), cursor.more)


def as_seen(view: Json, us: str) -> Message | Post:
    """A post of ours that answers nobody is a post; all else is part of a dialogue."""
    if author_of(str(view.get("uri"))) == us and reply_of(view) is None:
        return post(view)
    return message(view, us)


def posts(session: Session, uris: Iterable[str]) -> dict[str, Json]:
    """What the AppView shows of them now, by uri; without those it does not show."""
    wanted, found = list(dict.fromkeys(uris)), dict[str, Json]()
    for at in range(0, len(wanted), AT_ONCE):
        part = session.get("app.bsky.feed.getPosts", uris=wanted[at : at + AT_ONCE])
        found.update((str(view.get("uri")), view) for view in _dicts(part.get("posts")))
    return found


def below(session: Session, uri: str, depth: int = 100, above: int = 0) -> list[Json]:
    """A thread's posts: those above something, itself, and those below it; empty if it is gone."""
    try:
        answer = session.get(
            "app.bsky.feed.getPostThread", uri=uri, depth=depth, parentHeight=above
        )
    except Refused as error:
        if error.code == "NotFound":
            return []
        raise
    found, waiting = list[Json](), [answer.get("thread")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and isinstance(node.get("post"), dict):
            found.append(node["post"])
            waiting += [node.get("parent"), *(node.get("replies") or [])]
    return found


def _told(session: Session, cursor: Cursor, new: dict[str, Json], overlap: timedelta) -> None:
    page = session.get(
        "app.bsky.notification.listNotifications",
        limit=TOLD,
        reasons=REASONS,
        cursor=cursor.told.page,
    )
    told = [
        one
        for one in _dicts(page.get("notifications"))
        if one.get("reason") in REASONS and uri_parts(str(one.get("uri")))
    ]
    unknown = {str(one["uri"]): one for one in told if not cursor.knows(one["uri"])}
    moments = [str(one.get("indexedAt")) for one in told]
    cursor.told = cursor.told.read(
        max(moments, default=None),
        min(moments, default=None),
        _following(page),
        overlap,
        not unknown and overlap is not DEEP,
    )
    shown = posts(session, unknown)
    for uri, notification in unknown.items():
        new[uri] = shown.get(uri, notification)


def _following(page: Json) -> str | None:
    """Where the next page of notifications begins. They are told apart by the millisecond, and a
    page that ends within one leaves out what else happened in it: so it begins with that one again,
    unless there was no other on the page."""
    told = str(page.get("cursor") or "")
    moments = {str(one.get("indexedAt")) for one in _dicts(page.get("notifications"))}
    at = moment(told)
    if at is None or len(moments) < 2:
        return told or None
    later = (at + timedelta(milliseconds=1)).astimezone(UTC)
    return later.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _own(session: Session, cursor: Cursor, new: dict[str, Json], overlap: timedelta) -> None:
    page = session.get(
        "app.bsky.feed.getAuthorFeed",
        actor=session.did,
        limit=OWN,
        filter="posts_with_replies",
        cursor=cursor.own.page,
    )
    entries = [one for one in _dicts(page.get("feed")) if "reason" not in one]
    views = [one["post"] for one in entries if isinstance(one.get("post"), dict)]
    ours = [view for view in views if author_of(str(view.get("uri"))) == session.did]
    unknown = {str(one["uri"]): one for one in ours if not cursor.knows(one["uri"])}
    moments = [sent_at(view).isoformat() for view in views]
    cursor.own = cursor.own.read(
        max(moments, default=None),
        min(moments, default=None),
        page.get("cursor"),
        overlap,
        not unknown and overlap is not DEEP,
    )
    new.update(unknown)


def _look_again(session: Session, cursor: Cursor, new: dict[str, Json]) -> list[Seen]:
    """What has changed of what was seen before, and whoever wrote below it meanwhile."""
    now, us = session.door.now(), session.did
    shown = posts(session, cursor.watched)
    found: list[Seen] = []
    for uri, before in list(cursor.watched.items()):
        view = shown.get(uri)
        if view is None:
            if gone(session, uri):
                del cursor.watched[uri]
                found.append(Gone(uri, now))
            continue
        if version(view) != before.version:
            found.append(_edited(view, us, session))
        if counts(view) != before.counts and author_of(uri) == us:
            found.append(figures(view, now))
        cursor.watch(view)
    _threads(session, cursor, [*shown.values(), *new.values()], new)
    return found


def _threads(session: Session, cursor: Cursor, shown: Sequence[Json], new: dict[str, Json]) -> None:
    us = session.did

    def unread(view: Json) -> int:
        before = cursor.watched.get(str(view.get("uri")))
        return int(view.get("replyCount") or 0) - (before.replies if before else 0)

    grown = [view for view in shown if unread(view) > 0]
    grown.sort(key=lambda view: (author_of(str(view.get("uri"))) != us, -sent_at(view).timestamp()))
    for view in grown[:THREADS]:
        for answer in below(session, str(view.get("uri"))):
            uri = str(answer.get("uri"))
            if not cursor.knows(uri) and uri not in new and _concerns(answer, us):
                new[uri] = answer
        cursor.watch(view, int(view.get("replyCount") or 0))
    for view in shown:
        if unread(view) < 0:
            cursor.watch(view, int(view.get("replyCount") or 0))


def _concerns(view: Json, us: str) -> bool:
    """Whether something found in a thread is ours, is to us, or stands below what is ours."""
    seen = message(view, us)
    root = seen.ref.root.id if seen.ref.root else ""
    return seen.ours or seen.addressed or author_of(root) == us or quotes(view, us)


def _edited(view: Json, us: str, session: Session) -> Message | Post:
    return replace(as_seen(view, us), edited_at=session.door.now())


def gone(session: Session, uri: str) -> bool:
    """Whether a post's own server says that it is no longer there. The AppView alone may hide it
    for other reasons, or lag behind."""
    parts = uri_parts(uri)
    if parts is None:
        return True
    repo, collection, key = parts
    try:
        session.get("com.atproto.repo.getRecord", repo=repo, collection=collection, rkey=key)
    except Refused as error:
        return error.code in GONE
    return False


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
