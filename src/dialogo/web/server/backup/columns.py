"""Columns as they lie in the database, written so that either database can read them again.

What a field of ours does on top (encryption, say) is left alone: sealed values stay sealed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.contrib.sessions.models import Session
from django.db import models

from dialogo.web.models.work import Worker

# Who is signed in, and who works, just now.
PASSING: tuple[type[models.Model], ...] = (Session, Worker)


@dataclass(frozen=True)
class Column:
    """A column, the plain kind of field behind it, and how its values are written as JSON."""

    name: str
    attribute: str
    plain: models.Field[Any, Any]
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def tables(of: Apps = apps) -> dict[str, type[models.Model]]:
    """Every table that is kept, by its name; `of` the models of now, or of some migration."""
    passing = {model._meta.db_table for model in PASSING}
    return {
        model._meta.db_table: model
        for model in of.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in passing
    }


def columns(model: type[models.Model]) -> list[Column]:
    """The columns of a table, in the order of the model's fields."""
    return [_column(field) for field in model._meta.concrete_fields]


def _column(field: models.Field[Any, Any]) -> Column:
    behind = field
    while isinstance(behind, models.ForeignKey):
        behind = behind.target_field
    plain, write, read = _KINDS[_kind(behind)]
    assert field.column is not None  # noqa: S101  (concrete fields have one)
    made = plain()
    if isinstance(made, models.DecimalField) and isinstance(behind, models.DecimalField):
        made.max_digits, made.decimal_places = behind.max_digits, behind.decimal_places
    return Column(field.column, field.attname, made, write, read)


def _kind(field: models.Field[Any, Any]) -> str:
    return _SAME.get(field.get_internal_type(), field.get_internal_type())


def _same(value: Any) -> Any:
    return value


# In quotes: Django's own fields take no types when they run.
_Kind: TypeAlias = (
    "tuple[Callable[[], models.Field[Any, Any]], Callable[[Any], Any], Callable[[Any], Any]]"
)
_KINDS: dict[str, _Kind] = {
    "BigIntegerField": (models.BigIntegerField, _same, _same),
    "BooleanField": (models.BooleanField, _same, _same),
    "TextField": (models.TextField, _same, _same),
    "FloatField": (models.FloatField, _same, _same),
    "JSONField": (models.JSONField, _same, _same),
    "GenericIPAddressField": (models.GenericIPAddressField, _same, _same),
    "DateTimeField": (models.DateTimeField, datetime.isoformat, datetime.fromisoformat),
    "DateField": (models.DateField, date.isoformat, date.fromisoformat),
    "TimeField": (models.TimeField, time.isoformat, time.fromisoformat),
    "DecimalField": (models.DecimalField, str, Decimal),
    "UUIDField": (models.UUIDField, str, UUID),
    "DurationField": (
        models.DurationField,
        lambda span: span // timedelta(microseconds=1),
        lambda count: timedelta(microseconds=count),
    ),
    "BinaryField": (
        models.BinaryField,
        lambda given: base64.b64encode(bytes(given)).decode("ascii"),
        base64.b64decode,
    ),
}
_SAME = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "SmallAutoField",
            "IntegerField",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "SmallIntegerField",
        ),
        "BigIntegerField",
    ),
    **dict.fromkeys(("CharField", "SlugField", "FileField", "FilePathField"), "TextField"),
}


def line(values: tuple[Any, ...], columns: list[Column]) -> bytes:
    """One row as one line of JSON."""
    row = [
        None if value is None else column.write(value)
        for value, column in zip(values, columns, strict=True)
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(line: bytes, columns: list[Column]) -> list[Any]:
    """The values of a line, as the database takes them."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("not as many values as columns")
    return [
        None if value is None else column.read(value)
        for value, column in zip(values, columns, strict=True)
    ]
