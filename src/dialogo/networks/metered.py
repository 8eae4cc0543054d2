"""Networks that charge each call: what they ask, and who is asked before a call is made.

A connector of such a network reserves what a call costs at the most at `Door.meter`, makes no call
without it, and says afterwards what it cost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Protocol

from dialogo.networks.errors import Refused
from dialogo.records.text import Text

Prices = Mapping[str, Decimal]
PRICES = "prices"  # the setting of a connection that holds its table, as JSON
READ_ON = "read_on"  # in it: the day on which somebody read it
DEAREST = Decimal(1000)  # for one call: more is a slip of the pen
NOBODY_PAYS = Text(
    en="this call costs money, and nobody has said how much calls may cost.",
    it="questa chiamata costa, e nessuno ha detto quanto possono costare le chiamate.",
)


class Held(Protocol):
    """What was put aside for one call; one of the two is called once."""

    def settle(self, paid: Decimal | None) -> None:
        """The call was made and cost `paid`; None: nobody knows, so all that was put aside."""

    def release(self) -> None:
        """The call surely was not made, or surely costs nothing."""


class Meter(Protocol):
    """Whoever pays."""

    def left(self) -> Decimal:
        """How much may be put aside now: so that nothing bigger is asked for than fits."""

    def reserve(self, most: Decimal) -> Held:
        """Puts aside what a call costs at the most; raises `Throttled` where it must not be made:
        nobody has said how much calls may cost, or what is left does not hold it."""


class Shut:
    """Lets nothing out: whoever opened the door has said nothing of what calls may cost."""

    def left(self) -> Decimal:
        return Decimal(0)

    def reserve(self, most: Decimal) -> Held:
        raise Refused(NOBODY_PAYS, code="no-meter")


SHUT = Shut()


@dataclass(frozen=True)
class Charge:
    """One line of a network's table of prices, in the currency of the table."""

    id: str
    title: Text
    price: Decimal


@dataclass(frozen=True)
class Going:
    """What is about to be sent: `pictures` are described, `answers` is for somebody's words."""

    text: str
    pictures: int = 0
    answers: bool = False


@dataclass(frozen=True)
class Charges:
    """What a network asks for calls as of `read_on`, and the page (`where`) that tells it now.

    `sending` is what a letter costs by a table of prices, `reading` what a message that comes in
    costs, and `entering` what it costs to look whose account it is when one is connected.
    """

    currency: str
    table: tuple[Charge, ...]
    read_on: date
    where: str
    sending: Callable[[Prices, Going], Decimal]
    reading: Callable[[Prices], Decimal]
    entering: Callable[[Prices], Decimal]


def prices_of(charges: Charges, settings: Mapping[str, str]) -> dict[str, Decimal]:
    """The table of a connection: as somebody wrote it down, and by default as it was read."""
    own = _written(settings)
    return {one.id: price(own.get(one.id), one.price) for one in charges.table}


def read_on(charges: Charges, settings: Mapping[str, str]) -> date:
    """The day of that table."""
    try:
        return date.fromisoformat(str(_written(settings).get(READ_ON, charges.read_on)))
    except ValueError:
        return charges.read_on


def _written(settings: Mapping[str, str]) -> Mapping[str, object]:
    try:
        written = json.loads(settings.get(PRICES) or "{}")
    except ValueError:
        return {}
    return written if isinstance(written, dict) else {}


def price(written: object, default: Decimal) -> Decimal:
    """A price as it was written down; the default for what is none."""
    try:
        found = Decimal(str(written)) if written is not None else default
    except InvalidOperation:
        return default
    return found if found.is_finite() and 0 <= found <= DEAREST else default
