"""Nothing useful: hardly a post helps whoever reads it.

Mistake   The company talks of itself and its wares; nobody would miss the page if it closed.
Practice  Let a third of the posts answer a question that people really have.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.purpose import CLEAR, latest
from dialogo.content.useful_share import USEFUL_SHARE
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.3,
    mistake=0.15,
    at_least=10,
    worse="below",
    source=Source("docs/evidence/content-mix.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of posts that help; the latest clear ones that do not as evidence."""
    figure = USEFUL_SHARE(records, window)
    others = [does for does in CLEAR if does != "useful"]
    return Reading(
        figure,
        of_posts(latest(records, window, others)),
        words={"count": figure.parts.get("count", 0)},
    )


CHECK = Check(
    id="content/nothing-useful",
    belief="just-a-channel",
    title=Text(en="Nothing useful", it="Niente di utile"),
    reads=frozenset({"posts"}),
    rung=1,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the posts whose purpose is clear help whoever reads them ({count} of "
        "{n}). The line is {watch}.",
        it="Serve a chi legge {value:il} dei post dallo scopo chiaro ({count} su {n}). La "
        "soglia è {watch:del}.",
    ),
    fine=Text(
        en="{value} of the posts whose purpose is clear help whoever reads them ({count} of {n}).",
        it="Serve a chi legge {value:il} dei post dallo scopo chiaro ({count} su {n}).",
    ),
    unknown=Text(
        en="We cannot tell yet: the purpose of only {n} posts is clear. Import more posts, or say "
        "what the unclear ones do.",
        it="Non si può ancora dire: è chiaro lo scopo di appena {n} post. Importate altri post, o "
        "dite che cosa fanno quelli incerti.",
    ),
    advice={
        "watch": Text(
            en="Take the question that came most often this month and answer it in a post, for "
            "everybody.",
            it="Prendete la domanda arrivata più spesso questo mese e rispondete con un post, per "
            "tutti.",
        ),
        "mistake": Text(
            en="Write down the five questions people ask most, and give each a post: how to do it, "
            "when, where, how much. They are the first rung; nothing above holds without them.",
            it="Scrivete le cinque domande più frequenti e dedicate un post a ciascuna: come si "
            "fa, quando, dove, quanto costa. Sono il primo gradino: senza, nulla sta in piedi.",
        ),
    },
    action="draft-for-need",
)
