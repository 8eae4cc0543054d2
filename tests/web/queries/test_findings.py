"""The newest audit stands by the decisions of now, without being made anew."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dialogo.audit.run import run
from dialogo.audit.shelf import checks
from dialogo.records.share import Share
from dialogo.records.text import LANGS
from dialogo.web.actions import lines, own_mistakes, waivers
from dialogo.web.models.audit import AuditRun, Line, OwnMistake
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.changes import Changes, changes
from dialogo.web.queries.findings import gravest, latest
from dialogo.web.queries.policy import policy_of
from tests.web.audited import BAD, FINE, audit, keep, records, was, week_before

pytestmark = pytest.mark.django_db
BARRAGE = "content/advert-barrage"
OWN = own_mistakes.Wanted(
    title="We {talk} too much",
    measure="dialogue/posts-per-reply",
    watch=0.01,
    mistake=0.02,
    at_least=1,
    worse="above",
    advice="Listen.",
    belief="your-own",
)


def since_last_week(workspace: Workspace) -> Changes | None:
    """How the findings have changed, as the pages have it."""
    found = latest(workspace)
    return changes(found.run, found.audit) if found else None


def verdict(workspace: Workspace, check: str) -> str | None:
    found = latest(workspace)
    finding = found.finding(check) if found else None
    return finding.verdict if finding else None


def move(owner: Person, workspace: Workspace, check: str, watch: float, mistake: float) -> None:
    known = checks()[check]
    lines.move(owner, workspace, known, lines.moved(known.limit, watch, mistake), "we say so")


def test_before_any_audit_there_is_nothing(workspace: Workspace) -> None:
    assert latest(workspace) is None
    assert gravest(workspace) == []
    assert since_last_week(workspace) is None


def test_the_newest_audit_is_read_back_as_it_was_made(workspace: Workspace) -> None:
    keep(workspace)
    found = latest(workspace)
    assert found is not None
    assert found.audit == audit()
    assert found.gone == ()
    assert [f.check.id for f in gravest(workspace, 2)] == [f.check.id for f in found.gravest[:2]]
    assert found.ladder.steps[4].lacks[-2].say("en") == "It takes 26 more weeks."
    assert found.ladder.height == found.run.height


def test_where_nothing_is_dated_any_more_there_is_no_audit(workspace: Workspace) -> None:
    run_ = keep(workspace)
    AuditRun.objects.filter(pk=run_.pk).update(content=None)
    week_before(run_)
    assert latest(workspace) is None


def test_judged_anew_it_is_what_an_audit_with_the_whole_policy_would_be(
    workspace: Workspace, owner: Person
) -> None:
    keep(workspace)
    move(owner, workspace, FINE, 0.01, 0.05)
    waivers.waive(owner, workspace, checks()[BARRAGE], "Christmas", None)
    own = own_mistakes.add(owner, workspace, OWN)
    made = run(records(), policy=policy_of(workspace))
    found = latest(workspace)
    assert found is not None
    assert found.audit == made
    assert [verdict(workspace, check) for check in (FINE, BARRAGE, own.name)] == [
        "mistake",
        "waived",
        "mistake",
    ]


def test_a_line_that_is_put_back_is_the_plans_again(workspace: Workspace, owner: Person) -> None:
    keep(workspace)
    before = latest(workspace)
    assert before is not None
    planned = before.finding(BARRAGE)
    assert planned is not None
    assert planned.limit.watch == Share(0.2)  # as the sample's plan promises
    move(owner, workspace, BARRAGE, 0.9, 0.95)
    assert verdict(workspace, BARRAGE) == "ok"
    assert lines.move_back(owner, workspace, checks()[BARRAGE])
    assert not lines.move_back(owner, workspace, checks()[BARRAGE])
    after = latest(workspace)
    assert after is not None
    assert after.finding(BARRAGE) == planned
    assert Line.objects.count() == 2


def test_lines_of_checks_that_are_gone_and_lines_that_cross_are_left_out(
    workspace: Workspace, owner: Person
) -> None:
    Line.objects.create(workspace=workspace, check_id="gone/check", watch=1, mistake=2)
    Line.objects.create(workspace=workspace, check_id=FINE, watch=9, mistake=2)
    assert policy_of(workspace).moved == {}


def test_a_waiver_holds_until_its_last_day(workspace: Workspace, owner: Person) -> None:
    keep(workspace)
    today = timezone.localdate(timezone=ZoneInfo(workspace.zone))
    waivers.waive(owner, workspace, checks()[BAD], "busy", today)
    assert verdict(workspace, BAD) == "waived"
    waivers.waive(owner, workspace, checks()[BAD], "busy", today - timedelta(days=1))
    assert verdict(workspace, BAD) == "mistake"
    waivers.waive(owner, workspace, checks()[BAD], "busy", None)
    assert waivers.end(owner, workspace, checks()[BAD])
    assert not waivers.end(owner, workspace, checks()[BAD])
    assert verdict(workspace, BAD) == "mistake"


def test_an_own_mistake_shows_at_once_and_goes_at_once(workspace: Workspace, owner: Person) -> None:
    keep(workspace)
    own = own_mistakes.add(owner, workspace, OWN)
    assert own.name == "own/we-talk-too-much"
    found = latest(workspace)
    finding = found.finding(own.name) if found else None
    assert finding is not None
    assert finding.check.title.say("it") == "We {talk} too much"
    own_mistakes.end(owner, own)
    assert verdict(workspace, own.name) is None
    again = own_mistakes.add(owner, workspace, OWN)
    assert again.name == "own/we-talk-too-much-2"


def test_an_own_mistake_whose_measure_is_gone_is_left_out(workspace: Workspace) -> None:
    keep(workspace)
    OwnMistake.objects.create(
        workspace=workspace, name="own/x", title="x", measure="gone/x", watch=1, mistake=2
    )
    assert verdict(workspace, "own/x") is None
    assert latest(workspace) is not None


def test_each_decision_is_a_new_revision(workspace: Workspace, owner: Person) -> None:
    before = workspace.revision
    move(owner, workspace, BAD, 1, 2)
    waivers.waive(owner, workspace, checks()[BAD], "busy", None)
    own = own_mistakes.add(owner, workspace, OWN)
    own_mistakes.change(owner, own, OWN)
    own_mistakes.end(owner, own)
    workspace.refresh_from_db()
    assert workspace.revision == before + 5


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ({"judged": "ok"}, ("new", "nuovo")),
        (
            {"value": 3600.0, "low": None, "high": None},
            ("worse by 2.5 days", "peggio di 2,5 giorni"),
        ),
        (
            {"value": 500_000.0, "low": None, "high": None},
            ("better by 3.3 days", "meglio di 3,3 giorni"),
        ),
        ({}, ("as before", "come prima")),
        ({"value": 3600.0, "low": None, "high": None, "more_than": True}, ("worse", "peggio")),
    ],
)
def test_a_finding_tells_how_it_went_since_last_week(
    workspace: Workspace, then: dict[str, object], says: tuple[str, str]
) -> None:
    was(week_before(keep(workspace)), BAD, **then)
    found = since_last_week(workspace)
    assert found is not None
    said = [found.said(lang)[BAD].replace("\u00a0", " ") for lang in LANGS]
    assert tuple(said) == says


def test_shares_change_by_points_and_what_is_fine_again_is_put_right(
    workspace: Workspace, owner: Person
) -> None:
    before = week_before(keep(workspace))
    was(before, BARRAGE, value=0.1, low=None, high=None)
    move(owner, workspace, BAD, 10**6, 10**7)
    found = since_last_week(workspace)
    assert found is not None
    assert found.said("en")[BARRAGE].startswith("worse by ")
    assert found.said("en")[BARRAGE].endswith(" points")
    assert found.said("it")[BAD] == "risolto"
    assert FINE not in found.by_check


def test_it_is_compared_with_the_newest_audit_of_a_week_ago_else_with_the_first(
    workspace: Workspace,
) -> None:
    today = timezone.localdate()
    keep(workspace, today)
    keep(workspace, today - timedelta(days=2))
    keep(workspace, today - timedelta(days=5))
    found = since_last_week(workspace)
    assert found is not None
    assert (found.since, found.week) == (today - timedelta(days=5), False)
    for back in (7, 9):
        keep(workspace, today - timedelta(days=back))
    found = since_last_week(workspace)
    assert found is not None
    assert (found.since, found.week) == (today - timedelta(days=7), True)


def test_one_audit_is_compared_with_nothing(workspace: Workspace) -> None:
    keep(workspace, date(2026, 1, 1))
    assert since_last_week(workspace) is None
