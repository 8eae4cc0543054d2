"""Plans for the tests: one in which nothing is missing, drafted and in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dialogo.web.actions.plan import drafts as writing
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import (
    PARTS,
    Amount,
    Audience,
    Budget,
    Goal,
    Mix,
    Need,
    NotYet,
    PlanBody,
    Promise,
    Return,
    Someone,
)
from dialogo.web.models.workspace import Workspace

OCTOBER = date(2026, 10, 1)


def whole(**parts: Any) -> PlanBody:
    """A plan that can be put in force; `parts` take the place of its own."""
    return replace(
        PlanBody(
            audiences=(Audience("people who make coffee at home", "Instagram, Mastodon"),),
            needs=(Need("delivery", "where is my order, every Monday"), Need("learn to brew")),
            promise=Promise(120, 90, "service"),
            mix=Mix(useful=50, promotional=20, conversation=20, corporate=10),
            people=(
                Someone(
                    "Ada",
                    role="community manager",
                    department="social",
                    hours=Decimal("20"),
                    does=("answering", "learning"),
                    dedicated=True,
                    owner=True,
                    cover="Bruno",
                    pay=Decimal("18.50"),
                ),
                Someone("Bruno", hours=Decimal("6.5"), does=("creating", "answering")),
            ),
            budget=Budget(
                date(2026, 10, 1),
                date(2026, 12, 31),
                "EUR",
                (
                    Amount("creating", Decimal("1200")),
                    Amount("publishing", Decimal("90")),
                    Amount("answering", Decimal("4200")),
                    Amount("promoting", None, "we pay for no adverts this year"),
                ),
            ),
            not_yet=(NotYet("sales through social media", date(2027, 9, 30)),),
            goals=(Goal("questions answered in time"), Goal("people who come back")),
            returns=Return(date(2027, 12, 1), "effects are late"),
        ),
        **parts,
    )


def drafted(workspace: Workspace, by: Person, body: PlanBody) -> Plan:
    """A draft that says `body`."""
    draft = writing.draft(workspace, by)
    for part in PARTS:
        draft = writing.save_part(draft, part, getattr(body, part), by)
    return draft


def in_force(workspace: Workspace, by: Person, body: PlanBody, since: date = OCTOBER) -> Plan:
    """A plan that says `body`, and holds."""
    return writing.activate(drafted(workspace, by, body), by, holds_from=since)
