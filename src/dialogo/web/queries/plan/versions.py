"""The plan's versions: the one in force, the draft, those before; and the links to read it by."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from dialogo.web.models.plan import Plan, ReaderLink
from dialogo.web.models.workspace import Membership, Workspace


def active(workspace: Workspace) -> Plan | None:
    """The plan in force."""
    return _of(workspace).filter(state=Plan.ACTIVE).first()


def draft(workspace: Workspace) -> Plan | None:
    """The version being written."""
    return _of(workspace).filter(state=Plan.DRAFT).first()


def current(workspace: Workspace) -> tuple[Plan | None, Plan | None]:
    """The plan in force and the draft, in one question."""
    found = {plan.state: plan for plan in _of(workspace).exclude(state=Plan.PAST)}
    return found.get(Plan.ACTIVE), found.get(Plan.DRAFT)


def versions(workspace: Workspace, *, drafts: bool) -> list[Plan]:
    """Every version, the newest first; the draft only where asked for."""
    found = _of(workspace).order_by("-version")
    return list(found if drafts else found.exclude(state=Plan.DRAFT))


def version(workspace: Workspace, number: int, *, drafts: bool) -> Plan | None:
    """One version by its number."""
    found = _of(workspace).filter(version=number)
    return (found if drafts else found.exclude(state=Plan.DRAFT)).first()


def links(workspace: Workspace) -> list[ReaderLink]:
    """The reader's links ever made, the newest first."""
    return list(
        ReaderLink.objects.filter(workspace=workspace)
        .select_related("plan", "made_by", "revoked_by")
        .order_by("-id")
    )


def _of(workspace: Workspace) -> QuerySet[Plan]:
    return Plan.objects.filter(workspace=workspace).select_related(
        "made_by", "saved_by", "activated_by", "made_from"
    )


def today(workspace: Workspace) -> date:
    """The day it is where the company is."""
    return timezone.localdate(timezone=ZoneInfo(workspace.zone))


def names(workspace: Workspace) -> list[str]:
    """The people of the desk, as they are called."""
    found = Membership.objects.filter(workspace=workspace).select_related("person")
    return sorted(str(membership.person) for membership in found)
