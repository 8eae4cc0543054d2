"""The share of posts that sell."""

from __future__ import annotations

from dialogo.content.purpose import share_of
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """See `share_of`: of the posts whose purpose is clear, with a 90 % Wilson interval."""
    return share_of("promotional", records, window)


PROMOTIONAL_SHARE = Measure(
    id="content/promotional-share",
    title=Text(en="Posts that sell", it="Post che vendono"),
    meaning=Text(
        en="Of the posts whose purpose is clear, the share that sell: they offer, ask to buy, "
        "show a product, or were pushed with money. Posts that nobody can be sure of count "
        "for no side (parts: unsure, at_least, at_most).",
        it="Fra i post di cui è chiaro lo scopo, la quota di quelli che vendono: offrono, "
        "invitano a comprare, mostrano un prodotto o sono stati spinti a pagamento. I post "
        "dallo scopo incerto non contano per nessuna parte (parti: unsure, at_least, "
        "at_most).",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/content-mix.md", "definition"),
    compute=compute,
)
