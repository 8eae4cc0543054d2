"""Labelling: every text of the records gets its labels once, and keeps them.

The texts come through the engine a batch at a time and never become Python objects (docs/models/
says how many a second).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts
from dialogo.language.tone import tones
from dialogo.records.records import Records
from dialogo.records.tables.labels import MESSAGE_LABELS, POST_LABELS

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.need_groups import Groups
    from dialogo.language.taught import Taught
    from dialogo.records.schema import Table

# What judged: to be raised with every change of a model, so that old labels can be told apart.
MODEL = "models 2"

# Texts in one batch: large enough that the engine's work shows, small enough for 2 at a time.
BATCH = 20_000
THREADS = 2

_POSTS = """
    SELECT company, network, post_id, text FROM posts AS p
    WHERE NOT EXISTS (
        SELECT 1 FROM post_labels AS l
        WHERE l.company = p.company AND l.network = p.network AND l.post_id = p.post_id
    )
"""
_MESSAGES = """
    SELECT company, network, message_id, text FROM messages AS m
    WHERE author_kind = 'customer' AND NOT EXISTS (
        SELECT 1 FROM message_labels AS l
        WHERE l.company = m.company AND l.network = m.network AND l.message_id = m.message_id
    )
"""
# Labels of people, of files and of an endpoint may say nothing of the tone.
_UNFELT = "SELECT count(*) AS n FROM message_labels WHERE tone IS NULL"
_KEPT_WITH_TEXT = """
    SELECT l.*, CASE WHEN l.tone IS NULL THEN m.text END AS text
    FROM message_labels AS l LEFT JOIN messages AS m USING (company, network, message_id)
"""


def judge(taught: Taught | None) -> str:
    """What stands in the column `model` of labels made with what a workspace knows of its own."""
    return f"{MODEL} + own {taught.own.number}" if taught and taught.own else MODEL


def labelled(records: Records, taught: Taught | None = None) -> Records:
    """The same records, with labels for every post and every customer's message that has none, and
    a tone in every message's.

    `taught` is what their workspace knows of its own.
    """
    import pyarrow as pa  # start-up: as in fold

    posts = _missing(records, _POSTS, POST_LABELS, label_posts, taught)
    messages = _missing(records, _MESSAGES, MESSAGE_LABELS, label_messages, taught)
    unfelt = records.row(_UNFELT)["n"]
    groups = taught.needs if taught else None
    if not (posts.num_rows or messages.num_rows or unfelt or (groups and groups.into)):
        return records
    asked = _felt(records, taught) if unfelt else _kept(records, MESSAGE_LABELS)
    tables = {
        **records.tables,
        POST_LABELS.name: pa.concat_tables([_kept(records, POST_LABELS), posts]),
        MESSAGE_LABELS.name: pa.concat_tables([_called(asked, groups), messages]),
    }
    return replace(records, tables=tables)


def _missing(
    records: Records,
    sql: str,
    table: Table,
    label: Callable[[pa.Array, Taught | None], pa.Table],
    taught: Taught | None,
) -> pa.Table:
    """New rows of a label table for the texts that `sql` names, labelled batch by batch."""
    import pyarrow as pa  # start-up: as in fold

    said = pa.scalar(judge(taught))

    def rows_of(batch: pa.RecordBatch) -> pa.Table:
        rows = label(batch.column("text"), taught)
        for place, name in enumerate(table.key):
            rows = rows.add_column(place, name, batch.column(name))
        rows = rows.append_column("model", pa.repeat(said, batch.num_rows))
        return rows.select(table.arrow.names).cast(table.arrow)

    batches = records.connection.sql(sql).to_arrow_reader(BATCH)
    with ThreadPoolExecutor(THREADS) as pool:
        done = list(_a_few_ahead(pool, rows_of, batches))
    return pa.concat_tables(done) if done else table.arrow.empty_table()


def _a_few_ahead(
    pool: ThreadPoolExecutor,
    work: Callable[[pa.RecordBatch], pa.Table],
    batches: pa.RecordBatchReader,
) -> Iterator[pa.Table]:
    """`work` on every batch, in order, no more batches in memory than threads need."""
    waiting = []
    for batch in batches:
        waiting.append(pool.submit(work, batch))
        if len(waiting) > THREADS:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _kept(records: Records, table: Table) -> pa.Table:
    """The labels that there were, of the records' company."""
    return records.table(f"SELECT * FROM {table.name}").cast(table.arrow)


def _felt(records: Records, taught: Taught | None) -> pa.Table:
    """The labels of messages that there were, with a tone where they had none."""
    import pyarrow.compute as pc  # start-up: as in fold

    rows = records.table(_KEPT_WITH_TEXT)
    place = MESSAGE_LABELS.arrow.get_field_index("tone")
    tone = tones(rows["text"].combine_chunks(), taught).names
    told = pc.coalesce(rows["tone"], tone)
    return rows.drop_columns("text").set_column(place, "tone", told).cast(MESSAGE_LABELS.arrow)


def _called(labels: pa.Table, groups: Groups | None) -> pa.Table:
    """What was kept of a need that has been joined to another is of that other need."""
    import pyarrow as pa  # start-up: as in fold
    import pyarrow.compute as pc

    if not (groups and groups.into):
        return labels
    place = labels.schema.get_field_index("need")
    said = pc.unique(labels["need"])
    called = pa.array([name and groups.called(name) for name in said.to_pylist()], pa.string())
    needs = called.take(pc.index_in(labels["need"], said).combine_chunks())
    return labels.set_column(place, labels.schema.field(place), needs)
