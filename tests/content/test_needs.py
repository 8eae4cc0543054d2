"""Needs and the posts that serve them, against a plain loop."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.content.needs import NEEDS_UNSERVED, voiced, voicing
from dialogo.records.records import Records
from tests.content.plain import (
    BEGAN,
    DOES,
    ENDED,
    WINDOW,
    Row,
    a_few,
    in_window,
    moments,
    purpose,
    records_of,
)

NEEDS = ("delivery", "price", "refund")

touching = st.lists(
    st.fixed_dictionaries(
        {
            "network": st.just("x"),
            "published_at": moments(),
            "promoted": st.booleans(),
            "does": st.sampled_from(DOES),
            "needs": st.lists(st.sampled_from(NEEDS), unique=True),
        }
    ),
    min_size=1,
    max_size=8,
)
asking = st.lists(
    st.fixed_dictionaries(
        {
            "sent_at": moments(),
            "author_kind": st.sampled_from(["customer", "company"]),
            "need": st.sampled_from([*NEEDS, None]),
        }
    ),
    max_size=20,
)


def records_with(posts: list[Row], messages: list[Row]) -> Records:
    numbered = [{**row, "post_id": f"{place:03}"} for place, row in enumerate(posts)]
    asked = [{**row, "network": "x", "message_id": f"{i:03}"} for i, row in enumerate(messages)]
    return records_of(
        numbered,
        messages=[{key: value for key, value in row.items() if key != "need"} for row in asked],
        message_labels=[
            {
                "network": "x",
                "message_id": row["message_id"],
                "needs_answer": "yes",
                "need": row["need"],
            }
            for row in asked
        ],
    )


@a_few
@given(posts=touching, messages=asking)
def test_each_message_counts_for_the_posts_that_touch_its_need(
    posts: list[Row], messages: list[Row]
) -> None:
    served = {need for row in in_window(posts) if purpose(row) == "useful" for need in row["needs"]}
    perhaps = {
        need for row in in_window(posts) if purpose(row) == "unsure" for need in row["needs"]
    }
    asked = Counter(
        row["need"]
        for row in messages
        if row["author_kind"] == "customer" and row["need"] and BEGAN <= row["sent_at"] <= ENDED
    )
    found = sum(asked[need] for need in served)
    missed = {need: times for need, times in asked.items() if need not in served | perhaps}
    n = found + sum(missed.values())

    figure = NEEDS_UNSERVED(records_with(posts, messages), WINDOW)
    assert figure.n == n
    assert figure.value == (sum(missed.values()) / n if n else None)
    if messages:
        ordered = sorted(missed, key=lambda need: (-missed[need], need))
        assert figure.parts["unserved"] == tuple(ordered)
        told = asked.total()
        assert figure.parts["perhaps"] == (pytest.approx((told - n) / told) if told else None)


def test_what_money_pushes_serves_nobody() -> None:
    post = {
        "network": "x",
        "published_at": BEGAN,
        "does": "useful",
        "needs": ["price"],
        "promoted": True,
    }
    asked = {"sent_at": BEGAN, "need": "price", "author_kind": "customer"}
    assert NEEDS_UNSERVED(records_with([post], [asked]), WINDOW).value == 1


def test_voices_are_the_latest_messages_of_a_need() -> None:
    post = {"network": "x", "published_at": BEGAN, "does": "useful", "needs": [], "promoted": False}
    asked = [
        {"sent_at": BEGAN, "need": "price", "author_kind": "customer"},
        {"sent_at": ENDED, "need": "price", "author_kind": "customer"},
        {"sent_at": ENDED, "need": "refund", "author_kind": "customer"},
    ]
    records = records_with([post], asked)
    assert [row["message_id"] for row in voicing(records, WINDOW, "price", 20)] == ["001", "000"]
    assert [row["message_id"] for row in voicing(records, WINDOW, "price", 1)] == ["001"]
    assert [(row["need"], row["messages"]) for row in voiced(records, WINDOW)] == [
        ("price", 2),
        ("refund", 1),
    ]


def test_a_need_that_hardly_anybody_voices_is_no_gap() -> None:
    asked = [{"sent_at": BEGAN, "author_kind": "customer", "author": f"p{n}", "need": "delivery"}
             for n in range(38)]  # fmt: skip
    asked += [{**asked[0], "need": "price"}, {**asked[1], "need": "price"}]  # one in twenty
    asked += [{**asked[0], "need": "refund"}] * 9  # one person, however often
    posts = [{"network": "x", "published_at": BEGAN, "promoted": False, "does": "useful",
              "needs": ["delivery"]}]  # fmt: skip
    figure = NEEDS_UNSERVED(records_with(posts, asked), WINDOW)
    assert figure.parts["unserved"] == ()
    figure = NEEDS_UNSERVED(records_with(posts, [*asked, {**asked[2], "need": "price"}]), WINDOW)
    assert (figure.parts["unserved"], figure.n) == (("price",), 41)
