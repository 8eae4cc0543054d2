"""The European Central Bank's file of exchange rates (eurofxref-hist.csv), read with suspicion."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from dialogo.budget.exchange import Rate
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

NOT_IT = Text(
    en="This is not the European Central Bank's file of rates: its first line begins with “Date”, "
    "then the currencies. Give eurofxref-hist.csv as it is downloaded.",
    it="Questo non è il file dei cambi della Banca centrale europea: la prima riga comincia con "
    "«Date», poi vengono le valute. Date eurofxref-hist.csv così come si scarica.",
)
NO_DAY = Text(en="“{cell}” is no day (2026-11-20).", it="«{cell}» non è un giorno (2026-11-20).")
NO_RATE = Text(en="“{cell}” is no rate.", it="«{cell}» non è un cambio.")
TOO_LONG = Text(en="The file has more than {most} lines.", it="Il file ha più di {most} righe.")
MOST_ROWS = 20_000  # days: three times what there has been since 1999
_NONE = ("", "N/A")
_CODE = re.compile(r"[A-Z]{3}")


def read_ecb(text: str, since: date = date.min) -> Iterator[Rate]:
    """The rates since a day, in the file's order; raises `BadInput` naming row and column.

    A currency without a rate on a day (`N/A`, or nothing) has none.
    """
    rows = csv.reader(text.lstrip("\ufeff").splitlines())
    header = [cell.strip() for cell in next(rows, [])]
    names = header[1:]
    while names and not names[-1]:
        names.pop()
    if not header or header[0] != "Date" or not names or not all(map(_CODE.fullmatch, names)):
        raise BadInput(NOT_IT)
    try:
        for number, row in enumerate(rows, start=2):
            if number > MOST_ROWS:
                raise BadInput(TOO_LONG, most=MOST_ROWS)
            if any(cell.strip() for cell in row):
                yield from _of_row(number, [cell.strip() for cell in row], names, since)
    except csv.Error:
        raise BadInput(NOT_IT) from None


def _of_row(number: int, row: list[str], names: list[str], since: date) -> Iterator[Rate]:
    try:
        day = date.fromisoformat(row[0])
    except ValueError:
        raise BadInput(NO_DAY, row=number, column="Date", cell=row[0][:40]) from None
    if day < since:
        return
    for name, cell in zip(names, row[1:], strict=False):
        if cell not in _NONE:
            yield Rate(day, name, rate_of(cell, row=number, column=name))


def rate_of(cell: str, row: int | None = None, column: str | None = None) -> Decimal:
    """A rate as it is written; raises `BadInput` for what cannot be one."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not Decimal("1e-9") < value < Decimal("1e9"):
        raise BadInput(NO_RATE, row=row, column=column, cell=cell[:40])
    return value
