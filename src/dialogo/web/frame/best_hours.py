"""Best hours in words and as a small table, wherever somebody chooses an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import get_day_names

from dialogo.content.best_hours import HOURS, POSTS, WEEKS, BestHours, Cell
from dialogo.records.text import Lang, Text
from dialogo.web.queries.content.best_hours import span_of

MOST = 4  # stretches that are named

TOO_LITTLE = Text(
    en="Too little is known yet to tell hours apart: it takes {posts} posts whose figures were "
    "read a day after, or {weeks} weeks of messages.",
    it="Non si sa ancora abbastanza per distinguere le ore: servono {posts} post con i dati letti "
    "dopo un giorno, o {weeks} settimane di messaggi.",
)
NOTHING = Text(
    en="There is nothing to tell between hours yet: what {n:post|posts} brought differs no more "
    "than by chance.",
    it="Tra le ore non c'è ancora niente da dire: i risultati di {n:post|post} differiscono solo "
    "per caso.",
)
NOTHING_WRITTEN = Text(
    en="There is nothing to tell between hours yet: people write to you about as much at any hour "
    "({n:message|messages}).",
    it="Tra le ore non c'è ancora niente da dire: le persone scrivono più o meno a ogni ora "
    "({n:messaggio|messaggi}).",
)
MORE = Text(
    en="Your posts brought more than usual on {best}, by {n:post|posts} of the last year. What was "
    "posted then may be a reason, too.",
    it="I vostri post hanno reso più del solito {best}, secondo {n:post|post} dell'ultimo anno. "
    "Può dipendere anche da che cosa si pubblicava allora.",
)
WRITE = Text(
    en="People write to you most on {best} ({n:message|messages}); too few posts have figures to "
    "say more.",
    it="Le persone vi scrivono soprattutto {best} ({n:messaggio|messaggi}); i post con dati sono "
    "troppo pochi per dire di più.",
)
SURELY = {
    1: Text(en="more than usual", it="più del solito"),
    0: Text(en="nothing to tell", it="niente da dire"),
    -1: Text(en="less than usual", it="meno del solito"),
}
EMPTY = Text(en="nothing known", it="non si sa")


@dataclass(frozen=True)
class Square:
    """A stretch of the table: `heat` from -2 to 2, None where nothing is known."""

    sign: str
    heat: int | None
    says: str


@dataclass(frozen=True)
class Told:
    """`table` holds a row a day: its name and eight squares; empty where nothing is known."""

    sentence: str
    best: bool
    table: Sequence[tuple[str, Sequence[Square]]]
    columns: Sequence[str] = tuple(f"{hour}–{hour + HOURS}" for hour in range(0, 24, HOURS))


def told(found: BestHours | None, lang: Lang) -> Told:
    """What is known of hours, in the reader's language."""
    if found is None:
        return Told(TOO_LITTLE.say(lang, posts=POSTS, weeks=WEEKS), best=False, table=())
    written = found.basis == "messages"
    best = [_called(cell, lang) for cell in found.best[:MOST]]
    says = (WRITE if written else MORE) if best else (NOTHING_WRITTEN if written else NOTHING)
    names = get_day_names("abbreviated", locale=lang)
    table = [
        (names[day], [_square(found, (day, stretch), lang) for stretch in range(24 // HOURS)])
        for day in range(7)
    ]
    return Told(says.say(lang, n=found.n, best=best), bool(best), table)


def _called(cell: Cell, lang: Lang) -> str:
    since, until = span_of(cell)
    day = get_day_names("wide", locale=lang)[cell[0]]
    return f"{day} {since}–{until}"


def _square(found: BestHours, cell: Cell, lang: Lang) -> Square:
    one = found.cells.get(cell)
    if one is None:
        return Square("", None, EMPTY.say(lang))
    widest = max(abs(each.mean) for each in found.cells.values()) or 1
    heat = round(2 * one.mean / widest)
    return Square({1: "▲", 0: "·", -1: "▽"}[one.tells], heat, SURELY[one.tells].say(lang))
