"""Reports of ads that tell the same money count once, in the ledger and in what the audit reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dialogo.budget.ledger import LEDGER
from dialogo.records.ad_reports import FLAG, flags
from dialogo.returns.weekly import EFFORT
from dialogo.web.actions import records
from dialogo.web.actions.ledger.expenses import extra_of
from dialogo.web.actions.ledger.follow import behind, follow
from dialogo.web.actions.ledger.reports import choose
from dialogo.web.models.ledger import LedgerEntry, ReportChoice
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.ledger.check import check
from dialogo.web.queries.ledger.sums import cells

DAY = date(2026, 5, 4)


def report(said: str, amount: str, day: date = DAY, campaign: str = "Spring") -> dict[str, Any]:
    return {
        "expense_id": f"ads:facebook:{day.isoformat()}:{said}", "day": day, "currency": "EUR",
        "activity": "promoting", "amount": Decimal(amount), "network": "facebook",
        "campaign": campaign, "extra": {"kind": "promotion", "Reach": "7"},
    }  # fmt: skip


def write(workspace: Workspace, *rows: dict[str, Any]) -> None:
    records.write_rows(workspace, "expenses", list(rows), fill=False)


def counted(workspace: Workspace) -> Decimal:
    """What the ledger says, and in the same breath what the audit's own reading says."""
    follow(workspace)
    assert behind(workspace) == 0
    assert check(workspace).wrong == []
    booked = sum((cell.amount for cell in cells(workspace, DAY, DAY)), Decimal(0))
    read, _ = mirror.records(workspace)
    told = read.row("SELECT coalesce(sum(amount), 0) AS sum FROM budget_ledger", LEDGER)["sum"]
    effort = "SELECT sum(amount) AS sum FROM weekly_effort WHERE effort LIKE 'money%'"
    row = read.row(effort, EFFORT)
    assert told == booked == Decimal(str(row["sum"]))
    return booked


def test_which_of_one_days_expenses_count() -> None:
    numbers = ["a", "a / b", "a / b / c", "a / d", "e", "ab"]
    assert flags(numbers, "widest") == {"a": "yes", "a / b": "no", "a / b / c": "no", "a / d": "no"}
    finest = {"a": "no", "a / b": "no", "a / b / c": "yes", "a / d": "yes"}
    assert flags(numbers, "finest") == finest
    assert set(flags(numbers, "all").values()) == {"yes"}
    assert flags(["a", "e"], "widest") == {}


@pytest.mark.django_db
def test_a_campaign_and_its_ad_sets_count_once_until_the_team_says_otherwise(
    workspace: Workspace, owner: Person
) -> None:
    write(workspace, report("Spring / Women", "60"), report("Spring / Men", "39.5"))
    write(workspace, report("Spring / Women", "8", campaign="Spring / Women"))  # a name, no part
    write(workspace, report("Winter / All", "5", campaign="Winter"))
    assert counted(workspace) == Decimal("112.5") - 60  # the same number: the later report counts
    assert not ReportChoice.objects.exists()
    write(workspace, report("Spring / Women", "60"))
    assert counted(workspace) == Decimal("104.5")

    write(workspace, report("Spring", "100"))
    assert counted(workspace) == 105
    choice = ReportChoice.objects.get()
    assert (choice.network, choice.campaign, choice.counts, choice.by) == (
        "facebook", "Spring", "widest", None,
    )  # fmt: skip
    backs = LedgerEntry.objects.filter(reverses__isnull=False).count()
    assert counted(workspace) == 105
    assert LedgerEntry.objects.filter(reverses__isnull=False).count() == backs

    choose(owner, choice, "finest")
    assert counted(workspace) == Decimal("104.5")
    write(workspace, report("Spring", "101"))  # brought in again: what was said holds
    assert counted(workspace) == Decimal("104.5")
    choose(owner, choice, "all")
    assert counted(workspace) == Decimal("205.5")
    choose(owner, choice, "widest")
    assert counted(workspace) == 106

    rows = ROWS["expenses"].objects.filter(workspace=workspace)
    records.erase_rows(workspace, "expenses", rows.filter(expense_id__endswith=":Spring"))
    assert counted(workspace) == Decimal("104.5")
    assert not ReportChoice.objects.exists()
    assert [FLAG in extra_of(row) for row in rows] == [False] * 3
    assert extra_of(rows[0])["Reach"] == "7"


@pytest.mark.django_db
def test_a_campaign_without_a_network_or_with_a_name_without_end_stops_no_ledger(
    workspace: Workspace, owner: Person
) -> None:
    nowhere = [report(said, "10") | {"network": None} for said in ("Spring", "Spring / Men")]
    long = "A" * 900
    parts = [
        report(said, "7", campaign=long) | {"network": "n" * 200} for said in (long, f"{long} / B")
    ]
    write(workspace, *nowhere, *parts)
    assert counted(workspace) == 17
    for choice in ReportChoice.objects.order_by("network"):
        choose(owner, choice, "all")
    assert counted(workspace) == 34
    assert [len(one.network) for one in ReportChoice.objects.order_by("network")] == [0, 80]
