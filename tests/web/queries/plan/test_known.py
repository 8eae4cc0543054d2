"""Before a part of the plan is written, what the records and the audit know of it is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from dialogo.audit import kept
from dialogo.audit.run import Audit
from dialogo.records.measure import Figure
from dialogo.records.window import Window
from dialogo.web.actions import records
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.needs import Need, NeedChoice
from dialogo.web.models.plan_body import PARTS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.plan.known import known, last_event

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def audited(workspace: Workspace, **figures: Figure) -> None:
    """Keeps an audit with these figures; `__` in a name is the slash of a measure."""
    measures = {name.replace("__", "/").replace("_", "-"): fig for name, fig in figures.items()}
    audit = Audit(workspace.name, Window(NOW - timedelta(days=90), NOW), measures, ())
    AuditRun.objects.create(
        workspace=workspace, day=timezone.localdate(), revision=1, content=kept.written(audit)
    )


def told(workspace: Workspace, part: str) -> list[str]:
    return [remark.says.say("en") for remark in known(workspace, part)]


def test_nothing_is_said_where_nothing_is_known(workspace: Workspace) -> None:
    assert [told(workspace, part) for part in PARTS] == [[]] * len(PARTS)
    assert last_event(workspace) is None
    audited(workspace, dialogue__promise_kept=Figure(None, "share", 0))
    assert told(workspace, "promise") == []


def test_the_promise_is_told_how_people_wait_and_what_is_kept_today(workspace: Workspace) -> None:
    audited(
        workspace,
        dialogue__question_wait_p90=Figure(39_600, "seconds", 120, more_than=True),
        dialogue__promise_kept=Figure(0.39, "share", 120),
    )
    assert told(workspace, "promise") == [
        "Nine in ten who ask have a first answer only after more than 11\u00a0h (120 asked).",
        "The promise of today is kept for 39\u202f% of those who ask.",
    ]


def test_the_mix_is_told_what_posts_do_today(workspace: Workspace) -> None:
    audited(
        workspace,
        content__useful_share=Figure(0.42, "share", 170),
        content__promotional_share=Figure(0.36, "share", 170),
    )
    assert told(workspace, "mix") == [
        "useful: 42\u202f% of the 170 posts whose purpose is clear.",
        "promotional: 36\u202f% of the 170 posts whose purpose is clear.",
    ]


def test_the_budget_is_told_what_things_cost(workspace: Workspace) -> None:
    audited(workspace, budget__cost_per_reply=Figure(Decimal("1.87"), "money", 9, currency="EUR"))
    assert told(workspace, "budget") == ["An answer has cost €\u00a01.87."]


def test_the_needs_voiced_most_come_first_and_hidden_ones_not_at_all(workspace: Workspace) -> None:
    for name, messages, served in (("delivery", 3, 2), ("price", 1, 0), ("refund", 9, 0)):
        Need.objects.create(
            workspace=workspace, name=name, messages=messages, people=1, served=served
        )
    NeedChoice.objects.create(workspace=workspace, name="refund", hidden=True)
    assert told(workspace, "needs") == [
        "delivery: 3 messages ask for it, and useful posts serve it.",
        "prices: 1 message asks for it, and no post surely serves it.",
    ]


def test_the_hours_that_went_into_answering_are_told_by_the_week(workspace: Workspace) -> None:
    booked = [
        {"person": "Ada", "day": date(2026, 11, day), "activity": activity, "hours": Decimal(7)}
        for day in (1, 14)
        for activity in ("answering", "creating")
    ]
    records.write_rows(workspace, "hours", booked, fill=True)
    assert told(workspace, "people") == [
        "In the months up to 14 Nov 2026, 7\u00a0h a week went into answering."
    ]


def test_the_last_event_is_the_last_post_or_message(workspace: Workspace) -> None:
    post = {"network": "x", "post_id": "1", "published_at": NOW - timedelta(days=3)}
    records.write_rows(workspace, "posts", [post], fill=True)
    assert last_event(workspace) == date(2026, 11, 19)
