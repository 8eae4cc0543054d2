"""The needs in a file of messages: what its people ask for, found before any row is labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.need_groups import Groups

BATCH = 20_000
# Of a larger file only the first messages that want an answer are looked at, so that its size is
# never held in memory.
LOOKED_AT = 200_000


def groups_in(texts: Iterable[str]) -> Groups:
    """The groups of needs in texts; whoever wrote them is not known, so each text is a person's,
    and the same text is the same person's."""
    import pyarrow as pa  # start-up: the command line imports this file for its help

    from dialogo.language.need_groups import Groups
    from dialogo.language.need_growth import Asked, grown

    asked = pa.concat_tables(_asking(texts))
    columns = (asked[name].combine_chunks() for name in ("text", "language", "author", "need"))
    return grown(Groups(), Asked(*columns))


def _asking(texts: Iterable[str]) -> list[pa.Table]:
    import pyarrow as pa  # start-up, as above
    import pyarrow.compute as pc

    from dialogo.language.messages import label_messages

    rest, found, count = iter(texts), [], 0
    schema = {"text": pa.string(), "language": pa.string(), "author": pa.string(),
              "need": pa.string()}  # fmt: skip
    while count < LOOKED_AT and (some := list(islice(_one_each(rest), BATCH))):
        column = pa.array(some, pa.string())
        labels = label_messages(column)
        rows = pa.table([column, labels["language"], column, labels["need"]], names=list(schema))
        asks = pc.not_equal(labels["needs_answer"], "no")
        found.append(rows.filter(asks).cast(pa.schema(schema)))
        count += found[-1].num_rows
    return found or [pa.schema(schema).empty_table()]


def _one_each(texts: Iterator[str]) -> Iterator[str]:
    """The texts, without those that repeat the one before."""
    last = None
    for text in texts:
        if text != last:
            yield text
        last = text
