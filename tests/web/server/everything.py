"""A database with rows in every table: python -m tests.web.server.everything fill|tell|refuse.

`fill` makes rows of every model there is, with values that are hard to carry over; `tell` prints
every row of every table as JSON, as the models read them, and then adds one; `refuse ARCHIVE…`
prints why each of these archives is not restored, and what the tables hold then. A program of its
own, since each time it speaks to another database.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

ROWS = 3
WORDS = ("plain", "perché “così” ☕ \\ ' \" \t\n", "{n} %s \u2028 𝔘")


def main(what: str, archives: list[str]) -> None:
    """Fills, tells, or tries to restore what is damaged."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    from dialogo.web.server.prepare import prepare
    from dialogo.web.settings.options import read

    prepare(read())
    if what == "fill":
        _fill()
    elif what == "tell":
        print(json.dumps(_told()))  # noqa: T201  (what the test reads)
        _fill_one()
    else:
        said = [_refused(Path(archive)) for archive in archives]
        print(json.dumps({"said": said, "told": _told()}))  # noqa: T201  (as above)


def _refused(archive: Path) -> str:
    from dialogo.records.errors import BadInput
    from dialogo.web.server.backup.restore import restore
    from dialogo.web.settings.options import read

    try:
        restore(archive, read(), replace=True, new_key=False)
    except BadInput as wrong:
        return wrong.text.say("en", **wrong.values).split(". ")[0]
    return "restored"


def _fill() -> None:
    from django.apps import apps

    from dialogo.web.models.installation import Installation

    made: dict[type[Any], list[Any]] = {Installation: list(Installation.objects.all())}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            _make(model, made)


def _fill_one() -> None:
    """One more row: its number must be a new one."""
    from dialogo.records.text import Text
    from dialogo.web.actions import trail

    trail.note(None, None, "test", "", Text(en="one more", it="uno in più"))


def _make(model: type[Any], made: dict[type[Any], list[Any]]) -> list[Any]:
    """Rows of a model, and first of those it points to."""
    if model in made:
        return made[model]
    made[model] = []
    rows = [model(**_values(model, number, made)) for number in range(ROWS)]
    made[model] = model._base_manager.bulk_create(rows)
    return made[model]


def _values(model: type[Any], number: int, made: dict[type[Any], list[Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.is_relation:
            there = _make(field.related_model, made)
            values[field.name] = there[number % len(there)] if there else None
        elif field.null and number == 1 and not field.primary_key:
            values[field.name] = None
        elif field.get_internal_type() not in ("AutoField", "BigAutoField"):
            values[field.name] = _value(field, number)
    if model.__name__ == "LedgerLine":  # of which the database takes one side only
        values |= {"debit": None, "credit": 2**62} if number else {"debit": 1, "credit": None}
    return values


def _value(field: Any, number: int) -> Any:
    kind = field.get_internal_type()
    if kind in ("CharField", "SlugField", "FileField"):
        return f"{number}{WORDS[number]}"[: field.max_length]
    if kind == "DecimalField":
        return Decimal(12345 + number) / (10**field.decimal_places)
    if kind == "JSONField" and field.default is dict:
        number = min(number, 1)
    return VALUES[kind][number]


VALUES: dict[str, tuple[Any, Any, Any]] = {
    "TextField": (WORDS[0] * 40, WORDS[1] * 40, WORDS[2]),
    "BooleanField": (False, True, True),
    "SmallIntegerField": (30_000, 30_001, -1),
    "PositiveSmallIntegerField": (30_000, 30_001, 0),
    "IntegerField": (2_000_000_000, 2_000_000_001, -1),
    "PositiveIntegerField": (2_000_000_000, 2_000_000_001, 0),
    "BigIntegerField": (2**62, 2**62 + 1, -1),
    "PositiveBigIntegerField": (2**62, 2**62 + 1, 0),
    "FloatField": (0.1 + 0.2, 1e300, -0.5),
    "DateTimeField": tuple(  # type: ignore[dict-item]  # three of them
        datetime(2026, 11, 22, 23, 59, 59, 999_990 + number, tzinfo=UTC) for number in range(ROWS)
    ),
    "DateField": (date(2026, 2, 27), date(2028, 2, 29), date(1999, 12, 31)),
    "TimeField": (time(23, 59, 59, 1), time(0), time(12)),
    "DurationField": (timedelta(microseconds=7), timedelta(days=400), timedelta(days=-1)),
    "JSONField": ({"en": WORDS[2], "n": [1, 2.5, None, True]}, {"b": {}}, [WORDS[1]]),
    "UUIDField": (UUID(int=1), UUID(int=2**100), UUID(int=2**128 - 1)),
    "BinaryField": (bytes([0, 255, 10, 39]), b"\\x00", b"%s"),
    "GenericIPAddressField": ("192.0.2.1", "2001:db8::1", "10.0.0.1"),
}


def _told() -> dict[str, list[str]]:
    from dialogo.web.server.backup.columns import tables

    return {
        name: sorted(repr(_plain(row)) for row in model._base_manager.values_list())
        for name, model in tables().items()
    }


def _plain(row: tuple[Any, ...]) -> list[Any]:
    """The same for the same values, whichever database they come from."""
    return [_same(one) for one in row]


def _same(value: Any) -> Any:
    match value:
        case memoryview():
            return bytes(value)
        case Decimal():
            return value.normalize()
        case dict() | list():
            return json.dumps(value, sort_keys=True)
        case _:
            return value


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
