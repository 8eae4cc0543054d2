"""The headers of the company's own tables, in English and Italian, and which table they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from dialogo.records.plain import plain
from dialogo.records.schema import Column, Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang

OWN = tuple(table for table in TABLES.values() if table.own)

_ITALIAN = {
    "company": "azienda",
    "person": "persona",
    "day": "giorno",
    "activity": "attività",
    "hours": "ore",
    "network": "rete",
    "paid": "pagate",
    "note": "nota",
    "expense_id": "numero",
    "amount": "importo",
    "currency": "valuta",
    "post_id": "id post",
    "campaign": "campagna",
    "supplier": "fornitore",
    "first_day": "primo giorno",
    "last_day": "ultimo giorno",
    "approved_by": "approvato da",
    "starts_at": "inizio",
    "ends_at": "fine",
    "language": "lingua",
    "role": "ruolo",
    "department": "reparto",
    "dedicated": "dedicata",
    "owner": "responsabile",
    "weekly_hours": "ore settimanali",
    "from_day": "dal",
    "to_day": "al",
    "pay": "costo orario",
    "minimum_pay": "costo orario minimo",
    "minimum_source": "fonte del minimo",
    "networks": "reti",
    "languages": "lingue",
    "subject": "argomento",
    "kind": "tipo",
    "minutes": "minuti",
    "outcome": "risultato",
    "value": "valore",
    "credited_to": "attribuito a",
    "credited_by": "attribuito con",
    "stopped_on": "interrotto il",
    "reason": "motivo",
}


def header(column: Column, lang: Lang) -> str:
    """What a template calls the column in `lang`."""
    return _ITALIAN.get(column.name, column.name) if lang == "it" else column.name


def columns_of(table: Table, headers: Iterable[str]) -> dict[str, Column]:
    """The column for each header that names one; a column is named once, by its first header.

    A column's own name comes before the other words for it.
    """
    found: dict[str, Column] = {}
    headers = list(headers)
    for words in _words(table):
        for name in headers:
            column = words.get(plain(name))
            if column is not None and name not in found and column not in found.values():
                found[name] = column
    return found


def table_of(headers: Sequence[str] | frozenset[str]) -> Table | None:
    """The table that these headers make, the one with most of its columns named.

    Own tables need their required columns (the company may be left out); the tables of networks
    are known only with all of their columns, as Dialogo itself writes them.
    """
    best, most = None, 0
    for table in OWN:
        named = columns_of(table, headers).values()
        names = {column.name for column in named}
        needed = {c.name for c in table.columns if c.required} - {"company"}
        if needed <= names and len(names) > most:
            best, most = table, len(names)
    present = {plain(name) for name in headers}
    for table in TABLES.values():
        if not table.own and {plain(column.name) for column in table.columns} <= present:
            return table
    return best


def nearly(headers: Sequence[str] | frozenset[str]) -> tuple[Table, tuple[Column, ...]] | None:
    """The own table of which at least three required columns are there and at most two are not,
    and those that are not; None if there is none, or if nothing is missing."""
    found: list[tuple[Table, tuple[Column, ...]]] = []
    for table in OWN:
        named = columns_of(table, headers).values()
        needed = [c for c in table.columns if c.required and c.name != "company"]
        missing = tuple(column for column in needed if column not in named)
        if 1 <= len(missing) <= 2 and len(needed) - len(missing) >= 3:
            found.append((table, missing))
    return min(found, key=lambda one: len(one[1]), default=None)


@cache
def _words(table: Table) -> tuple[dict[str, Column], ...]:
    """Plain header to column: by name, then by the Italian template, then by other words."""
    by_name = {plain(column.name): column for column in table.columns}
    italian = {plain(header(column, "it")): column for column in table.columns}
    others = {plain(word): column for column in table.columns for word in column.also}
    return by_name, italian, others
