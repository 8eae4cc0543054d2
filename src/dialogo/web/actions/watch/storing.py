"""Keeping what a source told, or that it did not answer; and forgetting what is long past."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef

from dialogo.networks.errors import NetworkError, Throttled
from dialogo.networks.seen import Post
from dialogo.web.actions.watch.asking import Told
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchSource
from dialogo.web.models.workspace import Workspace

AT_FIRST, AT_ONCE = 20, 100  # items of a new source, and of one reading
# Words a minute that adults read silently: Brysbaert (2019), How many words do we read per minute?,
# Journal of Memory and Language 109, 104047. No item counts for longer than the cap.
WORDS_A_MINUTE = 238
LONGEST_MINUTES = 15
LONGEST_TITLE, LONGEST_TEXT = 300, 4_000
SIGNS_OF_A_TITLE = 140  # of a post, which has none of its own

HOURLY = timedelta(hours=1)
# The longer nothing has come, the more seldom a source is asked.
SELDOM = ((timedelta(days=60), timedelta(days=1)), (timedelta(days=14), timedelta(hours=6)))
LONGEST_PAUSE = timedelta(days=1)
SILENT_AFTER, SILENT_TRIES, SILENT_PAUSE = timedelta(days=7), 5, timedelta(days=7)
GONE = "410"  # a server's own word that it is gone for good
KEPT_FOR = timedelta(days=180)
READ_LATELY = timedelta(days=60)


def store(source: WatchSource, told: Told, now: datetime) -> int:
    """Stores what is new of a source that is stored itself; how many items that were."""
    newest = sorted(told.posts, key=lambda post: post.sent_at)
    newest = newest[-(AT_ONCE if source.checked_at else AT_FIRST) :]
    items = {item.key: item for item in (_item(source, post, now) for post in newest)}
    with transaction.atomic():
        known = set(source.items.filter(key__in=items).values_list("key", flat=True))
        fresh = [item for key, item in items.items() if key not in known]
        WatchItem.objects.bulk_create(fresh, ignore_conflicts=True)
        latest = [item.published_at for item in fresh]
        source.newest_at = max([*latest, *([source.newest_at] if source.newest_at else [])],
                               default=None)  # fmt: skip
        source.state, source.error = WatchSource.LIVE, None
        source.troubles, source.trouble_since = 0, None
        source.cursor = told.cursor
        source.external_id = told.external_id or source.external_id
        source.checked_at, source.check_at = now, now + _rest(source, now)
        source.save()
    return len(fresh)


def put_off(source: WatchSource, now: datetime) -> None:
    """It is being asked: whatever comes of that, not again within the hour."""
    WatchSource.objects.filter(pk=source.pk).update(check_at=now + HOURLY)


def note_trouble(source: WatchSource, wrong: NetworkError, now: datetime) -> None:
    """It did not answer as it should: again later, and less and less often."""
    if isinstance(wrong, Throttled):  # no trouble of its own
        WatchSource.objects.filter(pk=source.pk).update(check_at=max(wrong.retry_at, now))
        return
    since = source.trouble_since or now
    tries = source.troubles + 1
    long_ago = tries >= SILENT_TRIES and now - since >= SILENT_AFTER
    silent = wrong.code == GONE or long_ago
    pause = SILENT_PAUSE if silent else min(HOURLY * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    WatchSource.objects.filter(pk=source.pk).update(
        state=WatchSource.SILENT if silent else source.state,
        error={"en": wrong.say("en"), "it": wrong.say("it")},
        troubles=tries,
        trouble_since=since,
        checked_at=now,
        check_at=now + pause,
    )


def forget_old(workspace: Workspace, now: datetime) -> int:
    """Takes away what came long ago, unless somebody shared it or has read it lately."""
    noted = WatchNote.objects.filter(item=OuterRef("pk"))
    lately = WatchRead.objects.filter(item=OuterRef("pk"), at__gt=now - READ_LATELY)
    old = WatchItem.objects.filter(workspace=workspace, seen_at__lt=now - KEPT_FOR)
    some = old.exclude(Exists(noted)).exclude(Exists(lately)).values_list("pk", flat=True)[:500]
    return WatchItem.objects.filter(pk__in=list(some)).delete()[0]


def minutes_for(text: str) -> int:
    """How many minutes it takes to read a text, at least one."""
    return min(max(math.ceil(len(text.split()) / WORDS_A_MINUTE), 1), LONGEST_MINUTES)


def _item(source: WatchSource, post: Post, now: datetime) -> WatchItem:
    title, text = _parted(post)
    who = post.author.name or post.author.handle
    return WatchItem(
        workspace_id=source.workspace_id,
        source=source,
        key=sha256(post.ref.id.encode("utf-8", "replace")).hexdigest(),
        url=_page(post.url),
        title=title,
        text=text[:LONGEST_TEXT],
        by_name="" if source.kind == WatchSource.FEED else _clean(who)[:200],
        published_at=min(post.sent_at, now),
        seen_at=now,
        minutes=minutes_for(post.text),
    )


def _parted(post: Post) -> tuple[str, str]:
    """Its title and the rest; of a post, its beginning and all of it."""
    text = _clean(post.text).strip()
    first, _, rest = text.partition("\n")
    if post.format == "article" and len(first) <= LONGEST_TITLE:
        return first or (post.url or "…")[:LONGEST_TITLE], rest.strip()
    line = " ".join(text.split())
    if len(line) <= SIGNS_OF_A_TITLE:
        return line or (post.url or "…")[:LONGEST_TITLE], ""
    return line[: SIGNS_OF_A_TITLE - 1].rsplit(" ", 1)[0] + "…", text


def _clean(text: str) -> str:
    """Without what a database cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _page(url: str | None) -> str | None:
    """An address that may be opened by a click; nothing else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url[:2000] if url and parts.scheme in ("http", "https") and parts.netloc else None


def _rest(source: WatchSource, now: datetime) -> timedelta:
    quiet = now - (source.newest_at or source.added_at)
    return next((pause for after, pause in SELDOM if quiet >= after), HOURLY)
