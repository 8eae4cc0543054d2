"""What a company decided about its audit: lines it moved, mistakes it accepts, ones it added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.audit.check import Belief, Check, Finding, Limit, Reading, Waiver
from dialogo.audit.kept import rejudged
from dialogo.audit.own_check import OwnCheck
from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, gravity
from dialogo.audit.shelf import checks, measures
from dialogo.records.errors import BadInput
from dialogo.records.measure import Figure
from dialogo.records.text import Text
from dialogo.web.models.audit import Line, OwnMistake, Waiving
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of

FILE = "desk"


def policy_of(workspace: Workspace) -> Policy:
    """The whole policy of a workspace, as a policy file would have it.

    What no longer makes sense, such as the line of a check that an update took away, is left out.
    """
    zone = ZoneInfo(workspace.zone)
    return Policy(
        hours=hours_of(workspace),
        waivers=tuple(
            Waiver(held.check_id, held.reason, timezone.localdate(held.at, zone), held.until)
            for held in waivings(workspace)
        ),
        own=tuple(own_checks_of(workspace)),
        moved={line.check_id: _as_written(line) for line in lines(workspace) if _holds(line)},
        file=FILE,
    )


def lines(workspace: Workspace) -> list[Line]:
    """The lines that are moved now: the newest of each check, if it is no way back."""
    newest: dict[str, Line] = {}
    for line in Line.objects.filter(workspace=workspace).order_by("id"):
        newest[line.check_id] = line
    return [line for line in newest.values() if line.watch is not None]


def waivings(workspace: Workspace) -> list[Waiving]:
    """The waivers that nobody ended; those whose day has passed are among them."""
    return list(Waiving.objects.filter(workspace=workspace, ended_at=None).order_by("id"))


def line_history(workspace: Workspace, check: str) -> list[Line]:
    """Every line that was ever drawn for a check here, the newest first."""
    return list(Line.objects.filter(workspace=workspace, check_id=check).order_by("-id"))


def waiving(workspace: Workspace, check: str) -> Waiving | None:
    """The waiver of a check that nobody ended."""
    return Waiving.objects.filter(workspace=workspace, check_id=check, ended_at=None).first()


def own_mistakes(workspace: Workspace) -> list[OwnMistake]:
    """The mistakes that the company added and has not ended."""
    return list(OwnMistake.objects.filter(workspace=workspace, ended_at=None).order_by("id"))


def own_checks_of(workspace: Workspace) -> list[OwnCheck]:
    """Those of its own mistakes whose measure there still is."""
    return [as_check(own) for own in own_mistakes(workspace) if own.measure in measures()]


def as_check(own: OwnMistake) -> OwnCheck:
    """An own mistake as an entry of a policy."""
    return OwnCheck(
        id=own.name,
        title=_literal(own.title),
        measure=own.measure,
        watch=own.watch,
        mistake=own.mistake,
        worse="below" if own.worse == "below" else "above",
        advice=_literal(own.advice),
        at_least=own.at_least,
        belief=cast("Belief", own.belief),
    )


def shelf_of(policy: Policy) -> dict[str, Check]:
    """Every check there is for a company: everybody's and its own."""
    return {**checks(), **{check.id: check for check in policy.own_checks(measures())}}


def standing(audit: Audit, policy: Policy, now: datetime) -> Audit:
    """An audit made without the company's decisions, judged by them; nothing is measured anew.

    The same as if it had been run with the whole policy, so that a line shows where it was moved to
    at once.
    """
    moved = policy.moved_lines(shelf_of(policy))
    findings = [
        rejudged(finding, moved.get(finding.check.id, finding.limit)) for finding in audit.findings
    ]
    findings += [
        _own(check, audit.measures[own.measure], moved.get(check.id, check.limit))
        for own, check in zip(policy.own, policy.own_checks(measures()), strict=True)
        if own.measure in audit.measures
    ]
    judged = [policy.waive(finding, now) for finding in findings]
    return replace(audit, findings=tuple(sorted(judged, key=gravity)))


def _own(check: Check, figure: Figure, limit: Limit) -> Finding:
    reading = Reading(figure, words={"title": check.title})
    return Finding(check, check.judge(reading, limit), reading, limit)


def _as_written(line: Line) -> Mapping[str, Any]:
    written = {"watch": line.watch, "mistake": line.mistake, "at-least": line.at_least}
    return {name: value for name, value in written.items() if value is not None}


def _holds(line: Line) -> bool:
    """Whether a line can be drawn; own mistakes have theirs themselves."""
    if line.check_id not in checks():
        return False
    try:
        Policy(moved={line.check_id: _as_written(line)}).moved_lines(checks())
    except BadInput:
        return False
    return True


def _literal(words: str) -> Text:
    """Words of the company's own, the same for every reader: braces in them are braces."""
    plain = words.replace("{", "{{").replace("}", "}}")
    return Text(en=plain, it=plain)


def own_title(workspace: Workspace, name: str) -> Text:
    """What an own mistake is called, on the list or no longer; its name where there is none."""
    own = OwnMistake.objects.filter(workspace=workspace, name=name).first()
    return _literal(own.title) if own else _literal(name)
