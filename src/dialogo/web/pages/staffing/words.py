"""What the page says: the week as a table, the worst hours, days off, what would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dialogo.records.hours import Hours
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.team.staffing.document import DAYS
from dialogo.web.frame.filled import filled
from dialogo.web.pages.staffing.forms import WEEKDAYS
from dialogo.web.queries.staffing.week import WEEKS_AHEAD, HourShown, State, WeekShown

FULL_DAYS = (
    Text(en="Monday", it="lunedì"), Text(en="Tuesday", it="martedì"),
    Text(en="Wednesday", it="mercoledì"), Text(en="Thursday", it="giovedì"),
    Text(en="Friday", it="venerdì"), Text(en="Saturday", it="sabato"),
    Text(en="Sunday", it="domenica"),
)  # fmt: skip
# Each state with its shape, its class and its word.
STATES: dict[State, tuple[str, str, Text]] = {
    "closed": ("", "closed", Text(en="nobody needed", it="non serve nessuno")),
    "enough": ("✓", "ok", Text(en="enough", it="bastano")),
    "one": ("●", "watch", Text(en="one missing", it="ne manca una")),
    "more": ("◆", "mistake", Text(en="more missing", it="ne mancano di più")),
}
BOUNDS = {
    "erlang": Text(
        en="the promise within the hour (Erlang C)", it="la promessa entro l'ora (Erlang C)"
    ),
    "floor": Text(en="the work of the hour", it="il lavoro dell'ora"),
    "minimum": Text(en="the minimum of one", it="il minimo di una"),
    "backlog": Text(en="what has piled up before", it="ciò che si è accumulato prima"),
    "closed": Text(en="closed", it="chiuso"),
}
CELL = Text(
    en="{day} {hour}: {there} on shift, {needed} needed for {bound}; {state}",
    it="{day} {hour}: {there} di turno, ne servono {needed} per {bound}; {state}",
)
LACKS = Text(
    en="{day} from {hour}: {there} on shift, {needed} needed",
    it="{day} dalle {hour}: di turno {there}, ne servono {needed}",
)


@dataclass(frozen=True)
class CellShown:
    """An hour of the table: its two numbers, its mark, and all of it in words."""

    needed: str
    there: str
    shape: str
    kind: str
    says: str


def table(week: WeekShown, lang: Lang) -> list[tuple[str, list[CellShown]]]:
    """A row for each hour in which anybody is needed or there, a cell for each day."""
    by_place = {(one.weekday, one.hour): one for one in week.hours}
    used = [one.hour for one in week.hours if one.needed or one.there]
    return [
        (f"{hour:02}:00", [_cell(by_place[day, hour], lang) for day in range(7)])
        for hour in range(min(used, default=0), max(used, default=-1) + 1)
    ]


def _cell(one: HourShown, lang: Lang) -> CellShown:
    shape, kind, word = STATES[one.state]
    values = _values(one)
    says = CELL.say(lang, **values, bound=BOUNDS[one.bound], state=word)
    there = write(values["there"], lang) if one.there or one.needed else ""
    return CellShown(write(one.needed, lang) if one.needed else "", there, shape, kind, says)


def _values(one: HourShown) -> dict[str, Any]:
    there = round(one.there, 1)
    return {
        "day": FULL_DAYS[one.weekday],
        "hour": f"{one.hour:02}:00",
        "there": int(there) if there == int(there) else there,
        "needed": one.needed,
    }


def lacking(week: WeekShown, lang: Lang) -> list[str]:
    """The three hours that lack most people, in words."""
    return [LACKS.say(lang, **_values(one)).capitalize() for one in week.lacking[:3]]


ENOUGH = Text(
    en="The rota of this week has enough people for the promise in every hour.",
    it="I turni di questa settimana bastano per la promessa in ogni ora.",
)
ENOUGH_YET_LATE = Text(
    en="The rota of this week has the people that help in the hours worked; the promise takes more "
    "hours.",
    it="I turni di questa settimana hanno le persone utili nelle ore di lavoro; la promessa "
    "richiede più ore.",
)
LACKING = Text(
    en="In {short} of {open:hour|hours} of this week the rota has fewer people than the promise "
    "needs.",
    it="In {short:ora|ore} su {open} di questa settimana i turni hanno meno persone di "
    "quante ne servano per la promessa.",
)
NO_ROTA = Text(
    en="The promise needs {hours} on shift a week, {most:person|people} at once at the most. This "
    "week has no shifts yet.",
    it="La promessa richiede {hours} di turno a settimana, al massimo {most:persona|persone} "
    "insieme. In questa settimana non ci sono ancora turni.",
)


def summary(week: WeekShown, plan: dict[str, Any]) -> Text:
    """The week in one sentence."""
    if not week.any_shift:
        hours, most = sum(week.needed_hours), max(one.needed for one in week.hours)
        return filled(NO_ROTA, hours=Hours(round(hours, 2)), most=most)
    short = len(week.lacking)
    if not short:
        kept = plan["kept"]
        return ENOUGH if kept["reachable"] >= kept["asked"] else ENOUGH_YET_LATE
    opened = sum(bool(one.needed) for one in week.hours)
    return filled(_IN_ONE if short == 1 else LACKING, short=short, open=opened)


_IN_ONE = Text(
    en="In one of {open:hour|hours} of this week the rota has fewer people than the promise needs.",
    it="In un'ora su {open} di questa settimana i turni hanno meno persone di quante ne servano "
    "per la promessa.",
)


OFF = Text(
    en="{days} {n:|is a day|are days} off: what people write then is answered on the days after, "
    "which carry more.",
    it="{days} {n:|è un giorno|sono giorni} di chiusura: a ciò che si scrive allora si risponde "
    "nei giorni dopo, che ne hanno di più.",
)
OFF_OPEN = Text(
    en="{days} {n:|is a holiday|are holidays} on which the rota goes on.",
    it="{days} {n:|è una festività|sono festività} in cui i turni continuano.",
)
AFTER_OFF = Text(
    en="The week before ends with a day off, so that this one begins with more to answer.",
    it="La settimana prima finisce con un giorno di chiusura: questa comincia con più risposte da "
    "dare.",
)
ON_PAST = Text(
    en="On past holidays people wrote {share} of what they write on an ordinary day.",
    it="Nelle festività passate si è scritto {share:il} di un giorno normale.",
)
NO_PAST = Text(
    en="No past holiday is among the messages yet, so an ordinary day's are taken.",
    it="Fra i messaggi non c'è ancora nessuna festività: si prendono quelli di un giorno normale.",
)
NOT_YET = Text(
    en="It is planned as an ordinary week until it is within {weeks:week|weeks}.",
    it="È prevista come una settimana normale finché mancano più di {weeks:settimana|settimane}.",
)


def days_off(week: WeekShown, figures: dict[str, Any], now: date, lang: Lang) -> str:
    """What days off mean for a week; empty for an ordinary one, and for one that is over."""
    if not week.off and not week.own:
        return ""
    if week.monday + timedelta(days=7) <= now:
        return ""
    told = []
    if week.off:
        days = [FULL_DAYS[one].say(lang) for one in week.off]
        closed = all(not one.open for one in week.hours if one.weekday in week.off)
        says = OFF if closed or not week.own else OFF_OPEN
        told.append(says.say(lang, days=days, n=len(days)))
    elif week.own:
        told.append(AFTER_OFF.say(lang))
    if not week.own:
        told.append(NOT_YET.say(lang, weeks=WEEKS_AHEAD - 1))
    elif (past := figures["plan"]["arrivals"]["holidays"]) is not None:
        told.append(ON_PAST.say(lang, share=Share(past)))
    else:
        told.append(NO_PAST.say(lang))
    return " ".join(one[:1].upper() + one[1:] for one in told)


@dataclass(frozen=True)
class Kept:
    """A share of the promise kept, how sure it is, and where it comes from."""

    what: Text
    share: Share | None
    sure: Text


def shares(figures: dict[str, Any]) -> list[Kept]:
    """By simulation with the people needed, with this week's rota; and as it was last month."""
    plan, rota, month = figures["plan"]["kept"], figures["rota"], figures["kept"]
    told = [Kept(_WITH_PLAN, Share(plan["share"]), _band(plan))]
    if rota is not None:
        told.append(Kept(_WITH_ROTA, Share(rota["share"]), _band(rota)))
    value = None if month["value"] is None else Share(month["value"])
    told.append(Kept(_LAST_MONTH, value, filled(_OF, n=month["n"]) if month["n"] else _UNTOLD))
    return told


