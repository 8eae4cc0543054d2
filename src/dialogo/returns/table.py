"""A table as it is handed in: columns read as days and as numbers, or refused with the place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.floats import Floats

DATE = Text(en="the date", it="la data")
OUTCOME = Text(en="the outcome", it="il risultato")
ACTIVITY = Text(en="an activity", it="un'attività")
CONTROL = Text(en="a control", it="un controllo")
_NO_COLUMN = Text(
    en="there is no such column. There are: {columns}.",
    it="questa colonna non c'è. Ci sono: {columns}.",
)
_TWICE = Text(
    en="it is named for two things: for {first} and for {second}. Name it once.",
    it="è indicata per due cose: per {first} e per {second}. Indicatela una volta sola.",
)
_UNEVEN = Text(
    en="it holds {has} rows, and the column {date} {needs}. Give as many of each.",
    it="ha {has} righe, e la colonna {date} ne ha {needs}. Ne servono altrettante.",
)
_NO_DAY = Text(
    en="the cell is empty. Each row needs its date, as 2026-11-22.",
    it="la cella è vuota. Ogni riga ha bisogno della sua data, come 2026-11-22.",
)
_NO_DATE = Text(
    en="{given} is no date. Write it as 2026-11-22.",
    it="{given} non è una data. Scrivetela come 2026-11-22.",
)
_NO_CELL = Text(
    en="the cell is empty. Write 0 where there was none; if it is not known, leave the weeks up to "
    "it out.",
    it="la cella è vuota. Scrivete 0 dove non c'è nulla; se non si sa, escludete le settimane "
    "fino a quella.",
)
_NO_NUMBER = Text(
    en="{given} is no number. Write it with figures only, as 1234.5, and 0 where there was none.",
    it="{given} non è un numero. Scrivetelo con sole cifre, come 1234.5, e 0 dove non c'è nulla.",
)
_NEGATIVE = Text(
    en="{given} is below 0: effort and cost cannot be. Take a refund off the weeks that it belongs "
    "to.",
    it="{given} è sotto lo 0: impegno e costo non possono esserlo. Un rimborso va tolto dalle "
    "settimane a cui si riferisce.",
)
_SAME_DAY = Text(
    en="{day} is there twice. Keep one row a week, or a day.",
    it="{day} compare due volte. Serve una riga per settimana, o per giorno.",
)


class Table:
    """A table of columns, of which `date` has the dates; `file` is said where it is known."""

    def __init__(self, table: Mapping[str, Sequence[object]], date: str, file: str | None) -> None:
        self.table, self.date, self.file = table, date, file
        self.claimed: dict[str, Text] = {}

    def claim(self, name: str, role: Text) -> None:
        """Notes what a column is for; each is for one thing."""
        if name in self.claimed:
            raise BadInput(
                _TWICE, file=self.file, column=name, first=self.claimed[name], second=role
            )
        self.claimed[name] = role

    def column(self, name: str) -> list[object]:
        if name not in self.table:
            columns = ", ".join(str(one) for one in self.table)
            raise BadInput(_NO_COLUMN, file=self.file, column=name, columns=columns or "–")
        return list(self.table[name])

    def days(self) -> tuple[list[date], list[int]]:
        """The dates, in order, and where each stood."""
        found = [self._day(row, value) for row, value in enumerate(self.column(self.date), 1)]
        order = sorted(range(len(found)), key=found.__getitem__)
        for before, after in pairwise(order):
            if found[before] == found[after]:
                raise BadInput(
                    _SAME_DAY, file=self.file, row=after + 1, column=self.date, day=found[after]
                )
        return [found[at] for at in order], order

    def numbers(self, name: str) -> Floats:
        """A column as numbers (rows,), of any sign."""
        has, needs = len(self.column(name)), len(self.column(self.date))
        if has != needs:
            raise BadInput(
                _UNEVEN, file=self.file, column=name, has=has, date=self.date, needs=needs
            )
        values = [self._number(name, row, cell) for row, cell in enumerate(self.column(name), 1)]
        return np.array(values, dtype=float)

    def effort(self, name: str) -> Floats:
        """A column as numbers (rows,) of 0 or more."""
        found = self.numbers(name)
        for row in np.flatnonzero(found < 0):
            raise BadInput(
                _NEGATIVE, file=self.file, row=int(row) + 1, column=name, given=f"{found[row]:g}"
            )
        return found

    def _day(self, row: int, value: object) -> date:
        if _missing(value):
            raise BadInput(_NO_DAY, file=self.file, row=row, column=self.date)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        written = str(value).strip()
        try:
            return date.fromisoformat(written[:10])
        except ValueError:
            raise BadInput(
                _NO_DATE, file=self.file, row=row, column=self.date, given=_quoted(written)
            ) from None

    def _number(self, name: str, row: int, value: Any) -> float:
        if _missing(value):
            raise BadInput(_NO_CELL, file=self.file, row=row, column=name)
        written = value.strip() if isinstance(value, str) else value
        if isinstance(written, str) and re.fullmatch(r"[+-]?\d+,(\d{1,2}|\d{4,})", written):
            written = written.replace(",", ".")  # a decimal comma; 1,234 may be either: refused
        try:
            number = float(written)
        except (TypeError, ValueError):
            number = float("nan")
        if not abs(number) < 1e15:
            raise BadInput(
                _NO_NUMBER, file=self.file, row=row, column=name, given=_quoted(str(value))
            )
        return number


def _missing(value: object) -> bool:
    """Whether a cell holds nothing: empty text, or what tables write in its place."""
    return str(value).strip().lower() in ("", "none", "nan", "nat", "<na>")


def _quoted(written: str) -> str:
    return f"«{written[:40]}»"
