"""A purse that pays for calls, for tests: what was put aside, paid, given back and refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from dialogo.networks.errors import Throttled
from dialogo.records.text import Text

SAYS = Text(en="the purse does not hold it.", it="il borsellino non basta.")


@dataclass
class Purse:
    """Holds `cap`; None: nobody has said how much calls may cost."""

    cap: Decimal | None
    now: datetime
    aside: Decimal = Decimal(0)
    paid: list[Decimal] = field(default_factory=list)
    given_back: int = 0
    refused: int = 0

    @property
    def spent(self) -> Decimal:
        return sum(self.paid, Decimal(0))

    def left(self) -> Decimal:
        return (self.cap or Decimal(0)) - self.spent - self.aside

    def reserve(self, most: Decimal) -> Aside:
        if self.cap is None or most > self.left():
            self.refused += 1
            code = "no-cap" if self.cap is None else "cap"
            raise Throttled(SAYS, retry_at=self.now + timedelta(minutes=30), code=code)
        self.aside += most
        return Aside(self, most)


@dataclass
class Aside:
    """What one call costs at the most."""

    purse: Purse
    most: Decimal
    over: bool = False

    def settle(self, paid: Decimal | None) -> None:
        self._end()
        self.purse.paid.append(self.most if paid is None else paid)

    def release(self) -> None:
        self._end()
        self.purse.given_back += 1

    def _end(self) -> None:
        assert not self.over, "settled or given back twice"
        self.over = True
        self.purse.aside -= self.most
