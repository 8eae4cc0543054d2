"""The CSV files of Meta Business Suite that list the content of Facebook or of Instagram.

Their times carry no zone, and are read in `Context.zone`. An Italian account's were found to be
in Pacific time (America/Los_Angeles); Meta does not document it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dialogo.importers.figures import count
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.meta_columns import KINDS, MARKS, NOT_FUNDED, POSTS
from dialogo.importers.moments import day_of, moment_of
from dialogo.importers.tabular import (
    NO_DATE,
    NO_ID,
    BadFigure,
    Entry,
    cell,
    counted,
    day_span,
    headings,
    measured,
    only_file,
    rest,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.plain import plain
from dialogo.records.text import Text

_COUNTS = (
    "impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks", "follows",
)  # fmt: skip


def is_content(headers: frozenset[str]) -> bool:
    return POSTS.has(headers, "id", "when")


def is_instagram(headers: frozenset[str]) -> bool:
    return is_content(headers) and MARKS.has(headers, "instagram")


def is_facebook(headers: frozenset[str]) -> bool:
    return is_content(headers) and MARKS.has(headers, "facebook") and not is_instagram(headers)


@dataclass
class _Sum:
    """A post's figures over the rows of its days."""

    entry: Entry
    day: date
    figures: dict[str, float | None]


def read_facebook(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts and their lifetime figures, as counted up to the newest day in the file."""
    return _read(upload, context, "facebook")


def read_instagram(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """Posts, reels and stories with their lifetime figures, up to the newest day in the file."""
    return _read(upload, context, "instagram")


def _read(upload: Upload, context: Context, network: str) -> Iterator[Row | Skip]:
    day_first, read_on = day_span(upload, is_content, POSTS, context, "when", "date")
    zone = ZoneInfo(context.zone)
    by_day: dict[str, _Sum] = {}
    for entry in table_rows(upload, is_content):
        if isinstance(entry, Skip):
            yield entry
            continue
        found = POSTS.found(entry.cells)
        post_id, when = cell(entry, found, "id").lstrip("'"), cell(entry, found, "when")
        if not re.fullmatch(r"\d[\d_]{0,60}", post_id):
            yield entry.skip(found["id"], NO_ID, cell=post_id)
            continue
        moment = moment_of(when, zone, day_first)
        if moment is None:
            yield entry.skip(found["when"], NO_DATE, cell=when)
            continue
        yield Row("posts", {
            "network": network, "account": cell(entry, found, "account") or None,
            "post_id": post_id, "published_at": moment, "text": _longer(entry, found),
            "kind": _kind(entry, found), "promoted": _promoted(entry, found),
            "url": cell(entry, found, "link") or None,
        }, entry.file, entry.number)  # fmt: skip
        try:
            figures = _figures(entry, found)
        except BadFigure as bad:
            yield entry.skip(bad.column, bad.reason, cell=bad.cell)
            continue
        day = day_of(cell(entry, found, "date"), day_first)
        if day is None:  # "Lifetime", "Total", "Totale": counted since the post went out
            yield _figures_row(entry, network, post_id, read_on, figures)
        else:
            _add(by_day, post_id, entry, day, figures)
    for post_id, total in by_day.items():
        yield _figures_row(total.entry, network, post_id, total.day, total.figures)


def _figures(entry: Entry, found: dict[str, str]) -> dict[str, float | None]:
    figures: dict[str, float | None] = dict(counted(entry, found, _COUNTS))
    figures["watch_seconds"] = measured(entry, found, "watch_seconds")
    return figures


def _add(
    by_day: dict[str, _Sum], post_id: str, entry: Entry, day: date, figures: dict[str, float | None]
) -> None:
    """Adds a day's figures to those of the post's other days; reach of days cannot be added."""
    if (known := by_day.get(post_id)) is None:
        by_day[post_id] = _Sum(entry, day, figures)
        return
    for name, value in figures.items():
        before = known.figures.get(name)
        known.figures[name] = None if name == "reach" else (before or 0) + (value or 0)
    known.day = max(known.day, day)


def _figures_row(
    entry: Entry, network: str, post_id: str, day: date, figures: dict[str, float | None]
) -> Row:
    kept = rest(entry, POSTS.found(entry.cells).values())
    return Row("post_figures", {
        "network": network, "post_id": post_id, "read_on": day, **figures, "extra": kept,
    }, entry.file, entry.number)  # fmt: skip


def _longer(entry: Entry, found: dict[str, str]) -> str | None:
    """The caption: which of the two columns holds it depends on the post's type."""
    title, description = cell(entry, found, "title"), cell(entry, found, "description")
    return (title if len(title) > len(description) else description) or None


def _kind(entry: Entry, found: dict[str, str]) -> str | None:
    if cell(entry, found, "is_share") in ("1", "true", "True"):
        return "share"
    written = plain(cell(entry, found, "type"))
    return next((kind for part, kind in KINDS if part in written), None)


def _promoted(entry: Entry, found: dict[str, str]) -> bool | None:
    """Whether money showed it: the funding status says so, or views or reach were boosted."""
    status = plain(cell(entry, found, "funded"))
    boosted = [cell(entry, found, name) for name in ("boosted_views", "boosted_reach")]
    try:
        counts = [number for text in boosted if (number := count(text)) is not None]
    except ValueError:
        counts = []
    if any(counts):
        return True
    if status:
        return status not in NOT_FUNDED
    return False if counts else None


def _recognises(upload: Upload, network: str) -> bool:
    check = is_instagram if network == "instagram" else is_facebook
    return only_file(upload) and bool(headings(upload, check))


_HOW = Text(
    en="In Meta Business Suite: Insights, Content, choose {name}, Export data, CSV, lifetime.",
    it="In Meta Business Suite: Insights, Contenuti, scegliete {name}, Esporta dati, CSV, totale.",
)


def _format(network: str, name: str) -> Format:
    return Format(
        id=f"meta-{network}-content",
        title=Text(
            en=f"Meta Business Suite, {name} content (CSV)",
            it=f"Meta Business Suite, contenuti di {name} (CSV)",
        ),
        how=Text(en=_HOW.en.format(name=name), it=_HOW.it.format(name=name)),
        recognises=lambda upload: _recognises(upload, network),
        read=read_facebook if network == "facebook" else read_instagram,
    )


FACEBOOK = _format("facebook", "Facebook")
INSTAGRAM = _format("instagram", "Instagram")
