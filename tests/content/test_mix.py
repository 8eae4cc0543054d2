"""Shares of what posts do, and runs of posts that sell, against plain loops."""

from typing import Any

import pytest
from hypothesis import given

from dialogo.content.conversation_share import CONVERSATION_SHARE
from dialogo.content.longest_promotion_run import LAST, LONGEST_PROMOTION_RUN
from dialogo.content.promotional_share import PROMOTIONAL_SHARE
from dialogo.content.unsure_share import UNSURE_SHARE
from dialogo.content.useful_share import USEFUL_SHARE
from dialogo.records.measure import Measure
from dialogo.records.share import wilson
from tests.content.plain import WINDOW, Row, a_few, in_window, posts, purpose, records_of
from tests.recorded import at

SHARES = {
    "useful": USEFUL_SHARE,
    "promotional": PROMOTIONAL_SHARE,
    "conversation": CONVERSATION_SHARE,
}


@pytest.mark.parametrize(("does", "measure"), SHARES.items(), ids=SHARES)
@a_few
@given(rows=posts())
def test_a_share_is_of_the_posts_whose_purpose_is_clear(
    does: str, measure: Measure, rows: list[Row]
) -> None:
    purposes = [purpose(row) for row in in_window(rows)]
    clear = [it for it in purposes if it != "unsure"]
    figure = measure(records_of(rows), WINDOW)
    assert figure.n == len(clear)
    if not clear:
        assert figure.value is None
        return
    assert figure.value == clear.count(does) / len(clear)
    assert (figure.low, figure.high) == wilson(clear.count(does), len(clear))
    assert figure.parts == {
        "count": clear.count(does),
        "posts": len(purposes),
        "unsure": purposes.count("unsure"),
        "at_least": clear.count(does) / len(purposes),
        "at_most": (clear.count(does) + purposes.count("unsure")) / len(purposes),
    }


@a_few
@given(rows=posts())
def test_the_unsure_are_counted_by_themselves(rows: list[Row]) -> None:
    purposes = [purpose(row) for row in in_window(rows)]
    figure = UNSURE_SHARE(records_of(rows), WINDOW)
    assert figure.n == len(purposes)
    assert figure.value == (purposes.count("unsure") / len(purposes) if purposes else None)


def test_more_unsure_posts_move_no_share() -> None:
    clear = [post(1, "promotional"), post(2, "useful")]
    muddy = [*clear, *(post(hour, "unsure") for hour in range(3, 20))]
    for measure in SHARES.values():
        assert measure(records_of(clear), WINDOW).value == measure(records_of(muddy), WINDOW).value


def post(hour: int, does: str, **more: Any) -> Row:
    return {
        "network": "x",
        "post_id": f"{hour:03}",
        "published_at": at(f"2026-01-{1 + hour // 24:02} {hour % 24:02}:00"),
        "text": f"text {hour}",
        "promoted": False,
        "does": does,
        **more,
    }


def run_of(kinds: str, **more: Any) -> tuple[object, object]:
    """The measure on posts an hour apart: p promotional, u useful, ? unsure."""
    does = {"p": "promotional", "u": "useful", "?": "unsure"}
    rows = [post(hour, does[kind], **more) for hour, kind in enumerate(kinds)]
    figure = LONGEST_PROMOTION_RUN(records_of(rows), WINDOW)
    return figure.value, figure.parts["at_most"]


@pytest.mark.parametrize(
    ("kinds", "certain", "at_most"),
    [
        ("upppu", 3, 3),
        ("ppuppp", 3, 3),
        ("pp?pp", 2, 5),
        ("?pp?", 2, 4),
        ("uuu", 0, 0),
        ("???", 0, 3),
        ("p" + "u" * LAST, 0, 0),
        ("p" * 10 + "u" * (LAST - 4), 4, 4),
    ],
)
def test_runs_end_at_anything_else_and_unsure_ones_are_told_apart(
    kinds: str, certain: int, at_most: int
) -> None:
    assert run_of(kinds) == (certain, at_most)


@a_few
@given(rows=posts())
def test_the_longest_run_is_that_of_a_plain_loop(rows: list[Row]) -> None:
    seen = in_window(rows)
    if len({row["published_at"] for row in seen}) < len(seen):
        return  # posts at the same moment have no order of their own
    texts: dict[object, list[Row]] = {}
    for row in sorted(seen, key=lambda row: row["published_at"]):
        day = row["published_at"].date()
        key = (day, row["text"].lower()) if row["text"] else row["post_id"]
        texts.setdefault(key, []).append(row)
    runs, longest = 0, 0
    for same in list(texts.values())[-LAST:]:
        runs = runs + 1 if "promotional" in map(purpose, same) else 0
        longest = max(longest, runs)
    figure = LONGEST_PROMOTION_RUN(records_of(rows), WINDOW)
    assert (figure.value, figure.n) == ((longest, len(texts)) if texts else (None, 0))


def test_one_advert_on_three_networks_is_one_advert() -> None:
    rows = [
        post(hour, "promotional", network=network, text="Sale https://a.example/" + network)
        for hour, network in enumerate(["facebook", "instagram", "x"])
    ]
    figure = LONGEST_PROMOTION_RUN(records_of(rows), WINDOW)
    assert (figure.value, figure.n) == (1, 1)


def test_a_text_pushed_with_money_on_one_network_sells() -> None:
    rows = [
        post(1, "useful", network="facebook", text="Our guide", promoted=True),
        post(2, "useful", network="x", text="our  guide"),
    ]
    assert LONGEST_PROMOTION_RUN(records_of(rows), WINDOW).value == 1