def _band(kept: dict[str, Any]) -> Text:
    return filled(_SIMULATED, low=Share(kept["low"]), high=Share(kept["high"]))


_WITH_PLAN = Text(en="With the people needed", it="Con le persone che servono")
_WITH_ROTA = Text(en="With this week's rota", it="Con i turni di questa settimana")
_LAST_MONTH = Text(en="In the last four weeks", it="Nelle ultime quattro settimane")
_SIMULATED = Text(
    en="simulated; {low} to {high} from month to month",
    it="simulato; fra {low} e {high} da un mese all'altro",
)
_OF = Text(en="as it was, of {n:question|questions}", it="com'è stato, su {n:domanda|domande}")
_UNTOLD = Text(en="nothing was promised or asked", it="nulla è stato promesso o chiesto")


def change(told: dict[str, Any], lang: Lang) -> str:
    """A what-if in a few words."""
    parts = []
    if "promise_minutes" in told:
        parts.append(_IF_PROMISE.say(lang, within=timedelta(minutes=told["promise_minutes"])))
    if people := told.get("people", 0):
        parts.append((_IF_MORE if people > 0 else _IF_FEWER).say(lang, n=abs(people)))
    if growth := told.get("growth", 0):
        parts.append((_IF_GROWTH if growth > 0 else _IF_LESS).say(lang, share=Share(abs(growth))))
    if campaign := told.get("campaign", {}):
        days = [WEEKDAYS[DAYS.index(day)].say(lang) for day in DAYS if day in campaign]
        share = Share(max(campaign.values()))
        parts.append(_IF_CAMPAIGN.say(lang, share=share, days=days))
    return "; ".join(parts)


