"""Reading the plan: the one in force, the versions before it, and what changed between two."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from dialogo.web.frame.door import Request, may
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import PlanBody
from dialogo.web.pages.strategy import ACTIVATE, SEE, SHARE, WRITE
from dialogo.web.pages.strategy.document import document
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.plan import versions as plans
from dialogo.web.queries.plan.differences import differences
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import Titled


@may(SEE)
def strategy(request: Request) -> HttpResponse:
    """The plan in force, as a document."""
    active, draft = plans.current(request.workspace)
    writes = allowed(request)["writes"]
    shown = {
        "plan": active,
        "draft": draft if writes else None,
        **(document(active.says, pay=writes, titled=titled_in(request)) if active else {}),
        **allowed(request),
    }
    return render(request, "strategy/strategy.html", shown)


@may(SEE)
def versions(request: Request) -> HttpResponse:
    """Every version, and what each changed."""
    writes = allowed(request)["writes"]
    found = plans.versions(request.workspace, drafts=writes)
    bodies = {plan.version: plan.says for plan in found}
    titled = titled_in(request)
    history = [
        (plan, changed(_before(plan, found), plan, bodies, pay=writes, titled=titled))
        for plan in found
    ]
    shown = {"history": history, "versions": found, "draft": draft_of(found), **allowed(request)}
    if len(found) > 1:
        shown |= {"new": found[0], "old": found[1]}
    return render(request, "strategy/versions.html", shown)


@may(SEE)
def version(request: Request, number: int) -> HttpResponse:
    """One version, as a document."""
    writes = allowed(request)["writes"]
    plan = _version(request, number)
    shown = {
        "plan": plan,
        "draft": plans.draft(request.workspace) if writes else None,
        **document(plan.says, pay=writes, titled=titled_in(request)),
        **allowed(request),
    }
    return render(request, "strategy/version.html", shown)


@may(SEE)
def compare(request: Request) -> HttpResponse:
    """What changed from one version to another; without a choice, the last two."""
    writes = allowed(request)["writes"]
    found = plans.versions(request.workspace, drafts=writes)
    numbers = [plan.version for plan in found]
    new = _chosen(request, "to", numbers, numbers[0] if numbers else None)
    old = _chosen(request, "from", numbers, numbers[1] if len(numbers) > 1 else new)
    by_number = {plan.version: plan for plan in found}
    told: tuple[Remark, ...] = ()
    if old is not None and new is not None:
        sides = by_number[old].says, by_number[new].says
        told = differences(*sides, pay=writes, titled=titled_in(request))
    shown = {
        "versions": found, "old": by_number.get(old), "new": by_number.get(new),
        "differences": told, **allowed(request),
    }  # fmt: skip
    return render(request, "strategy/compare.html", shown)


def allowed(request: Request) -> dict[str, bool]:
    """What the reader may do with the plan."""
    role = request.membership.is_a
    return {
        "writes": role in WRITE.roles,
        "activates": role in ACTIVATE.roles,
        "shares": role in SHARE.roles,
    }


def titled_in(request: Request) -> Titled:
    """What needs are called where the reader is."""
    return partial(need_title, request.workspace)


def draft_of(found: list[Plan]) -> Plan | None:
    """The draft among some versions."""
    return next((plan for plan in found if plan.state == Plan.DRAFT), None)


def changed(
    old: Plan | None, new: Plan, bodies: dict[int, PlanBody], *, pay: bool, titled: Titled
) -> tuple[Remark, ...] | None:
    """What `new` changed; None where there was nothing before it."""
    if old is None:
        return None
    return differences(bodies[old.version], bodies[new.version], pay=pay, titled=titled)


def _before(plan: Plan, found: list[Plan]) -> Plan | None:
    """The version that `plan` is best compared with: the one before it that was in force."""
    return next(
        (old for old in found if old.version < plan.version and old.activated_at is not None), None
    )


def _version(request: Request, number: int) -> Plan:
    found = plans.version(request.workspace, number, drafts=allowed(request)["writes"])
    if found is None:
        raise Http404
    return found


def _chosen(request: Request, name: str, numbers: list[int], otherwise: int | None) -> Any:
    """The version asked for by a parameter; a number that is none of them is a wrong address."""
    asked = request.GET.get(name)
    if not asked:
        return otherwise
    found = next((number for number in numbers if str(number) == asked), None)
    if found is None:
        raise Http404
    return found
