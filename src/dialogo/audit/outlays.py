"""Evidence from the ledger: an hour, an expense, a person's pay, a budget line, told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from dialogo.audit.check import Evidence
from dialogo.budget.activities_without_budget import ACTIVITY_NAMES
from dialogo.budget.ledger import Outlay
from dialogo.budget.planned import Plan
from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.text import LANGS, Text

_EXPENSE = Text(en="{day}, {activity}: {amount}", it="{day}, {activity}: {amount}")
_HOUR = Text(en="{day}, {activity}: {hours}", it="{day}, {activity}: {hours}")


def of_lines(rows: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """Evidence of rows of the ledger (view `budget_ledger`).

    An hour's id is its day, person and activity; an expense's is its own.
    """
    return tuple(_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> Evidence:
    values = {
        "day": row["day"],
        "activity": ACTIVITY_NAMES[row["activity"]],
        "hours": Hours(row["hours"]),
        "amount": _money(row["amount"], row["currency"]),
    }
    if row["kind"] == "expense":
        note = written(_EXPENSE, **values)
        return Evidence("expense", row["expense_id"], note=note)
    note = written(_HOUR, **values)
    return Evidence("hour", f"{row['day']} {row['person']} {row['activity']}", note=note)


def of_unpaid(rows: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """Evidence of rows with person, unpaid and hours."""
    template = Text(en="{unpaid} of {hours} without pay", it="{unpaid} su {hours} senza paga")
    return tuple(
        Evidence(
            "person",
            row["person"],
            note=written(
                template,
                unpaid=Hours(row["unpaid"]),
                hours=Hours(row["hours"]),
            ),
        )
        for row in rows
    )


def of_underpaid(rows: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """Evidence of rows with person, pay, minimum_pay, minimum_source and currency."""
    template = Text(
        en="an hour costs {pay}, the minimum is {least} ({source})",
        it="un'ora costa {pay}, il minimo è {least} ({source})",
    )
    unsaid = Text(en="source not recorded", it="fonte non registrata")
    return tuple(
        Evidence(
            "person",
            row["person"],
            note=written(
                template,
                pay=_money(row["pay"], row["currency"]),
                least=_money(row["minimum_pay"], row["currency"]),
                source=row["minimum_source"] or unsaid,
            ),
        )
        for row in rows
    )


def of_budgets(lines: Iterable[tuple[str, Plan, Outlay]]) -> tuple[Evidence, ...]:
    """Evidence of activities with what was planned for them and what was spent on them."""
    template = Text(
        en="{activity}: {spent} spent, {planned} set aside",
        it="{activity}: {spent} spesi, {planned} stanziati",
    )
    return tuple(
        Evidence(
            "budget",
            activity,
            note=written(
                template,
                activity=ACTIVITY_NAMES[activity],
                spent=_money(out.amount, out.currency),
                planned=_money(plan.amount, plan.currency),
            ),
        )
        for activity, plan, out in lines
    )


def of_reasons(told: Iterable[tuple[Text, str]]) -> tuple[Evidence, ...]:
    """Evidence of activities without a budget, in the company's own words why."""
    note = Text(en="the company's own reason", it="il motivo detto dall'azienda")
    return tuple(Evidence("budget", name.en, quote=why, note=note) for name, why in told)


def own_word(told: Iterable[tuple[Text, str]]) -> Text:
    """What the company says of activities without a budget, to stand behind a sentence."""
    says = Text(
        en=" The company says of {activity}: “{why}”.",
        it=" Di «{activity}» l'azienda dice: «{why}».",
    )
    found = [written(says, activity=name, why=why) for name, why in told]
    return Text(en="".join(text.en for text in found), it="".join(text.it for text in found))


def written(template: Text, **values: object) -> Text:
    """`template` with its values put in, braces of people's own words kept as they are."""
    said = {lang: template.say(lang, **values) for lang in LANGS}
    return Text(**{lang: line.replace("{", "{{").replace("}", "}}") for lang, line in said.items()})


def _money(amount: Decimal | None, currency: str | None) -> object:
    if amount is None:
        return Text(en="pay not recorded", it="paga non registrata")
    return Money(amount, currency) if currency else amount
