"""Monologue: the company publishes, and hardly ever answers.

Mistake   A dozen posts go out for each person who gets an answer; nobody talks to a loudspeaker.
Practice  Answer at least as often as you publish; publish less before you answer less.
"""

from __future__ import annotations

from dataclasses import replace

from dialogo.audit.check import Check, Limit, Reading
from dialogo.dialogue.posts_per_reply import POSTS_PER_REPLY
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=2,
    mistake=4,
    at_least=20,
    source=Source("docs/evidence/posts-per-reply.md", "medium"),
)
# Records with fewer posts than this are more likely to lack posts than to tell of their number.
_POSTS = 5


def measure(records: Records, window: Window) -> Reading:
    """Posts for each human answer, with both counts.

    Cannot be told with fewer than five posts: an export of conversations holds a stray post or two.
    """
    figure = POSTS_PER_REPLY(records, window)
    words: dict[str, object] = {"posts": 0, "replies": 0, **figure.parts}
    stray = words["posts"] in range(_POSTS)
    return Reading(replace(figure, value=None) if stray else figure, words=words)


CHECK = Check(
    id="dialogue/monologue",
    belief="just-a-channel",
    title=Text(en="Monologue", it="Monologo"),
    reads=frozenset({"posts", "messages"}),
    rung=3,
    weight=3,
    limit=LIMIT,
    unit="ratio",
    measure=measure,
    says=Text(
        en="{value} posts go out for each answer: {posts:post|posts}, {replies:answer|answers}.",
        it="Escono {value} post per ogni risposta: {posts} post, {replies:risposta|risposte}.",
    ),
    fine=Text(
        en="The company talks with people: {replies:answer|answers} beside {posts:post|posts}.",
        it="L'azienda parla con la gente: {replies:risposta|risposte} accanto a {posts} post.",
    ),
    advice={
        "watch": Text(
            en="Set a time each day for answering that comes before the time for publishing.",
            it="Ogni giorno fissate un'ora per rispondere, e che venga prima di quella per "
            "pubblicare.",
        ),
        "mistake": Text(
            en="Halve the posts for a month and give that time to answers: ask something in each "
            "post, and stay for the conversation.",
            it="Per un mese dimezzate i post e date quel tempo alle risposte: in ogni post fate "
            "una domanda, e restate a parlare.",
        ),
    },
    action="open-waiting",
)
