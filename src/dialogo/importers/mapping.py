"""Any other CSV or sheet, read by a small YAML file that says which column is which.

table: messages
network: trustpilot
columns:            # ours: theirs
  message_id: Review ID
  sent_at: Written on
  author: Reviewer
  text: Review
constants:
  author_kind: customer
  kind: review
date_format: "%d/%m/%Y %H:%M"   # only where it is not understood without
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.typed_rows import Target, sheets, typed_rows
from dialogo.importers.upload import Upload
from dialogo.records.dates import NOT_A_TIME
from dialogo.records.errors import BadInput
from dialogo.records.parse import Manner, Unreadable, cell
from dialogo.records.plain import plain
from dialogo.records.schema import Column, Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Text

KEYS = ("table", "network", "columns", "constants", "date_format")
MAX_SIZE = 1 << 20

NOT_YAML = Text(
    en="cannot be read as YAML ({error}). The guide has an example of a mapping.",
    it="non si legge come YAML ({error}). La guida ha un esempio di mappatura.",
)
NO_KEY = Text(
    en="it is missing. A mapping has: {keys}.",
    it="manca. Una mappatura ha: {keys}.",
)
OTHER_KEY = Text(
    en="there is no such key. A mapping has: {keys}.",
    it="non esiste. Una mappatura ha: {keys}.",
)
WRONG_SHAPE = Text(
    en="it must hold {expected}.",
    it="deve contenere {expected}.",
)
PAIRS = Text(en="names and values", it="nomi e valori")
WORD = Text(en="a word or two", it="una parola o due")
NO_TABLE = Text(
    en='there is no table "{name}". There are: {names}.',
    it='non esiste la tabella "{name}". Ci sono: {names}.',
)
NO_COLUMN = Text(
    en='the table {table} has no column "{name}". It has: {names}.',
    it='la tabella {table} non ha la colonna "{name}". Ha: {names}.',
)
NOT_MAPPED = Text(
    en='the column "{name}" of the table {table} must be told, in "columns" or in "constants".',
    it='la colonna "{name}" della tabella {table} va indicata, in "columns" o in "constants".',
)


def mapped(path: Path) -> Format:
    """The format that the YAML file at `path` describes; raises `BadInput` naming the key."""
    told = _told(path)
    table = _table(told, path)
    theirs = _columns(told, table, path)
    constants = _constants(told, table, path)
    for column in table.columns:
        if column.required and column.name not in {"company", *constants, *_names(theirs)}:
            raise BadInput(NOT_MAPPED, file=path, key="columns", name=column.name, table=table.name)
    date_format = told.get("date_format")
    if date_format is not None and not isinstance(date_format, str):
        raise BadInput(WRONG_SHAPE, file=path, key="date_format", expected=WORD)
    needed = frozenset(theirs)

    def is_header(names: frozenset[str]) -> bool:
        return needed <= names

    def recognises(upload: Upload) -> bool:
        return bool(sheets(upload, is_header))

    def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
        targets = {}
        for sheet in sheets(upload, is_header):
            columns = {h: theirs[plain(h)] for h in sheet.headers if plain(h) in theirs}
            reading = partial(_dated, date_format) if date_format else cell
            targets[sheet] = Target(table, columns, constants, reading)
        return typed_rows(upload, is_header, targets, context)

    title = Text(en=f"the mapping {path.name}", it=f"la mappatura {path.name}")
    return Format("mapping", title, how=Text(en="--mapping", it="--mapping"),
                  recognises=recognises, read=read)  # fmt: skip


def _told(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            told = yaml.safe_load(file.read(MAX_SIZE))
    except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise BadInput(NOT_YAML, file=path, error=reason) from error
    if not isinstance(told, dict):
        raise BadInput(NO_KEY, file=path, key="table", keys=", ".join(KEYS))
    for key in told:
        if key not in KEYS:
            raise BadInput(OTHER_KEY, file=path, key=key, keys=", ".join(KEYS))
    return told


def _table(told: Mapping[str, Any], path: Path) -> Table:
    for key in ("table", "columns"):
        if key not in told:
            raise BadInput(NO_KEY, file=path, key=key, keys=", ".join(KEYS))
    name = told["table"]
    if name not in TABLES:
        raise BadInput(NO_TABLE, file=path, key="table", name=name, names=", ".join(TABLES))
    return TABLES[name]


def _columns(told: Mapping[str, Any], table: Table, path: Path) -> dict[str, Column]:
    """Their headers, in plain form, to our columns."""
    pairs = _pairs(told, "columns", path)
    return {
        plain(str(theirs)): _column(table, "columns", ours, path) for ours, theirs in pairs.items()
    }


def _constants(told: Mapping[str, Any], table: Table, path: Path) -> dict[str, Any]:
    constants = dict(_pairs(told, "constants", path)) if "constants" in told else {}
    if "network" in told:
        constants["network"] = told["network"]
    values = {}
    for name, value in constants.items():
        column = _column(table, "constants", name, path)
        try:
            values[name] = cell(column, value, Manner(decimal="."))
        except Unreadable as error:
            raise BadInput(
                error.reason, file=path, key=f"constants.{name}", **error.values
            ) from error
    return values


def _pairs(told: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    pairs = told[key]
    if not isinstance(pairs, dict) or not pairs:
        raise BadInput(WRONG_SHAPE, file=path, key=key, expected=PAIRS)
    if any(isinstance(value, dict | list) or value is None for value in pairs.values()):
        raise BadInput(WRONG_SHAPE, file=path, key=key, expected=PAIRS)
    return pairs


def _column(table: Table, key: str, name: str, path: Path) -> Column:
    try:
        return table.column(name)
    except KeyError as error:
        names = ", ".join(_names({c.name: c for c in table.columns}))
        raise BadInput(
            NO_COLUMN, file=path, key=key, table=table.name, name=name, names=names
        ) from error


def _names(columns: Mapping[str, Column]) -> list[str]:
    return [column.name for column in columns.values()]


def _dated(date_format: str, column: Column, written: Any, manner: Manner) -> Any:
    """A cell read as `cell` does, but dates by the mapping's own format."""
    if column.type not in ("time", "day") or not isinstance(written, str):
        return cell(column, written, manner)
    try:
        found = datetime.strptime(written, date_format)  # noqa: DTZ007  (the zone follows)
    except ValueError as error:
        raise Unreadable(NOT_A_TIME, text=written[:60]) from error
    if column.type == "day":
        return found.date()
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(manner.zone))).astimezone(UTC)
