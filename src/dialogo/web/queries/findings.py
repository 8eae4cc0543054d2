"""What the newest audit finds, judged by the lines and waivers of now, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.audit import kept
from dialogo.audit.check import Check, Finding
from dialogo.audit.checks.content.needs_without_content import CHECK as NEEDS_WITHOUT_CONTENT
from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit
from dialogo.audit.shelf import checks
from dialogo.ladder.climb import Ladder, Said, climb
from dialogo.records.text import Text
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import audits
from dialogo.web.queries.need_titles import renamed
from dialogo.web.queries.policy import policy_of, shelf_of, standing
from dialogo.web.queries.team.figures import discreet


@dataclass(frozen=True)
class Latest:
    """The newest audit: `run` as it was kept, `audit` as it stands by the company's decisions.

    `gone` are the ids of checks that the kept audit knew and that an update took away.
    """

    run: AuditRun
    audit: Audit
    policy: Policy
    gone: tuple[str, ...] = ()

    @cached_property
    def shelf(self) -> Mapping[str, Check]:
        """Every check there is for this company, by id."""
        return shelf_of(self.policy)

    @cached_property
    def ladder(self) -> Ladder:
        """Where the company stands."""
        missing, measured = (
            [Said("returns", _as_said(one)) for one in self.run.returns if _is_measured(one) is it]
            for it in (False, True)
        )
        return climb(self.audit, missing, measured)

    @property
    def gravest(self) -> list[Finding]:
        """What holds back: mistakes, then what to watch, the gravest first."""
        return [f for f in self.audit.findings if f.verdict in ("mistake", "watch")]

    def finding(self, check: str) -> Finding | None:
        """What it finds with one check."""
        return next((f for f in self.audit.findings if f.check.id == check), None)


def latest(workspace: Workspace) -> Latest | None:
    """The newest audit as it stands now; None where there is none yet (4 questions at most)."""
    run = audits.newest(workspace)
    if run is None or run.content is None:
        return None
    return as_it_stands(run, workspace, tuple(kept.gone(run.content, checks())))


def as_it_stands(run: AuditRun, workspace: Workspace, gone: tuple[str, ...] = ()) -> Latest:
    """A kept audit by the lines, the waivers and the names of needs of now; without figures of
    single people where the company hides them."""
    policy = policy_of(workspace)
    now = timezone.localtime(timezone.now(), ZoneInfo(workspace.zone))
    stands = standing(kept.read(run.content or {}, checks()), policy, now)
    if called := renamed(workspace):
        findings = [_renamed(finding, called) for finding in stands.findings]
        stands = replace(stands, findings=type(stands.findings)(findings))
    if audits.hides_people(run):
        stands = discreet(stands)
    return Latest(run, stands, policy, gone)


def gravest(workspace: Workspace, n: int = 3) -> list[Finding]:
    """The `n` findings that hold back most; empty where nothing does, or nothing is known."""
    found = latest(workspace)
    return found.gravest[:n] if found else []


def _renamed(finding: Finding, called: Mapping[Text, Text]) -> Finding:
    """The finding with needs under the team's names."""
    reading = finding.reading
    if finding.check.id != NEEDS_WITHOUT_CONTENT.id:
        return finding
    needs = [called.get(need, need) for need in cast("list[Text]", reading.words["needs"])]
    evidence = tuple(
        replace(one, note=called.get(one.note, one.note)) if one.note else one
        for one in reading.evidence
    )
    words = {**reading.words, "needs": needs}
    return replace(finding, reading=replace(reading, words=words, evidence=evidence))


def _is_measured(one: Mapping[str, Any]) -> bool:
    """Whether a kept sentence says what is measured of the returns, and not what they lack."""
    return bool(one.get("measured"))


def _as_said(lack: Mapping[str, str]) -> Text:
    """A sentence that was written out: nothing in it is a place for a value."""
    en, it = (lack[lang].replace("{", "{{").replace("}", "}}") for lang in ("en", "it"))
    return Text(en=en, it=it)
