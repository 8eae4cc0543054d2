"""The share of posts that help whoever reads them."""

from __future__ import annotations

from dialogo.content.purpose import share_of
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """See `share_of`: of the posts whose purpose is clear, with a 90 % Wilson interval."""
    return share_of("useful", records, window)


USEFUL_SHARE = Measure(
    id="content/useful-share",
    title=Text(en="Posts that help", it="Post utili"),
    meaning=Text(
        en="Of the posts whose purpose is clear, the share that help whoever reads them: how "
        "to do something, what to know, when you are open. Posts that nobody can be sure of "
        "count for no side.",
        it="Fra i post di cui è chiaro lo scopo, la quota di quelli che servono a chi legge: "
        "come si fa una cosa, che cosa sapere, quando si è aperti. I post dallo scopo "
        "incerto non contano per nessuna parte.",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/content-mix.md", "definition"),
    compute=compute,
)