_IF_PROMISE = Text(en="a promise of {within}", it="una promessa di {within}")
_IF_MORE = Text(
    en="{n:person|people} more in each hour", it="{n:persona|persone} in più in ogni ora"
)
_IF_FEWER = Text(
    en="{n:person|people} fewer in each hour", it="{n:persona|persone} in meno in ogni ora"
)
_IF_GROWTH = Text(en="{share} more messages", it="{share} di messaggi in più")
_IF_LESS = Text(en="{share} fewer messages", it="{share} di messaggi in meno")
_IF_CAMPAIGN = Text(
    en="a campaign with {share} more messages on {days}",
    it="una campagna con {share} di messaggi in più ({days})",
)
BECOMES = Text(
    en="With the same people the promise is kept for {after} instead of {before}.",
    it="Con le stesse persone la promessa è mantenuta per {after:il} invece che per {before:il}.",
)
FEWER_BECOMES = Text(
    en="The promise is kept for {after} instead of {before}, with {hours} on shift a week instead "
    "of {now}.",
    it="La promessa è mantenuta per {after:il} invece che per {before:il}, con {hours} di turno a "
    "settimana invece di {now}.",
)
SUFFICE = Text(
    en="No more hours on shift would be needed than there are now.",
    it="Non servirebbero più ore di turno di quante ce ne siano ora.",
)
MENDED = Text(
    en="Keeping it for {share} takes {hours} on shift a week; now it is {now}.",
    it="Per mantenerla con {share:il} servono {hours} di turno a settimana; ora sono {now}.",
)


def consequence(told: dict[str, Any], lang: Lang) -> list[str]:
    """What a what-if comes to, in one or two sentences."""
    before, after, mended = told["before"], told["after"], told["mended"]
    values = {"before": Share(before["share"]), "after": Share(after["share"])}
    now = Hours(before["people_hours_a_week"])
    if told["change"].get("people"):
        hours = Hours(after["people_hours_a_week"])
        return [FEWER_BECOMES.say(lang, **values, hours=hours, now=now)]
    hours = Hours(mended["people_hours_a_week"])
    if hours <= now:
        return [BECOMES.say(lang, **values), SUFFICE.say(lang)]
    mending = MENDED.say(lang, share=Share(mended["share"]), hours=hours, now=now)
    return [BECOMES.say(lang, **values), mending]


def day(monday: date, weekday: int) -> date:
    """A day of the week from `monday`."""
    return monday + timedelta(days=weekday)
