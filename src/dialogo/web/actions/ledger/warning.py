"""Warnings of budgets and caps that will not hold, while there is time; each told once a level."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dialogo.web.models.alerts import AlertLetter
from dialogo.web.models.ledger import BudgetWarning
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import Calls, calls
from dialogo.web.queries.ledger.overview import Line, overview
from dialogo.web.queries.ledger.planned import periods

# "perhaps" is shown on the page, and calls nobody.
TELLING = ("likely", "surely", "over")
OF_CALLS = ("pace", "near", "stopped")


def warn(workspace: Workspace, today: date) -> int:
    """Looks at every budget that holds today: whole, by activity, on a network; how many are new.

    The owners are told by mail as well, in one letter each warning, where the desk may send any.
    """
    count = 0
    for first, last in periods(workspace, today):
        found = overview(workspace, first, last, today)
        for line in (found.whole, *found.lines, *found.apart):
            if line.level in TELLING and _is_new(workspace, line, first, last):
                count += _tell(workspace, line, first, last)
    return count


def see(by: Person, warning: BudgetWarning) -> None:
    """Somebody has seen it: it stands on the page no more."""
    open_ = BudgetWarning.objects.filter(pk=warning.pk, seen_at=None)
    open_.update(seen_by=by, seen_at=timezone.now())


def warn_of_calls(workspace: Workspace, now: datetime) -> int:
    """Looks at this month's calls that are charged; how many new warnings: at this pace the cap
    will be reached, four fifths of it are, and it has stopped something. A new cap is told of
    anew."""
    count = 0
    for one in calls(workspace, now):
        if one.level not in OF_CALLS or one.cap is None:
            continue
        about = BudgetWarning.objects.filter(
            workspace=workspace, meter=one.kind.key, first_day=one.first, planned=one.cap
        )
        graver = OF_CALLS[OF_CALLS.index(one.level) :]
        if not about.filter(level__in=graver).exists():
            count += _tell_of_calls(workspace, one, now)
    return count


def _tell_of_calls(workspace: Workspace, one: Calls, now: datetime) -> int:
    assert one.cap is not None  # noqa: S101  (narrowing only: without a cap nothing is told)
    foreseen = one.foreseen.amount if one.foreseen else one.spent + one.aside
    with transaction.atomic():
        warning, new = BudgetWarning.objects.get_or_create(
            workspace=workspace, meter=one.kind.key, first_day=one.first, last_day=one.last,
            level=one.level, planned=one.cap,
            defaults={
                "currency": one.currency, "foreseen": round(foreseen, 4), "at": now,
                "activity": one.kind.activity, "network": one.kind.network,
            },
        )  # fmt: skip
        before = BudgetWarning.objects.filter(workspace=workspace, meter=one.kind.key, seen_at=None)
        before.exclude(pk=warning.pk).update(seen_at=now)
        if new:
            _write_to_owners(workspace, warning, now)
    return int(new)


def _is_new(workspace: Workspace, line: Line, first: date, last: date) -> bool:
    """Whether neither this level nor a graver one has been told of this budget."""
    graver = TELLING[TELLING.index(line.level) :]
    told = BudgetWarning.objects.filter(
        workspace=workspace, activity=line.activity, network=line.network, meter="",
        first_day=first, last_day=last, level__in=graver,
    )  # fmt: skip
    return not told.exists()


def _tell(workspace: Workspace, line: Line, first: date, last: date) -> int:
    foreseen = line.foreseen.amount if line.foreseen else line.spent
    now = timezone.now()
    with transaction.atomic():
        warning, new = BudgetWarning.objects.get_or_create(
            workspace=workspace, activity=line.activity, network=line.network, meter="",
            first_day=first, last_day=last, level=line.level,
            defaults={
                "currency": workspace.currency, "planned": line.planned, "foreseen": foreseen,
                "at": now,
            },
        )  # fmt: skip
        # What was said before of the same budget is said by this one now.
        before = BudgetWarning.objects.filter(
            workspace=workspace, activity=line.activity, network=line.network, meter="",
            first_day=first, last_day=last, seen_at=None,
        )  # fmt: skip
        before.exclude(pk=warning.pk).update(seen_at=now)
        if new:
            _write_to_owners(workspace, warning, now)
    return int(new)


def _write_to_owners(workspace: Workspace, warning: BudgetWarning, now: datetime) -> None:
    if not settings.OPTIONS.mail:
        return
    owners = workspace.memberships.filter(
        role=Role.OWNER.value, person__is_active=True
    ).values_list("person", flat=True)
    AlertLetter.objects.bulk_create(
        AlertLetter(
            workspace=workspace, person_id=owner, way=AlertLetter.MAIL, key=uuid4(), due_at=now,
            budget=warning,
        )
        for owner in owners
    )  # fmt: skip
