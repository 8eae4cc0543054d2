"""Advert barrage: most of what goes out sells, and people learn to look away.

Mistake   Every post is an offer; nobody is met, helped or asked, and following brings only adverts.
Practice  Let at most three posts in ten sell; give the others to what people need and say.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.promotional_share import PROMOTIONAL_SHARE
from dialogo.content.purpose import CLEAR, latest
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.3,
    mistake=0.5,
    at_least=10,
    source=Source("docs/evidence/content-mix.md", "weak"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of posts that sell, and how many of the last ten do; those posts as evidence."""
    last = latest(records, window, CLEAR, limit=10)
    figure = PROMOTIONAL_SHARE(records, window)
    return Reading(
        figure,
        of_posts(latest(records, window, ("promotional",))),
        words={
            "count": figure.parts.get("count", 0),
            "lately": len(last),
            "recent": sum(post["does"] == "promotional" for post in last),
        },
    )


CHECK = Check(
    id="content/advert-barrage",
    belief="just-a-channel",
    title=Text(en="Advert barrage", it="Raffica di annunci"),
    reads=frozenset({"posts"}),
    rung=1,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{recent} of the last {lately} posts {recent:|sells|sell}, and {value} of all "
        "whose purpose is clear ({count} of {n}). The line is {watch}.",
        it="Degli ultimi {lately} post {recent:vende|vendono}; in tutto il periodo vende "
        "{value:il} di quelli dallo scopo chiaro ({count} su {n}). La soglia è "
        "{watch:del}.",
    ),
    fine=Text(
        en="{value} of the posts whose purpose is clear sell ({count} of {n}): there is "
        "room for everything else.",
        it="Vende {value:il} dei post dallo scopo chiaro ({count} su {n}): c'è spazio per "
        "tutto il resto.",
    ),
    unknown=Text(
        en="We cannot tell yet: the purpose of only {n} posts is clear. Import more posts, or say "
        "what the unclear ones do.",
        it="Non si può ancora dire: è chiaro lo scopo di appena {n} post. Importate altri post, o "
        "dite che cosa fanno quelli incerti.",
    ),
    advice={
        "watch": Text(
            en="Before the next offer, publish two posts that answer what people asked this week.",
            it="Prima della prossima offerta pubblicate due post che rispondano a ciò che la gente "
            "ha chiesto questa settimana.",
        ),
        "mistake": Text(
            en="Hold back the offers that are planned, and fill their place with answers to the "
            "questions people ask most. Sell again when at most three posts in ten do.",
            it="Sospendete le offerte in programma e al loro posto rispondete alle domande più "
            "frequenti. Tornate a vendere quando lo fanno al massimo tre post su dieci.",
        ),
    },
    action="open-posts",
)
