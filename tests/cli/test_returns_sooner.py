"""What would shorten the wait, in lines: for each activity, and once for all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dialogo.cli.returns_sooner import Ways, changes, in_all, ways
from dialogo.cli.returns_words import lines
from dialogo.returns.gate import MIXED, SHORT, WIDE, Reason, Verdict
from dialogo.returns.wait import Wait
from tests.returns.conftest import SHORT as LENGTHS
from tests.returns.conftest import company

if TYPE_CHECKING:
    from dialogo.returns.results import Returns

TOO_WIDE = Reason("wide", WIDE, {"low": 0, "high": 1})


@pytest.fixture(scope="module")
def found() -> Returns:
    from dialogo.returns import estimate

    return estimate(company(3, 15.0)[0], seed=2, lengths=LENGTHS)


def waiting(found: Returns, wait: Wait | None, *reasons: Reason) -> Returns:
    """As if nothing of it were measurable yet."""
    verdict = Verdict(reasons)
    open_ = tuple(replace(one, verdict=verdict, wait=wait) for one in found.activities)
    return replace(found, activities=open_)


def test_each_change_is_told_with_what_it_saves(found: Returns) -> None:
    late = waiting(found, Wait(182), TOO_WIDE)
    told = ways(late)
    assert set(told) == {"posts", "answers"}
    varied, held = changes(told["posts"], "en")
    assert varied == (
        "To know it sooner: vary it for 26 weeks, by lot half as much again or half of it, 4 weeks "
        "at a time. Then it is measurable in 78 weeks at the earliest, 104 weeks sooner."
    )
    assert held.startswith("To know it sooner: leave it out for ")
    assert varied in lines(late["posts"], told, "en")
    (last,) = in_all(late, told, "en")
    assert last.startswith("Only promotion is left out on purpose")
    never = waiting(found, Wait(None), TOO_WIDE)
    first, *_ = changes(ways(never)["posts"], "it")
    assert first.endswith("Allora è misurabile non prima di 78 settimane.")


def test_what_is_said_once_fits_why_nobody_knows_yet(found: Returns) -> None:
    soon = waiting(found, Wait(13), TOO_WIDE)
    assert ways(soon)["posts"] == Ways(None, None)
    (line,) = in_all(soon, ways(soon), "en")
    assert line.endswith("would bring the day nearer.")
    short = waiting(found, Wait(None), Reason("short", SHORT, {"has": 40, "needs": 52}))
    (line,) = in_all(short, {}, "en")
    assert line.startswith("What would shorten the wait can be told in weeks once there is a year")
    mixed = waiting(found, None, Reason("chains", MIXED))
    assert ways(mixed) == {}
    assert list(in_all(mixed, {}, "en")) == []
    assert list(lines(mixed["posts"], {}, "en")) == [MIXED.en], "no figure stands beside it"
