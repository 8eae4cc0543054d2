"""Promotion runs: advert after advert, with nothing in between.

Mistake   Offers come in blocks, so that whoever looks in finds only a shop window.
Practice  After three posts that sell, publish something that helps or asks.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.longest_promotion_run import LONGEST_PROMOTION_RUN, lately, longest
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=3,
    mistake=5,
    at_least=10,
    source=Source("docs/evidence/content-mix.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The longest run among the last posts; the posts of that run as evidence, the latest first."""
    run = longest(lately(records, window))
    return Reading(
        LONGEST_PROMOTION_RUN(records, window),
        of_posts(list(reversed(run))[:20]),
        words={
            "began": run[0]["moment"].date() if run else None,
            "ended": run[-1]["moment"].date() if run else None,
        },
    )


CHECK = Check(
    id="content/promotion-runs",
    belief="just-a-channel",
    title=Text(en="Advert after advert", it="Un annuncio dopo l'altro"),
    reads=frozenset({"posts"}),
    rung=1,
    weight=1,
    limit=LIMIT,
    unit="count",
    measure=measure,
    says=Text(
        en="{value} posts in a row sell, from {began} to {ended}, among the last {n}. The "
        "line is {watch}.",
        it="{value} post di fila vendono, {began:dal} {ended:al}, fra gli ultimi {n}. La "
        "soglia è di {watch}.",
    ),
    fine=Text(
        en="Among the last {n} posts, never more than {value} in a row {value:|sells|sell}.",
        it="Fra gli ultimi {n} post non ne vendono mai più di {value} di fila.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes ten posts, and there are {n}.",
        it="Non si può ancora dire: servono dieci post e ce ne sono {n}.",
    ),
    advice={
        "watch": Text(
            en="Move one of the next offers, and put an answer or a question to people in its "
            "place.",
            it="Spostate una delle prossime offerte e mettete al suo posto una risposta, o una "
            "domanda alla gente.",
        ),
        "mistake": Text(
            en="Open the calendar and part the offers: between one and the next, at least one post "
            "that helps or asks.",
            it="Aprite il calendario e distanziate le offerte: tra una e l'altra, almeno un post "
            "che serva o che chieda qualcosa.",
        ),
    },
    action="open-calendar",
)
