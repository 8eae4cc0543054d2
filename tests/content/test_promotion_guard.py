"""The guard on promotion: one too many, in a stretch of posts, of days, or in a row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogo.content.promotion_guard import Lately, Outgoing, Rules, TooMuch, judge, last

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DOES = {"u": "useful", "p": "promotional", "c": "conversation", "?": "unsure"}
RULES = Rules(share=0.3, run=3)


def line(signs: str, *, hours: float = 24) -> list[Outgoing]:
    """A line of posts as signs, one so many hours after the other; capitals are small ones."""
    return [
        Outgoing(BEGIN + timedelta(hours=hours * place), DOES[sign.lower()])
        for place, sign in enumerate(signs)
    ]


def judged(signs: str, rules: Rules = RULES, *, hours: float = 24) -> list[TooMuch]:
    """What speaks against the post written as a capital (or "!": an unsure one)."""
    place = next(place for place, sign in enumerate(signs) if sign.isupper() or sign == "!")
    return judge(line(signs.replace("!", "?"), hours=hours), place, rules)


def kinds(signs: str, rules: Rules = RULES, *, hours: float = 24) -> list[tuple[str, int, int]]:
    return [(one.kind, one.count, one.of) for one in judged(signs, rules, hours=hours)]


def test_the_fourth_of_ten_that_sells_is_one_too_many_and_the_third_is_not() -> None:
    assert kinds("upuupuuuP") == []
    assert kinds("upupupuuuP") == [("posts", 4, 10), ("days", 4, 10)]
    # Of the last ten the first of the three is none; of thirty days it is one of eleven.
    assert kinds("pppuuuuuuuP") == [("days", 4, 11)]
    assert kinds("pppuuuuuuuP", hours=96) == []
    assert kinds("upupupuuuU") == []


def test_an_offer_put_between_others_is_judged_by_those_that_follow_it() -> None:
    assert kinds("uuuuuuuuPupupup") == [("posts", 4, 10)]
    assert kinds("uuuuuuuuPuuuuuuuuuppp") == []


def test_a_run_is_broken_by_anything_else_and_by_what_cannot_be_told() -> None:
    rules = Rules(share=1, run=3)
    assert kinds("uppPp", rules) == [("run", 4, 4)]
    assert kinds("pppuPpp", rules) == []
    assert kinds("ppp?Ppp", rules) == []


def test_days_count_only_where_there_are_ten_posts_to_take_a_share_of() -> None:
    rules = Rules(share=0.3, run=9, posts=3, days=7)
    assert kinds("uuuuuuuuuuuupuuP", rules, hours=12) == []
    assert kinds("upupupuuuuuuuP", rules, hours=12) == []  # 4 of 14 in these days
    assert kinds("uuuupuupuupuuP", Rules(0.2, 9, posts=3, days=7), hours=12) == [("days", 4, 14)]
    assert kinds("uuuupuupuupuuP", Rules(0.2, 9, posts=3, days=7), hours=48) == []


def test_what_cannot_be_told_counts_for_no_side_and_judged_itself_is_said_to_be_unsure() -> None:
    assert judged("upup?p?uuuuP")[0] == TooMuch("posts", 4, 10, 3, unsure=2, surely=True)
    assert kinds("?p?p?p?uP")[0] == ("posts", 4, 5)
    assert [one.surely for one in judged("upupupuuu!")] == [False, False]
    assert judged("uuuuuuuuu!") == []


def test_where_anything_may_sell_one_may_and_where_nothing_may_none() -> None:
    assert kinds("uuuP", Rules(share=0.05, run=3)) == []
    assert kinds("upuP", Rules(share=0.05, run=3)) == [("posts", 2, 4)]
    assert kinds("uuuP", Rules(share=0.0, run=3)) == [("posts", 1, 4)]


def test_the_share_of_the_last_posts_says_beside_it_what_cannot_be_told() -> None:
    assert last(line("ppppuu?uuuup?uu"), RULES) == Lately(2, 10, 3, unsure=2)
    assert last([], RULES) == Lately(0, 0, 3, unsure=0)


@given(st.text("up?c", min_size=1, max_size=40), st.data())
def test_one_less_that_sells_never_makes_too_much_of_it(signs: str, data: st.DataObject) -> None:
    posts = line(signs)
    place = data.draw(st.integers(0, len(posts) - 1))
    other = data.draw(st.integers(0, len(posts) - 1))
    if other == place:
        assert judge([*posts[:place], Outgoing(posts[place].at, "useful")], place, RULES) == []
        return
    calmer = [*posts]
    if calmer[other].does == "promotional":
        calmer[other] = Outgoing(calmer[other].at, "useful")
    assert {one.kind for one in judge(calmer, place, RULES)} <= {
        one.kind for one in judge(posts, place, RULES)
    }
