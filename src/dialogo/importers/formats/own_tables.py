"""The company's own tables, filled in by hand: hours, expenses, budgets, shifts, people …

CSV or workbook, with English or Italian headers, as `dialogo template` writes them or as people
do. Tables of records that Dialogo wrote as CSV are read back, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.formats.own_headers import columns_of, header, nearly, table_of
from dialogo.importers.typed_rows import Target, sheets, typed_rows
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

LACKS = Text(
    en='looks like the table "{table}", but without {columns} among its columns. Add what is '
    "missing, or copy the rows into what dialogo template writes.",
    it="sembra la tabella «{table}», ma senza {columns} tra le colonne. Aggiungete ciò che manca, "
    "o copiate le righe in ciò che scrive dialogo template.",
)

NO_REASON = Text(
    en='"{text}" is below zero. Only a correction is, and it says why in its note.',
    it="«{text}» è sotto zero. Lo è solo una correzione, che nella nota dice perché.",
)


def recognises(upload: Upload) -> bool:
    """If the headers of a sheet are those of a table.

    Raises `BadInput`, naming the columns to add, if they nearly are.
    """
    if sheets(upload, _is_header):
        return True
    for sheet in sheets(upload, lambda names: nearly(names) is not None):
        if (near := nearly(sheet.headers)) is not None:
            table, missing = near
            columns = [Text(en=header(c, "en"), it=header(c, "it")) for c in missing]
            raise BadInput(LACKS, file=sheet.file, table=table.title, columns=columns)
    return False


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """The rows of each sheet that is a table; columns it does not have go into `extra`."""
    targets = {}
    for sheet in sheets(upload, _is_header):
        table = table_of(sheet.headers)
        if table is not None:
            targets[sheet] = Target(table, columns_of(table, sheet.headers))
    for row in typed_rows(upload, _is_header, targets, context):
        yield _with_reason(row) if isinstance(row, Row) and row.table == "hours" else row


def _with_reason(row: Row) -> Row | Skip:
    """Hours below zero are a slip, unless a note says what they take back."""
    hours = row.values.get("hours")
    if hours is None or hours >= 0 or row.values.get("note"):
        return row
    return Skip(row.file, row.number, "hours", NO_REASON, {"text": str(hours.normalize())})


def _is_header(names: frozenset[str]) -> bool:
    return len(names) > 1 and table_of(names) is not None


OWN_TABLES = Format(
    id="own/tables",
    title=Text(en="Your own tables", it="Le vostre tabelle"),
    how=Text(
        en="Fill in what dialogo template writes: hours, expenses, budgets, shifts, people, "
        "learning, outcomes, plan.",
        it="Compilate ciò che scrive dialogo template: ore, spese, budget, turni, persone, "
        "aggiornamento, risultati, piano.",
    ),
    recognises=recognises,
    read=read,
)
