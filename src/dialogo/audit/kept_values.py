"""The values of figures and sentences as plain JSON, and back as the same values.

Texts, whole numbers, yes and no stand as they are. Whatever else a sentence may hold stands under
the name of its type, numbers as text: no database rounds them, or takes 2.0 for 2.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.text import Text

NEWER = Text(
    en="this audit was kept by a newer version of Dialogo. Update Dialogo, or run the audit again.",
    it="questo controllo è stato conservato da una versione più nuova di Dialogo. Aggiornate "
    "Dialogo, o ripetete il controllo.",
)


def written(value: object) -> Any:
    """`value` as JSON; what `records.text.write` would only turn into text is kept as text."""
    match value:
        case None | bool() | str():
            return value
        case Share() | Hours():
            return {type(value).__name__.lower(): float.__repr__(value)}
        case int():
            return value
        case float():
            return {"float": repr(value)}
        case Decimal():
            return {"decimal": str(value)}
        case Money():
            return {"money": [str(value.amount), value.currency]}
        case timedelta():
            return {"span": [value.days, value.seconds, value.microseconds]}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Text():
            return {"words": {"en": value.en, "it": value.it}}
        case list() | tuple():
            return {"list" if isinstance(value, list) else "row": [written(each) for each in value]}
    return str(value)


_READ: dict[str, Callable[[Any], object]] = {
    "share": Share,
    "hours": Hours,
    "float": float,
    "decimal": Decimal,
    "money": lambda kept: Money(Decimal(kept[0]), kept[1]),
    "span": lambda kept: timedelta(*kept),
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "words": lambda kept: Text(en=kept["en"], it=kept["it"]),
    "list": lambda kept: [read(each) for each in kept],
    "row": lambda kept: tuple(read(each) for each in kept),
}


def read(kept: Any) -> Any:
    """The value that was written; raises `BadInput` for a type that only a newer version knows."""
    if not isinstance(kept, dict):
        return kept
    ((name, inner),) = kept.items()
    if name not in _READ:
        raise BadInput(NEWER)
    return _READ[name](inner)
