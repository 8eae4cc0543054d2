"""The money once more, as plain loops over the rows: slow, obvious, independent."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from dialogo.records.records import Records
from dialogo.records.schema import ACTIVITIES
from dialogo.records.window import Window
from tests.recorded import recorded

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
WINDOW = Window(
    datetime.combine(FIRST, time.min, UTC), datetime.combine(LAST, time(23, 59, 59), UTC)
)
PEOPLE = ("Anna", "Bruno", "Carla")
Rows = list[dict[str, Any]]


@dataclass
class Books:
    """The company's own tables, as rows."""

    hours: Rows = field(default_factory=list)
    members: Rows = field(default_factory=list)
    expenses: Rows = field(default_factory=list)
    budgets: Rows = field(default_factory=list)

    def records(self, **others: Rows) -> Records:
        for number, row in enumerate(self.expenses):
            row["expense_id"] = str(number)
        return recorded(
            hours=self.hours,
            members=self.members,
            expenses=self.expenses,
            budgets=self.budgets,
            **others,
        )

    def pay(self, person: str, day: date) -> Decimal | None:
        """Of the periods that hold on that day and have a pay, that of the one begun last."""
        holding = [
            (row["from_day"], row["pay"])
            for row in self.members
            if row["person"] == person
            and row["pay"] is not None
            and row["from_day"] <= day
            and (row["to_day"] is None or day <= row["to_day"])
        ]
        return max(holding)[1] if holding else None

    def outlays(
        self, activities: Collection[str] = ACTIVITIES, first: date = FIRST, last: date = LAST
    ) -> list[tuple[date, str, Decimal | None]]:
        """(day, currency, amount) of every row of hours and expenses; all pay is in euro."""
        found: list[tuple[date, str, Decimal | None]] = []
        for row in self.hours:
            if row["activity"] in activities and first <= row["day"] <= last:
                pay = Decimal(0) if row["paid"] is False else self.pay(row["person"], row["day"])
                found.append(
                    (row["day"], "EUR", None if pay is None else coins(pay * row["hours"]))
                )
        for row in self.expenses:
            if row["activity"] in activities and first <= row["day"] <= last:
                found.append((row["day"], row["currency"], row["amount"]))
        return found

    def euros(self, activities: Collection[str] = ACTIVITIES) -> Decimal:
        return in_euro(self.outlays(activities))

    def covered(self, day: date) -> bool:
        return any(
            row["first_day"] <= day <= row["last_day"] and row["amount"] > 0 for row in self.budgets
        )

    def planned(self, activities: Collection[str] = ACTIVITIES) -> Fraction:
        """Day by day, in euro."""
        total = Fraction(0)
        for row in self.budgets:
            if row["activity"] in activities and row["currency"] == "EUR":
                length = (row["last_day"] - row["first_day"]).days + 1
                for step in range(length):
                    if FIRST <= row["first_day"] + timedelta(days=step) <= LAST:
                        total += Fraction(row["amount"]) / length
        return total


def coins(amount: Decimal) -> Decimal:
    """Whole cents, half a cent up."""
    return Decimal(int(amount * 100 + Decimal("0.5"))) / 100


def in_euro(outlays: list[tuple[date, str, Decimal | None]]) -> Decimal:
    return sum(
        (amount for _, currency, amount in outlays if currency == "EUR" and amount is not None),
        Decimal(0),
    )


cents = st.integers(0, 500_000).map(lambda number: Decimal(number) / 100)
around = st.dates(date(2025, 12, 15), date(2026, 4, 15))
activity = st.sampled_from(ACTIVITIES)
# Euro outweighs: it is the currency of most rows, as the last member below makes sure.
currency = st.sampled_from(["EUR", "EUR", "USD"])
hours = st.fixed_dictionaries(
    {
        "person": st.sampled_from(PEOPLE),
        "day": around,
        "activity": activity,
        "hours": st.integers(1, 40).map(lambda quarters: Decimal(quarters) / 4),
        "paid": st.sampled_from([None, True, False]),
    }
)
expenses = st.fixed_dictionaries(
    {"day": around, "activity": activity, "amount": cents, "currency": currency}
)


@st.composite
def periods(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(around)
    length = draw(st.integers(0, 80))
    return {
        "first_day": first,
        "last_day": first + timedelta(days=length),
        "activity": draw(activity),
        "amount": draw(cents),
        "currency": draw(currency),
    }


@st.composite
def books(draw: st.DrawFn) -> Books:
    """Books with three people of whom some periods have no pay, and a few rows of everything."""
    members = [
        {
            "person": person,
            "from_day": first,
            "to_day": draw(st.sampled_from([None, date(2026, 2, 10)])),
            "pay": draw(st.sampled_from([None, Decimal("12.50"), Decimal("31.07")])),
            "currency": "EUR",
        }
        for person in PEOPLE
        for first in (date(2025, 6, 1), date(2026, 2, 1))
    ]
    euros = [
        {
            "person": f"Euro {n}",
            "from_day": FIRST,
            "to_day": None,
            "pay": Decimal(1),
            "currency": "EUR",
        }
        for n in range(9)
    ]
    return Books(
        hours=draw(st.lists(hours, max_size=8)),
        members=members + euros,
        expenses=draw(st.lists(expenses, max_size=4)),
        budgets=draw(st.lists(periods(), max_size=4)),
    )
