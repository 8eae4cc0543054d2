"""An export format: how it is recognised by its content, and how its rows become records.

Adding a format is one module in `formats/` that holds a `Format`; nothing is registered by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dialogo.importers.meanings import Meanings
from dialogo.records.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.importers.upload import Upload


@dataclass(frozen=True)
class Row:
    """A row for `table`, its values under the columns' names, in their Python types.

    `company` may be left out: the row then belongs to `Context.company`. Times are aware
    datetimes. Columns that Dialogo does not know go into `extra` (a dict of header to text).
    `number` is the row's place in `file` (1 = the first data row), for messages.
    """

    table: str
    values: dict[str, Any]
    file: str
    number: int | None = None


@dataclass(frozen=True)
class Batch:
    """Many rows for `table` at once, for formats of millions: an Arrow table with (some of) its
    columns, in types that cast to theirs."""

    table: str
    rows: pa.Table
    file: str


@dataclass(frozen=True)
class Skip:
    """A row that was left out: where it stood and why, in both languages."""

    file: str
    row: int | None
    column: str | None
    reason: Text
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a file does not say of itself.

    `company` owns the rows of files that name none; `accounts` are the company's own account
    names, where a file does not tell which author is the company; `zone` is the IANA zone of
    local times without one; `day_first` decides 03/04/2026 where the file itself does not.
    `meanings` is what the words of time trackers mean.
    """

    company: str
    accounts: frozenset[str] = frozenset()
    zone: str = "UTC"
    day_first: bool = True
    meanings: Meanings = field(default_factory=Meanings)


@dataclass(frozen=True)
class Format:
    """`recognises` looks at names and first bytes only; `read` streams, and never holds the whole.

    `how` tells a person where to download it. `read` raises `BadInput` when the file as a whole
    cannot be used, and yields a `Skip` for a row that cannot.
    """

    id: str
    title: Text
    how: Text
    recognises: Callable[[Upload], bool]
    read: Callable[[Upload, Context], Iterator[Row | Skip | Batch]]
