"""The generated history: as long as asked, always the same, and made of real trees."""

from collections import Counter

import pyarrow as pa
import pytest

from benchmarks.history import history
from dialogo.records.records import Records
from dialogo.records.tables import TABLES

MESSAGES = 20_000


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    made: dict[str, pa.Table] = history(MESSAGES, seed=3)
    assert made["messages"].equals(history(MESSAGES, seed=3)["messages"])
    return made


def test_there_are_as_many_messages_as_asked_and_every_id_is_one_of_a_kind(
    tables: dict[str, pa.Table],
) -> None:
    ids = tables["messages"]["message_id"].to_pylist()
    assert len(ids) == MESSAGES
    assert len(set(ids)) == MESSAGES


def test_every_table_is_there_in_its_schema(tables: dict[str, pa.Table]) -> None:
    assert {name: table.schema for name, table in tables.items()} == {
        name: table.arrow for name, table in TABLES.items()
    }
    assert all(table.num_rows for table in tables.values())


def test_every_answer_stands_under_something_earlier_on_the_same_network(
    tables: dict[str, pa.Table],
) -> None:
    at = {
        (row["network"], row["message_id"]): row["sent_at"]
        for row in tables["messages"].to_pylist()
    } | {
        (row["network"], row["post_id"]): row["published_at"] for row in tables["posts"].to_pylist()
    }
    below = [row for row in tables["messages"].to_pylist() if row["in_reply_to"]]
    assert len(below) > MESSAGES / 2
    for row in below:
        assert at[row["network"], row["in_reply_to"]] <= row["sent_at"]


def test_every_customers_message_and_every_post_is_labelled_once(
    tables: dict[str, pa.Table],
) -> None:
    customers = Counter(
        row["message_id"]
        for row in tables["messages"].to_pylist()
        if row["author_kind"] == "customer"
    )
    assert Counter(tables["message_labels"]["message_id"].to_pylist()) == customers
    assert sorted(tables["post_labels"]["post_id"].to_pylist()) == sorted(
        tables["posts"]["post_id"].to_pylist()
    )


def test_the_history_is_one_company(tables: dict[str, pa.Table]) -> None:
    assert Records(tables).companies() == ["Bottega Grande (simulated)"]


def test_useful_posts_deal_with_the_needs_that_people_voice(tables: dict[str, pa.Table]) -> None:
    voiced = set(tables["message_labels"]["need"].to_pylist()) - {None}
    labels = tables["post_labels"].to_pylist()
    served = [need for row in labels if row["does"] == "useful" for need in row["needs"]]
    assert set(served) <= voiced
    assert len(served) == sum(row["does"] == "useful" for row in labels)
    assert not any(row["needs"] for row in labels if row["does"] != "useful")
