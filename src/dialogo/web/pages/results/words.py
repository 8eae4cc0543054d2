"""What the pages say of a post: how it stands at its age, who answered it, who was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any

from django.utils import timezone

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.web.frame.bands import banded
from dialogo.web.frame.filled import filled
from dialogo.web.queries.results import COUNTED, Reading, Shown

MARKS = {
    "above": ("▲", "ok", Text(en="more than usual", it="più del solito")),
    "below": ("▼", "watch", Text(en="less than usual", it="meno del solito")),
    "usual": ("≈", "unknown", Text(en="as usual", it="come al solito")),
    "few": ("○", "unknown", Text(en="cannot tell yet", it="non si può ancora dire")),
}
STANDS = Text(
    en="After {age} it had brought more than {below} of {n} earlier posts like it (likely more "
    "than {low} to {high} of all such posts).",
    it="Dopo {age} aveva ottenuto più di {below} dei {n} post precedenti dello stesso tipo "
    "(probabilmente più {low:del}–{high} di tutti quelli simili).",
)
FEW = Text(
    en="Too few to say: of {n:earlier post|earlier posts} like it we know what they had brought "
    "after {age}, and ten are needed.",
    it="Troppo pochi per dirlo: sappiamo che cosa avevano ottenuto dopo {age} {n} post precedenti "
    "dello stesso tipo, e ne servono dieci.",
)
NO_AGE = Text(
    en="It was not read near an hour, six hours, one, three, seven or thirty days after it went "
    "out, so that it cannot be compared yet.",
    it="Non è stato letto intorno a un'ora, sei ore, uno, tre, sette o trenta giorni dopo "
    "l'uscita: non si può ancora confrontare.",
)
OVER = {
    "followers": Text(
        en="{engagements} likes, comments, shares and saves after {age}: {rate} of {of} followers.",
        it="{engagements} fra mi piace, commenti, condivisioni e salvataggi dopo {age}: "
        "{rate:il} di {of} follower.",
    ),
    "reach": Text(
        en="{engagements} likes, comments, shares and saves after {age}: {rate} of {of} people "
        "reached.",
        it="{engagements} fra mi piace, commenti, condivisioni e salvataggi dopo {age}: "
        "{rate:il} delle {of} persone raggiunte.",
    ),
    "impressions": Text(
        en="{engagements} likes, comments, shares and saves after {age}: {rate} of the {of} "
        "times it was shown.",
        it="{engagements} fra mi piace, commenti, condivisioni e salvataggi dopo {age}: "
        "{rate:il} delle {of} volte in cui è stato mostrato.",
    ),
    "post": Text(
        en="{engagements} likes, comments, shares and saves after {age}; neither followers nor "
        "reach are on record to divide them by.",
        it="{engagements} fra mi piace, commenti, condivisioni e salvataggi dopo {age}; non "
        "sono registrati né follower né copertura per cui dividerli.",
    ),
}
NOBODY = Text(en="Nobody has written below it.", it="Nessuno ha scritto sotto.")
WROTE = Text(
    en="{people:person|people} wrote below it ({messages:message|messages})",
    it="sotto {people:|ha scritto una persona|hanno scritto {people} persone} "
    "({messages:messaggio|messaggi})",
)
NOBODY_ASKED = Text(en="nobody asked anything", it="nessuno ha chiesto nulla")
ASKED = Text(
    en="{answered} of {asked:question|questions} answered",
    it="risposta a {answered} di {asked:domanda|domande}",
)
HALF = Text(en="half within {wait}", it="la metà entro {wait}")
DOES = {
    "useful": Text(en="useful", it="utile"),
    "promotional": Text(en="promotional", it="promozionale"),
    "conversation": Text(en="conversation", it="conversazione"),
    "corporate": Text(en="corporate", it="istituzionale"),
    "unsure": Text(en="purpose unclear", it="scopo non chiaro"),
}
NAMES = {
    "likes": Text(en="likes", it="mi piace"),
    "comments": Text(en="comments", it="commenti"),
    "shares": Text(en="shares", it="condivisioni"),
    "saves": Text(en="saves", it="salvataggi"),
    "views": Text(en="views", it="riproduzioni"),
    "reach": Text(en="people reached", it="persone raggiunte"),
    "impressions": Text(en="times shown", it="volte mostrato"),
    "clicks": Text(en="clicks", it="clic"),
}


@dataclass(frozen=True)
class Said:
    """A post in words, with its mark. `waiting`: so many questions below it are unanswered."""

    shown: Shown
    shape: str
    kind: str
    state: Text
    stands: Text
    engaged: Text | None
    replies: Text
    waiting: int
    does: Text


def said_of(shown: Shown) -> Said:
    """One post in words."""
    told = shown.result.told
    stands = told.get("standing")
    shape, kind, state = MARKS[_verdict(stands)]
    replies = told["replies"]
    return Said(
        shown=shown,
        shape=shape,
        kind=kind,
        state=state,
        stands=_stands(told, stands) if stands else NO_AGE,
        engaged=_engaged(told, stands) if stands else None,
        replies=_replies(replies),
        waiting=replies["asked"] - replies["answered"],
        does=DOES[told["does"]],
    )


def _verdict(stands: dict[str, Any] | None) -> str:
    if stands is None or stands["share"] is None:
        return "few"
    if stands["low"] > 0.5:
        return "above"
    return "below" if stands["high"] < 0.5 else "usual"


def _stands(told: dict[str, Any], stands: dict[str, Any]) -> Text:
    age = timedelta(seconds=told["age"])
    if stands["share"] is None:
        return filled(FEW, n=stands["n"], age=age)
    below = round(stands["share"] * stands["n"])
    low, high = Share(stands["low"]), Share(stands["high"])
    return filled(STANDS, age=age, n=stands["n"], below=below, low=low, high=high)


def _engaged(told: dict[str, Any], stands: dict[str, Any]) -> Text:
    age = timedelta(seconds=told["age"])
    values: dict[str, object] = {"engagements": stands["engagements"], "age": age}
    if stands["of"]:
        values |= {"rate": Share(stands["rate"]), "of": round(stands["of"])}
    return filled(OVER[stands["base"]], **values)


def _replies(replies: dict[str, Any]) -> Text:
    if not replies["messages"]:
        return NOBODY
    parts = [filled(WROTE, people=replies["people"], messages=replies["messages"])]
    if not replies["asked"]:
        parts.append(NOBODY_ASKED)
    else:
        parts.append(filled(ASKED, answered=replies["answered"], asked=replies["asked"]))
        if replies["wait"] is not None:
            parts.append(filled(HALF, wait=timedelta(seconds=replies["wait"])))
    en, it = "; ".join(part.en for part in parts), "; ".join(part.it for part in parts)
    return Text(en=f"{en[:1].upper()}{en[1:]}.", it=f"{it[:1].upper()}{it[1:]}.")


def course(said: Said, lang: Lang) -> dict[str, Any] | None:
    """How it grew, beside the middle half of own earlier posts at the same ages."""
    told = said.shown.result.told
    line, band = told["line"], told["band"]
    if not line:
        return None
    last = max(age for age, *_ in [*line, *band])
    base = told["standing"]["base"]

    def place(age: float) -> float:
        return log(1 + age / 3600) / log(1 + last / 3600)

    def in_words(rate: float) -> str:
        return write(round(rate, 1) if base == "post" else Share(rate), lang)

    middle = {age: (low, high, n) for age, low, high, n in band}
    own = dict(line)
    return {
        "question": Text(
            en="How did it grow, beside own earlier posts?",
            it="Come è cresciuto, accanto ai post precedenti?",
        ).say(lang),
        "answer": said.state.say(lang).capitalize() + ".",
        "svg": banded(
            [(0.0, 0.0), *((place(age), rate) for age, rate in line)],
            [(0.0, 0.0, 0.0), *((place(age), low, high) for age, low, high, _ in band)]
            if band
            else [],
            Text(en="went out", it="uscita").say(lang),
            write(timedelta(seconds=last), lang),
            in_words(line[-1][1]),
        ),
        "key": Text(
            en="The line is this post, the band the middle half of own earlier posts of the same "
            "network and form. Early hours are drawn wider.",
            it="La linea è questo post, la fascia la metà centrale dei post precedenti della "
            "stessa rete e forma. Le prime ore sono disegnate più larghe.",
        ).say(lang),
        "heads": tuple(
            head.say(lang)
            for head in (
                Text(en="age", it="età"),
                Text(en="this post", it="questo post"),
                Text(en="middle half from", it="metà centrale da"),
                Text(en="to", it="a"),
                Text(en="of posts", it="di post"),
            )
        ),
        "rows": [
            (
                write(timedelta(seconds=age), lang),
                in_words(own[age]) if age in own else "–",
                in_words(middle[age][0]) if age in middle else "–",
                in_words(middle[age][1]) if age in middle else "–",
                write(middle[age][2], lang) if age in middle else "–",
            )
            for age in sorted({*own, *middle})
        ],
    }


def counts(readings: Sequence[Reading], lang: Lang) -> dict[str, Any] | None:
    """Every reading as a table: only what the network tells."""
    names = [name for name in COUNTED if any(one.counts[name] is not None for one in readings)]
    if not names:
        return None
    return {
        "heads": [
            Text(en="read", it="letto").say(lang),
            *(NAMES[name].say(lang) for name in names),
        ],
        "rows": [
            (_moment(one, lang), *(_count(one.counts[name], lang) for name in names))
            for one in readings
        ],
    }


def _moment(one: Reading, lang: Lang) -> str:
    at = timezone.localtime(one.at) if isinstance(one.at, datetime) else one.at
    return write(at, lang)


def _count(count: int | None, lang: Lang) -> str:
    return "–" if count is None else write(count, lang)
