"""Credit, goals and readiness: what is counted as a return, and what is missing to ask for one."""

from datetime import date, timedelta
from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.text import LANGS
from dialogo.records.window import Window
from dialogo.returns.credit import LAST_CLICK_SHARE, by_last_click
from dialogo.returns.goals import FOLLOWER_GOALS_SHARE, flatters, goals
from dialogo.returns.readiness import readiness
from dialogo.returns.weekly import EFFORT_VARIATION, EFFORT_WEEKS, OUTCOME_WEEKS
from tests.recorded import Row, at, recorded

MONDAY = at("2025-01-06 00:00")
YEAR = Window(MONDAY, MONDAY + timedelta(weeks=52) - timedelta(seconds=1))


def outcome(week: int, how: str | None, outcome: str = "sales", channel: str = "x") -> Row:
    day = MONDAY.date() + timedelta(weeks=week)
    return {
        "day": day, "outcome": outcome, "value": 10.0, "credited_by": how, "credited_to": channel,
    }  # fmt: skip


WAYS = ["last-click", "first-click", "shared", "experiment", "model", "survey", None]


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(st.integers(-5, 60), st.sampled_from(WAYS)), max_size=30))
def test_last_clicks_are_counted_among_rows_that_say_how(
    rows: list[tuple[int, str | None]],
) -> None:
    figure = LAST_CLICK_SHARE(recorded(outcomes=[outcome(*row) for row in rows]), YEAR)
    said = [how for week, how in rows if how is not None and 0 <= week < 52]
    share = said.count("last-click") / len(said) if said else None
    assert (figure.value, figure.n) == (share, len(said))


def test_the_evidence_of_last_click_names_outcome_and_channel() -> None:
    rows = [
        outcome(1, "last-click"),
        outcome(3, "last-click"),
        outcome(2, "last-click", channel="search"),
        outcome(2, "survey"),
    ]
    told = by_last_click(recorded(outcomes=rows), YEAR)
    assert [(one.id, one.channel, one.rows) for one in told] == [
        ("2025-01-27:sales:x", "x", 2),
        ("2025-01-20:sales:search", "search", 1),
    ]


def test_the_first_and_the_last_day_of_the_window_count() -> None:
    first, last = YEAR.since.date(), YEAR.as_of.date()
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    rows = [outcome(0, "last-click") | {"day": day} for day in days]
    told = by_last_click(recorded(outcomes=rows), YEAR)
    assert [(one.rows, one.last) for one in told] == [(2, last)]
    assert LAST_CLICK_SHARE(recorded(outcomes=rows), YEAR).n == 2


@pytest.mark.parametrize(
    "goal",
    ["followers", "10000 follower", "Mi piace", "likes", "reach", "Copertura", "impressions",
     "page-likes", "video_views", "visualizzazioni", "fan su Facebook", "subscribers",
     "iscritti al canale", "visibilità"],
)  # fmt: skip
def test_a_goal_that_flatters(goal: str) -> None:
    assert flatters(goal)


@pytest.mark.parametrize(
    "goal",
    ["answered questions", "risposte entro 4 ore", "returning members", "persone che ritornano",
     "followers answered in a day", "recensioni", "iscritti alla newsletter", "sales", "needs met",
     "fantasia", "likelihood to recommend"],
)  # fmt: skip
def test_a_goal_that_does_not(goal: str) -> None:
    assert not flatters(goal)


def test_only_goals_that_hold_today_count() -> None:
    def goal(subject: str, **more: object) -> Row:
        return {"kind": "goal", "subject": subject, "from_day": date(2025, 2, 1), **more}

    plan = [
        goal("followers"),
        goal("reach", stopped_on=date(2025, 3, 1)),
        goal("likes", to_day=date(2025, 3, 1)),
        goal("impressions", from_day=date(2026, 3, 1)),
        goal("answers in time"),
        goal("needs met", to_day=date(2026, 3, 1)),
        {"kind": "need", "subject": "followers", "from_day": date(2025, 2, 1)},
    ]
    records = recorded(plan=plan)
    assert (FOLLOWER_GOALS_SHARE(records, YEAR).value, FOLLOWER_GOALS_SHARE(records, YEAR).n) == (
        1 / 3, 3,
    )  # fmt: skip
    assert [one.id for one in goals(records, YEAR)] == [
        "goal:followers:2025-02-01",
        "goal:answers in time:2025-02-01",
        "goal:needs met:2025-02-01",
    ]


