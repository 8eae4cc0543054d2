"""The CSV files of X's analytics page: by post, by day, and by day for videos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from dialogo.importers.columns import Columns
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.mending import unescaped
from dialogo.importers.moments import day_of, moment_of
from dialogo.importers.tabular import (
    NO_DATE,
    NO_ID,
    BadFigure,
    Entry,
    cell,
    counted,
    day_and_counts,
    day_span,
    headings,
    only_file,
    rest,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.text import Text

POSTS = Columns.of(
    id="Post id | Tweet id",
    when="Date | time",
    text="Post text | Tweet text",
    link="Post Link | Tweet permalink | Post permalink",
    impressions="Impressions",
    likes="Likes",
    bookmarks="Bookmarks",
    shares="Shares",
    reposts="Reposts | Retweets",
    replies="Replies",
    follows="New follows | Follows",
    urls="URL Clicks",
    hashtags="Hashtag Clicks",
    permalinks="Permalink Clicks",
)
DAYS = Columns.of(
    when="Date",
    impressions="Impressions",
    engagements="Engagements",
    gained="New follows",
    lost="Unfollows",
    visits="Profile visits",
)
VIDEO = Columns.of(when="Date", views="Views", watched="Watch Time (ms)")

_HANDLE = re.compile(r"(?:twitter|x)\.com/(\w+)/status/")
_EPOCH_MS = 1_288_834_974_657  # of X's ids, which count milliseconds since then
_SHARED = ("shares", "reposts")
_CLICKS = ("urls", "hashtags", "permalinks")


def is_posts(headers: frozenset[str]) -> bool:
    return POSTS.has(headers, "id", "when", "text")


def is_days(headers: frozenset[str]) -> bool:
    is_overview = DAYS.has(headers, "when", "impressions") and (
        DAYS.has(headers, "gained") or DAYS.has(headers, "lost") or DAYS.has(headers, "visits")
    )
    return not is_posts(headers) and (is_overview or VIDEO.has(headers, "when", "views", "watched"))


def read_posts(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts and their figures up to the file's newest day; texts that begin with @ are answers."""
    order, read_on = day_span(upload, is_posts, POSTS, context)
    zone = ZoneInfo(context.zone)
    for entry in table_rows(upload, is_posts):
        if isinstance(entry, Skip):
            yield entry
            continue
        found = POSTS.found(entry.cells)
        post_id = cell(entry, found, "id")
        if not re.fullmatch(r"\d{1,25}", post_id):
            yield entry.skip(found["id"], NO_ID, cell=post_id)
            continue
        moment = _posted(post_id, cell(entry, found, "when"), zone, order)
        if moment is None:
            yield entry.skip(found["when"], NO_DATE, cell=cell(entry, found, "when"))
            continue
        yield from _rows(entry, post_id, moment, read_on, context)


def _rows(
    entry: Entry, post_id: str, moment: datetime, read_on: date, context: Context
) -> Iterator[Row | Skip]:
    found = POSTS.found(entry.cells)
    link, text = cell(entry, found, "link"), unescaped(cell(entry, found, "text"))
    handle = match[1] if (match := _HANDLE.search(link)) and match[1] != "i" else None
    values = {"network": "x", "account": handle, "text": text or None, "url": link or None}
    kept = rest(entry, [found[field] for field in found if field not in _SHARED + _CLICKS])
    if text.startswith("@"):
        author = handle or min(context.accounts, default=context.company)
        yield Row("messages", values | {
            "message_id": post_id, "sent_at": moment, "author": author,
            "author_kind": "company", "addressed": False, "kind": "reply", "extra": kept,
        }, entry.file, entry.number)  # fmt: skip
        return
    is_repost = text.startswith("RT @")
    yield Row("posts", values | {
        "post_id": post_id, "published_at": moment, "kind": "share" if is_repost else None,
    }, entry.file, entry.number)  # fmt: skip
    try:
        figures = _figures(entry, found)
    except BadFigure as bad:
        yield entry.skip(bad.column, bad.reason, cell=bad.cell)
        return
    yield Row("post_figures", {
        "network": "x", "post_id": post_id, "read_on": read_on, **figures, "extra": kept,
    }, entry.file, entry.number)  # fmt: skip


def _figures(entry: Entry, found: dict[str, str]) -> dict[str, int | None]:
    names = ("impressions", "likes", "bookmarks", "replies", "follows", *_SHARED, *_CLICKS)
    values = counted(entry, found, names)
    return {
        "impressions": values.get("impressions"),
        "likes": values.get("likes"),
        "saves": values.get("bookmarks"),
        "comments": values.get("replies"),
        "follows": values.get("follows"),
        "shares": _sum(values, _SHARED),
        "clicks": _sum(values, _CLICKS),
    }


def read_days(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """The account's figures by day; what is counted of videos goes into `extra`."""
    order, _ = day_span(upload, is_days, DAYS, context)
    for entry in table_rows(upload, is_days):
        if isinstance(entry, Skip):
            yield entry
            continue
        found = DAYS.found(entry.cells)
        told = day_and_counts(entry, found, [n for n in DAYS.names if n != "when"], order)
        if isinstance(told, Skip):
            yield told
            continue
        day, figures = told
        yield Row("audience", {
            "network": "x", "day": day, **figures, "extra": rest(entry, found.values()),
        }, entry.file, entry.number)  # fmt: skip


def _posted(post_id: str, when: str, zone: tzinfo, day_first: bool) -> datetime | None:
    """When it went out: to the second from its id, if that agrees with the day in the file.

    X's ids hold their time: https://docs.x.com/resources/fundamentals/x-ids.
    """
    moment = moment_of(when, zone, day_first)
    if moment is None or ":" in when:
        return moment
    drawn = datetime.fromtimestamp(0, UTC) + timedelta(
        milliseconds=min((int(post_id) >> 22) + _EPOCH_MS, 4_102_444_800_000)
    )
    is_near = abs(drawn.date() - (day_of(when, day_first) or date.min)) <= timedelta(days=1)
    return drawn.replace(microsecond=0) if is_near else moment


def _sum(values: dict[str, int | None], names: tuple[str, ...]) -> int | None:
    known = [value for name in names if (value := values.get(name)) is not None]
    return sum(known) if known else None


HOW = Text(
    en="On X, with Premium: x.com/i/account_analytics, {tab}, the download arrow.",
    it="Su X, con Premium: x.com/i/account_analytics, {tab}, la freccia per scaricare.",
)

CONTENT = Format(
    id="x-analytics-content",
    title=Text(en="X analytics, posts (CSV)", it="Statistiche di X, post (CSV)"),
    how=Text(en=HOW.en.format(tab="Content"), it=HOW.it.format(tab="Contenuti")),
    recognises=lambda upload: only_file(upload) and bool(headings(upload, is_posts)),
    read=read_posts,
)
OVERVIEW = Format(
    id="x-analytics-days",
    title=Text(en="X analytics, days (CSV)", it="Statistiche di X, giorni (CSV)"),
    how=Text(en=HOW.en.format(tab="Overview or Video"), it=HOW.it.format(tab="Panoramica o Video")),
    recognises=lambda upload: only_file(upload) and bool(headings(upload, is_days)),
    read=read_days,
)
