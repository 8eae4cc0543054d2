"""Irregular presence: weeks of silence between bursts of posts.

Mistake   The page wakes up for a launch and falls asleep after it; people stop looking.
Practice  Keep a rhythm that the team can hold in a bad week, and fill silences before they come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.evidence import of_posts
from dialogo.content.longest_silence import LONGEST_SILENCE, silences
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=14,
    mistake=28,
    at_least=28,
    source=Source("docs/evidence/cadence.md", "house rule"),
)
# Records with fewer posts than this are more likely to lack posts than to tell of silence.
_POSTS = 5


def measure(records: Records, window: Window) -> Reading:
    """The longest silence (n: days looked at); the posts that ended the longest as evidence.

    Cannot be told where fewer than five posts are recorded up to the end of the window. Videos
    break a silence but prove none: YouTube exports those that were seen, not those that came out.
    """
    figure = LONGEST_SILENCE(records, window)
    known = records.row(
        "SELECT count(*) AS posts FROM posts WHERE published_at <= $as_of AND network <> 'youtube'",
        as_of=window.as_of,
    )["posts"]
    stretches = silences(records, window)
    return Reading(
        figure if known >= _POSTS else replace(figure, value=None),
        tuple(_broke(records, stretch) for stretch in stretches[:20] if _long(stretch)),
        words={
            "began": stretches[0]["began"].date(),
            "ended": stretches[0]["ended"].date(),
            "posts": known,
        },
    )


def _long(stretch: dict[str, object]) -> bool:
    days = stretch["days"]
    return isinstance(days, float) and days > LIMIT.watch and stretch["post_id"] is not None


def _broke(records: Records, stretch: dict[str, object]) -> Evidence:
    """The post that ended a silence."""
    rows = records.rows(
        "SELECT network, post_id, text, url FROM posts"
        " WHERE network = $network AND post_id = $post_id",
        network=stretch["network"],
        post_id=stretch["post_id"],
    )
    silence = timedelta(days=float(str(stretch["days"])))
    days = Text(
        en=f"after {silence.days} days of silence", it=f"dopo {silence.days} giorni di silenzio"
    )
    return of_posts(rows[:1], days)[0]


CHECK = Check(
    id="content/irregular-presence",
    belief="just-a-channel",
    title=Text(en="Irregular presence", it="Presenza irregolare"),
    reads=frozenset({"posts"}),
    rung=2,
    weight=2,
    limit=LIMIT,
    unit="days",
    measure=measure,
    says=Text(
        en="The longest silence lasted {value}, from {began} to {ended}. The line is {watch}.",
        it="Il silenzio più lungo è durato {value}, {began:dal} {ended:al}. La soglia è di "
        "{watch}.",
    ),
    fine=Text(
        en="In {n} days the longest silence lasted {value}.",
        it="In {n} giorni il silenzio più lungo è durato {value}.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes four weeks and five posts on record; {n} days are.",
        it="Non si può ancora dire: servono quattro settimane e cinque post registrati; i giorni "
        "registrati sono {n}.",
    ),
    advice={
        "watch": Text(
            en="Choose a day and an hour that can be kept every week, and keep two posts ready for "
            "the weeks in which nobody has time.",
            it="Scegliete un giorno e un'ora che si possano mantenere ogni settimana, e tenete "
            "pronti due post per le settimane in cui nessuno ha tempo.",
        ),
        "mistake": Text(
            en="Plan less and keep it: one useful post a week, named in the calendar with who "
            "writes it. Come back by answering, before announcing anything.",
            it="Programmate meno, ma con costanza: un post utile a settimana, in calendario, con "
            "il nome di chi lo scrive. Tornate rispondendo, prima di annunciare qualsiasi cosa.",
        ),
    },
    action="plan-posts",
)
