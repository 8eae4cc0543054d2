"""The meter of calls: whatever becomes of a call, its month and its day say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from dialogo.web.actions.ledger import metering
from dialogo.web.models.ledger import MeterDay, MeterHold, MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import BILLION

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
