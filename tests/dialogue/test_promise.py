"""The promise by network, need and priority: the most specific line counts, everywhere the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.dialogue.priority import HIGH, NORMAL, URGENT, by_rules, pattern
from dialogo.dialogue.promise import PROMISE_KEPT, lines, promised
from dialogo.dialogue.promise_lines import PRIORITIES, Line, Lines, read
from dialogo.dialogue.promise_outcomes import outcomes
from dialogo.dialogue.waits import WAITS
from tests.dialogue.plain import START, Said, records, whole

NAMES = st.sampled_from(["", "x", "tik;tok", "a=b", "100 %", "l'ora", "$since", "perché"])
LINES = st.builds(
    Line,
    minutes=st.integers(1, 10_000).map(float),
    network=NAMES,
    need=NAMES,
    priority=st.sampled_from(["", *PRIORITIES]),
)


def plan(*lines: Line, **more: Any) -> list[dict[str, Any]]:
    rows = [{"kind": "promise", "subject": one.subject, "value": one.minutes} for one in lines]
    rows += [{"kind": "urgent", "subject": word} for word in more.get("words", ())]
    return [{"company": "us", "from_day": date(2026, 1, 1), **row} for row in rows]


@given(LINES)
def test_a_line_is_read_as_it_was_written(line: Line) -> None:
    assert read(line.subject, line.minutes) == line


@pytest.mark.parametrize(
    "subject", ["reply-time:", "reply-time:colour=red", "reply-time:priority=grave", "tempo"]
)
def test_what_is_no_line_is_passed_over(subject: str) -> None:
    assert read(subject, 60.0) is None
    assert read("reply-time", 0.0) is None


def test_the_line_that_names_most_counts() -> None:
    every = Lines.of(
        [
            Line(240),
            Line(120, network="x"),
            Line(90, need="orders"),
            Line(60, priority="urgent"),
            Line(30, network="x", need="orders"),
        ]
    )
    asked = [
        ("x", "orders", "urgent"), ("x", None, "urgent"), ("y", "orders", "normal"),
        ("x", "hours", "low"), ("y", None, "normal"),
    ]  # fmt: skip
    found = [every.of_wait(*one) for one in asked]
    assert [line and line.minutes for line in found] == [30, 60, 90, 120, 240]
    assert Lines.of([Line(60, network="x")]).of_wait("y", None, "normal") is None


@given(st.lists(LINES, max_size=6), NAMES, NAMES, st.sampled_from(PRIORITIES))
def test_the_engine_finds_the_same_line(
    every: list[Line], network: str, need: str, priority: str
) -> None:
    found = Lines.of(every)
    kept = records([]).row(
        f"SELECT {found.sql} AS minutes FROM (SELECT $a AS network, $b AS need, $c AS priority)",
        a=network,
        b=need or None,
        c=priority,
    )
    line = found.of_wait(network, need or None, priority)
    assert kept["minutes"] == (line and line.minutes)


SAID = [
    Said("1", "lia", 0, names_us=True),
    Said("2", "us", 50, to="1"),
    Said("3", "ugo", 0, names_us=True, act="complaint"),
    Said("4", "us", 50, to="3"),
    Said("5", "eva", 0, names_us=True, text="Puzza di GÀS qui!"),
    Said("6", "us", 50, to="5"),
    Said("7", "ida", 0, names_us=True, text="gasparo"),
    Said("8", "us", 58, to="7"),
    Said("9", "leo", 60, names_us=True),
]
PLAN = plan(Line(60), Line(120, priority="high"), Line(40, priority="urgent"), words=("gas",))


def test_waits_are_judged_by_the_promise_made_to_them() -> None:
    kept = records(SAID, plan=PLAN)
    window = whole(80)
    assert promised(kept, window) == timedelta(hours=1)
    assert [line.minutes for line in lines(kept, window).every] == [120, 40, 60]
    rows = kept.rows("SELECT id, priority FROM waits JOIN nodes USING (node) ORDER BY id", WAITS)
    assert [(row["id"], row["priority"]) for row in rows] == [
        ("1", NORMAL), ("3", HIGH), ("5", URGENT), ("7", NORMAL), ("9", NORMAL),
    ]  # fmt: skip
    found = {row["message_id"]: row for row in outcomes(kept, window, 10)}
    told = {id_: (row["priority"], row["outcome"]) for id_, row in found.items()}
    assert told == {
        "1": ("normal", "kept"),
        "3": ("high", "early"),
        "5": ("urgent", "broken"),
        "7": ("normal", "near"),
        "9": ("normal", "waiting"),
    }
    assert (found["1"]["within"], found["1"]["waited"]) == (3600, 3000)
    assert found["9"]["began"] == START + timedelta(minutes=60)
    figure = PROMISE_KEPT(kept, window)
    # Of five, three were answered in time and one too late; Leo, who still waits, counts so far.
    assert (figure.n, figure.value) == (5, pytest.approx(0.75))


def test_a_promise_to_some_says_nothing_of_the_others() -> None:
    kept = records(SAID, plan=plan(Line(40, priority="high")))
    assert promised(kept, whole(80)) is None
    figure = PROMISE_KEPT(kept, whole(80))
    assert (figure.n, figure.value) == (1, 0.0)


def test_what_a_person_said_of_priority_counts_until_they_say_otherwise() -> None:
    said = [
        Said("1", "lia", 0, names_us=True),
        Said("2", "us", 1, to="1"),
        Said("3", "lia", 2, to="2", extra='{"priority": "low"}'),
        Said("4", "us", 3, to="3"),
        Said("5", "lia", 4, to="4", names_us=True, act="complaint"),
        Said("6", "us", 5, to="5"),
        Said("7", "lia", 6, to="6", names_us=True, act="complaint", extra='{"priority": "rules"}'),
    ]
    found = records(said).rows("SELECT priority FROM waits ORDER BY node", WAITS)
    assert [row["priority"] for row in found] == [1, 0, 0, 2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C'è una fuga di gas", True), ("GÁS!", True), ("gas-tronomia", True), ("gasolio", False),
        ("Fuga\n di   gas", True), (None, False), ("", False),
    ],
)  # fmt: skip
def test_urgent_words_are_found_whole_and_alike(text: str | None, found: bool) -> None:
    sought = pattern(["Gas", "fuga di gas", "  "])
    assert (by_rules([text], sought, complaint=True) == URGENT) == found
    kept = records([Said("1", "lia", 0, names_us=True, text=text or "")], plan=plan(words=("Gas",)))
    (row,) = kept.rows("SELECT priority FROM waits", WAITS)
    assert (row["priority"] == URGENT) == found


def test_without_words_only_complaints_stand_out() -> None:
    assert pattern(["", " "]) == ""
    assert by_rules(["gas"], "", complaint=True) == HIGH
    assert by_rules(["gas"], "", complaint=False) == NORMAL
