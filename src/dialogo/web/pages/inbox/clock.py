"""Moments and deadlines in the few words that a row of the list has room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dialogo.records.text import Lang, Text

# Below this much time left a deadline is near (house rule: one hour's work ahead).
NEAR = timedelta(hours=1)

DUE = Text(en="due in {span}", it="entro {span}")
DUE_NOW = Text(en="due now", it="scade ora")
LATE = Text(en="late by {span}", it="in ritardo di {span}")
BRIEF_LATE = Text(en="{span} late", it="ritardo {span}")
CLOSES = Text(en="closes in {span}", it="si chiude tra {span}")
CLOSED = Text(en="the network takes no more answers", it="la rete non accetta più risposte")
WAITS = Text(en="waits {span}", it="aspetta da {span}")
UNTIL = Text(en="until {moment}", it="fino a {moment}")
YESTERDAY = Text(en="yesterday", it="ieri")
TOMORROW = Text(en="tomorrow {time}", it="domani {time}")
BRIEF_DAYS = Text(en="{n}\u00a0d", it="{n}\u00a0g")
DAYS = Text(en="{n:day|days}", it="{n:giorno|giorni}")

_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
}
_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "it": ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
}


@dataclass(frozen=True)
class When:
    """`words`, and what they mean for whoever looks: "late", "soon" or nothing."""

    words: str
    kind: str = ""


def deadline(
    due: datetime | None,
    closes: datetime | None,
    since: datetime | None,
    now: datetime,
    lang: Lang,
    *,
    brief: bool = True,
) -> When | None:
    """What is to be said of a wait: the promise's end or the network's, whichever is sooner.

    None: nobody waits.
    """
    if since is None:
        return None
    if closes is not None and closes <= now:
        return When(CLOSED.say(lang), "late")
    if closes is not None and (due is None or closes < due):
        left = closes - now
        return When(
            CLOSES.say(lang, span=span(left, lang, brief=brief)), "soon" if left < NEAR else ""
        )
    if due is None:
        return When(WAITS.say(lang, span=span(now - since, lang, brief=brief)))
    left = due - now
    if abs(left) < timedelta(minutes=1):
        return When(DUE_NOW.say(lang), "soon")
    if left < timedelta(0):
        return When(
            (BRIEF_LATE if brief else LATE).say(lang, span=span(-left, lang, brief=brief)), "late"
        )
    return When(DUE.say(lang, span=span(left, lang, brief=brief)), "soon" if left < NEAR else "")


def span(length: timedelta, lang: Lang, *, brief: bool = False) -> str:
    """40 min, 3 h, 5 days (in brief: 5 d): always rounded down, since nobody plans by seconds."""
    minutes = max(int(length.total_seconds() // 60), 0)
    if minutes < 90:
        return f"{minutes}\u00a0min"
    if minutes < 36 * 60:
        return f"{minutes // 60}\u00a0h"
    return (BRIEF_DAYS if brief else DAYS).say(lang, n=minutes // (24 * 60))


def moment(at: datetime, now: datetime, lang: Lang) -> str:
    """14:05, yesterday, Tue, 12 Nov, 12 Nov 2024: as exact as its age deserves."""
    here, today = timezone.localtime(at), timezone.localtime(now)
    gone = (today.date() - here.date()).days
    if gone == 0:
        return _time(here)
    if gone == 1:
        return YESTERDAY.say(lang)
    if 0 < gone < 7:
        return _WEEKDAYS[lang][here.weekday()]
    return _day(here, today, lang)


def exact(at: datetime, now: datetime, lang: Lang) -> str:
    """The same with its time of day, also of what is still to come: Tue 9:00, 12 Nov 14:05."""
    here, today = timezone.localtime(at), timezone.localtime(now)
    gone = (today.date() - here.date()).days
    if gone == 0:
        return _time(here)
    if gone == 1:
        return f"{YESTERDAY.say(lang)} {_time(here)}"
    if gone == -1:
        return TOMORROW.say(lang, time=_time(here))
    if -7 < gone < 7:
        return f"{_WEEKDAYS[lang][here.weekday()]} {_time(here)}"
    return f"{_day(here, today, lang)}, {_time(here)}"


def _time(here: datetime) -> str:
    return f"{here.hour}:{here.minute:02}"


def _day(here: datetime, today: datetime, lang: Lang) -> str:
    day = f"{here.day} {_MONTHS[lang][here.month - 1]}"
    return day if here.year == today.year else f"{day} {here.year}"
