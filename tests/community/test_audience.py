"""Followers, their growth and their silence, against plain loops."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.community.active_per_thousand_followers import ACTIVE_PER_THOUSAND_FOLLOWERS
from dialogo.community.follower_growth import FOLLOWER_GROWTH, posts_on_worst_days
from dialogo.community.followers import FOLLOWERS
from dialogo.community.silent_followers_share import SILENT_FOLLOWERS_SHARE
from dialogo.community.silent_posts import seen_in_silence
from dialogo.community.weekly import weeks
from dialogo.records.window import Window
from tests.recorded import recorded

END = datetime(2026, 6, 28, 23, tzinfo=UTC)  # a Sunday
WINDOW = Window(END - timedelta(days=200), END)
Reading = dict[str, Any]

readings = st.lists(
    st.fixed_dictionaries(
        {
            "network": st.sampled_from(["x", "instagram"]),
            "account": st.sampled_from(["aurora", None]),
            "day": st.integers(-5, 150).map(lambda ago: (END - timedelta(days=ago)).date()),
            "followers": st.one_of(st.none(), st.integers(0, 3000)),
        }
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row["network"], row["account"], row["day"]),
)


def totals(rows: list[Reading]) -> dict[tuple[str, str | None], dict[date, int]]:
    """What was read of each account, by day."""
    found: dict[tuple[str, str | None], dict[date, int]] = {}
    for row in rows:
        if row["followers"] is not None:
            found.setdefault((row["network"], row["account"]), {})[row["day"]] = row["followers"]
    return found


@settings(max_examples=30, deadline=None)
@given(readings)
def test_followers_are_the_last_totals_and_growth_is_last_against_first(
    rows: list[Reading],
) -> None:
    records = recorded(audience=rows)
    last = [
        max((day, count) for day, count in read.items() if day <= END.date())[1]
        for read in totals(rows).values()
        if min(read) <= END.date()
    ]
    ends = []
    for read in totals(rows).values():
        seen = sorted(
            (day, count) for day, count in read.items()
            if (END - timedelta(days=90)).date() <= day <= END.date()
        )  # fmt: skip
        if seen and (seen[-1][0] - seen[0][0]).days >= 28:
            ends.append((seen[0][1], seen[-1][1], len(seen)))
    first, now = sum(end[0] for end in ends), sum(end[1] for end in ends)
    figure, growth = FOLLOWERS(records, WINDOW), FOLLOWER_GROWTH(records, WINDOW)

    assert (figure.value, figure.n) == (sum(last) if last else None, len(last))
    assert growth.n == sum(end[2] for end in ends)
    assert growth.value == (pytest.approx((now - first) / first) if first else None)


def test_members_are_told_against_the_followers_of_the_same_networks() -> None:
    records = recorded(
        audience=[
            {"network": "x", "day": date(2026, 6, 1), "followers": 400},
            {"network": "facebook", "day": date(2026, 6, 1), "followers": 90_000},
        ],
        messages=[
            {"network": network, "author": author, "sent_at": END}
            for network, author in (("x", "ada"), ("x", "bea"), ("mastodon", "cy"))
        ],
    )
    figure = ACTIVE_PER_THOUSAND_FOLLOWERS(records, WINDOW)
    assert (figure.value, figure.n, figure.parts["networks"]) == (1000 * 2 / 400, 400, ("x",))


def test_the_days_on_which_people_left_name_their_posts() -> None:
    days = [date(2026, 6, day) for day in (1, 2, 3, 4)]
    records = recorded(
        audience=[
            {"day": day, "followers": followers}
            for day, followers in zip(days, (100, 90, 95, 60), strict=True)
        ],
        posts=[
            {"post_id": str(day.day), "published_at": datetime(2026, 6, day.day, 9, tzinfo=UTC)}
            for day in days
        ],
    )
    worst = posts_on_worst_days(records, WINDOW)
    assert [(row["post_id"], row["lost"]) for row in worst] == [("4", 35), ("2", 10)]


def test_posts_seen_in_silence_are_those_without_a_word_under_them() -> None:
    at = END - timedelta(days=10)
    records = recorded(
        posts=[{"post_id": post, "published_at": at} for post in ("talked", "quiet", "louder")],
        post_figures=[
            {"post_id": "talked", "read_on": END.date(), "reach": 900},
            {"post_id": "quiet", "read_on": END.date() - timedelta(days=1), "reach": 800},
            {"post_id": "quiet", "read_on": END.date(), "reach": 300},
            {"post_id": "louder", "read_on": END.date(), "impressions": 400},
        ],
        messages=[{"in_reply_to": "talked", "sent_at": END}],
    )
    assert [row["post_id"] for row in seen_in_silence(records, WINDOW)] == ["louder", "quiet"]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """(followers, messages, interactions) of consecutive weeks, some of them with a jump."""
    followers = draw(st.integers(500, 3000))
    told = []
    for _ in range(draw(st.integers(8, 24))):
        followers += draw(st.sampled_from([0, 1, 2, 3, 5, 150, 400, 2000]))
        told.append(
            (followers, draw(st.sampled_from([1, 2, 3])), draw(st.sampled_from([0, 10, 30])))
        )
    return told


@settings(max_examples=40, deadline=None)
@given(histories())
def test_followers_who_came_in_silence_are_those_of_jumps_that_nobody_heard(
    told: list[tuple[int, int, int]],
) -> None:
    sundays = [END - timedelta(days=7 * ago) for ago in reversed(range(len(told)))]
    records = recorded(
        audience=[
            {"account": "aurora", "day": sunday.date(), "followers": week[0],
             "engagements": week[2]}
            for sunday, week in zip(sundays, told, strict=True)
        ],
        messages=[
            {"sent_at": sunday - timedelta(hours=n)}
            for sunday, week in zip(sundays, told, strict=True)
            for n in range(week[1])
        ],
    )  # fmt: skip

    def rose(place: int, column: int) -> bool:
        before = [week[column] for week in told[max(0, place - 8) : place]]
        after = [week[column] for week in told[place : place + 3]]
        return sum(after) / len(after) > 1.2 * sum(before) / len(before)

    gains = [later[0] - earlier[0] for earlier, later in pairwise(told)]
    silent = sum(
        gain
        for place, gain in enumerate(gains, start=1)
        if gain >= max(10 * max(median(gains), 1), 0.05 * told[place - 1][0], 100)
        and place >= 4
        and not rose(place, 1)
        and not rose(place, 2)
    )
    figure = SILENT_FOLLOWERS_SHARE(records, WINDOW)

    if len(gains) < 12:
        assert figure.value is None
    else:
        assert figure.n == len(gains)
        assert figure.value == pytest.approx(silent / told[-1][0])


def test_a_week_without_a_reading_leaves_no_step_across_it() -> None:
    sundays = [END.date() - timedelta(days=7 * ago) for ago in (3, 2, 0)]
    records = recorded(
        audience=[
            {"day": sunday, "followers": followers}
            for sunday, followers in zip(sundays, (100, 110, 900), strict=True)
        ]
    )
    (history,) = weeks(records, WINDOW).values()
    assert [week.gained for week in history] == [None, 10, None]
