"""What a report concludes: which beliefs a company lives by, what is gravest, what comes next."""

import pytest

from dialogo.audit.check import Verdict
from dialogo.report.report import lives_by
from tests.report.made import finding, report


@pytest.mark.parametrize(
    ("verdicts", "lived"),
    [
        (["mistake", "ok", "ok"], "mistake"),
        (["watch", "ok", "unknown"], "watch"),
        (["mistake", "watch"], "mistake"),
        (["ok", "ok"], "ok"),
        (["ok", "unknown"], "ok"),
        (["ok", "unknown", "unknown"], "unknown"),
        (["unknown"], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_company_lives_by_a_belief_if_any_of_its_checks_finds_a_mistake(
    verdicts: list[Verdict], lived: Verdict
) -> None:
    assert lives_by(finding(verdict) for verdict in verdicts) == lived


def test_the_three_gravest_are_mistakes_by_weight_and_then_what_to_watch() -> None:
    shown = report(
        finding("watch", name="w"),
        finding("mistake", name="light", weight=1),
        finding("ok", name="fine"),
        finding("mistake", name="heavy", weight=3),
        finding("watch", name="x"),
    )
    names = [found.check.id for found in shown.gravest]
    assert names == ["content/heavy", "content/light", "content/w"]


def test_only_beliefs_that_some_check_is_about_are_told() -> None:
    shown = report(finding("ok", "its-free"), finding("watch", "your-own", name="own"))
    assert shown.beliefs == [("its-free", "ok"), ("your-own", "watch")]


def test_the_next_step_is_what_the_next_rung_lacks() -> None:
    step = report(finding("mistake")).next_step
    assert step is not None and step.say("en") == "Stop selling."


def test_where_no_rung_can_be_told_the_gravest_finding_says_what_to_do() -> None:
    step = report(finding("watch")).next_step
    assert step is not None and step.say("en") == "Sell less."


def test_with_nothing_told_the_next_step_is_what_to_record() -> None:
    step = report(finding("unknown")).next_step
    assert step is not None and "export" in step.say("en")
