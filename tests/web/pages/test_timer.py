"""The timer: on a conversation and on nothing, idle, left, kept, across devices, days and kills."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from dialogo.web.actions.content.making import start
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.hours import timer
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import timers
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.time import Timer
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.entries import entries
from dialogo.web.queries.timesheets.timer import running

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/hours/"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # 10:00 in Rome


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as at:
        yield at


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def kept(workspace: Workspace) -> list[tuple[Any, ...]]:
    rows = ROWS["hours"].objects.filter(workspace=workspace).order_by("day", "pk")
    return [
        (one.name, one.day.day, one.activity, int(one.seconds), one.note, one.network)
        for one in entries(rows)
    ]


@pytest.fixture
def talk(workspace: Workspace) -> Conversation:
    message = {
        "network": "mastodon", "account": "@aurora", "message_id": "1", "author": "Bea",
        "sent_at": NOW, "author_kind": "customer", "addressed": True, "text": "Hello?",
        "kind": "mention",
    }  # fmt: skip
    write_rows(workspace, "messages", [message], fill=True)
    thread_new(workspace)
    return Conversation.objects.get()


def test_it_runs_on_a_conversation_and_becomes_an_entry(
    workspace: Workspace, signed_in: SignedIn, talk: Conversation, clock: Any
) -> None:
    browser, phone = signed_in(), signed_in()
    page = browser.get(f"/w/aurora/inbox/{talk.pk}/").content.decode()
    assert f"timer/?kind=conversation&amp;id={talk.pk}&amp;activity=answering&amp;auto=1" in page
    on: dict[str, Any] = {"kind": "conversation", "id": talk.pk, "activity": "answering"}
    back = f"/w/aurora/inbox/{talk.pk}/"
    assert browser.post(f"{PLACE}timer/start/", {**on, "next": back})["Location"] == back
    elsewhere = browser.post(f"{PLACE}timer/start/", {**on, "next": "https://evil.example/"})
    assert elsewhere["Location"] == PLACE  # and it runs on as it did
    clock.shift(timedelta(minutes=12, seconds=34))
    # Another device, another process: the same timer.
    assert "Answering: 0:13 since 10:00" in words(phone.get(f"{PLACE}timer/", on))
    assert f"Answering ( conversation {talk.pk} ): 0:13" in words(phone.get(PLACE))
    stopped = phone.post(f"{PLACE}timer/stop/", on, headers={"HX-Request": "true"})
    assert "Start the timer (answering)" in words(stopped)
    assert kept(workspace) == [("Ada Neri", 25, "answering", 754, "10:00–10:12", "mastodon")]
    assert "10:00–10:12" in words(browser.get(PLACE))
    assert browser.post(f"{PLACE}timer/stop/").status_code == 302  # nothing runs: nothing happens
    for kind in ("conversation", "piece"):
        nowhere = {"kind": kind, "id": 999_999, "activity": "creating"}
        said = browser.post(f"{PLACE}timer/start/", nowhere, follow=True)
        assert "A timer runs on a conversation" in words(said)
    assert Timer.objects.count() == 0


def test_it_runs_on_a_draft(
    workspace: Workspace, owner: Person, signed_in: SignedIn, clock: Any
) -> None:
    piece, browser = start(workspace, owner, title="The fair"), signed_in()
    page = browser.get(f"/w/aurora/calendar/piece/{piece.pk}/").content.decode()
    assert f"timer/?kind=piece&amp;id={piece.pk}&amp;activity=creating&amp;auto=1" in page
    on = {"kind": "piece", "id": str(piece.pk), "activity": "creating"}
    browser.post(f"{PLACE}timer/start/", on)
    clock.shift(timedelta(minutes=5))
    browser.post(f"{PLACE}timer/stop/")
    assert kept(workspace) == [("Ada Neri", 25, "creating", 300, "10:00–10:05", "")]
    week = browser.get(PLACE).content.decode()
    assert f'<a href="/w/aurora/calendar/piece/{piece.pk}/">draft {piece.pk}</a>' in week


def test_one_at_a_time_and_nobody_else_sees_it(
    workspace: Workspace, signed_in: SignedIn, clock: Any
) -> None:
    mine, boss = signed_in(Role.AUTHOR), signed_in()
    mine.post(f"{PLACE}timer/start/", {"activity": "creating"})
    clock.shift(timedelta(seconds=90))
    mine.post(f"{PLACE}timer/start/", {"activity": "planning"})
    assert [row[2:4] for row in kept(workspace)] == [("creating", 90)]
    for page in (PLACE, f"{PLACE}?who=Author", f"{PLACE}everybody/"):
        assert "Stop the timer" not in words(boss.get(page))
    assert "Planning: 0:00 since 10:01" in words(mine.get(PLACE))
    assert signed_in(Role.ANALYST).post(f"{PLACE}timer/start/").status_code == 403


def test_when_nothing_happens_it_asks_and_counts_only_what_is_said(
    workspace: Workspace, signed_in: SignedIn, clock: Any
) -> None:
    browser = signed_in()
    browser.post(f"{PLACE}timer/start/", {"activity": "listening"})
    for _ in range(3):
        clock.shift(timedelta(minutes=10))
        browser.post(f"{PLACE}timer/seen/")
    clock.shift(timedelta(minutes=40))
    page = words(browser.post(f"{PLACE}timer/seen/", headers={"HX-Request": "true"}))
    assert "saw nothing happen since 10:30. Was it work all the same?" in page
    browser.post(f"{PLACE}timer/idle/", {"idle": "keep"})
    assert "Listening: 1:10" in words(browser.get(PLACE))
    clock.shift(timedelta(minutes=16))
    browser.post(f"{PLACE}timer/idle/", {"idle": "cut"})
    assert [row[3:5] for row in kept(workspace)] == [(4200, "10:00–11:10")]
    # Whoever never comes back has worked until the last sign of it.
    browser.post(f"{PLACE}timer/start/", {"activity": "listening"})
    clock.shift(timedelta(minutes=5))
    browser.post(f"{PLACE}timer/seen/")
    clock.shift(timedelta(hours=13))
    run_until_idle({timers.KIND: timers.JOB})
    assert [row[3] for row in kept(workspace)] == [4200, 300]


def test_it_starts_by_itself_only_where_somebody_wants_that_and_ends_when_the_page_is_left(
    workspace: Workspace, signed_in: SignedIn, talk: Conversation, clock: Any
) -> None:
    browser = signed_in()
    on: dict[str, Any] = {"kind": "conversation", "id": talk.pk, "activity": "answering"}
    opened = {**on, "auto": "1"}
    assert 'hx-trigger="load' not in browser.get(f"{PLACE}timer/", opened).content.decode()
    browser.post(f"{PLACE}timer/start/", opened)
    assert Timer.objects.count() == 0
    browser.post(f"{PLACE}timer/wish/", {"conversations": "on", "minutes": "1"})
    assert 'hx-trigger="load' in browser.get(f"{PLACE}timer/", opened).content.decode()
    assert 'hx-trigger="load' not in browser.get(f"{PLACE}timer/", on).content.decode()
    browser.post(f"{PLACE}timer/start/", opened)
    clock.shift(timedelta(minutes=2))
    browser.post(f"{PLACE}timer/left/", on)
    clock.shift(timedelta(seconds=30))
    browser.post(f"{PLACE}timer/start/", opened)  # back at once: the same stretch
    clock.shift(timedelta(seconds=30))
    browser.post(f"{PLACE}timer/seen/", on)
    browser.post(f"{PLACE}timer/left/", on)
    clock.shift(timedelta(minutes=1))
    browser.post(f"{PLACE}timer/seen/")  # on another page, which is none of its business
    clock.shift(timedelta(minutes=4))
    assert "Answering" not in words(browser.get(f"{PLACE}timer/", {"activity": "creating"}))
    assert [row[2:4] for row in kept(workspace)] == [("answering", 180)]
    browser.post(f"{PLACE}timer/start/", opened)
    browser.post(f"{PLACE}timer/left/", on)
    clock.shift(timedelta(minutes=5))
    assert timer.settle(timezone.now()) == 1
    assert len(kept(workspace)) == 1  # no time at all is no entry


def test_a_night_is_two_days_and_the_clocks_may_change_in_it(
    workspace: Workspace, owner: Person, clock: Any
) -> None:
    begun = datetime(2026, 10, 24, 21, 30, 0, 900_000, tzinfo=UTC)  # 23:30; clocks go back at 3
    clock.move_to(begun)
    timer.start(workspace, owner, ("", ""), "promoting", now=begun)
    for minutes in range(10, 271, 10):
        timer.seen(owner, begun + timedelta(minutes=minutes))
    done = begun + timedelta(minutes=270)
    stands = running(owner, done)
    assert stands is not None
    assert not stands.idle
    timer.stop(owner, done)
    assert [row[1:5] for row in kept(workspace)] == [
        (24, "promoting", 1800, "23:30–24:00"), (25, "promoting", 14_400, "00:00–03:00"),
    ]  # fmt: skip


def test_no_minute_is_lost_over_a_week_of_short_stretches(
    workspace: Workspace, owner: Person
) -> None:
    at, worked = NOW, 0
    for seconds in (1, 7, 59, 61, 800, 800, 800, 333, 47, 20):
        timer.start(workspace, owner, ("", ""), "answering", now=at)
        at += timedelta(seconds=seconds)
        timer.seen(owner, at)
        timer.stop(owner, at)
        worked += seconds
    found = entries(ROWS["hours"].objects.filter(workspace=workspace))
    assert sum(one.seconds for one in found) == worked
    drift = sum((one.hours for one in found), Decimal(0)) * 3600 - worked
    assert abs(drift) <= Decimal("0.18")
