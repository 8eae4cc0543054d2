"""An audited Aurora: the sample company's audit, kept as a worker would, without making it anew."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.utils import timezone

from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, run
from dialogo.ladder.climb import Said
from dialogo.records.records import Records
from dialogo.records.text import Text
from dialogo.simulation.sample import sample
from dialogo.web.actions import audits
from dialogo.web.models.audit import AuditRun, FindingOfDay
from dialogo.web.models.workspace import Workspace

# What the sample company does badly, and what it does well.
BAD, FINE = "dialogue/slow-first-reply", "dialogue/monologue"
MISSING = [
    Said(
        "returns",
        Text(en="It takes {weeks} more weeks.", it="Servono altre {weeks} settimane."),
        {"weeks": 26},
    )
]


@cache
def records() -> Records:
    """Half a year of the sample company, in English."""
    return sample("en")


@cache
def audit() -> Audit:
    """Its audit by nobody's decisions."""
    return run(records(), policy=Policy())


def keep(workspace: Workspace, day: date | None = None) -> AuditRun:
    """Keeps that audit as the one of `day` (today), of the workspace's revision."""
    day = day or timezone.localdate()
    return audits.keep(workspace, day, workspace.revision, audit(), MISSING)


def was(run_: AuditRun, check: str, **values: object) -> None:
    """Changes what was found on a day with one check."""
    FindingOfDay.objects.filter(run=run_, check_id=check).update(**values)


def week_before(run_: AuditRun) -> AuditRun:
    """The same findings, kept a week and a day before."""
    return keep(run_.workspace, run_.day - timedelta(days=8))
