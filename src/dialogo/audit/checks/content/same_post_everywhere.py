"""The same post everywhere: one text is poured into every network.

Mistake   People who follow on two networks read it twice, and on neither does it speak their way.
Practice  Tell the same thing as each network's people talk, or choose where it belongs.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.same_post_everywhere import SAME_POST_EVERYWHERE, copied
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.5,
    mistake=0.8,
    at_least=10,
    source=Source("docs/evidence/same-post-everywhere.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of copied posts; one post of each copied text as evidence."""
    figure = SAME_POST_EVERYWHERE(records, window)
    return Reading(
        figure,
        of_posts(copied(records, window)[:20]),
        words={
            "count": figure.parts.get("count", 0),
            "networks": figure.parts.get("networks", 0),
        },
    )


CHECK = Check(
    id="content/same-post-everywhere",
    belief="your-own",
    title=Text(en="The same post everywhere", it="Lo stesso post ovunque"),
    reads=frozenset({"posts"}),
    rung=2,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{count} of {n} posts went out word for word on several networks on the same day "
        "({value}). The line is {watch}.",
        it="{count} post su {n} {count:|è uscito identico|sono usciti identici} su più reti "
        "nello stesso giorno ({value}). La soglia è {watch:del}.",
    ),
    fine=Text(
        en="{count} of {n} posts went out word for word on several networks ({value}).",
        it="{count} post su {n} {count:|è uscito identico|sono usciti identici} su più reti "
        "({value}).",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes posts on two networks or more, ten in all.",
        it="Non si può ancora dire: servono post su almeno due reti, dieci in tutto.",
    ),
    advice={
        "watch": Text(
            en="For the next post, change the first line for each network: what do its people come "
            "there for?",
            it="Per il prossimo post cambiate la prima riga su ogni rete: che cosa ci viene a "
            "cercare la sua gente?",
        ),
        "mistake": Text(
            en="Choose the network on which you answer best and write for it first; on the others "
            "publish less, in their own way.",
            it="Scegliete la rete su cui rispondete meglio e scrivete prima per quella; sulle "
            "altre pubblicate meno, alla loro maniera.",
        ),
    },
    action="open-posts",
)
