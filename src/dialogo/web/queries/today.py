"""What Today and its neighbours show: who waits, the week, the team, what is being done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models.fields.json import KeyTransform

from dialogo.audit import kept as kept_audit
from dialogo.audit.check import Finding
from dialogo.ladder.climb import Said
from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.person import Person
from dialogo.web.models.today import Standing
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.findings import Latest

# Work that whoever looks at a page waits for.
AWAITED = ("import", "sample", "threading", "audit", "today")


@dataclass(frozen=True)
class Week:
    """A week's work: hours by activity (the most first), money spent and set aside."""

    first: date
    last: date
    hours: tuple[tuple[str, Hours], ...]
    spent: Money | None
    more_than: bool
    planned: Money | None


def standing(workspace: Workspace) -> Standing | None:
    """What the records said when they were last looked at; None if they never were."""
    return Standing.objects.filter(workspace=workspace).first()


def week(found: Standing) -> Week | None:
    """The last week in which anything was recorded; None where it was not."""
    kept = found.content.get("week")
    if not kept:
        return None
    return Week(
        first=date.fromisoformat(kept["first"]),
        last=date.fromisoformat(kept["last"]),
        hours=tuple((activity, Hours(hours)) for activity, hours in kept["hours"].items()),
        spent=_money(kept["spent"]),
        more_than=kept["more_than"],
        planned=_money(kept["planned"]),
    )


def _money(kept: Sequence[str] | None) -> Money | None:
    return Money(Decimal(kept[0]), kept[1]) if kept else None


def before_returns(found: Standing | None) -> list[Said]:
    """What the records still lack before anyone may ask for a return."""
    kept = found.content.get("returns", {}) if found else {}
    return [Said("returns", _text(lack)) for lack in kept.get("missing", [])]


def _text(kept: Mapping[str, str]) -> Text:
    """A sentence that was written out before: nothing in it is a place for a value."""
    en, it = (kept[lang].replace("{", "{{").replace("}", "}}") for lang in ("en", "it"))
    return Text(en=en, it=it)


def under_way(workspace: Workspace) -> list[Work]:
    """What is waiting or running and will change what the pages say."""
    found = Work.objects.filter(workspace=workspace, state__in=Work.OPEN, kind__in=AWAITED)
    return list(found.order_by("id"))


def since(workspace: Workspace, moment: datetime, person: Person, most: int) -> list[TrailEntry]:
    """What others did since `moment` that changes what the company sees, the newest first."""
    found = TrailEntry.objects.filter(workspace=workspace, at__gt=moment).exclude(by=person)
    return list(found.filter(verb__regex=_SHOWN).order_by("-id")[:most])


# What everybody of the team may hear of; who came in and who may do what is the owner's affair.
_SHOWN = r"^(imports?|records|sample|mistakes|lines?|waivers?|strategy|plan|needs|workspace)\."


def about(found: Latest | None, subject: str) -> list[Finding]:
    """The findings of a subject (`dialogue`, `budget` …) that ask for something, the gravest first;
    those that ask for nothing after them, the ones that cannot be told last."""
    if found is None:
        return []
    of = [f for f in found.audit.findings if f.check.id.partition("/")[0] == subject]
    return sorted(of, key=lambda finding: ORDER.index(finding.verdict))


ORDER = ("mistake", "watch", "ok", "waived", "unknown")


# Kept days that a page draws.
DAYS = 60


def course(
    workspace: Workspace, measure: str, most: int = DAYS, before: date | None = None
) -> list[tuple[date, Figure]]:
    """What a measure said on the last kept days (before a day, if one is given), oldest first."""
    kept = KeyTransform(measure, KeyTransform("measures", "content"))
    runs = AuditRun.objects.filter(workspace=workspace, content__isnull=False)
    if before is not None:
        runs = runs.filter(day__lt=before)
    rows = runs.order_by("-day").values_list("day", kept)[:most]
    found = [(day, figure_of(measure, figure)) for day, figure in rows]
    return [(day, figure) for day, figure in found if figure is not None][::-1]


def figure_of(measure: str, written: Mapping[str, Any] | None) -> Figure | None:
    """A figure as a kept audit holds it; None where it does not."""
    if not written:
        return None
    day = "2000-01-01T00:00:00+00:00"
    alone = {
        "version": kept_audit.VERSION,
        "company": "",
        "window": [day, day],
        "measures": {measure: written},
        "findings": [],
    }
    return kept_audit.read(alone, {}).measures[measure]
