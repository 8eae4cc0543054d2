"""Keeping an audit, what it found with each check, and its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.audit import kept
from dialogo.audit.check import Finding
from dialogo.audit.run import Audit
from dialogo.ladder.climb import Said, climb
from dialogo.records.measure import Figure
from dialogo.records.text import LANGS, Lang
from dialogo.report.pictures import Picture
from dialogo.web.actions import work
from dialogo.web.models.audit import AuditRun, Drawing, FindingOfDay
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.audits import DRAWINGS
from dialogo.web.queries.policy import policy_of, standing


def keep(
    workspace: Workspace,
    day: date,
    revision: int,
    audit: Audit | None,
    missing: Sequence[Said],
    *,
    measured: Sequence[Said] = (),
) -> AuditRun:
    """Keeps the audit of a day, in the caller's transaction; one of the same day gives way to it.

    `audit` is made without the company's own decisions (None: nothing is dated); what it found that
    day is judged by them. `missing` is what the returns lack, `measured` what is told of them.
    """
    now = timezone.now()
    here = timezone.localtime(now, ZoneInfo(workspace.zone))
    stands = standing(audit, policy_of(workspace), here) if audit else None
    height = climb(stands, missing, measured).height if stands else None
    run, _ = AuditRun.objects.update_or_create(
        workspace=workspace,
        day=day,
        defaults={
            "revision": revision,
            "made_at": now,
            "since": audit.window.since if audit else None,
            "as_of": audit.window.as_of if audit else None,
            "content": kept.written(audit) if audit else None,
            "returns": [
                *({lang: said.say(lang) for lang in LANGS} for said in missing),
                *(
                    {lang: said.say(lang) for lang in LANGS} | {"measured": True}
                    for said in measured
                ),
            ],
            "height": height or 0,
        },
    )
    Workspace.objects.filter(pk=workspace.pk).update(height=height)
    FindingOfDay.objects.filter(run=run).delete()
    FindingOfDay.objects.bulk_create(_row(run, finding) for finding in _findings(stands))
    if not _handed_on(run) and audit is not None:
        ask_for_drawings(workspace, revision)
    return run


def ask_for_drawings(workspace: Workspace, revision: int, *, rest: bool = False) -> None:
    """Asks for the pictures of an audit: those of the gravest findings, then the `rest`.

    They come after whatever was due before, since no page waits for them.
    """
    work.ask(
        DRAWINGS,
        workspace,
        {"revision": revision, "rest": rest},
        key=f"{DRAWINGS}:{workspace.pk}:{revision}:{int(rest)}",
    )


def _findings(audit: Audit | None) -> Iterable[Finding]:
    return audit.findings if audit else ()


def _row(run: AuditRun, finding: Finding) -> FindingOfDay:
    figure, check = finding.reading.figure, finding.check
    return FindingOfDay(
        run=run,
        check_id=check.id,
        verdict=finding.verdict,
        judged=finding.judged,
        **_numbers(figure),
        severity=finding.severity,
        weight=check.weight,
        belief=check.belief,
        rung=check.rung,
    )


def _numbers(figure: Figure) -> dict[str, Any]:
    return {
        "value": _finite(figure.value),
        "low": _finite(figure.low),
        "high": _finite(figure.high),
        "more_than": figure.more_than,
        "unit": figure.unit,
        "currency": figure.currency,
        "n": figure.n,
    }


def _finite(value: Any) -> float | None:
    """A number that every database can hold."""
    number = None if value is None else float(value)
    return number if number is not None and abs(number) != float("inf") else None


def _handed_on(run: AuditRun) -> bool:
    """The pictures of the same records, drawn for an earlier day, are those of today as well."""
    same = AuditRun.objects.filter(
        workspace=run.workspace, revision=run.revision, since=run.since, as_of=run.as_of
    )
    return Drawing.objects.filter(run__in=same.exclude(pk=run.pk)).update(run=run) > 0


@dataclass(frozen=True)
class Drawn:
    """A picture of a check in one language, with its SVG."""

    finding: Finding
    picture: Picture
    svg: str
    lang: Lang


def keep_drawings(run: AuditRun, checks: Iterable[str], drawn: Iterable[Drawn]) -> None:
    """Keeps the pictures of `checks`, in the caller's transaction; older ones give way to them."""
    Drawing.objects.filter(run=run, check_id__in=list(checks)).delete()
    Drawing.objects.bulk_create(
        Drawing(
            run=run,
            check_id=each.finding.check.id,
            kind=each.picture.kind,
            lang=each.lang,
            svg=each.svg,
            content=_content(each.picture),
            watch=each.finding.limit.watch,
            mistake=each.finding.limit.mistake,
        )
        for each in drawn
    )
    Drawing.objects.filter(run__workspace=run.workspace_id).exclude(run=run).delete()


def _content(picture: Picture) -> Mapping[str, Any]:
    return {
        "question": picture.question,
        "answer": picture.answer,
        "key": picture.key,
        "heads": list(picture.heads),
        "rows": [list(row) for row in picture.rows],
    }
