"""A part of the dialogues is measured as if only it had been recorded, and its answers stay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from dialogo.audit.shelf import measures
from dialogo.dialogue.parts import Parts
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.language.label import labelled
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.simulation.sample import sample
from tests.dialogue.plain import Said, records, whole

IDS = (
    "dialogue/questions-waiting",
    "dialogue/answered-share",
    "dialogue/questions-unanswered",
    "dialogue/question-wait-p50",
    "dialogue/question-wait-p90",
    "dialogue/promise-kept",
)


@pytest.fixture(scope="module")
def recorded() -> Records:
    found = sample("en")
    span = found.span()
    assert span is not None
    return labelled(found.as_of(span.as_of))


def of_network(recorded: Records, network: str) -> Records:
    """Only what was recorded of one network."""
    tables = {}
    for name in recorded.tables:
        rows = recorded.table(f"FROM {name}")
        if "network" in rows.schema.names:
            rows = rows.filter(pc.equal(rows["network"], network))
        tables[name] = rows.cast(TABLES[name].arrow)
    return replace(recorded, tables=tables)


def test_a_network_is_measured_as_if_it_were_the_only_one(recorded: Records) -> None:
    span = recorded.span()
    assert span is not None
    for days in (7, 30, 90):
        window = span.last(timedelta(days=days))
        parts = {part.name: part.records for part in Parts(recorded, window.since).by("network", 9)}
        assert set(parts) == {"facebook", "instagram", "x"}
        for name, part in parts.items():
            alone = of_network(recorded, name)
            told = {id_: measures()[id_](part, window) for id_ in IDS}
            assert told == {id_: measures()[id_](alone, window) for id_ in IDS}, (name, days)


def test_the_questions_of_all_needs_are_counted_once(recorded: Records) -> None:
    span = recorded.span()
    assert span is not None
    window = span.last(timedelta(days=90))
    waiting = measures()["dialogue/questions-waiting"]
    asked = {
        part.name: waiting(part.records, window).n
        for part in Parts(recorded, window.since).by("need", 99)
    }
    rows = recorded.rows(
        f"""
        SELECT labels.need, count(*) AS n FROM {WAITING_MESSAGES}
        JOIN message_labels AS labels
          ON labels.network = messages.network AND labels.message_id = messages.message_id
        WHERE waits.needs_answer = 'yes' AND asked_at >= $since AND labels.need IS NOT NULL
        GROUP BY ALL
        """,
        WAITS,
        since=window.since,
    )
    assert {name: n for name, n in asked.items() if n} == {row["need"]: row["n"] for row in rows}


AGENTS = {"3": "Clara", "6": "Iris", "8": "Clara"}
SAID = [
    Said("1", "ada", 0, names_us=True),
    Said("2", "bea", 1, names_us=True),
    Said("3", "us", 10, to="1"),
    Said("4", "bot", 11, to="2"),
    Said("5", "ada", 20, to="3", names_us=True),
    Said("6", "us", 60, to="5"),
    Said("7", "ada", 61, to="6", names_us=True),
    Said("8", "us", 62, to="7"),
    Said("9", "us", 63, to="8"),
]


def with_agents(said: list[Said], agents: dict[str, str]) -> Records:
    made = records(said)
    messages = made.tables["messages"].to_pylist()  # type: ignore[union-attr]  # made in memory
    rows = [{**row, "agent": agents.get(row["message_id"])} for row in messages]
    arrow = TABLES["messages"].arrow
    return replace(made, tables={**made.tables, "messages": pa.Table.from_pylist(rows, arrow)})


def ended_by(made: Records) -> dict[str, list[float]]:
    """How long the waits were, in minutes, that each ended."""
    window = whole(600)
    found = defaultdict(list)
    for part in Parts(made, window.since).by("agent", 9):
        for row in part.records.rows("SELECT asked_at, answered_at FROM waits ORDER BY asked_at"):
            found[part.name].append((row["answered_at"] - row["asked_at"]).total_seconds() / 60)
    return dict(found)


def test_a_wait_is_of_whoever_wrote_the_answer_that_ended_it() -> None:
    assert ended_by(with_agents(SAID, AGENTS)) == {"Clara": [10, 1], "Iris": [40]}


def test_blanks_are_no_name_and_whoever_still_waits_is_nobodys() -> None:
    assert ended_by(with_agents(SAID, {"3": " ", "6": " Iris "})) == {"Iris": [40]}


def test_two_answers_in_the_same_minute_count_for_the_first() -> None:
    said = [
        Said("1", "ada", 0, names_us=True),
        Said("2", "us", 5, to="1"),
        Said("3", "us", 5, to="1"),
    ]
    assert ended_by(with_agents(said, {"2": "Clara", "3": "Iris"})) == {"Clara": [5]}


def test_only_the_largest_parts_are_given(recorded: Records) -> None:
    span = recorded.span()
    assert span is not None
    parts = Parts(recorded, span.since)
    assert [part.name for part in parts.by("agent", 1)] == ["Clara Winslow"]


def test_a_part_without_questions_tells_nothing() -> None:
    made = records([Said("1", "ada", 0, names_us=True, asks="no")])
    (part,) = Parts(made, whole(9).since).by("network", 9)
    figure = measures()["dialogue/question-wait-p50"](part.records, whole(9))
    assert figure == Figure(None, "seconds", 0, parts={"answered": 0})
