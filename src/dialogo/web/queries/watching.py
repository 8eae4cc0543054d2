"""What those who watch the desk ask: is it there, does work get done, how much waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min
from django.utils import timezone

from dialogo.web.models.work import Derived, Work, Worker

HEARD = timedelta(minutes=1)


def workers_heard() -> int:
    """How many workers have said within the last minute that they live."""
    return Worker.objects.filter(heard_at__gt=timezone.now() - HEARD).count()


def database_answers() -> bool:
    """Whether the database can be asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def up_to_date() -> bool:
    """Whether the database has every migration of this program."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@dataclass(frozen=True)
class Backlog:
    """`counts` by kind and state; `ages`: of each derived kind, the longest since it was done."""

    counts: Mapping[tuple[str, str], int]
    oldest_due: timedelta
    workers: int
    ages: Mapping[str, timedelta]


def backlog() -> Backlog:
    """How much work there is, and how old."""
    now = timezone.now()
    rows = Work.objects.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    waiting = Work.objects.filter(state=Work.WAITING, due_at__lte=now)
    oldest = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    kinds = list(Derived.objects.order_by().values_list("kind", flat=True).distinct())
    done = Work.objects.filter(state=Work.DONE, kind__in=kinds).order_by()
    ages: dict[str, timedelta] = {}
    for kind, _, last in done.values_list("kind", "workspace").annotate(last=Max("ended_at")):
        ages[kind] = max(ages.get(kind, timedelta()), now - last)
    return Backlog(
        counts={(kind, state): count for kind, state, count in rows},
        oldest_due=now - oldest if oldest else timedelta(),
        workers=workers_heard(),
        ages=ages,
    )
