"""What an hour of somebody costs on a day, by the members of the records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

# The blanks that DuckDB trims: those of Unicode's category Zs.
_BLANKS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


@dataclass(frozen=True)
class Pay:
    """What an hour of somebody costs in a stretch of days."""

    first: date
    last: date
    pay: Decimal
    currency: str


class Rates:
    """What the members of a workspace are paid, by name and day; as the library reads it: of two
    periods that hold, the one begun last counts, and of two begun on a day the dearer."""

    def __init__(self, workspace: Workspace) -> None:
        self._by_name: dict[str, list[Pay]] = defaultdict(list)
        rows = ROWS["members"].objects.filter(workspace=workspace, pay__isnull=False)
        values = rows.values_list("person", "from_day", "to_day", "pay", "currency")
        for person, first, last, pay, currency in values:
            of = (currency or "").strip().upper() or workspace.currency
            self._by_name[name_of(person)].append(Pay(first, last or date.max, pay, of))
        for mine in self._by_name.values():
            mine.sort(key=lambda one: (one.first, one.pay, one.currency))

    def on(self, person: str, day: date) -> Pay | None:
        held = [p for p in self._by_name.get(name_of(person), ()) if p.first <= day <= p.last]
        return held[-1] if held else None

    def throughout(self, person: str, first: date, last: date) -> bool | None:
        """Whether a pay is known for all of these days or for none of them; None: for some."""
        known = self._by_name.get(name_of(person), [])
        if any(pay.first <= first and last <= pay.last for pay in known):
            return True
        return None if any(pay.first <= last and first <= pay.last for pay in known) else False


@lru_cache(maxsize=4096)
def name_of(person: str) -> str:
    """A name as it is compared: without case and outer blanks; letter by letter, as `lower(trim())`
    of the library's ledger has it, so that both price the same hours."""
    return "".join(letter.lower()[0] for letter in person.strip(_BLANKS))
