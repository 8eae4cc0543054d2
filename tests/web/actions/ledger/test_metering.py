"""The meter of calls: whatever becomes of a call, its month and its day say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import F, Sum

from dialogo.web.actions import records
from dialogo.web.actions.ledger import metering
from dialogo.web.models.ledger import MeterDay, MeterHold, MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import BILLION

STEP = import_module("dialogo.web.migrations.0023_calls_under_way")
pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 30, 22, 59, 50, tzinfo=UTC)  # in Rome, ten seconds before December
AFTER = LATE + timedelta(seconds=20)


@pytest.fixture
def paying(workspace: Workspace, owner: Person) -> Workspace:
    workspace.zone = "Europe/Rome"
    workspace.save(update_fields=["zone"])
    metering.cap(owner, workspace, "x", Decimal(1), "USD")
    return workspace


def counted() -> list[tuple[date, int, Decimal]]:
    """The days, once it is sure that each month is the sum of its days."""
    for month in MeterMonth.objects.all():
        days = MeterDay.objects.filter(day__year=month.month.year, day__month=month.month.month)
        assert (days.aggregate(all=Sum("spent"))["all"] or 0) == month.spent
        held = MeterHold.objects.filter(month=month).aggregate(all=Sum("units"))["all"]
        assert (held or 0) == month.reserved
    rows = MeterDay.objects.order_by("day").values_list("day", "calls", "spent")
    return [(day, calls, Decimal(spent) / BILLION) for day, calls, spent in rows]


def test_a_call_that_ends_in_the_next_month_is_one_of_the_month_whose_cap_let_it_out(
    paying: Workspace,
) -> None:
    call = metering.reserve(paying, "x", Decimal("0.7"), LATE)
    assert call is not None
    metering.settle(call, Decimal("0.6"), AFTER)
    assert counted() == [(date(2026, 11, 30), 1, Decimal("0.6"))]


def test_what_a_killed_worker_left_counts_as_spent_and_is_never_there_twice(
    paying: Workspace,
) -> None:
    """Three workers: one is killed, two were only slow, and say afterwards what it was."""
    dead, slow, none = (metering.reserve(paying, "x", Decimal("0.3"), LATE) for _ in range(3))
    assert dead is not None
    assert slow is not None
    assert none is not None
    assert metering.settle_left(paying, LATE + metering.LEFT) == 0
    late = LATE + metering.LEFT + timedelta(seconds=1)
    assert metering.settle_left(paying, late) == 3
    assert metering.settle_left(paying, late) == 0
    assert counted() == [(date(2026, 11, 30), 3, Decimal("0.9"))]
    assert metering.reserve(paying, "x", Decimal("0.2"), LATE) is None
    metering.settle(slow, Decimal("0.1"), late)
    metering.release(none)
    assert counted() == [(date(2026, 11, 30), 2, Decimal("0.4"))]
    assert metering.reserve(paying, "x", Decimal("0.6"), LATE) is not None
    assert metering.reserve(paying, "x", Decimal("0.000000001"), LATE) is None


def test_what_an_older_version_left_aside_or_booked_in_parts_of_coins_is_mended(
    paying: Workspace,
) -> None:
    for most, day in (("0.5", LATE - timedelta(days=2)), ("0.3333", LATE)):
        call = metering.reserve(paying, "x", Decimal(most), day)
        assert call is not None
        metering.settle(call, None, day)
    metering.write_down(paying)
    of_calls = ROWS["expenses"].objects.order_by("day")
    second = of_calls.last()
    assert (second.day, second.amount) == (date(2026, 11, 30), Decimal("0.33"))
    row = {
        "expense_id": second.expense_id, "day": second.day, "activity": "publishing",
        "amount": Decimal("0.3333"), "currency": "USD", "network": "x",
    }  # fmt: skip
    records.write_rows(paying, "expenses", [row], fill=False)
    MeterMonth.objects.update(reserved=F("reserved") + 10**8)
    with time_machine.travel(LATE, tick=False):
        STEP.hold_what_is_aside(apps, connection.schema_editor)
    STEP.book_in_coins(apps, connection.schema_editor)
    later = MeterHold.objects.get().at + metering.LEFT + timedelta(seconds=1)
    assert metering.settle_left(paying, later) == 1
    assert metering.write_down(paying) >= 1
    assert [Decimal(day[2]) for day in counted()] == [Decimal("0.5"), Decimal("0.4333")]
    assert [row.amount for row in of_calls] == [Decimal("0.5"), Decimal("0.43")]
