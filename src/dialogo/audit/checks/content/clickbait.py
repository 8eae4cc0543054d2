"""Clickbait: posts shout, hold back what they are about, and have nothing behind it.

Mistake   A sensation is promised to win a click; people come once, and trust goes.
Practice  Say in the first line what the reader gets, and give it.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.clickbait_share import CLICKBAIT_SHARE, clickbait
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.05,
    mistake=0.15,
    at_least=10,
    source=Source("docs/evidence/clickbait.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of clickbait; those posts as evidence, the most clicked first."""
    figure = CLICKBAIT_SHARE(records, window)
    return Reading(
        figure,
        of_posts(clickbait(records, window)[:20]),
        words={"count": figure.parts.get("count", 0)},
    )


CHECK = Check(
    id="content/clickbait",
    belief="just-a-channel",
    title=Text(en="Clickbait", it="Esche per i clic"),
    reads=frozenset({"posts"}),
    rung=1,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the posts promise a sensation and do not say what it is ({count} of "
        "{n}). The line is {watch}.",
        it="{value:Il} dei post promette qualcosa di clamoroso senza dire che cosa ({count} "
        "su {n}). La soglia è {watch:del}.",
    ),
    fine=Text(
        en="Posts say what they are about: {count} of {n} {count:|holds|hold} it back.",
        it="I post dicono di che cosa parlano: {count} su {n} lo {count:|tace|tacciono}.",
    ),
    unknown=Text(
        en="We cannot tell yet: {n} posts with text. It takes ten.",
        it="Non si può ancora dire: {n} post con un testo. Ne servono dieci.",
    ),
    advice={
        "watch": Text(
            en="Rewrite the first line of these posts: what the reader will know or be able to do.",
            it="Riscrivete la prima riga di questi post: che cosa saprà o potrà fare chi legge.",
        ),
        "mistake": Text(
            en="Stop writing for the click. Take what these posts point at and tell it in the post "
            "itself; where there is nothing to tell, leave it out.",
            it="Smettete di scrivere per il clic. Prendete ciò a cui questi post alludono e "
            "raccontatelo nel post; dove non c'è nulla da raccontare, lasciate perdere.",
        ),
    },
    action="open-posts",
)
