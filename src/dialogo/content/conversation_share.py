"""The share of posts that talk with people."""

from __future__ import annotations

from dialogo.content.purpose import share_of
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """See `share_of`: of the posts whose purpose is clear, with a 90 % Wilson interval."""
    return share_of("conversation", records, window)


CONVERSATION_SHARE = Measure(
    id="content/conversation-share",
    title=Text(en="Posts that talk with people", it="Post che conversano"),
    meaning=Text(
        en="Of the posts whose purpose is clear, the share that talk with people: they ask, "
        "thank, wish, or speak to somebody. Posts that nobody can be sure of count for no "
        "side.",
        it="Fra i post di cui è chiaro lo scopo, la quota di quelli che conversano: chiedono, "
        "ringraziano, augurano o si rivolgono a qualcuno. I post dallo scopo incerto non "
        "contano per nessuna parte.",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/content-mix.md", "definition"),
    compute=compute,
)