weekly_posts = st.lists(st.integers(0, 6), min_size=1, max_size=20)


@settings(max_examples=30, deadline=None)
@given(posts=weekly_posts, hours=weekly_posts)
def test_weeks_and_variation_of_effort_are_those_of_a_plain_loop(
    posts: list[int], hours: list[int]
) -> None:
    records = recorded(
        posts=[
            {"published_at": MONDAY + timedelta(weeks=week, days=2)}
            for week, count in enumerate(posts)
            for _ in range(count)
        ],
        hours=[
            {"person": "A", "day": MONDAY.date() + timedelta(weeks=week), "activity": "creating",
             "hours": count}
            for week, count in enumerate(hours)
        ],
    )  # fmt: skip
    longest = max(len(posts), len(hours))
    weekly = [
        (posts[week] if week < len(posts) else 0, hours[week] if week < len(hours) else 0)
        for week in range(longest)
    ]
    worked = [week for week, amounts in enumerate(weekly) if any(amounts)]
    figure = EFFORT_VARIATION(records, YEAR)
    weeks = EFFORT_WEEKS(records, YEAR)
    assert (weeks.value, weeks.n) == (len(worked) or None, len(worked))
    if not worked:
        assert figure.value is None
        return
    stretch = weekly[worked[0] : worked[-1] + 1]
    kinds = [series for series in zip(*stretch, strict=True) if any(series)]
    assert figure.n == len(stretch)
    assert figure.value == pytest.approx(max(pstdev(one) / fmean(one) for one in kinds))


def test_weeks_of_outcomes_are_those_of_the_outcome_recorded_longest() -> None:
    rows = [
        *[outcome(week, None) for week in (0, 1, 2, 50, 70)],
        *[outcome(week, None, "sign-ups") for week in range(2)],
    ]
    figure = OUTCOME_WEEKS(recorded(outcomes=rows), YEAR)
    assert (figure.value, figure.n, figure.parts["outcome"]) == (4, 4, "sales")


def a_year(every: int, weeks: int = 52) -> list[Row]:
    """A post each week, and `every` weeks four more."""
    return [
        {"published_at": MONDAY + timedelta(weeks=week, hours=hour)}
        for week in range(weeks)
        for hour in range(5 if week % every == 0 else 1)
    ]


def test_a_year_of_outcomes_and_of_varied_effort_is_ready() -> None:
    records = recorded(posts=a_year(every=4), outcomes=[outcome(week, None) for week in range(52)])
    told = readiness(records, YEAR)
    assert told.ready
    assert (told.outcome_weeks, told.effort_weeks, told.weeks_needed) == (52, 52, 0)


def test_an_empty_company_lacks_outcomes_and_effort() -> None:
    told = readiness(recorded(), YEAR)
    assert not told.ready
    assert [lack.weeks for lack in told.missing] == [52, 52]
    assert told.weeks_needed == 52


def test_what_is_missing_is_said_in_both_languages_with_its_weeks() -> None:
    records = recorded(
        posts=a_year(every=1, weeks=40), outcomes=[outcome(week, None) for week in range(30)]
    )
    told = readiness(records, YEAR)
    assert [lack.weeks for lack in told.missing] == [22, 12, None]
    assert told.weeks_needed == 22
    said = {lang: [lack.text.say(lang, **lack.values) for lack in told.missing] for lang in LANGS}
    assert said["en"][0] == "Outcomes are recorded for 30 weeks; an estimate needs 52."
    assert said["it"][1] == "L'impegno è registrato per 40 settimane; per una stima ne servono 52."
