"""Since when something is so, as people say it: since yesterday 18:40, since Tuesday 9:05."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from dialogo.records.text import Lang, Text, write

TODAY = Text(en="since {time} today", it="da oggi alle {time}")
YESTERDAY = Text(en="since yesterday {time}", it="da ieri alle {time}")
DAYS = (
    Text(en="since Monday {time}", it="da lunedì alle {time}"),
    Text(en="since Tuesday {time}", it="da martedì alle {time}"),
    Text(en="since Wednesday {time}", it="da mercoledì alle {time}"),
    Text(en="since Thursday {time}", it="da giovedì alle {time}"),
    Text(en="since Friday {time}", it="da venerdì alle {time}"),
    Text(en="since Saturday {time}", it="da sabato alle {time}"),
    Text(en="since Sunday {time}", it="da domenica alle {time}"),
)
LONG_AGO = Text(en="since {day}", it="{day:dal}")
_A_WEEK = timedelta(days=7)


def since(moment: datetime, now: datetime, lang: Lang) -> str:
    """`moment` as somebody says it at `now`, both in the reader's zone; after a week, the day."""
    here, today = timezone.localtime(moment), timezone.localtime(now).date()
    time = f"{here.hour}:{here.minute:02}"
    gone = today - here.date()
    if not timedelta(0) <= gone < _A_WEEK:
        return LONG_AGO.say(lang, day=write(here.date(), lang))
    if gone.days == 0:
        return TODAY.say(lang, time=time)
    if gone.days == 1:
        return YESTERDAY.say(lang, time=time)
    return DAYS[here.weekday()].say(lang, time=time)
