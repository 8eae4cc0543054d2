"""LinkedIn page exports (XLS, XLSX or a sheet as CSV): posts, days, new followers, visitors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.linkedin_columns import (
    FOLLOWERS,
    FUNDED,
    GROUPS,
    KINDS,
    METRICS,
    POSTS,
    VISITORS,
)
from dialogo.importers.moments import DayOrder, from_epoch, moment_of
from dialogo.importers.tabular import (
    EMPTY,
    NO_DATE,
    BadFigure,
    Entry,
    cell,
    counted,
    day_and_counts,
    headings,
    only_file,
    rest,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

_URN = re.compile(r"urn:li:(\w+):(\d{10,20})|[-_/](activity|share|ugcPost)-(\d{10,20})")
_ENGAGED = ("clicks", "reactions", "comments", "reposts")
_COUNTS = ("impressions", "views", "clicks", "likes", "comments", "shares", "follows")
# A running total stands far above its own steps; new followers of a day do not.
_STEPS = 10

NO_LINK = Text(en='"{cell}" is no link to a post.', it='"{cell}" non è il collegamento a un post.')
WHO_THEY_ARE = Text(
    en='the sheet "{sheet}" tells what kind of people they are. It has no place in the records '
    "yet and was left out.",
    it='il foglio "{sheet}" dice che tipo di persone sono. Non ha ancora posto nei dati ed è '
    "stato tralasciato.",
)


def is_posts(headers: frozenset[str]) -> bool:
    return POSTS.has(headers, "link") and (
        POSTS.has(headers, "title") or POSTS.has(headers, "when")
    )


def is_metrics(headers: frozenset[str]) -> bool:
    is_split = any(
        header.endswith(("(organic)", "(organiche)", "(organici)")) for header in headers
    )
    return METRICS.has(headers, "when", "impressions") and is_split


def is_followers(headers: frozenset[str]) -> bool:
    return FOLLOWERS.has(headers, "when", "total") and (
        FOLLOWERS.has(headers, "organic") or FOLLOWERS.has(headers, "sponsored")
    )


def is_visitors(headers: frozenset[str]) -> bool:
    return VISITORS.has(headers, "when", "visits")


def is_groups(headers: frozenset[str]) -> bool:
    """A sheet of who the followers or visitors are: a kind of people, and how many."""
    return len(headers) == 2 and not GROUPS.isdisjoint(headers)


def _is_ours(headers: frozenset[str]) -> bool:
    return any(check(headers) for check in (*_READERS, is_groups))


def recognises(upload: Upload) -> bool:
    """By any of its sheets: posts, days, new followers, visitors."""
    return only_file(upload) and bool(
        headings(upload, lambda headers: any(check(headers) for check in _READERS))
    )


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts and their figures up to the newest day in the file, and the page's days."""
    day_first, newest, is_running = _look_around(upload, context)
    groups: set[str] = set()
    for entry in table_rows(upload, _is_ours):
        if isinstance(entry, Skip):
            yield entry
            continue
        headers = frozenset(plain(header) for header in entry.cells)
        if is_posts(headers):
            yield from _post(entry, context, day_first, newest)
        elif is_groups(headers):
            if entry.sheet not in groups:
                groups.add(entry.sheet)
                yield Skip(entry.file, None, None, WHO_THEY_ARE, {"sheet": entry.sheet})
        else:
            yield _day(entry, headers, day_first, is_running)


def _look_around(upload: Upload, context: Context) -> tuple[bool, date, bool]:
    """Whether days come first, the newest day, and whether "Total followers" is a running total.

    The page's own export counts under that name the followers won on the day; some tools write
    the number of all followers there.
    """
    order, totals = DayOrder(), list[int]()
    for entry in table_rows(upload, _is_ours):
        if not isinstance(entry, Entry):
            continue
        found = POSTS.found(entry.cells) | METRICS.found(entry.cells)
        order.see(cell(entry, found, "when"))
        if is_followers(frozenset(plain(header) for header in entry.cells)):
            try:
                totals.append(
                    counted(entry, FOLLOWERS.found(entry.cells), ("total",))["total"] or 0
                )
            except BadFigure:
                continue
    day_first = order.day_first(context.day_first)
    newest = order.newest(day_first)
    if newest is None:
        raise BadInput(EMPTY, file=upload.name)
    steps = [abs(after - before) for before, after in pairwise(totals)]
    is_running = len(totals) > 2 and min(totals) > _STEPS * max(1, *steps)
    return day_first, newest, is_running


