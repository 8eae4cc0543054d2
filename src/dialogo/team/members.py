"""Members: who belongs to the team on a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.days import last_day


@dataclass(frozen=True)
class Member:
    """A person of the team on a day; None is what the company has not filled in."""

    person: str
    role: str | None
    department: str | None
    dedicated: bool | None
    owner: bool | None
    weekly_hours: Decimal | None


def team(records: Records, window: Window) -> tuple[Member, ...]:
    """The people who belong to the team at the window's end, by name.

    Where two periods of a person overlap, the one that began later holds.
    """
    rows = records.rows(
        """
        SELECT trim(person) AS person, role, department, dedicated, owner, weekly_hours
        FROM members WHERE from_day <= $day AND coalesce(to_day, $day) >= $day
        QUALIFY row_number() OVER (PARTITION BY trim(person) ORDER BY from_day DESC) = 1
        ORDER BY person
        """,
        day=last_day(window),
    )
    return tuple(Member(**row) for row in rows)
