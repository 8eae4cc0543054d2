"""Labelling records: every text once, and no label is ever lost."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dialogo.language import label
from dialogo.language.label import labelled
from dialogo.language.messages import what_a_message_asks
from dialogo.language.posts import what_a_post_does
from dialogo.records.business_hours import BusinessHours
from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from tests.recorded import COMPANY, at, recorded

DAY = at("2026-03-02 09:00")
POSTS = [
    {"post_id": "1", "published_at": DAY, "text": "20% off, shop now"},
    {"post_id": "2", "published_at": DAY, "text": "How to clean it"},
    {"post_id": "3", "published_at": DAY, "text": None},
]
MESSAGES = [
    {"message_id": "a", "sent_at": DAY, "text": "When do you open?"},
    {"message_id": "b", "sent_at": DAY, "text": "At nine", "author_kind": "company"},
    {"message_id": "c", "sent_at": DAY, "text": "thanks", "author_kind": "other"},
]


def labels(records: Records, table: str, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in records.rows(f"SELECT * FROM {table}")}


def test_every_post_and_every_customers_message_gets_the_label_of_its_text() -> None:
    done = labelled(recorded(posts=POSTS, messages=MESSAGES))
    posts = labels(done, "post_labels", "post_id")
    assert {key: row["does"] for key, row in posts.items()} == {
        str(post["post_id"]): what_a_post_does(str(post["text"] or "")).does for post in POSTS
    }
    messages = labels(done, "message_labels", "message_id")
    assert list(messages) == ["a"]
    asked = what_a_message_asks("When do you open?")
    assert (messages["a"]["needs_answer"], messages["a"]["need"]) == ("yes", asked.need)
    assert messages["a"]["because"] == list(asked.because)
    assert messages["a"]["model"] == label.MODEL


def test_labels_that_are_there_are_kept_as_they_are() -> None:
    kept = {"post_id": "1", "network": "x", "does": "corporate", "model": "a person"}
    posts = labels(labelled(recorded(posts=POSTS, post_labels=[kept])), "post_labels", "post_id")
    assert (posts["1"]["does"], posts["1"]["model"]) == ("corporate", "a person")
    assert sorted(posts) == ["1", "2", "3"]


def test_a_label_that_says_no_tone_gets_that_of_its_text() -> None:
    texts = {"a": "Worst service ever, I am furious", "b": "Worst service ever, I am furious"}
    said = [{"message_id": key, "sent_at": DAY, "text": text} for key, text in texts.items()]
    kept = [
        {"message_id": "a", "needs_answer": "no", "act": "spam", "model": "a person"},
        {"message_id": "b", "needs_answer": "no", "tone": "pleased"},
        {"message_id": "gone", "needs_answer": "no"},
    ]
    done = labelled(recorded(messages=said, message_labels=kept))
    found = labels(done, "message_labels", "message_id")
    assert {key: row["tone"] for key, row in found.items()} == {
        "a": "annoyed", "b": "pleased", "gone": "unsure",
    }  # fmt: skip
    assert (found["a"]["act"], found["a"]["model"]) == ("spam", "a person")
    assert labelled(done) is done


def test_the_same_id_on_another_network_is_another_post() -> None:
    kept = {"post_id": "1", "network": "mastodon", "does": "corporate"}
    done = labelled(recorded(posts=POSTS[:1], post_labels=[kept]))
    rows = done.rows("SELECT network, does FROM post_labels ORDER BY network")
    assert rows == [
        {"network": "mastodon", "does": "corporate"},
        {"network": "x", "does": "promotional"},
    ]


def test_a_second_labelling_changes_nothing() -> None:
    once = labelled(recorded(posts=POSTS, messages=MESSAGES))
    assert labelled(once) is once


def test_company_moment_and_hours_stay() -> None:
    hours = BusinessHours("Europe/Rome", {})
    before = recorded(posts=POSTS).as_of(datetime(2026, 4, 1, tzinfo=UTC)).in_hours(hours)
    after = labelled(before)
    assert (after.company, after.until, after.hours) == (COMPANY, before.until, hours)


def test_what_happens_later_is_not_labelled_yet() -> None:
    before = recorded(posts=POSTS).as_of(datetime(2026, 1, 1, tzinfo=UTC))
    assert labelled(before).rows("SELECT * FROM post_labels") == []


def test_records_without_texts_stay_as_they_are() -> None:
    empty = Records({}, company=COMPANY)
    assert labelled(empty) is empty


def test_records_in_parquet_files_are_labelled_too(tmp_path: Path) -> None:
    in_memory = recorded(
        posts=POSTS,
        messages=MESSAGES,
        post_labels=[{"post_id": "1", "network": "x", "does": "corporate"}],
    )
    files: dict[str, pa.Table | list[str]] = {}
    for name, table in in_memory.tables.items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
        files[name] = [str(tmp_path / f"{name}.parquet")]
    on_disk = labelled(Records(files, company=COMPANY))
    for name in ("post_labels", "message_labels"):
        rows = f"SELECT * FROM {name} ORDER BY ALL"
        assert on_disk.rows(rows) == labelled(in_memory).rows(rows)


def test_many_batches_give_the_labels_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    posts = [{**POSTS[i % 3], "post_id": f"{i:03}"} for i in range(100)]
    rows = "SELECT * FROM post_labels ORDER BY ALL"
    whole = labelled(recorded(posts=posts)).rows(rows)
    monkeypatch.setattr(label, "BATCH", 7)
    assert labelled(recorded(posts=posts)).rows(rows) == whole
    assert len(whole) == 100


def test_the_label_tables_have_the_columns_of_their_schema() -> None:
    done = labelled(recorded(posts=POSTS, messages=MESSAGES))
    for name in ("post_labels", "message_labels"):
        table = done.tables[name]
        assert isinstance(table, pa.Table)
        assert table.schema == TABLES[name].arrow
