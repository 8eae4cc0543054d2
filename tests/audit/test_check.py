"""The plain judge: on which side of its line a figure lies, and when nothing can be told."""

import pytest

from dialogo.audit.check import Limit, Reading, Verdict, by_limit
from dialogo.records.measure import Figure
from dialogo.records.source import Source

SOURCE = Source("docs/evidence/ladder.md", "house rule")
ABOVE = Limit(watch=0.3, mistake=0.6, at_least=10, source=SOURCE)
BELOW = Limit(watch=0.6, mistake=0.3, at_least=10, source=SOURCE, worse="below")


def told(value: float | None, limit: Limit, n: int = 10, *, more_than: bool = False) -> Verdict:
    return by_limit(Reading(Figure(value, "share", n, more_than=more_than)), limit)


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [
        (0.29, "ok", "mistake"),
        (0.3, "ok", "watch"),
        (0.31, "watch", "watch"),
        (0.59, "watch", "watch"),
        (0.6, "watch", "ok"),
        (0.61, "mistake", "ok"),
    ],
)
def test_what_lies_on_a_line_is_on_its_better_side(
    value: float, above: Verdict, below: Verdict
) -> None:
    assert (told(value, ABOVE), told(value, BELOW)) == (above, below)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_one_case_too_few_tells_nothing(value: float) -> None:
    assert told(value, ABOVE, n=9) == "unknown"


def test_no_number_tells_nothing_however_many_cases() -> None:
    assert told(None, ABOVE, n=1000) == "unknown"


@pytest.mark.parametrize(("value", "verdict"), [(0.1, "unknown"), (0.5, "watch"), (0.9, "mistake")])
def test_more_than_a_fine_value_may_be_any_value(value: float, verdict: Verdict) -> None:
    assert told(value, ABOVE, more_than=True) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(0.1, "unknown"), (0.5, "unknown"), (0.6, "ok")])
def test_more_than_a_bad_value_may_be_a_fine_one(value: float, verdict: Verdict) -> None:
    assert told(value, BELOW, more_than=True) == verdict
