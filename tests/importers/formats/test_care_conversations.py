"""Customer-care conversations go to each brand that takes part in them, tree by tree."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.importers.formats.care_trees import roots
from dialogo.records.records import Records

HEADER = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
TWCS = Path(__file__).resolve().parents[4] / "shared" / "data" / "twcs" / "twcs.csv"


def imported(tmp_path: Path, *rows: str) -> Records:
    path = tmp_path / "care.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    bring_in([path], tmp_path / "kept", Context(""))
    return Records.read(tmp_path / "kept")


def tweet(id_: int, author: str, text: str, parent: object = "", inbound: object = None) -> str:
    said = author.isdigit() if inbound is None else inbound
    return f'{id_},{author},{said},Tue Oct 31 22:{id_ % 60:02}:00 +0000 2017,"{text}",,{parent}'


def ids_of(records: Records, company: str) -> dict[str, str]:
    rows = records.of_company(company).rows("SELECT message_id, author_kind FROM messages")
    return {row["message_id"]: row["author_kind"] for row in rows}


def test_a_tree_that_two_brands_share_is_kept_for_both(tmp_path: Path) -> None:
    records = imported(
        tmp_path,
        tweet(1, "100", "@Acme and @Other help"),
        tweet(2, "Acme", "@100 hello", 1),
        tweet(3, "100", "thanks", 2),
        tweet(4, "Other", "unrelated"),
        tweet(5, "101", "hi", 4),
    )
    assert ids_of(records, "Acme") == {"1": "customer", "2": "company", "3": "customer"}
    assert ids_of(records, "Other") == {
        "1": "customer", "2": "other", "3": "customer", "5": "customer",
    }  # fmt: skip
    posts = records.rows("SELECT company, post_id FROM posts")
    assert posts == [{"company": "Other", "post_id": "4"}]


def test_texts_are_freed_of_the_signs_of_a_page(tmp_path: Path) -> None:
    records = imported(tmp_path, tweet(1, "100", "@Acme Q&amp;A &lt;3"), tweet(2, "Acme", "A", 1))
    (row,) = records.rows("SELECT text FROM messages WHERE message_id = '1'")
    assert row["text"] == "@Acme Q&A <3"


def test_a_brand_is_named_by_its_whole_handle_in_any_case(tmp_path: Path) -> None:
    records = imported(
        tmp_path,
        tweet(1, "Acme", "we are here"),
        tweet(2, "100", "hey @ACME's people"),
        tweet(3, "101", "hey @acme_uk"),
        tweet(4, "102", "hey acme"),
        tweet(5, "103", "@Acmé no"),
    )
    rows = records.of_company("Acme").rows("SELECT message_id, addressed FROM messages")
    assert rows == [{"message_id": "2", "addressed": True}]


def test_a_reply_to_a_tweet_that_is_not_in_the_file_is_a_message_not_a_post(
    tmp_path: Path,
) -> None:
    records = imported(tmp_path, tweet(7, "Acme", "sorry", 999), tweet(8, "100", "ok", 7))
    rows = records.rows("SELECT message_id, in_reply_to FROM messages ORDER BY message_id")
    assert rows == [
        {"message_id": "7", "in_reply_to": "999"},
        {"message_id": "8", "in_reply_to": "7"},
    ]
    assert not records.has("posts")


def test_tweets_that_answer_each_other_in_a_ring_make_one_tree(tmp_path: Path) -> None:
    records = imported(
        tmp_path,
        tweet(1, "100", "a", 3),
        tweet(2, "Acme", "b", 1),
        tweet(3, "101", "c", 2),
        tweet(4, "102", "tail", 3),
        tweet(5, "103", "of itself", 5),
    )
    assert sorted(ids_of(records, "Acme")) == ["1", "2", "3", "4"]


def test_long_ids_stay_as_they_are(tmp_path: Path) -> None:
    big = 2**63 + 12345
    records = imported(
        tmp_path,
        tweet(big, "Acme", "a"),
        tweet(big + 1, "100", "b", big),
        tweet(9, "Acme", "c", "8.0"),
    )
    assert records.row("SELECT post_id FROM posts") == {"post_id": str(big)}
    assert set(ids_of(records, "Acme")) == {str(big + 1), "9"}


def test_a_row_that_says_no_time_or_speaker_is_left_out_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "care.csv"
    rows = [
        tweet(1, "Acme", "a"),
        "2,100,True,yesterday,b,,1",
        "3,100,perhaps,Tue Oct 31 22:10:47 +0000 2017,b,,1",
        ",100,True,Tue Oct 31 22:10:47 +0000 2017,b,,1",
        "5,,True,Tue Oct 31 22:10:47 +0000 2017,b,,1",
        "6,100,True,Tue Oct 31 22:10",
    ]
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    intake = bring_in([path], tmp_path / "kept", Context(""))
    assert [(skip.row, skip.column) for skip in intake.skips] == [
        (2, "created_at"), (3, "inbound"), (4, "tweet_id"), (5, "author_id"), (6, None),
    ]  # fmt: skip
    assert intake.added == {"posts": 1}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=31))
def test_roots_are_those_of_a_walk_step_by_step(drawn: list[int]) -> None:
    parents = [min(parent, len(drawn) - 1) for parent in drawn]
    expected = []
    for place in range(len(parents)):
        seen, at = [place], place
        while parents[at] not in seen:
            at = parents[at]
            seen.append(at)
        ring = seen[seen.index(parents[at]) :]
        expected.append(min(ring))
    assert roots(np.array(parents, dtype=np.int64)).tolist() == expected


def test_messages_of_the_ten_busiest_brands_equal_a_plain_loop(tmp_path: Path) -> None:
    if not TWCS.exists():
        pytest.skip("needs the shared data beside the repository")
    bring_in([TWCS], tmp_path / "kept", Context(""))
    records = Records.read(tmp_path / "kept")
    with TWCS.open(encoding="utf-8", newline="") as file:
        tweets = {row["tweet_id"]: row for row in csv.DictReader(file)}
    by_root: dict[str, list[dict[str, Any]]] = {}
    for id_, row in tweets.items():
        at = id_
        while tweets[at]["in_response_to_tweet_id"] in tweets:
            at = tweets[at]["in_response_to_tweet_id"]
        by_root.setdefault(at, []).append(row)
    wrote = Counter(row["author_id"] for row in tweets.values() if row["inbound"] == "False")
    for brand, _ in wrote.most_common(10):
        named = re.compile(rf"@{re.escape(brand)}(?!\w)", re.IGNORECASE)
        kinds: Counter[str] = Counter()
        for tree in by_root.values():
            if not any(row["author_id"] == brand or named.search(row["text"]) for row in tree):
                continue
            for row in tree:
                if row["author_id"] == brand:
                    kinds["company" if row["in_response_to_tweet_id"] else "post"] += 1
                else:
                    kinds["customer" if row["inbound"] == "True" else "other"] += 1
                kinds["addressed"] += row["inbound"] == "True" and bool(named.search(row["text"]))
        mine = records.of_company(brand)
        found = Counter(
            {
                row["author_kind"]: row["n"]
                for row in mine.rows("SELECT author_kind, count(*) AS n FROM messages GROUP BY 1")
            }
        )
        found["post"] = mine.row("SELECT count(*) AS n FROM posts")["n"]
        found["addressed"] = mine.row("SELECT count(*) AS n FROM messages WHERE addressed")["n"]
        assert found == kinds, brand
