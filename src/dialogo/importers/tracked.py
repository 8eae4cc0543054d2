"""Entries of a time tracker turned into hours: whose, on which day, for what, how long.

Nothing is guessed: a date that can be read in two ways and a word without a meaning are asked for,
and the whole file waits. The same entry in two exports is one: it is known by its person, its day,
its start and its activity, and by its place among those that begin at the same moment.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from dialogo.importers.columns import Columns
from dialogo.importers.csv_text import IsHeader
from dialogo.importers.format import Context, Row, Skip
from dialogo.importers.meanings import NONE, Meanings
from dialogo.importers.tabular import Entry, cell, table_rows
from dialogo.importers.tracker_dates import Dates, clock_of, day_of
from dialogo.importers.tracker_words import WordsAsked, activity_of
from dialogo.importers.upload import Upload
from dialogo.records.durations import carried, seconds
from dialogo.records.errors import BadInput
from dialogo.records.numbers import Unreadable
from dialogo.records.plain import plain
from dialogo.records.text import Text

LONGEST = Decimal(86_400)
_TWO = Decimal("0.01")
_DECIMAL = re.compile(r"\d+[.,]\d{2}")
_BREAKS = frozenset({"break", "pausa", "pause"})

NOBODY = Text(
    en="does not say whose hours these are. Export it with the columns of the person.",
    it="non dice di chi sono le ore. Va esportato con le colonne della persona.",
)
NO_DAY = Text(en='"{text}" is no date.', it="«{text}» non è una data.")
NO_PERSON = Text(en="does not say whose time it is.", it="non dice di chi è il tempo.")
BREAK = Text(
    en="is a break, and no work.",
    it="è una pausa, non lavoro.",
)
RUNNING = Text(
    en="has no time yet: the timer was still running.",
    it="non ha ancora un tempo: il timer era ancora in corso.",
)
TOO_LONG = Text(
    en='"{text}" is longer than a day. Look at the entry in the tracker.',
    it="«{text}» è più lungo di un giorno. Va guardata la voce nel programma.",
)
LEFT_OUT = Text(
    en="is left out, as “{word}” was said to be no work on social media.",
    it="resta fuori: «{word}» è stato detto estraneo ai social media.",
)


@dataclass(frozen=True)
class Tracker:
    """`name` is written into each entry; `columns` has `person`, `date`, `duration`, and, where
    there are any, `email`, `start`, `end`, `decimal`, `kind` (work or
    a break), `description` and those of `SAYS`; `entries` reads those of an upload."""

    name: str
    columns: Columns
    entries: Callable[[Upload], Iterator[Entry | Skip]]

    def read(self, upload: Upload, context: Context) -> Iterator[Row | Skip]:
        """The hours of a file; raises `BadInput` for what has to be asked."""
        day_first = self._look(upload, context.meanings)
        nth: Counter[tuple[Any, ...]] = Counter()
        weeks: dict[tuple[str, int, int], _Sum] = defaultdict(_Sum)
        for entry in _rows(self.entries(upload)):
            if isinstance(entry, Skip):
                yield entry
                continue
            found = self.columns.found(entry.cells)
            made = self._row(entry, found, context.meanings, day_first)
            if isinstance(made, Skip):
                yield made
                continue
            values, worked = made
            place = (values["person"], values["day"], values["activity"], values["note"])
            nth[place] += 1
            if nth[place] > 1:
                values["note"] = f"{values['note']} ({nth[place]})"
            day: date = values["day"]
            values["hours"] = weeks[(values["person"], *day.isocalendar()[:2])].add(worked)
            yield Row("hours", values, entry.file, entry.number)

    def _look(self, upload: Upload, meanings: Meanings) -> bool:
        """Whether the day stands first in its dates; raises `BadInput` for what is to be asked."""
        dates, asked = Dates(), defaultdict[str, Decimal](Decimal)
        for entry in _rows(self.entries(upload)):
            if isinstance(entry, Skip):
                continue
            found = self.columns.found(entry.cells)
            if "person" not in found and "email" not in found:
                raise BadInput(NOBODY, file=entry.file)
            dates.see(cell(entry, found, "date"))
            words = activity_of(entry, found, meanings)
            if isinstance(words, list) and not _is_break(entry, found):
                worked = _worked(entry, found)
                if isinstance(worked, Decimal) and worked:
                    asked[words[0]] += worked / 3600
        if asked:
            raise WordsAsked(upload.name, asked)
        return dates.day_first(upload.name, meanings.day_first)

    def _row(
        self, entry: Entry, found: dict[str, str], meanings: Meanings, day_first: bool
    ) -> tuple[dict[str, Any], Decimal] | Skip:
        person = cell(entry, found, "person") or cell(entry, found, "email")
        if not person:
            return entry.skip(found.get("person"), NO_PERSON)
        written = cell(entry, found, "date")
        day = day_of(written, day_first)
        if day is None:
            return entry.skip(found["date"], NO_DAY, text=written[:40])
        if _is_break(entry, found):
            return entry.skip(found["kind"], BREAK)
        worked = _worked(entry, found)
        if isinstance(worked, Skip):
            return worked
        if not worked:
            return entry.skip(found.get("duration"), RUNNING)
        said = activity_of(entry, found, meanings)
        if isinstance(said, list):  # without any time, when it was looked for
            return entry.skip(None, LEFT_OUT, word=", ".join(said))
        activity, word = said
        if activity == NONE:
            return entry.skip(None, LEFT_OUT, word=word)
        since, until = (clock_of(cell(entry, found, of)) for of in ("start", "end"))
        more = {
            "seconds": str(int(worked)),
            "since": since[:5],
            "until": until[:5],
            "description": cell(entry, found, "description")[:500],
            **{of: cell(entry, found, of) for of in ("project", "task", "tags", "client")},
        }
        values: dict[str, Any] = {
            "person": person,
            "day": day,
            "activity": activity,
            "note": f"{self.name} {since.removesuffix(':00')}".strip(),
            "extra": {name: text for name, text in more.items() if text},
        }
        return values, worked


@dataclass
class _Sum:
    """The seconds of somebody's week so far, and the hours that they became."""

    worked: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)

    def add(self, worked: Decimal) -> Decimal:
        hours = carried(worked, self.worked, self.hours)
        self.worked += worked
        self.hours += hours
        return hours


