"""Who waits is one truth: the conversations say of the sample company what the library says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from dialogo.dialogue.waits import WAITS
from dialogo.language.label import labelled
from dialogo.records.records import Records
from dialogo.records.text import Lang
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import threading
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import waiting
from dialogo.web.queries.heard import known_until
from dialogo.web.queries.waiting import RECENT, Waits, who_waits

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def by_the_library(records: Records, as_of: datetime) -> Waits:
    """The same, counted from the records by the views that the audit stands on."""
    row = labelled(records.as_of(as_of)).row(
        """
        SELECT count(DISTINCT customer) FILTER (asked_at >= $first) AS people,
               count(*) FILTER (asked_at >= $first) AS questions,
               min(asked_at) FILTER (asked_at >= $first) AS since,
               count(*) FILTER (asked_at < $first) AS older
        FROM waits JOIN nodes USING (node)
        WHERE needs_answer = 'yes' AND answered_at IS NULL
        """,
        WAITS,
        first=as_of - RECENT,
    )
    return Waits(**row)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_conversations_and_records_tell_the_same(workspace: Workspace, lang: Lang) -> None:
    records = sample(lang)
    for name, table in records.tables.items():
        write_rows(workspace, name, table, fill=False)
    span = records.span()
    assert span is not None
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"threading": threading.JOB})
        told = who_waits(workspace, span.as_of)
    expected = by_the_library(records, span.as_of)
    assert (expected.people > 10, expected.older > 10) == (True, True)
    assert told == expected


def conversation(workspace: Workspace, number: int, **values: Any) -> Conversation:
    at = NOW - timedelta(hours=number + 1)
    given: dict[str, Any] = {
        "workspace": workspace,
        "network": "x",
        "thread_key": b"thread %d" % number,
        "author_key": b"person %d" % number,
        "author": f"person {number}",
        "place": "mention",
        "opened_at": at,
        "last_at": at,
        "last_message": number,
        "rank_at": at,
        "waiting_since": at,
        "asks": "yes",
    }
    return Conversation.objects.create(**{**given, **values})


@time_machine.travel(NOW, tick=False)
def test_only_who_surely_waits_and_was_not_closed_is_counted(workspace: Workspace) -> None:
    conversation(workspace, 1)
    conversation(workspace, 2, state="snoozed", snoozed_until=NOW + timedelta(days=1))
    conversation(workspace, 3, author_key=b"person 1")
    conversation(workspace, 4, waiting_since=NOW - RECENT - timedelta(seconds=1))
    conversation(workspace, 5, state="closed")
    conversation(workspace, 6, state="theirs")
    conversation(workspace, 7, asks="unsure")
    conversation(workspace, 8, waiting_since=None)
    conversation(workspace, 9, waiting_since=NOW + timedelta(days=1))
    assert who_waits(workspace, NOW) == Waits(2, 3, NOW - timedelta(hours=4), 1)


@time_machine.travel(NOW, tick=False)
def test_nobody_is_counted_beyond_what_anybody_would_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 3)
    for number in range(5):
        conversation(workspace, number)
        conversation(workspace, number + 10, waiting_since=NOW - timedelta(days=40))
    found = who_waits(workspace, NOW)
    assert (found.questions, found.older, found.since) == (3, 3, NOW - timedelta(hours=5))


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("many", [1, 3])
def test_it_is_two_queries_along_an_index(
    workspace: Workspace, many: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(many):
        conversation(workspace, number)
    with django_assert_num_queries(2) as asked:
        who_waits(workspace, NOW)
    if connection.vendor == "sqlite":
        for query in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = " ".join(str(row) for row in cursor.fetchall())
            assert "conversations_waiting" in plan


@time_machine.travel(NOW, tick=False)
def test_it_is_known_until_a_network_was_heard_of(workspace: Workspace) -> None:
    last = NOW - timedelta(days=5)
    assert known_until(workspace, last) == last
    account = Connection.objects.create(
        workspace=workspace, network="fake", way="file", external_id="1", handle="aurora",
        pulled_at=NOW - timedelta(minutes=2),
    )  # fmt: skip
    assert known_until(workspace, last) == NOW - timedelta(minutes=2)
    account.pulled_at = timezone.now() + timedelta(days=1)
    account.save()
    assert known_until(workspace, last) == NOW
    account.state = Connection.SIGNED_OUT
    account.save()
    assert known_until(workspace, last) == last
