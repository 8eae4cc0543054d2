"""The trail, page by page, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.figures import hidden_of

PAGE = 50
TELL_HOURS = ("hours.write", "hours.erase", "hours.correct")
LATELY = 5000  # entries among which the kinds and people to choose from are looked up


@dataclass(frozen=True)
class Asked:
    """What is looked for; empty: everything. Days are days of the reader's zone."""

    person: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Stretch:
    """Entries, and the number before which the next page begins (None: that was all)."""

    entries: list[TrailEntry]
    before: int | None


def entries(
    workspace: Workspace | None, asked: Asked, zone: ZoneInfo, reader: Person
) -> QuerySet[TrailEntry]:
    """The entries of a workspace, or of the installation itself. While the company hides figures
    of single people, those that tell hours are shown to whoever wrote them alone."""
    found = TrailEntry.objects.filter(workspace=workspace).order_by("-id")
    if workspace is not None:
        of_others = Q(verb__in=TELL_HOURS) & ~Q(by=reader)
        found = found.exclude(of_others & Q(hidden_of("workspace")))
    if asked.person is not None:
        found = found.filter(by=asked.person)
    if asked.kind:
        found = found.filter(verb__startswith=f"{asked.kind}.")
    if asked.since:
        found = found.filter(at__gte=datetime.combine(asked.since, time.min, zone))
    if asked.until:
        end = datetime.combine(asked.until + timedelta(days=1), time.min, zone)
        found = found.filter(at__lt=end)
    return found


def stretch(found: QuerySet[TrailEntry], before: int | None) -> Stretch:
    """One page of `found`, from the entry with the number `before` on."""
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return Stretch(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def choices(workspace: Workspace | None) -> tuple[list[tuple[int, str]], list[str]]:
    """People and kinds that occur in what happened lately."""
    lately = TrailEntry.objects.filter(workspace=workspace).order_by("-id")[:LATELY]
    people: dict[int, str] = {}
    kinds: set[str] = set()
    for by, name, verb in lately.values_list("by", "by_name", "verb"):
        kinds.add(verb.partition(".")[0])
        if by is not None:
            people.setdefault(by, name)
    return sorted(people.items(), key=lambda one: one[1]), sorted(kinds)
