"""What a network counts is read a few times a day: of new posts often, of old ones rarely."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from dialogo.networks.errors import Refused
from dialogo.networks.fake.connection import Fake
from dialogo.records.text import Text
from dialogo.web.jobs import figures, pull
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection, RawEvent
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.receiving import posts_to_read
from tests.networks.fake.test_fake import FakeWorld
from tests.web.jobs.practice import practice

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 11, tzinfo=UTC)  # twelve in Rome, where Aurora is
KINDS = {pull.KIND: pull.JOB, figures.KIND: figures.JOB}
Clock = time_machine.Traveller


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def there(clock: Clock, workspace: Workspace, tmp_path: Path) -> tuple[FakeWorld, Connection]:
    return practice(workspace, tmp_path)


def test_posts_and_followers_are_counted_by_the_day(
    there: tuple[FakeWorld, Connection], clock: Clock
) -> None:
    world, _ = there
    post = world.publish("New beans")
    world.like(post)
    world.follow()
    run_until_idle(KINDS)
    Connection.objects.update(figures_at=NOON)
    run_until_idle(KINDS)
    clock.shift(timedelta(hours=11, minutes=30))  # half past eleven in the evening, in Rome
    world.like(post, by="bruno")
    world.follow(by="bruno")
    run_until_idle(KINDS)
    clock.shift(timedelta(hours=4))
    world.like(post, by="carla")
    run_until_idle(KINDS)
    counted = ROWS["post_figures"].objects.order_by("read_on")
    assert list(counted.values_list("post_id", "read_on", "likes", "comments")) == [
        (post, date(2026, 3, 4), 2, 0),
        (post, date(2026, 3, 5), 3, 0),
    ]
    audience = ROWS["audience"].objects.order_by("day").values_list("account", "day", "followers")
    assert list(audience) == [
        ("roastery", date(2026, 3, 4), 2),
        ("roastery", date(2026, 3, 5), 2),
    ]


def test_young_posts_are_read_at_set_ages_and_the_moment_is_kept(
    there: tuple[FakeWorld, Connection], clock: Clock
) -> None:
    world, connection = there
    run_until_idle(KINDS)
    clock.shift(timedelta(minutes=30))
    post = world.publish("New beans")
    Connection.objects.update(pull_at=NOON)
    run_until_idle(KINDS)  # the post comes in, and is to be read when it is an hour old
    hour, six = NOON + timedelta(minutes=90), NOON + timedelta(hours=6, minutes=30)
    world.like(post)
    clock.move_to(hour)
    run_until_idle(KINDS)
    world.like(post, by="bruno")
    clock.move_to(NOON + timedelta(hours=5, minutes=30))
    run_until_idle(KINDS)
    connection.refresh_from_db()
    assert connection.figures_at == six
    clock.move_to(six)
    run_until_idle(KINDS)
    readings = ROWS["post_readings"].objects.order_by("read_at")
    assert list(readings.values_list("post_id", "read_at", "likes")) == [
        (post, hour, 1),
        (post, NOON + timedelta(hours=5, minutes=30), 2),
        (post, six, 2),
    ]
    clock.shift(timedelta(days=9))
    run_until_idle(KINDS)
    assert readings.count() == 3  # of an old post the day is enough
    assert ROWS["post_figures"].objects.count() == 2


def test_the_next_turn_is_in_some_hours(there: tuple[FakeWorld, Connection], clock: Clock) -> None:
    _, connection = there
    run_until_idle(KINDS)
    connection.refresh_from_db()
    assert connection.figures_at == NOON + figures.EVERY
    assert connection.limits["length"] == 500


def test_the_older_a_post_the_rarer_it_is_read(
    there: tuple[FakeWorld, Connection], clock: Clock
) -> None:
    world, connection = there
    first = clock_ids(world, clock)
    run_until_idle(KINDS)
    assert posts_to_read(connection, NOON) == [first["new"]]  # the others were read today
    clock.shift(timedelta(days=1))
    tomorrow = posts_to_read(connection, NOON + timedelta(days=1))
    assert tomorrow == [first["new"], first["of this week"]]
    later = posts_to_read(connection, NOON + timedelta(days=7))
    assert later == [first["new"], first["of this week"], first["of last month"]]


def clock_ids(world: FakeWorld, clock: Clock) -> dict[str, str]:
    """Posts of several ages, the oldest first."""
    found = {}
    for name, days in (("ancient", 100), ("of last month", 30), ("of this week", 5), ("new", 0)):
        clock.move_to(NOON - timedelta(days=days))
        found[name] = world.publish(name)
    return found


def test_what_is_gone_is_not_asked_for(there: tuple[FakeWorld, Connection], clock: Clock) -> None:
    world, connection = there
    post = world.publish("New beans")
    run_until_idle(KINDS)
    world.remove(post)
    Connection.objects.update(pull_at=NOON)
    run_until_idle(KINDS)
    assert posts_to_read(connection, NOON) == []


def test_trouble_puts_the_account_to_rest_and_the_figures_off(
    there: tuple[FakeWorld, Connection],
) -> None:
    world, connection = there
    world.trouble("unreachable", sending=False)
    run_until_idle({figures.KIND: figures.JOB})
    connection.refresh_from_db()
    assert (connection.state, connection.figures_at) == ("resting", NOON + figures.AFTER_TROUBLE)


def test_a_network_that_does_not_count_for_us_is_well(
    there: tuple[FakeWorld, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, connection = there

    def refused(_: Fake) -> None:
        raise Refused(Text(en="not for you.", it="non per voi."), code="403")

    monkeypatch.setattr(Fake, "followers", refused)
    run_until_idle(KINDS)
    connection.refresh_from_db()
    assert (connection.state, connection.error) == ("live", None)
    assert not RawEvent.objects.filter(kind="followers").exists()