def in_tables(is_header: IsHeader) -> Callable[[Upload], Iterator[Entry | Skip]]:
    """The entries of tables with such a header."""
    return lambda upload: table_rows(upload, is_header)


def _rows(entries: Iterator[Entry | Skip]) -> Iterator[Entry | Skip]:
    """The rows of a file; a dash in a cell, as Toggl Track writes it, says nothing."""
    for entry in entries:
        if isinstance(entry, Entry):
            cells = {
                name: "" if text.strip() == "-" else text for name, text in entry.cells.items()
            }
            yield replace(entry, cells=cells)
        else:
            yield entry


def _is_break(entry: Entry, found: dict[str, str]) -> bool:
    return plain(cell(entry, found, "kind")) in _BREAKS


def _worked(entry: Entry, found: dict[str, str]) -> Decimal | Skip:
    """The seconds of an entry; none while it runs."""
    text = cell(entry, found, "duration") or cell(entry, found, "decimal")
    if not text and not {"duration", "decimal"} & found.keys():
        return _between(entry, found)
    if not text or text.startswith(("-", "−")):
        return Decimal(0)
    try:
        worked = seconds(text)
    except Unreadable as error:
        return entry.skip(found.get("duration"), error.reason, **error.values)
    if worked > LONGEST:
        return entry.skip(found.get("duration"), TOO_LONG, text=text[:40])
    between = _between(entry, found)
    if _DECIMAL.fullmatch(text) and (between / 3600).quantize(_TWO) == (worked / 3600):
        return between  # 0.33 of an hour is what is left of twenty minutes
    return worked.quantize(Decimal(1))


def _between(entry: Entry, found: dict[str, str]) -> Decimal:
    """The seconds from the start to the end, less than a day; none where one of them is missing."""
    ends = [clock_of(cell(entry, found, of)) for of in ("start", "end")]
    if not all(ends):
        return Decimal(0)
    first, last = (timedelta(hours=t.hour, minutes=t.minute, seconds=t.second) for t in
                   map(time.fromisoformat, ends))  # fmt: skip
    return Decimal(int((last - first) % timedelta(days=1) / timedelta(seconds=1)))
