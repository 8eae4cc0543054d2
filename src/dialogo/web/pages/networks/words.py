"""What the page says of an account: its freshness, its figures, its followers as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.web.frame.drawing import line
from dialogo.web.frame.filled import filled
from dialogo.web.models.networks import NetworkAccount
from dialogo.web.queries.networks import OnRecord

FRESH = Text(en="up to date", it="aggiornata")
OLD = Text(en="nothing newer than {age}", it="nulla di più recente di {age}")
IMPORT = Text(
    en="Nothing newer than {age} is on record: import the newest export.",
    it="Non c'è nulla di più recente di {age}: importate l'esportazione più recente.",
)
NONE_ASKED = Text(en="nobody asked", it="nessuno ha chiesto")
TOO_SHORT = Text(en="cannot tell yet", it="non si può ancora dire")
A_WEEK = Text(en="{number} posts a week", it="{number} post alla settimana")
ANSWERED = Text(
    en="{share} of {asked:question|questions}", it="{share:il} di {asked:domanda|domande}"
)
FOLLOWERS = Text(en="How many follow?", it="Quanti seguono?")
CAPTION = Text(en="Followers on {network} {account}", it="Follower su {network} {account}")
NOW = Text(en="{now} on {day}.", it="{now} il {day}.")
SINCE = Text(en="{change} since {day}.", it="{change} dal {day}.")


@dataclass(frozen=True)
class Said:
    """An account in words."""

    one: OnRecord
    freshness: Text
    to_do: Text | None
    posts: Text
    answered: Text
    picture: dict[str, Any] | None


def said_of(one: OnRecord, lang: Lang) -> Said:
    """One account in words."""
    account = one.account
    pace = account.posts_a_week
    share = Share(account.answered / account.asked) if account.asked else None
    return Said(
        one=one,
        freshness=filled(OLD, age=one.old) if one.old else FRESH,
        to_do=filled(IMPORT, age=one.old) if one.old else None,
        posts=filled(A_WEEK, number=pace) if pace is not None else TOO_SHORT,
        answered=filled(ANSWERED, share=share, asked=account.asked) if share else NONE_ASKED,
        picture=_followers(account, lang),
    )


def summary(found: Sequence[OnRecord]) -> Text | None:
    """The page in one sentence."""
    if not found:
        return None
    old = [one for one in found if one.old]
    if not old:
        return filled(
            Text(
                en="{n:account is|accounts are} on record, all up to date.",
                it="{n:profilo registrato, aggiornato|profili registrati, tutti aggiornati}.",
            ),
            n=len(found),
        )
    return filled(
        Text(
            en="{n:account is|accounts are} on record; for {old} of them the newest export is "
            "missing.",
            it="{n:profilo registrato|profili registrati}; per {old} manca l'esportazione più "
            "recente.",
        ),
        n=len(found),
        old=len(old),
    )


def _followers(account: NetworkAccount, lang: Lang) -> dict[str, Any] | None:
    """Followers week by week; None below three readings."""
    readings = account.followers
    if len(readings) < 3:
        return None
    days = [date.fromisoformat(day) for day, _ in readings]
    counts = [count for _, count in readings]
    change = counts[-1] - counts[0]
    signed = ("+" if change > 0 else "−" if change < 0 else "") + write(abs(change), lang)
    answer = NOW.say(lang, now=counts[-1], day=days[-1])
    return {
        "question": FOLLOWERS.say(lang),
        "answer": f"{answer} {SINCE.say(lang, change=signed, day=days[0])}",
        "svg": line(
            counts,
            write(days[0], lang),
            write(days[-1], lang),
            write(counts[-1], lang),
            from_zero=False,
        ),
        "key": Text(
            en="The floor of the drawing is the lowest reading ({lowest}), not zero.",
            it="Il fondo del disegno è il valore più basso ({lowest}), non lo zero.",
        ).say(lang, lowest=min(counts)),
        "caption": CAPTION.say(
            lang, network=network_name(account.network), account=account.account
        ).strip(),
        "heads": (
            Text(en="day", it="giorno").say(lang),
            Text(en="followers", it="follower").say(lang),
        ),
        "rows": [
            (write(day, lang), write(count, lang)) for day, count in zip(days, counts, strict=True)
        ],
    }
