"""Members counted in real conversations of customers and brands, against a plain loop."""

import csv
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dialogo.community.active_members import ACTIVE_MEMBERS
from dialogo.community.peer_answers_share import PEER_ANSWERS_SHARE
from dialogo.community.returning_share import RETURNING_SHARE
from dialogo.records.window import Window
from tests.recorded import recorded

TWCS = Path(__file__).resolve().parents[3] / "shared" / "data" / "twcs" / "twcs.csv"


@pytest.mark.skipif(not TWCS.exists(), reason="the real conversations are not beside this checkout")
def test_members_of_all_brands_together_are_what_a_loop_counts() -> None:
    with TWCS.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = [
            {
                "message_id": row["tweet_id"],
                "in_reply_to": row["in_response_to_tweet_id"] or None,
                "author": row["author_id"],
                "author_kind": "customer" if row["inbound"] == "True" else "company",
                "sent_at": datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y"),
            }
            for row in csv.DictReader(file)
        ]
    end = max(row["sent_at"] for row in rows)
    window = Window(min(row["sent_at"] for row in rows), end)
    said = defaultdict(list)
    for row in rows:
        if row["author_kind"] == "customer" and row["sent_at"] >= end - timedelta(days=90):
            said[row["author"]].append(row["sent_at"])
    had_time = [times for times in said.values() if min(times) <= end - timedelta(days=28)]
    back = [times for times in had_time if max(times) - min(times) >= timedelta(days=7)]
    by_id = {row["message_id"]: row for row in rows}
    pairs = [(row, by_id[row["in_reply_to"]]) for row in rows if row["in_reply_to"] in by_id]
    answers = [
        row
        for row, above in pairs
        if above["author_kind"] == "customer"
        and (row["author_kind"] == "company" or above["author"] != row["author"])
    ]
    recent = [row for row in answers if row["sent_at"] >= end - timedelta(days=90)]
    labels = [{"message_id": rows[0]["message_id"], "needs_answer": "yes"}]
    records = recorded(messages=rows, message_labels=labels)
    share, peers = RETURNING_SHARE(records, window), PEER_ANSWERS_SHARE(records, window)

    assert ACTIVE_MEMBERS(records, window).value == len(said)
    assert (share.parts["came_back"], share.n) == (len(back), len(had_time))
    assert (peers.parts["peers"], peers.n) == (
        sum(row["author_kind"] == "customer" for row in recent),
        len(recent),
    )
