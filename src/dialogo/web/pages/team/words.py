"""What the page says of people: why they are away, how well they know a thing."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from dialogo.records.text import Lang, Text
from dialogo.web.models.team import Absence

KINDS = {
    Absence.HOLIDAY: Text(en="holiday", it="ferie"),
    Absence.SICK: Text(en="illness", it="malattia"),
    Absence.COURSE: Text(en="course", it="corso"),
    Absence.OTHER: Text(en="something else", it="altro"),
}
LEVELS = {
    1: Text(en="a little", it="un po'"),
    2: Text(en="well", it="bene"),
    3: Text(en="others ask them", it="gli altri chiedono a questa persona"),
}
STATES = {
    Absence.ASKED: Text(en="asked for", it="chiesta"),
    Absence.AGREED: Text(en="agreed", it="approvata"),
    Absence.REFUSED: Text(en="refused", it="respinta"),
}
ONE_DAY = Text(en="{day}", it="{day}")
DAYS = Text(en="{since} to {until}", it="dal {since} al {until}")
MORNING = Text(en="{day}, the morning", it="{day}, la mattina")
AFTERNOON = Text(en="{day}, the afternoon", it="{day}, il pomeriggio")


def span(absence: Absence, zone: ZoneInfo, lang: Lang) -> str:
    """The days of an absence, as they are there."""
    begun = absence.starts_at.astimezone(zone)
    last = (absence.ends_at - timedelta(seconds=1)).astimezone(zone)
    if begun.date() != last.date():
        return DAYS.say(lang, since=begun.date(), until=last.date())
    text = ONE_DAY
    if begun.hour >= 12:
        text = AFTERNOON
    elif last.hour < 12:
        text = MORNING
    return text.say(lang, day=begun.date())


def day(at: date, lang: Lang) -> str:
    """`23 Nov`."""
    return str(format_date(at, "d MMM", locale=lang))
