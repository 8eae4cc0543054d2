"""Best hours in words and as a small table, wherever somebody chooses an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import get_day_names

from dialogo.content.best_hours import HOURS, POSTS, WEEKS, BestHours, Cell, OnNetwork
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.queries.content.best_hours import span_of

MOST = 3  # stretches that are named

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
STRETCH = Text(
    en="{hours} ({mean} more, likely {low} to {high})",
    it="{hours} (il {mean} in più, probabilmente {low:dal} {high:al})",
)
ON = Text(
    en="On {network}: {best}, by {n:post|posts}.", it="Su {network}: {best}, secondo {n:post|post}."
)
ON_NOTHING = Text(
    en="On {network} there is nothing to tell between hours yet ({n:post|posts}).",
    it="Su {network} tra le ore non c'è ancora niente da dire ({n:post|post}).",
)
ON_FEW = Text(
    en="On {network} the figures of {n:post are|posts are} known, and {posts} are needed: until "
    "then what all networks tell together stands for it.",
    it="Su {network} si conoscono i dati di {n:post|post}, e ne servono {posts}: fino ad allora "
    "vale ciò che dicono tutte le reti insieme.",
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
    """`networks` says the same of each network; `table` holds a row a day: its name and eight
    squares; empty where nothing is known. `of` is the one network that it is about, or empty."""

    sentence: str
    best: bool
    table: Sequence[tuple[str, Sequence[Square]]]
    networks: Sequence[str] = ()
    of: str = ""
    columns: Sequence[str] = tuple(f"{hour}–{hour + HOURS}" for hour in range(0, 24, HOURS))


def told(found: BestHours | None, lang: Lang, network: str = "") -> Told:
    """What is known of hours, in the reader's language; with a `network` first what is known of
    that, and where that is too little, what stands for it."""
    if found is None:
        return Told(TOO_LITTLE.say(lang, posts=POSTS, weeks=WEEKS), best=False, table=())
    known = (
        {network: found.networks.get(network, OnNetwork(0, None))} if network else found.networks
    )
    lines = [_on(name, one, lang) for name, one in known.items()]
    own = known[network].hours if network else None
    of = network_name(network, lang) if own else ""
    whole = own or found
    names = get_day_names("abbreviated", locale=lang)
    table = [
        (names[day], [_square(whole, (day, stretch), lang) for stretch in range(24 // HOURS)])
        for day in range(7)
    ]
    if own:
        return Told(lines[0], bool(own.best), table, of=of)
    alone = not network and len(known) < 2
    return Told(_whole(found, lang), bool(found.best), table, () if alone else lines)


def _whole(found: BestHours, lang: Lang) -> str:
    written = found.basis == "messages"
    best = [_called(found, cell, lang) for cell in found.best[:MOST]]
    says = (WRITE if written else MORE) if best else (NOTHING_WRITTEN if written else NOTHING)
    return says.say(lang, n=found.n, best=best)


def _on(network: str, on: OnNetwork, lang: Lang) -> str:
    name = network_name(network, lang)
    if on.hours is None:
        return ON_FEW.say(lang, network=name, n=on.n, posts=POSTS)
    best = [_called(on.hours, cell, lang) for cell in on.hours.best[:MOST]]
    return (ON if best else ON_NOTHING).say(lang, network=name, best=best, n=on.hours.n)


def _called(found: BestHours, cell: Cell, lang: Lang) -> str:
    since, until = span_of(cell)
    # Neither the day and its hours nor the two of these part at the end of a line.
    day = get_day_names("wide", locale=lang)[cell[0]]
    hours = f"{day}\N{NO-BREAK SPACE}{since}–\N{WORD JOINER}{until}"
    if found.basis == "messages":
        return hours
    mean, low, high = found.cells[cell].shares
    return STRETCH.say(lang, hours=hours, mean=mean, low=low, high=high)


def _square(found: BestHours, cell: Cell, lang: Lang) -> Square:
    one = found.cells.get(cell)
    if one is None:
        return Square("", None, EMPTY.say(lang))
    widest = max(abs(each.mean) for each in found.cells.values()) or 1
    heat = round(2 * one.mean / widest)
    return Square({1: "▲", 0: "·", -1: "▽"}[one.tells], heat, SURELY[one.tells].say(lang))
