"""Needs without content: people keep asking for the same things, and no post deals with them.

Mistake   The same question is answered a hundred times, or never, and the calendar ignores it.
Practice  Let what people ask decide what is published: a useful post for every need they voice.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.content.needs import NEEDS_UNSERVED, large, unserved, voiced, voicing
from dialogo.language.needs import title_of
from dialogo.records.records import Records
from dialogo.records.share import Share
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.3,
    mistake=0.6,
    at_least=20,
    source=Source("docs/evidence/needs.md", "house rule"),
)
# Records with fewer posts than this are more likely to lack posts than to tell what they leave out:
# an export of conversations holds a stray post or two.
_POSTS = 5
_NAMED = 4  # needs told in the sentence and shown with messages, the most voiced first


def measure(records: Records, window: Window) -> Reading:
    """The share of voiced needs that nothing serves; messages that voice them as evidence.

    Cannot be told where fewer than five posts are recorded up to the end of the window.
    """
    figure = NEEDS_UNSERVED(records, window)
    known = records.row(
        "SELECT count(*) AS posts FROM posts WHERE published_at <= $as_of", as_of=window.as_of
    )["posts"]
    if known < _POSTS:
        figure = replace(figure, value=None)
    needs = [row["need"] for row in unserved(large(voiced(records, window)))][:_NAMED]
    served = None if figure.value is None else Share(1 - float(figure.value))
    return Reading(
        figure,
        tuple(chain.from_iterable(_voices(records, window, need) for need in needs)),
        words={"needs": [title_of(need) for need in needs], "served": served},
    )


def _voices(records: Records, window: Window, need: str) -> tuple[Evidence, ...]:
    return of_messages(voicing(records, window, need, limit=20 // _NAMED), title_of(need))


CHECK = Check(
    id="content/needs-without-content",
    belief="just-a-channel",
    title=Text(en="Needs without content", it="Bisogni senza contenuti"),
    reads=frozenset({"posts", "messages"}),
    rung=1,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the {n} messages that voice a need find no useful post about it. "
        "What is asked most: {needs}.",
        it="Per {value:il} dei {n} messaggi che esprimono un bisogno non c'è un post utile "
        "che ne parli. Si chiede soprattutto: {needs}.",
    ),
    fine=Text(
        en="{served} of the {n} messages that voice a need find a useful post about it.",
        it="Per {served:il} dei {n} messaggi che esprimono un bisogno c'è un post utile che "
        "ne parla.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes 20 messages that voice a need ({n} do) and five posts. "
        "Import the messages and comments people send you, and your posts.",
        it="Non si può ancora dire: servono 20 messaggi che esprimono un bisogno (finora {n}) e "
        "cinque post. Importate i messaggi e i commenti che ricevete, e i vostri post.",
    ),
    advice={
        "watch": Text(
            en="Turn the best answer you gave this month into a post, so that the next person "
            "finds it without asking.",
            it="Trasformate in un post la migliore risposta data questo mese, così chi viene dopo "
            "la trova senza chiedere.",
        ),
        "mistake": Text(
            en="Draft one useful post for each need in the list, the most voiced first, before "
            "anything else is planned.",
            it="Preparate un post utile per ogni bisogno dell'elenco, cominciando dal più "
            "frequente, prima di programmare altro.",
        ),
    },
    action="draft-for-need",
)
