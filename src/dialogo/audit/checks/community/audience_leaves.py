"""The audience leaves: there are fewer followers than there were.

Mistake   Losses hide behind the total; nobody looks at what was said on the days people left.
Practice  Read the weeks in which followers go, and change what sent them away.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.community.follower_growth import FOLLOWER_GROWTH, posts_on_worst_days
from dialogo.records.records import Records
from dialogo.records.share import Share
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.0,
    mistake=-0.03,
    at_least=2,
    source=Source("docs/evidence/audience.md", "house rule"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """The growth of the audience; posts of the days on which most people left as evidence."""
    figure = FOLLOWER_GROWTH(records, window)
    share = None if figure.value is None else Share(abs(float(figure.value)))
    evidence = of_posts(posts_on_worst_days(records, window))
    return Reading(figure, evidence, words={**figure.parts, "share": share})


CHECK = Check(
    id="community/audience-leaves",
    belief="just-a-channel",
    title=Text(en="The audience leaves", it="Il pubblico se ne va"),
    reads=frozenset({"audience"}),
    rung=2,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="In the last 90 days the followers went from {first} to {last}: {lost} fewer ({share}).",
        it="Negli ultimi 90 giorni i follower sono passati da {first} a {last}: {lost} in "
        "meno ({share}).",
    ),
    fine=Text(
        en="The audience holds: from {first} to {last} followers in the last 90 days.",
        it="Il pubblico tiene: da {first} a {last} follower negli ultimi 90 giorni.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes two counts of an account's followers four weeks apart, "
        "in the last 90 days ({n} counts so far).",
        it="Non si può ancora dire: servono due conteggi dei follower di un profilo a quattro "
        "settimane di distanza, negli ultimi 90 giorni (finora {n}).",
    ),
    advice={
        "watch": Text(
            en="Look at the posts of the days on which most people left. If they sell, answer a "
            "need instead next week.",
            it="Guardate i post dei giorni in cui se n'è andata più gente. Se vendono, la prossima "
            "settimana rispondete invece a un bisogno.",
        ),
        "mistake": Text(
            en="Stop what the posts in the evidence have in common for two weeks, publish only "
            "what answers a question people ask, and see whether the loss stops.",
            it="Fermate per due settimane ciò che i post fra le prove hanno in comune, pubblicate "
            "solo ciò che risponde a una domanda della gente e guardate se la perdita si ferma.",
        ),
    },
    action="open-posts",
)
