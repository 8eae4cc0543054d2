"""Best hours: told where posts surely bring more, and not where it is chance."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogo.content.best_hours import BestHours, Cell, best_hours, cell_of, pooled
from tests.content.plain import BEGAN, WINDOW
from tests.recorded import at, recorded

ROME = ZoneInfo("Europe/Rome")


def drawn(random: Random, cells: int, n: int, better: float) -> dict[Cell, list[float]]:
    """So many values a cell; those of the first cell lie higher."""
    return {
        (cell % 7, cell // 7): [random.gauss(better if cell == 0 else 0, 1) for _ in range(n)]
        for cell in range(cells)
    }


def test_chance_alone_is_hardly_ever_told_and_a_true_difference_is_found() -> None:
    random = Random(7)  # noqa: S311  (for a test)
    false, found, covered, told = 0, 0, 0, 0
    for _ in range(200):
        false += any(one.tells for one in pooled(drawn(random, 20, 6, 0)).values())
        found += pooled(drawn(random, 20, 6, 2.5))[0, 0].tells == 1
        true = {(cell % 7, cell // 7): random.gauss(0, 0.7) for cell in range(20)}
        whole = sum(true.values()) / 20
        effects = pooled(
            {cell: [random.gauss(mean, 1) for _ in range(6)] for cell, mean in true.items()}
        )
        told += len(effects)
        covered += sum(one.low <= true[cell] - whole <= one.high for cell, one in effects.items())
    assert false <= 20
    assert found >= 190
    assert 0.86 <= covered / told <= 0.93


def test_few_posts_are_drawn_further_to_the_average() -> None:
    random = Random(3)  # noqa: S311  (for a test)
    values = {(day, 0): [random.gauss(day % 2, 0.5) for _ in range(12)] for day in range(7)}
    values[0, 1] = [3.0]
    effects = pooled(values)
    assert 0 < effects[0, 1].mean < 2
    assert effects[0, 1].high - effects[0, 1].low > effects[0, 0].high - effects[0, 0].low
    assert pooled({(0, 0): [1.0, 2.0]})[0, 0].tells == 0


def test_posts_are_set_against_those_like_them_at_the_age_of_a_day() -> None:
    posts: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []
    for number in range(60):
        network, evening = "facebook" if number % 5 else "x", number % 3 == 0
        sent = BEGAN + timedelta(days=number, hours=17 if evening else 8)  # UTC
        name = {"post_id": f"p{number}", "network": network}
        posts.append({**name, "published_at": sent})
        likes = (40 if evening else 20) * (10 if network == "x" else 1) + number % 5
        readings.append({**name, "read_at": sent + timedelta(days=1), "likes": likes})
    found = best_hours(recorded(posts=posts, post_readings=readings), WINDOW, ROME)
    assert isinstance(found, BestHours)
    assert (found.basis, found.n) == ("engagements", 60)
    assert {stretch for _, stretch in found.best} == {6}  # from 18:00 to 21:00 in Rome
    assert found.cells[3, 3].tells == -1
    # Each network by its own posts, where they are enough.
    x, facebook = found.networks["x"], found.networks["facebook"]
    assert (x.n, x.hours) == (12, None)
    assert facebook.hours is not None
    assert (facebook.n, facebook.hours.n, facebook.hours.networks) == (48, 48, {})
    assert {stretch for _, stretch in facebook.hours.best} == {6}
    mean, low, high = found.cells[0, 6].shares  # twice as much as by day, a third of the time
    assert 0.3 < low < mean < high < 0.8


@pytest.mark.parametrize("busy", [True, False])
def test_without_figures_it_is_told_by_when_people_write(busy: bool) -> None:
    messages = [
        {"message_id": f"m{day}-{number}", "author": f"c{number}", "author_kind": "customer",
         "sent_at": BEGAN + timedelta(days=day, hours=19 if busy else (day * 7 + number * 5) % 24)}
        for day in range(80)
        for number in range(5)
    ]  # fmt: skip
    found = best_hours(recorded(messages=messages), WINDOW, ROME)
    assert found is not None
    assert (found.basis, found.n) == ("messages", 400)
    assert {stretch for _, stretch in found.best} == ({6} if busy else set())


def test_with_little_nothing_is_said() -> None:
    assert (
        best_hours(recorded(posts=[{"post_id": "p", "published_at": BEGAN}]), WINDOW, ROME) is None
    )
    assert cell_of(at("2026-03-29 01:30"), ROME) == (6, 1)  # half past three, clocks have changed
