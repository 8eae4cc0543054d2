"""YouTube Studio's exports: figures by video and by day, as CSV files or in their ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.youtube_columns import DAYS, TOTALS, VIDEOS
from dialogo.importers.moments import DayOrder, day_of, moment_of
from dialogo.importers.tabular import (
    EMPTY,
    NO_DATE,
    BadFigure,
    Entry,
    cell,
    counted,
    day_and_counts,
    headings,
    measured,
    rest,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})")
_BALANCES = ("impressions", "subscribers", "gained", "lost")
_COUNTS = ("views", "impressions", "likes", "comments", "shares", "subscribers")

NO_ID = Text(en='"{cell}" is no id of a video.', it='"{cell}" non è l\'id di un video.')
NOT_OUT = Text(
    en="this video has no publish time: it is a draft, or its date was not exported.",
    it="questo video non ha data di pubblicazione: è una bozza, o la data non è stata esportata.",
)


def is_videos(headers: frozenset[str]) -> bool:
    return VIDEOS.has(headers, "id", "title")


def is_days(headers: frozenset[str]) -> bool:
    """A day and nothing but figures that YouTube counts by day."""
    return (
        len(headers) > 1
        and DAYS.has(headers, "when")
        and DAYS.knows(headers)
        and any(DAYS.has(headers, name) for name in ("views", "hours", "subscribers", "gained"))
    )


def recognises(upload: Upload) -> bool:
    """If every table in it is one of YouTube's."""
    tables = [name for name in upload.names if name.lower().endswith((".csv", ".tsv", ".xlsx"))]
    if not 0 < len(tables) <= 10 or len(tables) < len(upload.names):
        return False
    ours = headings(upload, _is_ours)
    return len(ours) >= len(tables)


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Videos and their figures up to the period's last day, and the channel's figures by day.

    The period is in the file's name (`… 2026-08-26_2026-09-22 …`), or else the newest day in it is
    its last. Figures are those of the period, as YouTube exports no others.
    """
    day_first, newest = _span(upload, context)
    read_on = _period_end(upload) or newest
    has_table = any(not VIDEOS.has(header, "date") for header in headings(upload, is_videos))
    charted: dict[str, _Charted] = {}
    for entry in table_rows(upload, _is_ours):
        if isinstance(entry, Skip):
            yield entry
        elif not is_videos(frozenset(map(plain, entry.cells))):
            yield from _day(entry, day_first)
        elif "date" not in VIDEOS.found(entry.cells):
            yield from _video(entry, read_on, context, day_first)
        elif not has_table:
            yield from _chart(entry, charted, context, day_first)
    for video in charted.values():
        yield _figures_row(video.entry, video.post_id, read_on, video.figures)


@dataclass
class _Charted:
    """A video of a chart alone, which has its figures day by day: their sums so far."""

    entry: Entry
    post_id: str
    figures: dict[str, float | None]


def _is_ours(headers: frozenset[str]) -> bool:
    return is_videos(headers) or is_days(headers)


def _span(upload: Upload, context: Context) -> tuple[bool, date]:
    """Whether days come first in the dates, and the newest day, of figures or else of videos."""
    order, published = DayOrder(), DayOrder()
    for entry in table_rows(upload, _is_ours):
        if isinstance(entry, Entry):
            found = VIDEOS.found(entry.cells)
            order.see(cell(entry, found, "date"))
            published.see(cell(entry, found, "when"))
    day_first = published.day_first(order.day_first(context.day_first))
    newest = order.newest(day_first) or published.newest(day_first)
    if newest is None:
        raise BadInput(EMPTY, file=upload.name)
    return day_first, newest


def _period_end(upload: Upload) -> date | None:
    match = _PERIOD.search(upload.name)
    return day_of(match[2], True) if match else None


def _video(entry: Entry, read_on: date, context: Context, day_first: bool) -> Iterator[Row | Skip]:
    post = _post(entry, context, day_first)
    if post is None:
        return
    yield post
    if isinstance(post, Row):
        figures = _figures(entry)
        yield (
            figures
            if isinstance(figures, Skip)
            else _figures_row(entry, str(post.values["post_id"]), read_on, figures)
        )


def _chart(
    entry: Entry, charted: dict[str, _Charted], context: Context, day_first: bool
) -> Iterator[Row | Skip]:
    post, figures = _post(entry, context, day_first), _figures(entry)
    if post is None:
        return
    if isinstance(post, Skip):
        yield post
        return
    if isinstance(figures, Skip):
        yield figures
        return
    post_id = str(post.values["post_id"])
    if post_id not in charted:
        yield post
        charted[post_id] = _Charted(entry, post_id, figures)
        return
    sums = charted[post_id].figures
    for name, value in figures.items():
        sums[name] = sums.get(name) if value is None else (sums.get(name) or 0) + value


def _post(entry: Entry, context: Context, day_first: bool) -> Row | Skip | None:
    """The video as a post; nothing for the row of totals."""
    found = VIDEOS.found(entry.cells)
    video, title = cell(entry, found, "id"), cell(entry, found, "title")
    when = cell(entry, found, "when")
    if plain(video) in TOTALS or (not video and not title):
        return None
    if not re.fullmatch(r"[\w-]{6,20}", video):
        return entry.skip(found["id"], NO_ID, cell=video)
    if not when:
        return entry.skip(found.get("when"), NOT_OUT)
    moment = moment_of(when, ZoneInfo(context.zone), day_first)
    if moment is None:
        return entry.skip(found["when"], NO_DATE, cell=when)
    return Row("posts", {
        "network": "youtube", "post_id": video, "published_at": moment, "text": title or None,
        "kind": "video", "url": f"https://www.youtube.com/watch?v={video}",
    }, entry.file, entry.number)  # fmt: skip


def _figures(entry: Entry) -> dict[str, float | None] | Skip:
    found = VIDEOS.found(entry.cells)
    try:
        values = counted(entry, found, _COUNTS)
        hours = measured(entry, found, "hours")
    except BadFigure as bad:
        return entry.skip(bad.column, bad.reason, cell=bad.cell)
    return {
        **{name: values.get(name) for name in _COUNTS if name != "subscribers"},
        "follows": values.get("subscribers"),
        "watch_seconds": None if hours is None else round(hours * 3600, 3),
    }


def _figures_row(
    entry: Entry, post_id: str, read_on: date, figures: dict[str, float | None]
) -> Row:
    kept = rest(entry, VIDEOS.found(entry.cells).values())
    return Row("post_figures", {
        "network": "youtube", "post_id": post_id, "read_on": read_on, **figures, "extra": kept,
    }, entry.file, entry.number)  # fmt: skip


def _day(entry: Entry, day_first: bool) -> Iterator[Row | Skip]:
    """The channel's day: subscribers won or, where YouTube gives the balance, won or lost."""
    found = DAYS.found(entry.cells)
    if plain(cell(entry, found, "when")) in TOTALS:
        return
    told = day_and_counts(entry, found, _BALANCES, day_first, signed=("subscribers",))
    if isinstance(told, Skip):
        yield told
        return
    day, values = told
    balance = values.pop("subscribers", None)
    if balance is not None and values.get("gained") is None and values.get("lost") is None:
        values |= {"gained": max(balance, 0), "lost": max(-balance, 0)}
    used = [found[name] for name in ("when", *_BALANCES) if name in found]
    yield Row("audience", {
        "network": "youtube", "day": day, **values, "extra": rest(entry, used),
    }, entry.file, entry.number)  # fmt: skip


FORMAT = Format(
    id="youtube-studio",
    title=Text(en="YouTube Studio (CSV or ZIP)", it="YouTube Studio (CSV o ZIP)"),
    how=Text(
        en="In YouTube Studio: Analytics, Advanced mode, Content, Export current view, CSV.",
        it="In YouTube Studio: Analytics, Modalità avanzata, Contenuti, Esporta visualizzazione "
        "corrente, CSV.",
    ),
    recognises=recognises,
    read=read,
)
