"""Parts: the same measures over some of the dialogues only, by network, by need or by who answered.

Threads and waits are worked out once, on all that is recorded; a part then holds those of its
dialogues, and every measure of this folder reads them as it would read the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from dialogo.dialogue.dialogues import OPENINGS
from dialogo.dialogue.waits import WAITS
from dialogo.records.records import OPEN_HOURS, Records, View

if TYPE_CHECKING:
    import pyarrow as pa

By = Literal["network", "need", "agent"]

# A wait belongs to the network it was asked on, to the need that the message which began it voices,
# and to whoever wrote the answer that ended it: the first in its dialogue after the question. Who
# was never answered is nobody's. An opening belongs where its first message does.
_ENDED = """
    SELECT asked.node, arg_min(said.agent, answers.node) AS agent
    FROM waits
    JOIN exchanges AS asked USING (node)
    JOIN exchanges AS answers
      ON answers.opening = asked.opening AND answers.answer AND answers.node > asked.node
     AND answers.said_at = waits.answered_at
    JOIN nodes AS heads ON heads.node = answers.node
    JOIN messages AS said ON said.network = heads.network AND said.message_id = heads.id
    WHERE waits.answered_at IS NOT NULL
    GROUP BY asked.node
"""
_ABOUT = """
    LEFT JOIN message_labels AS labels
      ON labels.network = nodes.network AND labels.message_id = nodes.id
"""


@dataclass(frozen=True)
class Part:
    """`name` is the network, the need or the person; `records` its dialogues, to be measured."""

    name: str
    records: Records


class Parts:
    """What dialogues there were from `since` on; needs `records` whose texts have their labels."""

    def __init__(self, records: Records, since: datetime) -> None:
        self._whole = records
        self._waits = records.table(
            f"""
            SELECT waits.*, nodes.network, labels.need, nullif(trim(ended.agent), '') AS agent
            FROM waits JOIN nodes USING (node) {_ABOUT}
            LEFT JOIN ({_ENDED}) AS ended ON ended.node = waits.node
            WHERE asked_at >= $since
            """,
            WAITS,
            since=since,
        )
        self._openings = records.table(
            f"""
            SELECT openings.*, nodes.network, labels.need, NULL::VARCHAR AS agent
            FROM openings JOIN nodes USING (node) {_ABOUT}
            WHERE opened_at >= $since
            """,
            OPENINGS,
            since=since,
        )
        self._hours = records.table("FROM open_hours", OPEN_HOURS)
        # A measure asks whether there are messages, and what the plan promises.
        self._base = {
            "messages": records.table("FROM messages LIMIT 1"),
            "plan": records.table("FROM plan"),
        }

    def by(self, what: By, most: int) -> Iterator[Part]:
        """The parts, those of which most was asked first, then by name; at most so many."""
        import pyarrow.compute as pc  # start-up: only this question needs it

        counted = self._waits.group_by(what).aggregate([([], "count_all")]).to_pylist()
        named = [row for row in counted if row[what] is not None]
        named.sort(key=lambda row: (-row["count_all"], row[what]))
        for row in named[:most]:
            name = row[what]
            waits, openings = (
                table.filter(pc.equal(table[what], name)) for table in (self._waits, self._openings)
            )
            yield Part(name, self._part(waits, openings))

    def _part(self, waits: pa.Table, openings: pa.Table) -> Records:
        whole = self._whole
        part = Records(dict(self._base), whole.company, whole.until, whole.hours, whole.threads)
        for view, rows in ((WAITS, waits), (OPENINGS, openings), (OPEN_HOURS, self._hours)):
            part.table(f"FROM {view.name} LIMIT 0", _given(view.name, rows))
        return part


def _given(name: str, rows: pa.Table) -> View:
    """A view that is not worked out, but holds `rows`."""

    def make(records: Records) -> str:
        records.connection.register(f"_given_{name}", rows)
        return f"SELECT * FROM _given_{name}"

    return View(name, make)
