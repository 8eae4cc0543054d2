"""Followers, not a community: the audience is counted, and hardly anybody in it takes part.

Mistake   The number of followers is the goal; nobody asks how many of them ever say a word.
Practice  Count the people who write, give them reasons to, and answer when they do.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.community.active_per_thousand_followers import ACTIVE_PER_THOUSAND_FOLLOWERS
from dialogo.community.silent_posts import seen_in_silence
from dialogo.records.network_names import network_name
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=5,
    mistake=1,
    at_least=100,
    source=Source("docs/evidence/community.md", "weak"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """Members per 1000 followers; the posts most seen under which nobody wrote as evidence."""
    figure = ACTIVE_PER_THOUSAND_FOLLOWERS(records, window)
    evidence = of_posts(seen_in_silence(records, window))
    networks = figure.parts.get("networks", ())
    names = [network_name(name) for name in networks] if isinstance(networks, tuple) else []
    return Reading(figure, evidence, words={**figure.parts, "networks": names})


CHECK = Check(
    id="community/followers-not-community",
    belief="roi-right-away",
    title=Text(en="Followers, not a community", it="Follower, non una comunità"),
    reads=frozenset({"audience", "messages"}),
    rung=3,
    weight=2,
    unit="ratio",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of {n} followers ({networks}), {members} wrote in the last 90 days: {value} in "
        "a thousand.",
        it="Su {n} follower ({networks}), {members:ha|hanno} scritto negli ultimi 90 "
        "giorni: {value} su mille.",
    ),
    fine=Text(
        en="People take part: for every thousand followers, {value} people wrote in the "
        "last 90 days.",
        it="La gente partecipa: ogni mille follower, {value} persone hanno scritto negli "
        "ultimi 90 giorni.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes a network with 100 followers or more of which messages "
        "are recorded too ({n} followers so far).",
        it="Non si può ancora dire: serve una rete con almeno 100 follower di cui siano registrati "
        "anche i messaggi (finora {n} follower).",
    ),
    advice={
        "watch": Text(
            en="Ask the followers something that you need to know, and answer everybody who "
            "replies. The posts in the evidence were seen and drew no word.",
            it="Chiedete ai follower qualcosa che vi serve davvero sapere e rispondete a chiunque "
            "reagisca. I post fra le prove sono stati visti e non hanno mosso una parola.",
        ),
        "mistake": Text(
            en="Leave the number of followers out of the goals. Aim at people who write: begin "
            "with the needs that they voice, and be there when they answer.",
            it="Togliete il numero di follower dagli obiettivi. Puntate alle persone che scrivono: "
            "partite dai bisogni che esprimono e fatevi trovare quando rispondono.",
        ),
    },
    action="draft-for-need",
)