def _post(entry: Entry, context: Context, day_first: bool, read_on: date) -> Iterator[Row | Skip]:
    found = POSTS.found(entry.cells)
    link, when = cell(entry, found, "link"), cell(entry, found, "when")
    match = _URN.search(link)
    if match is None:
        yield entry.skip(found["link"], NO_LINK, cell=link)
        return
    post_id = match[2] or match[4]
    moment = _posted(post_id, when, context, day_first)
    if moment is None:
        yield entry.skip(found.get("when"), NO_DATE, cell=when)
        return
    funded = plain(cell(entry, found, "funded"))
    yield Row("posts", {
        "network": "linkedin", "post_id": post_id, "published_at": moment,
        "text": cell(entry, found, "title") or None,
        "kind": _kind(plain(cell(entry, found, "form")) or funded),
        "promoted": FUNDED.get(funded),
        "author": cell(entry, found, "author") or None,
        "campaign": cell(entry, found, "campaign") or None, "url": link,
    }, entry.file, entry.number)  # fmt: skip
    try:
        figures = counted(entry, found, _COUNTS)
    except BadFigure as bad:
        yield entry.skip(bad.column, bad.reason, cell=bad.cell)
        return
    yield Row("post_figures", {
        "network": "linkedin", "post_id": post_id, "read_on": read_on, **figures,
        "extra": rest(entry, found.values()),
    }, entry.file, entry.number)  # fmt: skip


def _posted(post_id: str, when: str, context: Context, day_first: bool) -> datetime | None:
    """When it went out: the id's first bits are milliseconds since 1970, if they fit the date."""
    drawn = from_epoch(int(post_id) >> 22, 1000)
    moment = moment_of(when, ZoneInfo(context.zone), day_first)
    if drawn is None or (moment and abs(drawn.date() - moment.date()) > timedelta(days=2)):
        return moment
    return drawn if moment or 2010 <= drawn.year < 2100 else None


def _day(entry: Entry, headers: frozenset[str], day_first: bool, is_running: bool) -> Row | Skip:
    check = next(check for check in _READERS if check(headers))
    columns, fields = _READERS[check]
    found = columns.found(entry.cells)
    told = day_and_counts(entry, found, fields, day_first)
    if isinstance(told, Skip):
        return told
    day, values = told
    if check is is_followers:
        values = {"followers" if is_running else "gained": values["total"]}
    elif check is is_metrics:
        parts = [value for name in _ENGAGED if (value := values.get(name)) is not None]
        values = {
            "impressions": values.get("impressions"), "reach": values.get("reach"),
            "clicks": values.get("clicks"), "engagements": sum(parts) if parts else None,
        }  # fmt: skip
    used = [found[name] for name in ("when", *_USED[check]) if name in found]
    return Row("audience", {
        "network": "linkedin", "day": day, **values, "extra": rest(entry, used),
    }, entry.file, entry.number)  # fmt: skip


_READERS = {
    is_posts: (POSTS, _COUNTS),
    is_metrics: (METRICS, ("impressions", "reach", *_ENGAGED)),
    is_followers: (FOLLOWERS, ("total",)),
    is_visitors: (VISITORS, ("visits",)),
}
_USED = {
    is_metrics: ("impressions", "reach", "clicks"),
    is_followers: ("total",),
    is_visitors: ("visits",),
}


def _kind(written: str) -> str | None:
    return next((kind for part, kind in KINDS if part in written), None)


FORMAT = Format(
    id="linkedin-page",
    title=Text(en="LinkedIn page (XLS, XLSX or CSV)", it="Pagina LinkedIn (XLS, XLSX o CSV)"),
    how=Text(
        en="On the LinkedIn page as its administrator: Analytics, then Content, Followers or "
        "Visitors, Export.",
        it="Sulla pagina LinkedIn da amministratori: Analisi, poi Contenuti, Follower o "
        "Visitatori, Esporta.",
    ),
    recognises=recognises,
    read=read,
)
