"""A number over time: equal windows up to the end, each knowing no more than was known then."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from dialogo.language.label import labelled
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.report.history import POINTS, SHORTEST, histories, windows
from dialogo.report.report import Report

START = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("days", [14, 15, 21, 60, 365, 3650])
def test_windows_are_of_one_length_in_order_and_end_with_the_span(days: int) -> None:
    span = Window(START, START + timedelta(days=days))
    found = windows(span)
    assert 2 <= len(found) <= POINTS
    assert {window.length for window in found} == {max(SHORTEST, span.length / 4)}
    assert abs(found[0].since - span.since) <= timedelta(microseconds=POINTS)
    assert found[-1].as_of == span.as_of
    steps = {b.as_of - a.as_of for a, b in pairwise(found)}
    assert max(steps) - min(steps) <= timedelta(microseconds=2)


def test_less_than_two_weeks_have_no_history() -> None:
    assert windows(Window(START, START + timedelta(days=13, hours=23))) == []
    assert windows(Window(START, START)) == []


def test_each_point_is_the_checks_own_measure_on_what_was_known_by_then(
    records: Records, report: Report
) -> None:
    found = report.gravest[0]
    whole = labelled(records)
    history = histories(whole, report.audit.window, [found])[found.check.id]
    for point in history.points[::3]:
        then = found.check.measure(whole.as_of(point.window.as_of), point.window).figure
        if then.n >= found.limit.at_least:
            assert point.figure == then
        else:
            assert (point.figure.value, point.figure.n) == (None, then.n)


def test_the_caller_hears_of_every_moment(records: Records, report: Report) -> None:
    heard: list[int] = []
    histories(records, report.audit.window, report.gravest[:1], lambda: heard.append(1))
    assert len(heard) == POINTS
