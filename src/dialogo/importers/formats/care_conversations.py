"""Customer-care conversations on X as one CSV of tweets, many brands and their customers together.

The columns are those of the public data set "Customer Support on Twitter". A brand's records are
all messages of every reply tree in which it wrote or which names it, so that a tree shared by two
brands is kept for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from dialogo.importers import csv_text
from dialogo.importers.format import Batch, Context, Format, Skip
from dialogo.importers.formats.care_trees import records_of_brands
from dialogo.importers.mending import unescaped
from dialogo.importers.upload import Upload
from dialogo.records import dates
from dialogo.records.numbers import Unreadable
from dialogo.records.text import Text

GROUP = 50_000
_NEEDED = frozenset({"tweetid", "authorid", "inbound", "createdat", "text", "inresponsetotweetid"})
_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("author", pa.string()),
        ("inbound", pa.bool_()),
        ("sent_at", pa.timestamp("us", "UTC")),
        ("text", pa.string()),
        ("parent", pa.string()),
        ("number", pa.int64()),
    ]
)
_MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
    "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
_UTC = ZoneInfo("UTC")

NO_ID = Text(en="this row has no id.", it="questa riga non ha id.")
NO_AUTHOR = Text(en="this row names no author.", it="questa riga non dice chi scrive.")
NOT_INBOUND = Text(
    en='"{text}" does not tell whether a customer wrote: True or False.',
    it='"{text}" non dice se ha scritto un cliente: True o False.',
)


def recognises(upload: Upload) -> bool:
    """By its columns."""
    return len(upload.names) == 1 and bool(csv_text.headers(upload, upload.names[0], _is_header))


def read(upload: Upload, context: Context) -> Iterator[Skip | Batch]:
    """Messages and posts of every brand, each under the brand's own name as its company."""
    (name,) = upload.names
    with TemporaryDirectory(prefix="dialogo-care-") as folder:
        staged = Path(folder) / "tweets.parquet"
        yield from _stage(upload, name, staged)
        for table, rows in records_of_brands(staged, Path(folder)):
            yield Batch(table, rows, name)


def _is_header(names: frozenset[str]) -> bool:
    return names >= _NEEDED


def _stage(upload: Upload, name: str, staged: Path) -> Iterator[Skip]:
    """Writes the tweets with their dates read; what cannot be used is yielded."""
    with pq.ParquetWriter(staged, _SCHEMA, compression="zstd") as writer:
        rows: list[tuple[object, ...]] = []
        for line in csv_text.lines(upload, name, _is_header):
            if isinstance(line, Skip):
                yield line
                continue
            tweet = _tweet(name, line)
            if isinstance(tweet, Skip):
                yield tweet
                continue
            rows.append(tweet)
            if len(rows) == GROUP:
                writer.write_table(_table(rows))
                rows = []
        writer.write_table(_table(rows))


def _table(rows: list[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(_SCHEMA)
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA
    )


def _tweet(name: str, line: csv_text.Line) -> tuple[object, ...] | Skip:
    cells = line.cells
    id_, author = _id(cells["tweet_id"]), cells["author_id"].strip()
    if not id_:
        return Skip(name, line.number, "tweet_id", NO_ID)
    if not author:
        return Skip(name, line.number, "author_id", NO_AUTHOR)
    inbound = cells["inbound"].strip().lower()
    if inbound not in ("true", "false"):
        return Skip(name, line.number, "inbound", NOT_INBOUND, {"text": cells["inbound"][:60]})
    try:
        sent_at = _moment(cells["created_at"])
    except Unreadable as error:
        return Skip(name, line.number, "created_at", error.reason, error.values)
    text = unescaped(cells["text"]).encode("utf-8", "replace").decode() or None
    parent = _id(cells["in_response_to_tweet_id"]) or None
    return id_, author, inbound == "true", sent_at, text, parent, line.number


def _id(text: str) -> str:
    """An id as text; a spreadsheet may have made 12 into 12.0."""
    return text.strip().removesuffix(".0")


def _moment(text: str) -> datetime:
    """`Tue Oct 31 22:10:47 +0000 2017`, read by its places, ten times faster than by pattern."""
    try:
        if text[19:26] == " +0000 " and len(text) == 30:
            return datetime(
                int(text[26:]), _MONTHS[text[4:7]], int(text[8:10]),
                int(text[11:13]), int(text[14:16]), int(text[17:19]), tzinfo=_UTC,
            )  # fmt: skip
    except (ValueError, KeyError):
        pass
    return dates.moment(text, _UTC)


CARE_CONVERSATIONS = Format(
    id="x/care-conversations",
    title=Text(en="Customer-care conversations on X", it="Conversazioni di assistenza su X"),
    how=Text(
        en="A CSV with the columns tweet_id, author_id, inbound, created_at, text and "
        "in_response_to_tweet_id.",
        it="Un CSV con le colonne tweet_id, author_id, inbound, created_at, text e "
        "in_response_to_tweet_id.",
    ),
    recognises=recognises,
    read=read,
)
