"""What the page says of a figure: its value, between what it lies, on how many cases it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.text import Lang, Text, write
from dialogo.report.vocabulary import bounds, in_words
from dialogo.web.queries.live import Part, Parts, Reading, Whole
from dialogo.web.queries.live_counts import ANSWERED, KEPT, MEDIAN, NINE, WAITING

NOTHING = Figure(None, "count", 0)
CASES = Text(en="n\u00a0=\u00a0{n}", it="n\u00a0=\u00a0{n}")
NOT_YET = Text(en="cannot tell yet", it="non si può ancora dire")
NOBODY = Text(en="none", it="nessuna")

TITLES = {
    WAITING: Text(en="waiting", it="in attesa"),
    ANSWERED: Text(en="answered", it="con risposta"),
    MEDIAN: Text(en="half within", it="metà entro"),
    NINE: Text(en="nine in ten within", it="nove su dieci entro"),
    KEPT: Text(en="promise kept", it="promessa mantenuta"),
}
WHOLE = {
    ANSWERED: Text(en="of the dialogues answered", it="dei dialoghi con risposta"),
    MEDIAN: Text(en="half of the questions within", it="metà delle domande entro"),
    NINE: Text(en="nine in ten within", it="nove su dieci entro"),
    KEPT: Text(en="promise kept", it="promessa mantenuta"),
}
LOAD = (
    Text(en="answers", it="risposte"),
    Text(en="people", it="persone"),
    Text(en="hours booked", it="ore registrate"),
)
NETWORK = Text(en="network", it="rete")
NEED = Text(en="need", it="bisogno")
PERSON = Text(en="who answers", it="chi risponde")


@dataclass(frozen=True)
class Cell:
    """`says` is the figure; `beside` how sure it is and on how many cases it rests."""

    says: str
    beside: str = ""
    told: bool = True
    n: int = 0


@dataclass(frozen=True)
class Row:
    """A part: its `counts`, then its `figures`; where none of them can be told, `untold` says so
    once, over `span` columns. `heads` are of the columns after the first."""

    name: str
    counts: tuple[str, ...]
    figures: tuple[Cell, ...]
    heads: tuple[str, ...]

    @property
    def counted(self) -> list[tuple[str, str]]:
        return list(zip(self.heads, self.counts, strict=False))

    @property
    def measured(self) -> list[tuple[str, Cell]]:
        return list(zip(self.heads[len(self.counts) :], self.figures, strict=True))

    @property
    def untold(self) -> Cell | None:
        if any(one.told for one in self.figures):
            return None
        return max(self.figures, key=lambda one: one.n)

    @property
    def span(self) -> int:
        return len(self.figures)


@dataclass(frozen=True)
class Table:
    """Parts one below the other, as the template draws them; the first head names the rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def cell(reading: Reading | None, lang: Lang) -> Cell:
    """A figure in words; what too few cases would tell is not told."""
    figure = reading.figure if reading else NOTHING
    cases = CASES.say(lang, n=figure.n)
    if reading is None or not reading.told:
        return Cell(NOT_YET.say(lang), cases, told=False, n=figure.n)
    between = bounds(figure, lang)
    return Cell(in_words(figure, lang), f"{between}; {cases}" if between else cases, n=figure.n)


def whole(found: Whole, lang: Lang) -> list[dict[str, Any]]:
    """The figures of all dialogues; a promise that nobody made is not shown as broken."""
    return [
        {"title": WHOLE[id_].say(lang), "cell": cell(reading, lang)}
        for id_, reading in found.figures.items()
        if id_ != KEPT or reading.figure.n
    ]


def tables(found: Parts, promised: bool, lang: Lang) -> dict[str, Table]:
    """Those that have rows, by name."""
    ids = [ANSWERED, MEDIAN, NINE, *([KEPT] if promised else [])]
    made = {
        "networks": _table(NETWORK, ids, found.networks, lang),
        "needs": _table(NEED, ids, found.needs, lang),
        "people": _people(found.people, ids[1:], lang),
    }
    return {name: table for name, table in made.items() if table.rows}


def _table(first: Text, ids: Sequence[str], parts: Sequence[Part], lang: Lang) -> Table:
    """Only who was asked anything in these days; the most asked of first."""
    asked = [part for part in parts if any(one.figure.n for one in part.figures.values())]
    asked.sort(key=lambda part: -part.figures[WAITING].figure.n)
    heads = _said((TITLES[WAITING], *(TITLES[id_] for id_ in ids)), lang)
    return Table(
        (first.say(lang), *heads),
        tuple(
            Row(
                _title(part, lang),
                (write(_waiting(part), lang),),
                tuple(cell(part.figures.get(id_), lang) for id_ in ids),
                heads,
            )
            for part in asked
        ),
    )


def _people(people: Sequence[Part], ids: Sequence[str], lang: Lang) -> Table:
    """By name, each with what they had on their hands before how fast they were."""
    heads = _said((*LOAD, *(TITLES[id_] for id_ in ids)), lang)
    return Table(
        (PERSON.say(lang), *heads),
        tuple(
            Row(
                _title(part, lang),
                (
                    write(part.answers, lang),
                    write(part.people, lang),
                    NOBODY.say(lang) if part.hours is None else write(Hours(part.hours), lang),
                ),
                tuple(cell(part.figures.get(id_), lang) for id_ in ids),
                heads,
            )
            for part in people
        ),
    )


def _said(texts: Sequence[Text], lang: Lang) -> tuple[str, ...]:
    return tuple(text.say(lang) for text in texts)


def _waiting(part: Part) -> int:
    """A count is what it is, however few."""
    return int(part.figures[WAITING].figure.value or 0)


def _title(part: Part, lang: Lang) -> str:
    said = part.title.say(lang)
    return said[:1].upper() + said[1:]
