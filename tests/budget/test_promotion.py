"""What promotion stirs up, against a plain walk through the replies."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.budget.promotion_unanswered_share import PROMOTION_UNANSWERED_SHARE, left_lying
from dialogo.records.records import Records
from tests.budget.plain import WINDOW
from tests.recorded import recorded

AT = WINDOW.since + timedelta(days=30)


@st.composite
def trees(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Messages that each answer an earlier one, a post, or nothing."""
    messages: list[dict[str, Any]] = []
    for n in range(draw(st.integers(1, 9))):
        above = [None, "advert", "post", *[row["message_id"] for row in messages]]
        messages.append(
            {
                "message_id": f"m{n}",
                "in_reply_to": draw(st.sampled_from(above)),
                "author_kind": draw(st.sampled_from(["customer", "customer", "company"])),
                "automated": draw(st.sampled_from([None, None, True])),
                "addressed": draw(st.booleans()),
                "sent_at": AT + timedelta(days=draw(st.integers(-3, 12)), hours=n),
                "asks": draw(st.sampled_from(["yes", "yes", "no", None])),
            }
        )
    return messages


def records_of(messages: list[dict[str, Any]]) -> Records:
    return recorded(
        posts=[
            {"post_id": "advert", "published_at": AT, "promoted": True},
            {"post_id": "post", "published_at": AT, "promoted": False},
        ],
        messages=[{key: value for key, value in row.items() if key != "asks"} for row in messages],
        message_labels=[
            {"message_id": row["message_id"], "needs_answer": row["asks"]}
            for row in messages
            if row["asks"]
        ],
    )


def stirred(messages: list[dict[str, Any]]) -> dict[str, bool]:
    """Message to whether it was answered, for what the advert stirred up."""
    by_id = {row["message_id"]: row for row in messages}

    def above(row: dict[str, Any]) -> list[str]:
        chain = []
        while row["in_reply_to"] is not None:
            chain.append(row["in_reply_to"])
            if row["in_reply_to"] not in by_id:
                break
            row = by_id[row["in_reply_to"]]
        return chain

    answered = {
        up
        for row in messages
        if row["author_kind"] == "company" and not row["automated"]
        for up in above(row)
    }
    return {
        row["message_id"]: row["message_id"] in answered
        for row in messages
        if row["author_kind"] == "customer"
        and row["asks"] in ("yes", None)
        and (
            "advert" in above(row)
            or (row["addressed"] and AT <= row["sent_at"] < AT + timedelta(days=7))
        )
    }


@settings(max_examples=30, deadline=None)
@given(trees())
def test_unanswered_after_promotion_is_a_walk_through_the_replies(
    messages: list[dict[str, Any]],
) -> None:
    records = records_of(messages)
    expected = stirred(messages)
    figure = PROMOTION_UNANSWERED_SHARE(records, WINDOW)

    assert figure.n == len(expected)
    assert figure.value == (
        pytest.approx(1 - sum(expected.values()) / len(expected)) if expected else None
    )
    assert {row["message_id"] for row in left_lying(records, WINDOW)} == {
        message for message, answered in expected.items() if not answered
    }


def test_replies_that_go_round_in_a_circle_do_not_hang() -> None:
    round_and_round = [
        {"message_id": "a", "in_reply_to": "b", "sent_at": AT, "addressed": True},
        {"message_id": "b", "in_reply_to": "a", "sent_at": AT, "author_kind": "company"},
    ]
    records = recorded(
        posts=[{"post_id": "advert", "published_at": AT, "promoted": True}],
        messages=round_and_round,
    )
    # Links that go round are cut: each message stands alone, and nothing answers it.
    assert PROMOTION_UNANSWERED_SHARE(records, WINDOW).value == 1


def test_an_expense_on_one_network_stirs_up_nothing_on_another() -> None:
    def share(network: str | None) -> float | None:
        records = recorded(
            expenses=[
                {"day": AT.date(), "activity": "promoting", "amount": 9, "currency": "EUR",
                 "network": network}
            ],
            messages=[{"sent_at": AT + timedelta(days=1), "addressed": True}],
        )  # fmt: skip
        value = PROMOTION_UNANSWERED_SHARE(records, WINDOW).value
        return None if value is None else float(value)

    assert (share("x"), share(None), share("instagram")) == (1.0, 1.0, None)
