"""Found needs: what a company's people ask for, where nothing but its records is at hand."""

from __future__ import annotations

from dialogo.language.messages import label_messages
from dialogo.language.need_groups import Groups
from dialogo.language.need_growth import FIRST, Asked, grown
from dialogo.language.taught import Taught
from dialogo.records.records import Records

LOOKED_AT = 50_000  # messages: the latest, so that many more cost no more

_SAID = f"""
    SELECT text, network || ' ' || author AS author FROM messages
    WHERE author_kind = 'customer' AND text IS NOT NULL
    ORDER BY sent_at DESC, network, message_id LIMIT {LOOKED_AT}
"""


def needs_found(records: Records) -> Taught:
    """The needs in the messages of the one company that `records` are narrowed to.

    The same records give the same needs, wherever and as often as they are looked for.
    """
    import pyarrow.compute as pc  # start-up: the command line imports this floor for its help

    rows = records.table(_SAID)
    if rows.num_rows < FIRST:
        return Taught()
    texts, authors = (rows[name].combine_chunks() for name in ("text", "author"))
    labels = label_messages(texts)
    asks = pc.not_equal(labels["needs_answer"], "no").combine_chunks()
    spoken, needs = (labels[name].combine_chunks() for name in ("language", "need"))
    columns = (one.filter(asks) for one in (texts, spoken, authors, needs))
    return Taught(needs=grown(Groups(), Asked(*columns)))
