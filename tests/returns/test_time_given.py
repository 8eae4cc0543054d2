"""Time given: when a return is demanded, and which efforts were given up before it could show."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.window import Window
from dialogo.returns.stopped_early import STOPPED_EARLY_SHARE, networks, planned
from dialogo.returns.verdict_day import WEEKS_BEFORE_VERDICT, demands
from tests.recorded import Row, at, recorded

END = at("2026-06-30 12:00")
TODAY = END.date()
WINDOW = Window(at("2025-01-01 00:00"), END)


def verdict(day: str, **more: object) -> Row:
    return {"kind": "verdict", "subject": "roi", "from_day": date.fromisoformat(day), **more}


def effort(began: date, **more: object) -> Row:
    return {"kind": "effort", "subject": "answers in the evening", "from_day": began, **more}


def posts(network: str, first: str, days: int) -> list[Row]:
    """Two posts, so many days apart."""
    moment = at(f"{first} 09:00")
    return [
        {"network": network, "post_id": f"{network}-{place}", "published_at": sent}
        for place, sent in enumerate((moment, moment + timedelta(days=days)))
    ]


def test_weeks_run_from_the_first_post_to_the_earliest_verdict() -> None:
    plan = [
        verdict("2026-12-01"),
        verdict("2026-04-12", reason="the board meets"),
        verdict("2026-02-01", stopped_on=date(2026, 1, 20)),
    ]
    records = recorded(posts=posts("x", "2026-03-01", 20), plan=plan)
    figure = WEEKS_BEFORE_VERDICT(records, WINDOW)
    assert figure.value == (date(2026, 4, 12) - date(2026, 3, 1)).days / 7 == 6
    assert figure.n == 2
    assert [(one.id, one.reason) for one in demands(records, WINDOW)] == [
        ("verdict:roi:2026-04-12", "the board meets"),
        ("verdict:roi:2026-12-01", None),
    ]


def test_an_effort_planned_before_the_first_post_is_the_beginning() -> None:
    plan = [verdict("2026-04-12"), effort(date(2026, 2, 1))]
    records = recorded(posts=posts("x", "2026-03-01", 20), plan=plan)
    assert WEEKS_BEFORE_VERDICT(records, WINDOW).value == 10


def test_without_posts_it_begins_with_the_first_record() -> None:
    records = recorded(messages=[{"sent_at": at("2026-03-29 10:00")}], plan=[verdict("2026-04-12")])
    assert WEEKS_BEFORE_VERDICT(records, WINDOW).value == 2


def test_a_verdict_before_the_beginning_leaves_no_time_at_all() -> None:
    records = recorded(posts=posts("x", "2026-03-01", 20), plan=[verdict("2026-01-12")])
    assert WEEKS_BEFORE_VERDICT(records, WINDOW).value == 0


def test_no_verdict_or_nothing_begun_cannot_be_told() -> None:
    assert WEEKS_BEFORE_VERDICT(recorded(posts=posts("x", "2026-03-01", 20)), WINDOW).value is None
    assert WEEKS_BEFORE_VERDICT(recorded(plan=[verdict("2026-04-12")]), WINDOW).value is None


days_ago = st.integers(-10, 300)
efforts = st.builds(
    lambda began, runs, stopped: {
        "kind": "effort",
        "began": began,
        "runs": runs,
        "stopped": stopped,
    },
    days_ago,
    st.none() | st.integers(1, 120),
    st.none() | st.integers(0, 150),
)


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(efforts, max_size=8))
def test_the_share_of_efforts_is_that_of_a_plain_loop(drawn: list[dict[str, int | None]]) -> None:
    plan: list[Row] = []
    early = told = 0
    for number, one in enumerate(drawn):
        began = TODAY - timedelta(days=one["began"] or 0)
        to_day = began + timedelta(days=one["runs"]) if one["runs"] is not None else None
        stopped = began + timedelta(days=one["stopped"]) if one["stopped"] is not None else None
        plan.append(effort(began, subject=f"{number}", to_day=to_day, stopped_on=stopped))
        if began > TODAY:
            continue
        given_up = stopped is not None and stopped <= TODAY and (not to_day or stopped < to_day)
        finished = to_day is not None and to_day < TODAY
        if given_up and stopped is not None and (stopped - began).days < 56:
            early += 1
            told += 1
        elif finished or (TODAY - began).days >= 56 or (stopped is not None and stopped <= TODAY):
            told += 1
    figure = STOPPED_EARLY_SHARE(recorded(plan=plan), WINDOW)
    assert (figure.value, figure.n) == ((early / told, told) if told else (None, 0))


def seen(network: str, day: str) -> list[Row]:
    return [{"network": network, "day": date.fromisoformat(day), "followers": 10}]


@pytest.mark.parametrize(
    ("audience", "abandoned"),
    [
        (seen("mastodon", "2026-05-26"), True),  # 8 weeks after 31 March 09:00: just seen
        (seen("mastodon", "2026-05-25"), False),
        (seen("x", "2026-06-29"), False),
        ([], False),
    ],
)
def test_a_network_is_abandoned_only_where_its_silence_was_seen(
    audience: list[Row], abandoned: bool
) -> None:
    on_mastodon = posts("mastodon", "2026-03-02", 28)  # last post: 30 March, 09:00
    records = recorded(posts=[*posts("x", "2025-01-05", 530), *on_mastodon], audience=audience)
    found = {one.subject: one.early for one in networks(records, WINDOW)}
    assert found == ({"x": False, "mastodon": True} if abandoned else {"x": False})
    figure = STOPPED_EARLY_SHARE(records, WINDOW)
    assert (figure.value, figure.n) == ((1 / 2, 2) if abandoned else (None, 0))


def test_a_network_that_began_with_the_records_may_have_begun_before_them() -> None:
    records = recorded(
        posts=[*posts("mastodon", "2025-01-05", 28), *posts("x", "2025-01-06", 500)],
        audience=seen("mastodon", "2026-06-01"),
    )
    assert [one.subject for one in networks(records, WINDOW)] == ["x"]


def test_networks_and_efforts_are_counted_together() -> None:
    plan = [effort(date(2026, 1, 1), stopped_on=date(2026, 1, 20), reason="no sales yet")]
    records = recorded(posts=posts("x", "2025-01-05", 530), plan=plan)
    figure = STOPPED_EARLY_SHARE(records, WINDOW)
    assert (figure.value, figure.n) == (1 / 2, 2)
    (one,) = planned(records, WINDOW)
    assert (one.id, one.reason) == ("effort:answers in the evening:2026-01-01", "no sales yet")
    assert datetime.combine(one.ended or one.began, datetime.min.time(), UTC) < END
