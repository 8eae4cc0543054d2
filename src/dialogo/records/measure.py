"""A measure: a documented function from tables and a window to one figure, with its n."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.source import Source
from dialogo.records.text import Text

if TYPE_CHECKING:
    from dialogo.records.records import Records
    from dialogo.records.window import Window

Unit = Literal["count", "share", "seconds", "ratio", "hours", "days", "weeks", "money"]


@dataclass(frozen=True)
class Figure:
    """One number, what it counts, and how sure it is.

    `value` is None when it cannot be told (too little was recorded). `n` is how many cases it
    rests on. `low` and `high` bound it with 90 % confidence where that can be computed.
    `more_than` says that the true value lies above `value` (a quantile not reached yet).
    `currency` goes with the unit "money", whose value is a Decimal.
    `parts` are other numbers of the same measure that a sentence may quote.
    """

    value: float | Decimal | None
    unit: Unit
    n: int
    low: float | None = None
    high: float | None = None
    more_than: bool = False
    currency: str | None = None
    parts: Mapping[str, object] = field(default_factory=dict)

    @property
    def spoken(self) -> object:
        """The value as a type that `text.write` knows how to write; None when it is unknown."""
        return spoken(self.value, self.unit, self.currency)


def spoken(value: float | Decimal | None, unit: Unit, currency: str | None = None) -> object:
    """A bare number dressed in its unit: Share, timedelta, Hours, Money, int …"""
    if value is None:
        return None
    match unit:
        case "share":
            return Share(value)
        case "seconds":
            return timedelta(seconds=float(value))
        case "hours":
            return Hours(value)
        case "days":
            return timedelta(days=float(value))
        case "weeks":
            return _weeks(float(value))
        case "money":
            return Money(Decimal(value), currency or "EUR")
        case "count":
            return int(value)
        case "ratio":
            return float(value)


def _weeks(weeks: float) -> Text:
    """Weeks are told as weeks, never folded into months."""
    number = f"{weeks:.0f}"
    return Text(
        en=f"{number} {'week' if number == '1' else 'weeks'}",
        it=f"{number} {'settimana' if number == '1' else 'settimane'}",
    )


Compute = Callable[["Records", "Window"], Figure]


@dataclass(frozen=True)
class Measure:
    """What a figure is, so that pages, documents and own checks can name it.

    `id` is `subject/what-it-measures`; `reads` names the tables without which it cannot be told;
    `window` says in words which stretch it looks at; `compute` does it.
    """

    id: str
    title: Text
    meaning: Text
    unit: Unit
    reads: frozenset[str]
    source: Source
    compute: Compute
    window: Literal["whole window", "last 90 days", "last 60 posts", "as of the end"] = (
        "whole window"
    )

    def __call__(self, records: Records, window: Window) -> Figure:
        """The figure for `records` in `window`; value None when a table it reads is empty.

        Asked again, it is not computed again.
        """
        if not all(records.has(table) for table in self.reads):
            return Figure(value=None, unit=self.unit, n=0)
        return records.figure(self.id, window, lambda: self.compute(records, window))
