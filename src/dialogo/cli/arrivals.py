"""From a CSV to moments: which column says when, whatever way it is written, and what was left out.

A row a message, or a row an hour (or another even stretch) with how many came in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dialogo.records.dates import day_first, moment
from dialogo.records.errors import BadInput
from dialogo.records.numbers import Unreadable, whole
from dialogo.records.plain import plain
from dialogo.records.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_WHEN = (
    "sent at", "created at", "received at", "arrived at", "timestamp", "datetime", "date time",
    "moment", "arrival", "time", "when", "date", "day", "data e ora", "momento", "ricevuto",
    "arrivo", "data", "giorno", "start", "inizio",
)  # fmt: skip
_HOUR = ("hour", "hour of day", "ora", "time", "orario")
_MANY = (
    "count", "messages", "arrivals", "volume", "total", "n", "number", "messaggi", "arrivi",
    "numero", "quanti", "conteggio", "totale",
)  # fmt: skip
_ID = ("id", "message id", "tweet id", "external id", "uuid")
_OURS = frozenset({"company", "agent", "bot", "false", "no", "0"})
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}")
_CLOCK = re.compile(r"(\d{1,2})([:.]\d{2}([:.]\d{2})?)?")
_QUARTER, _HOUR_LONG, _DAY_LONG = 900, 3600, 86_400
# 1990 to 2100: what lies outside was misread.
_FIRST, _LAST = 631_152_000, 4_102_444_800
_MOST = 20_000_000
# More rows that cannot be read than this and the file is not what it is taken for.
_BROKEN = 0.2

NO_MOMENT = Text(
    en="no column says when a message came. Name it with --column; there are: {columns}.",
    it="nessuna colonna dice quando è arrivato un messaggio. Indicatela con --column; ci sono: "
    "{columns}.",
)
NO_COLUMN = Text(
    en="there is no column {wanted}. There are: {columns}.",
    it="non c'è la colonna {wanted}. Ci sono: {columns}.",
)
EMPTY = Text(
    en="there are no messages in it. A row a message is wanted, or a row an hour with a count.",
    it="non ci sono messaggi. Serve una riga per messaggio, o una riga per ora con quanti.",
)
BROKEN = Text(
    en='{n} of {all} rows cannot be read, the first is row {first}: "{text}". Write moments as '
    "2026-03-04 14:30, or name their column with --column.",
    it="{n} righe su {all} non si leggono, la prima è la {first}: «{text}». Scrivete i momenti "
    "come 2026-03-04 14:30, o indicate la loro colonna con --column.",
)
NO_TIME = Text(
    en="its moments have no time of day, so that hours cannot be told apart. Give the time too.",
    it="i suoi momenti non hanno l'ora, e le ore non si possono distinguere. Serve anche l'ora.",
)
TOO_MANY = Text(
    en="it counts {n} messages; more than {most} cannot be worked with. Give a shorter time.",
    it="conta {n} messaggi; oltre {most} non ci si lavora. Date un periodo più breve.",
)


@dataclass(frozen=True)
class Broken:
    """A row that could not be read: 1 is the first below the header."""

    row: int
    text: str


@dataclass(frozen=True)
class Read:
    """Moments in seconds since 1970, unsorted, and how they were come by.

    `spread` is the length in seconds over which counted messages were spread; None for a row a
    message. `ours` are rows that the company itself wrote.
    """

    moments: Numbers
    column: str
    rows: int
    broken: tuple[Broken, ...] = ()
    repeated: int = 0
    ours: int = 0
    spread: float | None = None
    day_first: bool | None = None


@dataclass(frozen=True)
class _Columns:
    """The columns that matter: when, the hour beside a day, how many, the id, who wrote."""

    when: str
    hour: str | None
    many: str | None
    key: str | None
    author: str | None


@dataclass
class _Cells:
    """The cells of the columns that matter, row by row."""

    when: list[str] = field(default_factory=list)
    many: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    torn: list[Broken] = field(default_factory=list)
    ours: int = 0
    all: int = 0


def read(file: Path, zone: str, column: str | None = None, count: str | None = None) -> Read:
    """The arrivals in the CSV `file`; local times are in `zone`.

    Rows that cannot be read are left out and told; raises `BadInput` where they are more than one
    in five, or nothing says when.
    """
    import numpy as np  # start-up: as all that reckons

    from dialogo.importers.csv_text import headers
    from dialogo.importers.upload import Upload

    upload = Upload.of(file)
    if len(upload.names) != 1:
        raise BadInput(EMPTY, file=file)
    (name,) = upload.names
    names = headers(upload, name)
    headless = _headless(names, zone)
    when = _chosen(names, column, file) or headless or _guessed(names, _WHEN) or _by_look(upload)
    if when is None:
        raise BadInput(NO_MOMENT, file=file, columns=", ".join(names) or "–")
    many = _chosen(names, count, file) or (None if headless else _guessed(names, _MANY))
    cells = _cells(upload, names, when, many if many != when else None, bool(headless))
    if not cells.when:
        raise BadInput(EMPTY, file=file)
    seconds, months_first = _seconds(cells.when, zone)
    good = ~np.isnan(seconds)
    if count is None and many and not _even(seconds[good]):
        many = None  # a number beside moments that are no stretches counts nothing
    counts = _counts(cells.many) if many else np.ones(len(seconds))
    good &= ~np.isnan(counts)
    broken = _broken(cells, good)
    if len(broken) > _BROKEN * cells.all:
        first = broken[0]
        raise BadInput(
            BROKEN, file=file, n=len(broken), all=cells.all, first=str(first.row), text=first.text
        )
    kept, repeated = _once(seconds, cells.ids, good)
    found = Read(seconds[kept], when, cells.all, broken, repeated, cells.ours, None, months_first)
    _check_times(found, zone, file)
    return _spread(found, counts[kept], file) if many else found


def _chosen(names: Sequence[str], wanted: str | None, file: Path) -> str | None:
    if wanted is None:
        return None
    for name in names:
        if plain(name) == plain(wanted):
            return name
    raise BadInput(NO_COLUMN, file=file, wanted=wanted, columns=", ".join(names) or "–")


def _guessed(names: Sequence[str], known: Sequence[str]) -> str | None:
    """The first column whose name is one of these, the likeliest name first."""
    by_name = {plain(name): name for name in reversed(names)}
    return next((by_name[plain(name)] for name in known if plain(name) in by_name), None)


def _headless(names: Sequence[str], zone: str) -> str | None:
    """The column whose heading is itself a moment: the file has no header."""
    return next((name for name in names if len(name) > 9 and _one(name, zone) is not None), None)


def _by_look(upload: Any) -> str | None:
    """The column of which most of the first rows can be read as moments."""
    from itertools import islice

    from dialogo.importers.csv_text import lines
    from dialogo.importers.format import Skip

    (name,) = upload.names
    some = [line.cells for line in islice(lines(upload, name), 50) if not isinstance(line, Skip)]
    for column in some[0] if some else ():
        told = [row[column] for row in some if row[column].strip()]
        readable = sum(len(text) > 7 and _one(text, "UTC") is not None for text in told)
        if told and readable > 0.8 * len(told):
            return column
    return None


def _cells(
    upload: Any, names: Sequence[str], when: str, many: str | None, headless: bool
) -> _Cells:
    from dialogo.importers.csv_text import lines  # start-up: as all that reads
    from dialogo.importers.format import Skip

    columns = _Columns(
        when,
        _guessed([name for name in names if name != when], _HOUR),
        many,
        _guessed(names, _ID),
        _guessed(names, ("author kind", "inbound")),
    )
    found = _Cells()
    if headless:
        _keep(found, {name: name for name in names}, 0, columns)
    for line in lines(upload, upload.names[0]):
        found.all += 1
        if isinstance(line, Skip):
            found.torn.append(Broken(line.row or found.all, line.reason.say("en", **line.values)))
        else:
            _keep(found, line.cells, line.number, columns)
    return found


def _keep(found: _Cells, row: dict[str, str], number: int, columns: _Columns) -> None:
    author, hour = columns.author, columns.hour
    if author is not None and plain(row[author]) in _OURS:
        found.ours += 1
        return
    text = row[columns.when].strip()
    if not text and not any(cell.strip() for cell in row.values()):
        return
    if hour is not None and len(text) <= 10 and (clock := _CLOCK.fullmatch(row[hour].strip())):
        text = f"{text} {int(clock[1]):02}{(clock[2] or ':00').replace('.', ':')}"
    found.when.append(text)
    found.rows.append(number)
    if columns.many is not None:
        found.many.append(row[columns.many])
    if columns.key is not None:
        found.ids.append(row[columns.key])


def _one(text: str, zone: str) -> float | None:
    """One moment in seconds; None if it is none."""
    stripped = text.strip()
    if _EPOCH.fullmatch(stripped):
        value = float(stripped)
        seconds = value / 1000 if value > 1e11 else value
    else:
        try:
            seconds = moment(stripped, ZoneInfo(zone)).timestamp()
        except Unreadable:
            return None
    return seconds if _FIRST <= seconds <= _LAST else None


_FORMATS = {
    True: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M"],
    False: ["%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m-%d-%Y %H:%M"],
}


def _seconds(texts: list[str], zone: str) -> tuple[Numbers, bool | None]:
    """Seconds since 1970, NaN where unreadable; and whether the day stands before the month.

    What is written as ISO or in one of a few ways is read in one go, the rest one by one.
    """
    import duckdb
    import numpy as np
    import pyarrow as pa

    told = {day_first(text) for text in texts[:100_000]}
    slashed = None if told == {None} else not (False in told and True not in told)
    formats = _FORMATS[slashed is not False]
    with duckdb.connect() as engine:
        engine.execute(f"SET TimeZone = '{ZoneInfo(zone).key}'")
        engine.register("cells", pa.table({"cell": pa.array(texts, pa.string())}))
        column = engine.execute(
            r"""
            SELECT coalesce(epoch(CASE
                WHEN regexp_matches(cell, '^\s*\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}')
                THEN try_cast(cell AS TIMESTAMPTZ)
                ELSE timezone($zone, try_strptime(trim(cell), $formats))
            END), 'NaN'::DOUBLE) AS seconds FROM cells
            """,
            {"zone": ZoneInfo(zone).key, "formats": formats},
        ).fetchnumpy()["seconds"]
    seconds = np.ma.filled(column.astype(float), np.nan)
    seconds[(seconds < _FIRST) | (seconds > _LAST)] = np.nan
    rest = np.flatnonzero(np.isnan(seconds)).tolist()
    read_once: dict[str, float | None] = {}
    for at in rest:
        text = texts[at]
        if text not in read_once:
            read_once[text] = _slowly(text, zone, slashed is not False)
        seconds[at] = np.nan if read_once[text] is None else read_once[text]
    return seconds, slashed


def _slowly(text: str, zone: str, day_comes_first: bool) -> float | None:
    if _EPOCH.fullmatch(text.strip()):
        return _one(text, zone)
    try:
        seconds = moment(text, ZoneInfo(zone), day_comes_first=day_comes_first).timestamp()
    except Unreadable:
        return None
    return seconds if _FIRST <= seconds <= _LAST else None


def _even(seconds: Numbers) -> bool:
    """Whether all moments stand on a quarter of an hour, as stretches that are counted do."""
    return bool(len(seconds)) and bool((seconds % _QUARTER == 0).all())


def _counts(cells: list[str]) -> Numbers:
    import numpy as np

    def one(cell: str) -> float:
        if cell.isascii() and cell.isdigit() and len(cell) < 12:
            return float(cell)
        try:
            number = whole(cell)
        except (Unreadable, ArithmeticError):
            return float("nan")
        return float(number) if 0 <= number < 10**12 else float("nan")

    return np.array([one(cell) for cell in cells])


def _broken(cells: _Cells, good: NDArray[np.bool_]) -> tuple[Broken, ...]:
    import numpy as np

    bad = [
        Broken(cells.rows[at], cells.when[at][:60] or "–") for at in np.flatnonzero(~good).tolist()
    ]
    return tuple(sorted([*cells.torn, *bad], key=lambda broken: broken.row))


def _once(
    seconds: Numbers, ids: list[str], good: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], int]:
    """Leaves out rows of which both the id and the moment stood before."""
    if not ids:
        return good, 0
    seen: set[tuple[str, float]] = set()
    kept = good.copy()
    for at, (key, when) in enumerate(zip(ids, seconds.tolist(), strict=True)):
        if good[at] and key.strip():
            if (key, when) in seen:
                kept[at] = False
            seen.add((key, when))
    return kept, int(good.sum() - kept.sum())


def _check_times(found: Read, zone: str, file: Path) -> None:
    """Refuses moments that are all midnights: days, not hours."""
    import numpy as np

    days = np.unique(found.moments)
    if len(found.moments) == 0:
        raise BadInput(EMPTY, file=file)
    if len(days) > 1 and all(
        datetime.fromtimestamp(float(at), UTC).astimezone(ZoneInfo(zone)).strftime("%H%M%S")
        == "000000"
        for at in days[:2000]
    ):
        raise BadInput(NO_TIME, file=file)


def _spread(found: Read, counts: Numbers, file: Path) -> Read:
    """Counted messages as moments, evenly over their stretch."""
    import numpy as np

    total = float(counts.sum())
    if total > _MOST:
        raise BadInput(TOO_MANY, file=file, n=int(total), most=_MOST)
    if total == 0:
        raise BadInput(EMPTY, file=file)
    gaps = np.diff(np.unique(found.moments))
    length = float(gaps.min()) if len(gaps) else _HOUR_LONG
    if length >= _DAY_LONG:
        raise BadInput(NO_TIME, file=file)
    times = counts.astype(np.int64)
    starts = np.repeat(found.moments, times)
    place = np.arange(len(starts)) - np.repeat(np.cumsum(times) - times, times)
    part = (place + 0.5) / np.repeat(times, times)
    return replace(found, moments=starts + part * length, spread=length)
