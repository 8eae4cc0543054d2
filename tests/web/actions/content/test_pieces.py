"""Pieces: written once, different where a network needs it, and out at their hour, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from dialogo.web.actions.alerts.sending import send as send_alert
from dialogo.web.actions.alerts.stuck import body_of
from dialogo.web.actions.content import deciding, fitting, making, repeating, seal
from dialogo.web.actions.content.making import Given, GivenVersion, KeptPicture
from dialogo.web.actions.letters import decide, releasing
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.alerts import AlertLetter, AlertRules
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.queries.content.alike import notices
from tests.web.actions.content.going import in_an_hour, now, pass_until
from tests.web.actions.letters.desk import Desk
from tests.web.world import DOT

TEXTS = ("How we roast", "and for how long")


def test_what_is_written_in_one_field_has_parts() -> None:
    assert making.split("One\n---\n two \n\n-----\n---\nthree -- of them\n") == [
        "One", "two", "three -- of them",
    ]  # fmt: skip
    assert making.split(making.joined(TEXTS)) == list(TEXTS)


def test_a_thread_goes_out_at_its_hour_in_order_with_its_comment_and_is_a_record(
    desk: Desk,
) -> None:
    at = in_an_hour()
    piece = making.start(
        desk.workspace, desk.owner, title="Roasting", due_at=at, campaign="Autumn", texts=TEXTS,
        versions={desk.connection.pk: GivenVersion(first_comment="Ask us anything.")},
        pictures=[GivenPicture("roast.png", DOT, "A drum roaster")],
    )  # fmt: skip
    assert piece.state == Piece.DRAFT
    piece = deciding.plan(piece, desk.owner)
    pass_until(at - timedelta(minutes=1))
    assert desk.texts() == []
    pass_until(at + timedelta(minutes=1))
    pass_until(at + timedelta(minutes=2))
    assert desk.texts() == [*TEXTS, "Ask us anything."]
    assert now(piece).state == Piece.PUBLISHED
    first, second, comment = Letter.objects.order_by("pk")
    assert (second.after, comment.after) == (first, second)
    post = ROWS["posts"].objects.get(workspace=desk.workspace)
    assert (post.text, post.campaign, post.author) == (TEXTS[0], "Autumn", "Ada Neri")
    steps = PieceStep.objects.filter(piece=piece).order_by("pk").values_list("state", flat=True)
    assert list(steps) == ["draft", "approved", "planned", "sending", "published"]
    verbs = TrailEntry.objects.filter(about=f"piece:{piece.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["calendar.begin", "calendar.plan"]


def test_a_change_of_what_goes_out_takes_back_the_approval_and_nothing_else_does(
    desk: Desk,
) -> None:
    given = Given(
        title="Roasting",
        parts=TEXTS,
        due_at=in_an_hour(),
        versions={desk.connection.pk: GivenVersion()},
        pictures=[GivenPicture("roast.png", DOT, "A drum roaster")],
    )
    piece = deciding.plan(making.make(desk.workspace, desk.owner, given), desk.owner)
    (picture,) = piece.pictures.all()
    same: dict[str, Any] = {"parts": TEXTS, "due_at": given.due_at, "versions": given.versions}
    piece = making.change(piece, desk.owner, Given(title="A better title", **same), piece.saves)
    assert (piece.state, piece.title) == (Piece.PLANNED, "A better title")
    with pytest.raises(WontDo) as stale:
        making.change(piece, desk.owner, Given(**same), piece.saves - 1)
    assert stale.value.code == "stale"
    others: tuple[dict[str, Any], ...] = (
        {"parts": ("Something else",)},
        {"due_at": in_an_hour() + timedelta(minutes=1)},
        {"versions": {desk.connection.pk: GivenVersion(parts=("Just here",))}},
        {"pictures": [KeptPicture(picture.pk, "A cup")]},
        {"pictures": []},
    )
    for other in others:
        piece = making.change(piece, desk.owner, Given(**{**same, **other}))
        assert (piece.state, piece.approved_digest, piece.approved_by) == (Piece.DRAFT, "", None)
        piece = deciding.plan(piece, desk.owner)
        same |= other
        same.pop("pictures", None)
    assert making.change(piece, desk.owner, Given(title="Roasting")).state == Piece.DRAFT


def test_what_does_not_fit_is_neither_asked_for_nor_planned(desk: Desk) -> None:
    long = making.start(desk.workspace, desk.owner, texts=["x" * 501], due_at=in_an_hour())
    blind = making.start(
        desk.workspace, desk.owner, texts=["Look"], pictures=[GivenPicture("a.png", DOT, " ")]
    )
    nowhere = making.make(desk.workspace, desk.owner, Given(parts=("Hello",)))
    codes = {
        piece.pk: [flaw.code for flaw in fitting.flaws(piece)] for piece in (long, blind, nowhere)
    }
    assert codes == {long.pk: ["too-long"], blind.pk: ["alt"], nowhere.pk: ["account"]}
    for piece in (long, blind, nowhere):
        with pytest.raises(WontDo):
            deciding.ask(piece, desk.owner)
        with pytest.raises(WontDo):
            deciding.plan(piece, desk.owner, in_an_hour())
    assert Piece.objects.filter(state=Piece.DRAFT).count() == 3


def test_the_same_words_and_posts_close_together_are_noticed(desk: Desk) -> None:
    at = in_an_hour()
    first = making.start(desk.workspace, desk.owner, texts=["New: Etna, a dark roast."], due_at=at)
    deciding.plan(first, desk.owner)
    later = at + timedelta(days=9)
    again = making.start(
        desk.workspace, desk.owner, texts=["NEW: Etna, a dark roast"], due_at=later
    )
    near = making.start(
        desk.workspace, desk.owner, texts=["Open on Sunday"], due_at=at + timedelta(minutes=50)
    )
    for piece, kind in ((again, "alike"), (near, "crowded")):
        with pytest.raises(deciding.Noticed) as noticed:
            deciding.plan(piece, desk.owner)
        assert [(one.kind, one.piece) for one in noticed.value.found] == [(kind, first)]
    assert deciding.plan(again, desk.owner, anyway=True).state == Piece.PLANNED
    third = making.start(desk.workspace, desk.owner, texts=first.parts)
    with pytest.raises(deciding.Noticed) as noticed:  # the nearest speaks for both
        deciding.plan(third, desk.owner, later + timedelta(days=2))
    assert [one.piece for one in noticed.value.found] == [again]
    deciding.plan(near, desk.owner, at + timedelta(hours=2))
    pass_until(at + timedelta(minutes=1))
    pass_until(at + timedelta(hours=2))
    # The first one went out after `again` was planned, so that a person decides.
    pass_until(later + timedelta(minutes=1))
    assert (now(again).state, now(again).error_code) == (Piece.PLANNED, "alike")
    with time_machine.travel(later + timedelta(minutes=2), tick=False):
        deciding.plan(now(again), desk.owner, later + timedelta(minutes=3), anyway=True)
    pass_until(later + timedelta(minutes=3))
    assert desk.texts() == ["New: Etna, a dark roast.", "Open on Sunday", "NEW: Etna, a dark roast"]


def test_what_could_not_be_sent_says_so_once_and_goes_on_when_it_can(
    desk: Desk, settings: Any
) -> None:
    settings.OPTIONS = replace(
        settings.OPTIONS, mail="smtp://x", address="https://desk.example", allowed_hosts=()
    )
    AlertRules.objects.create(workspace=desk.workspace, hook="https://hook.example/")
    at = in_an_hour()
    piece = making.start(desk.workspace, desk.owner, title="Roasting", texts=TEXTS, due_at=at)
    deciding.plan(piece, desk.owner)
    for _ in range(2):
        pass_until(at + timedelta(hours=3))
    assert (now(piece).state, now(piece).error_code, desk.texts()) == (Piece.PLANNED, "late", [])
    letter, hook = AlertLetter.objects.filter(piece=piece).order_by("pk")
    told_hook = json.loads(body_of(hook))
    assert (told_hook["kind"], told_hook["piece"], told_hook["code"]) == ("post", piece.pk, "late")
    assert "Roasting" not in str(told_hook)
    assert (letter.person, letter.way) == (desk.owner, AlertLetter.MAIL)
    with time_machine.travel(at + timedelta(hours=3, minutes=1)):
        assert send_alert(letter.pk) == AlertLetter.SENT
    (told,) = mail.outbox
    assert told.subject == "Aurora: a post has not gone out"
    assert "“Roasting” has not gone out" in told.body
    assert f"https://desk.example/w/aurora/calendar/piece/{piece.pk}/" in told.body
    deciding.plan(now(piece), desk.owner, at + timedelta(hours=4))
    assert now(piece).error is None
    pass_until(at + timedelta(hours=4))
    assert (now(piece).state, desk.texts()) == (Piece.PUBLISHED, list(TEXTS))


def test_what_comes_again_is_a_piece_each_time_approved_as_its_series_is(desk: Desk) -> None:
    desk.workspace.zone = "Europe/Rome"
    desk.workspace.save()
    begun = datetime(2026, 10, 12, 8, tzinfo=UTC)  # a Monday, 10:00 in Rome
    with time_machine.travel(begun - timedelta(days=1), tick=False):
        piece = making.start(
            desk.workspace, desk.owner, texts=["Moka or espresso?"], due_at=begun,
            repeats="FREQ=WEEKLY;UNTIL=20261103",
        )  # fmt: skip
        with pytest.raises(WontDo):
            making.start(desk.workspace, desk.owner, texts=["x"], repeats="FREQ=SECONDLY")
        assert repeating.series() == [piece.pk]
        assert repeating.repeat(piece.pk, timezone.now()) == 3
        assert repeating.repeat(piece.pk, timezone.now()) == 0
        first, second, third = piece.occurrences.order_by("due_at")
        # The same time on the wall, though clocks go back on 25 October.
        assert [f"{one.due_at:%d %H:%M}" for one in (first, second, third) if one.due_at] == [
            "19 08:00", "26 09:00", "02 09:00",
        ]  # fmt: skip
        assert {first.state, second.state, third.state} == {Piece.DRAFT}
        deciding.plan(piece, desk.owner, anyway=True)
        assert repeating.repeat(piece.pk, timezone.now()) == 3
        assert {now(one).state for one in (first, second, third)} == {Piece.PLANNED}
        own = Given(parts=("Filter?",), due_at=second.due_at, repeats=second.repeats,
                    versions={desk.connection.pk: GivenVersion()})  # fmt: skip
        assert making.change(now(second), desk.owner, own).state == Piece.DRAFT
        deciding.move(now(third), desk.owner, begun + timedelta(days=23))
        with pytest.raises(WontDo):
            deciding.move(now(third), desk.owner, first.due_at)
        changed = Given(parts=("Moka?",), due_at=begun, repeats=piece.repeats,
                        versions={desk.connection.pk: GivenVersion()})  # fmt: skip
        piece = making.change(now(piece), desk.owner, changed)
        repeating.repeat(piece.pk, timezone.now())
        found = {one.pk: (one.state, one.parts) for one in piece.occurrences.all()}
        assert found == {
            first.pk: (Piece.DRAFT, ["Moka?"]),
            second.pk: (Piece.DRAFT, ["Filter?"]),
            third.pk: (Piece.DRAFT, ["Moka?"]),
        }


def test_what_was_approved_once_does_not_come_again_by_another_word(
    desk: Desk, member: Callable[[Role], Person]
) -> None:
    author = member(Role.AUTHOR)
    piece = making.start(desk.workspace, author, texts=["Moka?"], due_at=in_an_hour())
    piece = deciding.approve(deciding.ask(piece, author), desk.owner)
    often = Given(parts=piece.parts, due_at=piece.due_at, repeats="FREQ=DAILY",
                  versions={desk.connection.pk: GivenVersion()})  # fmt: skip
    piece = making.change(piece, author, often)
    assert piece.state == Piece.DRAFT
    seen = seal.mark(piece)
    making.change(piece, author, replace(often, repeats="FREQ=WEEKLY"))
    with pytest.raises(WontDo):  # it is not what was looked at
        deciding.approve(now(piece), desk.owner, seen=seen)


def test_what_comes_again_goes_out_again_with_the_same_words(desk: Desk) -> None:
    begun = datetime(2026, 9, 7, 8, tzinfo=UTC)
    week = timedelta(weeks=1)
    with time_machine.travel(begun - timedelta(days=1), tick=False):
        series = making.start(
            desk.workspace, desk.owner, texts=["Moka or espresso?"], due_at=begun,
            repeats="FREQ=WEEKLY;COUNT=3",
        )  # fmt: skip
        deciding.plan(series, desk.owner)
        repeating.repeat(series.pk, timezone.now())
        other = making.start(
            desk.workspace, desk.owner, texts=["Moka or espresso?"], due_at=begun + 2.5 * week,
        )  # fmt: skip
        assert {one.kind for one in notices(now(series), begun)} == {"alike"}  # by the other alone
        deciding.plan(other, desk.owner, anyway=True)
    for number in (0, 1, 2, 2.5):
        pass_until(begun + number * week)
        desk.pull()
    first, second = series.occurrences.order_by("due_at")
    assert [now(one).state for one in (series, first, second)] == [Piece.PUBLISHED] * 3
    assert (now(other).state, now(other).error_code) == (Piece.PLANNED, "alike")


def test_what_comes_again_is_by_whoever_wrote_its_series_last(
    desk: Desk, member: Callable[[Role], Person]
) -> None:
    sol, ada, at = member(Role.STRATEGIST), desk.owner, in_an_hour()
    series = making.start(
        desk.workspace, ada, texts=["Moka?"], due_at=at, repeats="FREQ=WEEKLY;COUNT=3"
    )
    wanted = Given(parts=("Moka or espresso?",), due_at=at, repeats=series.repeats,
                   versions={desk.connection.pk: GivenVersion()})  # fmt: skip
    series = deciding.ask(making.change(series, sol, wanted), sol)
    deciding.approve(series, ada)  # who began it, and wrote not a word of what it says
    repeating.repeat(series.pk, timezone.now())
    pass_until(at + timedelta(minutes=1))
    pass_until(at + timedelta(weeks=1, minutes=1))
    assert desk.texts() == ["Moka or espresso?"] * 2
    assert {one.by for one in Letter.objects.all()} == {sol}
    # What its author let go alone goes out no more once another is asked for, each time of it.
    last = series.occurrences.get(state=Piece.PLANNED)
    Piece.objects.filter(pk=last.pk).update(approved_by=sol)
    pass_until(at + timedelta(weeks=2, minutes=1))
    assert (now(last).error_code, len(desk.texts())) == ("unapproved", 2)


def test_a_letter_of_it_that_is_dropped_leaves_the_rest_and_all_of_them_lead_back(
    desk: Desk,
) -> None:
    at = in_an_hour()
    piece = making.start(desk.workspace, desk.owner, texts=["Hello"], due_at=at)
    piece = deciding.plan(piece, desk.owner)
    assert seal.holds(piece)
    desk.connection.state = "paused"
    desk.connection.save()
    pass_until(at)
    assert (now(piece).state, now(piece).error_code) == (Piece.SENDING, "paused")
    letter = Letter.objects.get()
    decide.drop(letter, desk.owner)
    pass_until(at)
    assert (now(piece).state, now(piece).error_code) == (Piece.APPROVED, "dropped")


def test_what_nobody_foresaw_stops_one_piece_and_no_other(desk: Desk) -> None:
    at = in_an_hour()
    odd, fine = (
        making.start(desk.workspace, desk.owner, texts=[text], due_at=at)
        for text in ("Odd", "Fine")
    )
    for piece in (odd, fine):
        deciding.plan(piece, desk.owner, anyway=True)
    odd.versions.update(parts=5)  # as no Dialogo of today writes it
    pass_until(at)
    pass_until(at)
    assert (now(odd).error_code, now(fine).state) == ("unexpected", Piece.PUBLISHED)
    assert desk.texts() == ["Fine"]


def test_a_post_whose_account_came_back_too_late_asks_a_person(desk: Desk) -> None:
    at = in_an_hour()
    piece = making.start(desk.workspace, desk.owner, texts=["Good morning"], due_at=at)
    deciding.plan(piece, desk.owner)
    desk.connection.state = "signed-out"
    desk.connection.save()
    pass_until(at)
    assert now(piece).error_code == "signed-out"
    desk.connection.state = "live"
    desk.connection.save()
    with time_machine.travel(at + timedelta(hours=3), tick=False):
        assert releasing.release() == 0
    pass_until(at + timedelta(hours=3))
    assert (now(piece).error_code, desk.texts()) == ("unreachable", [])
    with time_machine.travel(at + timedelta(hours=3), tick=False):
        decide.retry(Letter.objects.get(), desk.owner)
    pass_until(at + timedelta(hours=3))
    assert (now(piece).state, desk.texts()) == (Piece.PUBLISHED, ["Good morning"])
