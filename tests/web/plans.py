"""Plans for the tests: one in which nothing is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dialogo.web.models.plan_body import (
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
