"""What `dialogo staffing` reads of what-ifs and shows of a plan: a table, a CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from dialogo.cli.arrivals import Read
from dialogo.records.errors import BadInput
from dialogo.records.hours import Hours
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.team.staffing.document import document, hours
from dialogo.team.staffing.what_if import Change, Consequence

if TYPE_CHECKING:
    from dialogo.team.staffing.plan import Plan

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NO_CHANGE = Text(
    en='"{given}" is no what-if. Write promise=30, share=0.95, handling=5, people=-1, growth=+20% '
    "or campaign=+50%@tue,wed.",
    it="«{given}» non è un «che cosa succede se». Scrivete promise=30, share=0.95, handling=5, "
    "people=-1, growth=+20% o campaign=+50%@tue,wed.",
)


def changes(told: Sequence[str]) -> list[Change]:
    """The what-ifs; raises `BadInput` for one that is none."""
    return [_change(one) for one in told]


def _change(told: str) -> Change:
    kind, _, value = told.strip().lower().replace(" ", "").partition("=")
    try:
        match kind:
            case "promise" if float(value) > 0:
                return Change(within=timedelta(minutes=float(value)))
            case "share" if 0 < float(value) < 1:
                return Change(share=float(value))
            case "handling" if 0 < float(value) <= 1440:
                return Change(each=timedelta(minutes=float(value)))
            case "people":
                return Change(people=int(value))
            case "growth" if _percent(value) >= -1:
                return Change(growth=_percent(value))
            case "campaign":
                more, _, days = value.partition("@")
                named = [_DAYS.index(day[:3]) for day in days.split(",")] if days else range(7)
                if _percent(more) >= -1:
                    return Change(campaign=dict.fromkeys(named, _percent(more)))
    except (ValueError, OverflowError):
        pass
    raise BadInput(_NO_CHANGE, given=told)


def _percent(value: str) -> float:
    found = re.fullmatch(r"([+-]?\d{1,5}(?:\.\d+)?)%?", value)
    if found is None:
        raise ValueError(value)
    return float(found[1]) / 100


def show(
    found: Plan, consequences: Sequence[Consequence], got: Read, form: str, lang: Lang
) -> None:
    """Writes the plan to standard output."""
    match form:
        case "json":
            whole = document(found, consequences)
            whole["read"] = _read(got)
            click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        case "csv":
            rows = hours(found)
            text = io.StringIO()
            writer = csv.DictWriter(text, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            click.echo(text.getvalue(), nl=False)
        case _:
            click.echo("\n".join(_table(found, consequences, lang)))


def _read(got: Read) -> dict[str, Any]:
    return {
        "column": got.column,
        "rows": got.rows,
        "left_out": len(got.broken),
        "first_left_out": [{"row": one.row, "text": one.text} for one in got.broken[:20]],
        "repeated_ids": got.repeated,
        "own_messages": got.ours,
        "counted_per_minutes": None if got.spread is None else got.spread / 60,
        "day_before_month": got.day_first,
    }


_MARKS = {"erlang": "e", "floor": "w", "minimum": "m", "backlog": "b", "closed": ""}
_HEAD = Text(
    en="People on shift by hour of the week ({zone})",
    it="Persone di turno per ora della settimana ({zone})",
)
_WEEKDAYS = Text(en="Mon Tue Wed Thu Fri Sat Sun", it="lun mar mer gio ven sab dom")
_KEY = Text(
    en="What asks for so many: e Erlang C, w the work (floor), m the minimum, b what has piled up "
    "(backlog). Blank: closed.",
    it="Che cosa le richiede: e Erlang C, w il lavoro, m il minimo, b ciò che si è accumulato. "
    "Vuoto: chiuso.",
)
_SEEN = Text(
    en="{n:message|messages} in {days:day|days}; {ahead} a week expected, in a busy hour up to "
    "{most} planned for.",
    it="{n:messaggio|messaggi} in {days:giorno|giorni}; attesi {ahead} a settimana, nell'ora di "
    "punta previsti fino a {most}.",
)
_HOURS = Text(
    en="{hours} on shift a week, {people:person|people} at once at the most.",
    it="{hours} di turno a settimana, al massimo {people:persona|persone} insieme.",
)
_KEPT = Text(
    en="Kept within {promise}: {share} ({low} to {high} by month, simulated); asked: {asked}.",
    it="Mantenuta entro {promise}: {share} ({low}–{high} da un mese all'altro, simulato); "
    "richiesta: {asked}.",
)
_CANNOT = Text(
    en="Within these opening hours no more than {most} can be kept. Open longer, promise more "
    "time, or let the promise run in service hours.",
    it="Con questi orari non se ne può mantenere più {most:del}. Orari più lunghi, una promessa "
    "più ampia, o una promessa che corre solo in servizio.",
)
_WHAT_IF = Text(
    en="What if {what}: {before} becomes {after} with the same people; {hours} a week would keep "
    "{mended} (now {now}).",
    it="Se {what}: da {before} si va a {after} con le stesse persone; con {hours} a settimana si "
    "mantiene {mended} (ora {now}).",
)
_FEWER = Text(
    en="What if {what}: {before} becomes {after}, with {hours} a week instead of {now}.",
    it="Se {what}: da {before} si va a {after}, con {hours} a settimana invece di {now}.",
)


def _table(found: Plan, consequences: Sequence[Consequence], lang: Lang) -> list[str]:
    question = found.question
    lines = [_HEAD.say(lang, zone=question.rates.arrivals.zone), ""]
    lines.append("     " + "".join(f"{day:>6}" for day in _WEEKDAYS.say(lang).split()))
    worked = {hour.hour for hour in found.hours if hour.bound != "closed"}
    for hour in range(min(worked), max(worked) + 1):
        cells = [found.hours[day * 24 + hour] for day in range(7)]
        told = [
            f"{cell.people:>5}{_MARKS[cell.bound]}" if cell.bound != "closed" else " " * 6
            for cell in cells
        ]
        lines.append(f"{hour:02}:00" + "".join(told).rstrip())
    kept = found.kept
    lines += [
        "",
        _KEY.say(lang),
        _SEEN.say(
            lang,
            n=len(question.rates.arrivals),
            days=question.rates.arrivals.days,
            ahead=round(question.rates.a_week, 1),
            most=round(max(hour.planned for hour in found.hours), 1),
        ),
        _HOURS.say(
            lang, hours=Hours(found.people_hours), people=max(h.people for h in found.hours)
        ),
        _KEPT.say(
            lang, promise=question.promise.within, share=Share(kept.share), low=Share(kept.low),
            high=Share(kept.high), asked=Share(question.promise.share),
        ),
    ]  # fmt: skip
    if found.reachable < question.promise.share:
        lines.append(_CANNOT.say(lang, most=Share(found.reachable)))
    return lines + [_consequence(one, lang) for one in consequences]


def _consequence(one: Consequence, lang: Lang) -> str:
    words = _FEWER if one.change.people else _WHAT_IF
    return words.say(
        lang,
        what=said(one.change, lang),
        before=Share(one.before.share),
        after=Share(one.after.share),
        hours=Hours(one.hours_after if one.change.people else one.hours_mended),
        mended=Share(one.mended.kept.share),
        now=Hours(one.hours),
    )


_SAID = {
    "within": Text(en="the promise is {value}", it="la promessa è di {value}"),
    "share": Text(en="{value} are to be in time", it="ne vanno mantenute {value}"),
    "each": Text(en="an answer takes {value}", it="una risposta richiede {value}"),
    "more": Text(
        en="{value:person is|people are} added to each hour",
        it="{value:|si aggiunge|si aggiungono} {value:persona|persone} a ogni ora",
    ),
    "fewer": Text(
        en="{value:person is|people are} taken from each hour, down to the minimum",
        it="{value:|si toglie|si tolgono} {value:persona|persone} a ogni ora, fino al minimo",
    ),
    "growth": Text(en="messages change by {value}", it="i messaggi cambiano {value:del}"),
    "campaign": Text(
        en="a campaign changes them by {value} on {days}",
        it="una campagna li cambia {value:del} di {days}",
    ),
}


def said(change: Change, lang: Lang) -> str:
    """A change in a few words."""
    days = _WEEKDAYS.say(lang).split()
    told: list[tuple[bool, str, dict[str, Any]]] = [
        (change.within is not None, "within", {"value": change.within}),
        (change.share is not None, "share", {"value": Share(change.share or 0)}),
        (change.each is not None, "each", {"value": change.each}),
        (change.people > 0, "more", {"value": change.people}),
        (change.people < 0, "fewer", {"value": -change.people}),
        (bool(change.growth), "growth", {"value": Share(change.growth)}),
        (
            bool(change.campaign),
            "campaign",
            {
                "value": Share(max(change.campaign.values(), default=0)),
                "days": ", ".join(days[day] for day in sorted(change.campaign)),
            },
        ),
    ]
    return ", ".join(_SAID[name].say(lang, **values) for there, name, values in told if there)
