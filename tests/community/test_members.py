"""Members, those who come back, who vouch and who talk most, against plain loops."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.community.active_members import ACTIVE_MEMBERS
from dialogo.community.concentration import CONCENTRATION
from dialogo.community.months_active import MONTHS_ACTIVE
from dialogo.community.new_members import NEW_MEMBERS
from dialogo.community.peer_answers_share import PEER_ANSWERS_SHARE
from dialogo.community.returning_members import RETURNING_MEMBERS
from dialogo.community.returning_share import RETURNING_SHARE, wrote_once
from dialogo.community.vouching_members import VOUCHING_MEMBERS, VOUCHING_SHARE, thanks_left_lying
from dialogo.records.records import Records
from dialogo.records.window import Window
from tests.recorded import recorded

END = datetime(2026, 6, 30, 12, tzinfo=UTC)
WINDOW = Window(END - timedelta(days=200), END)
RECENT = END - timedelta(days=90)
Message = dict[str, Any]
Person = tuple[str, str]


@st.composite
def conversations(draw: st.DrawFn) -> list[Message]:
    """Messages of a few people and the company over 300 days, each with its labels."""
    messages: list[Message] = []
    for n in range(draw(st.integers(1, 14))):
        above = [None, None, *range(n)]
        kind = draw(st.sampled_from(["customer", "customer", "customer", "company", "other"]))
        place = draw(st.sampled_from(above))
        messages.append(
            {
                "message_id": f"m{n}",
                "network": draw(st.sampled_from(["x", "instagram"])),
                "in_reply_to": None if place is None else f"m{place}",
                "author": draw(st.sampled_from(["ada", "bea", "cy"])),
                "author_kind": kind,
                "automated": draw(st.sampled_from([None, None, True])),
                "conversation": draw(st.sampled_from([None, None, None, "private"])),
                "sent_at": END - timedelta(days=draw(st.integers(0, 300)), seconds=n),
                "act": draw(st.sampled_from(["praise", "question", "chat", "complaint"])),
                "asks": draw(st.sampled_from(["yes", "no"])),
            }
        )
    return messages


def records_of(messages: list[Message]) -> Records:
    return recorded(
        messages=[
            {key: value for key, value in row.items() if key not in ("act", "asks")}
            for row in messages
        ],
        message_labels=[
            {"network": row["network"], "message_id": row["message_id"],
             "needs_answer": row["asks"], "act": row["act"]}
            for row in messages
            if row["author_kind"] == "customer"
        ],
    )  # fmt: skip


def recent(messages: list[Message]) -> dict[Person, list[Message]]:
    """What each customer wrote in the last 90 days, in the order of time."""
    found: dict[Person, list[Message]] = {}
    for row in sorted(messages, key=lambda row: row["sent_at"]):
        if row["author_kind"] == "customer" and RECENT <= row["sent_at"] <= END:
            found.setdefault((row["network"], row["author"]), []).append(row)
    return found


def spread(said: list[Message]) -> timedelta:
    span: timedelta = said[-1]["sent_at"] - said[0]["sent_at"]
    return span


@settings(max_examples=30, deadline=None)
@given(conversations())
def test_members_are_counted_and_come_back_as_a_loop_says(messages: list[Message]) -> None:
    records, people = records_of(messages), recent(messages)
    active = ACTIVE_MEMBERS(records, WINDOW)
    back = {who for who, said in people.items() if spread(said) >= timedelta(days=7)}
    had_time = {
        who for who, said in people.items() if said[0]["sent_at"] <= END - timedelta(days=28)
    }
    share = RETURNING_SHARE(records, WINDOW)

    assert (active.value, active.n) == (len(people), sum(len(said) for said in people.values()))
    assert RETURNING_MEMBERS(records, WINDOW).value == len(back)
    assert share.n == len(had_time)
    assert share.value == (len(back & had_time) / len(had_time) if had_time else None)
    assert sorted(row["message_id"] for row in wrote_once(records, WINDOW)) == sorted(
        people[who][-1]["message_id"] for who in had_time - back
    )


@settings(max_examples=30, deadline=None)
@given(conversations())
def test_new_members_are_those_without_an_earlier_message(messages: list[Message]) -> None:
    people = recent(messages)
    before = {
        (row["network"], row["author"]) for row in messages
        if row["author_kind"] == "customer" and row["sent_at"] < RECENT
    }  # fmt: skip
    far_enough = min(row["sent_at"] for row in messages) <= RECENT - timedelta(days=90)
    figure = NEW_MEMBERS(records_of(messages), WINDOW)

    assert figure.n == len(people)
    assert figure.value == (len(set(people) - before) if far_enough else None)


@settings(max_examples=50, deadline=None)
@given(conversations())
def test_vouching_is_praise_in_public_and_answers_to_others(messages: list[Message]) -> None:
    records, people = records_of(messages), recent(messages)
    by_id = {(row["network"], row["message_id"]): row for row in messages}
    vouching: set[Person] = set()
    peers = ours = 0
    lying = []
    for row in messages:
        above = by_id.get((row["network"], row["in_reply_to"]))
        if not RECENT <= row["sent_at"] <= END:
            continue
        who = (row["network"], row["author"])
        asked = above is not None and above["author_kind"] == "customer" and above["asks"] == "yes"
        if row["author_kind"] == "company" and not row["automated"] and asked:
            ours += 1
        if row["author_kind"] != "customer":
            continue
        if asked and row["act"] in ("praise", "chat") and above["author"] != row["author"]:  # type: ignore[index]  # asked: above is there
            peers += 1
            vouching.add(who)
        under_us = above is not None and above["author_kind"] == "company"
        if row["act"] == "praise" and row["conversation"] is None and not under_us:
            vouching.add(who)
            if not any(
                reply["author_kind"] == "company" and reply["network"] == row["network"]
                and reply["in_reply_to"] == row["message_id"] for reply in messages
            ):  # fmt: skip
                lying.append(row["message_id"])
    if all(row["author_kind"] != "customer" for row in messages):
        return  # no labels: nothing can be told
    share = PEER_ANSWERS_SHARE(records, WINDOW)

    assert VOUCHING_MEMBERS(records, WINDOW).value == len(vouching)
    assert VOUCHING_SHARE(records, WINDOW).value == (
        len(vouching) / len(people) if people else None
    )
    assert (share.value, share.n) == (
        (peers / (peers + ours), peers + ours) if peers + ours else (None, 0)
    )
    assert sorted(row["message_id"] for row in thanks_left_lying(records, WINDOW)) == sorted(lying)


@settings(max_examples=15, deadline=None)
@given(counts=st.lists(st.integers(1, 30), min_size=1, max_size=60), many=st.booleans())
def test_the_most_active_are_one_in_a_hundred_but_ten_at_the_least(
    counts: list[int], many: bool
) -> None:
    counts = counts + [1] * (1200 if many else 0)
    records = recorded(
        messages=[
            {"author": f"guest {guest}", "sent_at": END - timedelta(days=1, seconds=n)}
            for guest, times in enumerate(counts)
            for n in range(times)
        ]
    )
    top = max(10, ceil(len(counts) / 100))
    figure = CONCENTRATION(records, WINDOW)

    assert figure.n == len(counts)
    assert figure.value == (
        pytest.approx(sum(sorted(counts, reverse=True)[:top]) / sum(counts))
        if len(counts) >= 20
        else None
    )


@settings(max_examples=15, deadline=None)
@given(conversations())
def test_months_with_a_conversation_are_calendar_months(messages: list[Message]) -> None:
    months = {
        (row["sent_at"].year, row["sent_at"].month) for row in messages
        if row["author_kind"] == "customer" and WINDOW.since <= row["sent_at"] <= END
    }  # fmt: skip
    day, touched = WINDOW.since, Counter[tuple[int, int]]()
    while day <= END:
        touched[day.year, day.month] += 1
        day += timedelta(days=1)
    figure = MONTHS_ACTIVE(records_of(messages), WINDOW)

    assert (figure.value, figure.n) == (len(months), len(touched))


def test_one_name_on_two_networks_is_two_members() -> None:
    records = recorded(
        messages=[
            {"network": network, "author": "ada", "sent_at": END} for network in ("x", "instagram")
        ]
    )
    assert ACTIVE_MEMBERS(records, WINDOW).value == 2


def test_two_windows_do_not_share_their_members() -> None:
    records = recorded(
        messages=[
            {"author": "ada", "sent_at": END},
            {"author": "bea", "sent_at": END - timedelta(days=100)},
            {"author": "cy", "sent_at": END - timedelta(days=101)},
        ]
    )
    earlier = Window(WINDOW.since, END - timedelta(days=95))
    assert [ACTIVE_MEMBERS(records, window).value for window in (WINDOW, earlier, WINDOW)] == [
        1, 2, 1,
    ]  # fmt: skip


def test_the_unanswered_come_first_among_those_who_did_not_return() -> None:
    before = END - timedelta(days=40)
    records = recorded(
        messages=[
            {"message_id": "answered", "author": "ada", "sent_at": before + timedelta(days=1)},
            {"message_id": "older", "author": "carla", "sent_at": before - timedelta(days=1)},
            {"message_id": "lying", "author": "bea", "sent_at": before},
            {"message_id": "a", "author": "us", "author_kind": "company",
             "in_reply_to": "answered", "sent_at": before + timedelta(days=2)},
        ]
    )  # fmt: skip
    told = [row["message_id"] for row in wrote_once(records, WINDOW)]
    assert told == ["lying", "older", "answered"], "of two, the latest first"
