"""Why an activity has no budget: the company's own word, kept among the budgets of its days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES, WHY_NOT
from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

SAID = Text(
    en="said why there is no money for {activity} from {first} to {last}: “{why}”",
    it="ha detto perché non c'è denaro per la voce «{activity}» dal {first} al {last}: «{why}»",
)


def explain(
    by: Person, workspace: Workspace, activity: str, days: tuple[date, date], why: str
) -> None:
    """Keeps why nothing is set aside for an activity on these days (both included)."""
    row = {
        "first_day": days[0], "last_day": days[1], "activity": activity, "amount": Decimal(0),
        "currency": workspace.currency, "extra": {WHY_NOT: why},
    }  # fmt: skip
    told = {"activity": ACTIVITY_NAMES[activity], "first": days[0], "last": days[1], "why": why}
    with transaction.atomic():
        records.write_rows(workspace, "budgets", [row], fill=False)
        trail.note(by, workspace, "budget.enter", f"budget:{activity}", SAID, **told)
