"""The guard on promotion: by every way in, one too many is planned only with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogo.web.actions.content import deciding, links, making, repeating, rules, seal
from dialogo.web.actions.content.guard import Guarded
from dialogo.web.actions.content.making import Given, GivenVersion
from dialogo.web.actions.plan.rows import Row
from dialogo.web.actions.records import write_rows
from dialogo.web.models.content import Piece, PieceStep, PostRules
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.queries.content.guard import against
from tests.web.actions.content.going import in_an_hour, now, pass_until
from tests.web.actions.letters.desk import Desk

Member = Callable[[Role], Person]
SELLS, HELPS = "Sconto del 20% su tutte le miscele: acquistate ora", "How to descale a moka"


def went_out(desk: Desk, signs: str) -> None:
    """A post a day up to yesterday: p sells, u is useful."""
    begun = timezone.now() - timedelta(days=len(signs))
    rows: list[Row] = [
        {
            "network": "fake", "account": "roastery", "post_id": f"old-{place}",
            "published_at": begun + timedelta(days=place),
            "text": f"{SELLS if sign == 'p' else HELPS} ({place})",
        }
        for place, sign in enumerate(signs)
    ]  # fmt: skip
    write_rows(desk.workspace, "posts", rows, fill=False)


def advert(desk: Desk, by: Person | None = None, text: str = SELLS, **more: object) -> Piece:
    """A post that sells, as its author says, in an hour."""
    given = {"purpose": "promotional", "due_at": in_an_hour(), **more}
    return making.start(desk.workspace, by or desk.owner, texts=[text], **given)  # type: ignore[arg-type]  # as named


def test_one_too_many_is_planned_with_a_reason_that_is_kept(desk: Desk) -> None:
    went_out(desk, "uupupupuu")
    piece = advert(desk)
    with pytest.raises(Guarded) as held:
        deciding.plan(piece, desk.owner, anyway=True)
    assert held.value.say("en").startswith(
        "On Practice network it would be one too many that sells: 4 of 10 posts, where 3 may"
    )
    assert now(piece).state == Piece.DRAFT
    piece = deciding.plan(now(piece), desk.owner, anyway=True, reason=" Harvest  day ")
    assert (piece.state, now(piece).reason) == (Piece.PLANNED, "Harvest day")
    step = PieceStep.objects.filter(piece=piece).latest("pk")
    says = step.says or {}
    assert says["against"] == ["posts"]
    assert says["en"] == "Planned against the guard on promotion: Harvest day"
    assert TrailEntry.objects.filter(verb="calendar.reason").count() == 1
    # A reason that nothing asked for is not kept; what helps is never held.
    calm = advert(desk, purpose="useful", text=HELPS, due_at=in_an_hour() + timedelta(days=1))
    assert deciding.plan(calm, desk.owner, reason="Because", anyway=True).reason == ""
    pass_until(piece.due_at)  # type: ignore[arg-type]  # it has an hour
    assert now(piece).state in (Piece.SENDING, Piece.PUBLISHED)


def test_it_holds_by_every_way_in(desk: Desk, member: Member) -> None:
    author, ada = member(Role.AUTHOR), desk.owner
    later = in_an_hour() + timedelta(days=60)
    drawn = deciding.plan(advert(desk, due_at=later), ada)
    went_out(desk, "uupupupuu")
    asked = deciding.ask(advert(desk, author), author)
    asked = deciding.approve(asked, ada, seen=seal.mark(asked))
    assert asked.state == Piece.APPROVED  # approved, and not planned with that
    other = deciding.ask(advert(desk, author, "Offerta: sconto del 30%, acquistate ora"), author)
    link, _ = links.make(other, ada, label="Client", until=in_an_hour())
    assert links.answer(link, "approved", seen=seal.mark(other)).state == Piece.APPROVED
    with pytest.raises(Guarded):
        deciding.plan(now(other), author, anyway=True)
    # Planned as something else, and then said to sell.
    sly = deciding.plan(advert(desk, ada, text=HELPS, purpose="useful"), ada, anyway=True)
    fields = {
        "parts": sly.parts,
        "due_at": sly.due_at,
        "versions": {desk.connection.pk: GivenVersion()},
    }
    sly = making.change(sly, ada, Given(purpose="promotional", **fields))
    assert sly.state == Piece.APPROVED
    # Drawn to another day after others went out.
    with pytest.raises(Guarded):
        deciding.move(drawn, ada, in_an_hour() + timedelta(hours=3))
    assert now(drawn).due_at == later
    # The reason for one is none for those that repeat it.
    series = advert(desk, due_at=later + timedelta(days=3), text="Ogni giorno: sconto",
                    repeats="FREQ=DAILY;COUNT=3")  # fmt: skip
    series = deciding.plan(series, ada, anyway=True, reason="Launch")
    assert repeating.repeat(series.pk, later) == 2
    states = series.occurrences.values_list("state", "reason")
    assert list(states) == [(Piece.APPROVED, "")] * 2
    rules.guard(ada, desk.workspace, how="block", posts=10, days=30, waits=True)
    with pytest.raises(Guarded) as blocked:
        deciding.plan(now(asked), author, anyway=True, reason="I want to")
    assert "Only somebody who may approve" in blocked.value.say("en")
    assert deciding.plan(now(asked), ada, anyway=True, reason="Sales agreed").state == Piece.PLANNED


def test_what_nobody_said_is_judged_by_its_words_and_what_cannot_be_told_says_so(
    desk: Desk,
) -> None:
    went_out(desk, "uupupupuu")
    at = in_an_hour()
    (said,) = against(advert(desk, purpose=""), at, timezone.now())
    assert (said.kind, said.values["count"]) == ("posts", 4)
    (unsure,) = against(advert(desk, purpose="", text="Hello"), at, timezone.now())
    assert unsure.says.en.startswith("Whether this one sells cannot be told")
    assert against(advert(desk, purpose="", text=HELPS), at, timezone.now()) == []
    # The plan of the company draws the line.
    row = {"kind": "mix", "subject": "promotional", "value": 0.5, "from_day": timezone.now().date()}
    write_rows(desk.workspace, "plan", [row], fill=False)
    assert against(advert(desk), at, timezone.now()) == []


def test_nothing_that_sells_goes_out_while_people_wait_for_longer_than_was_promised(
    desk: Desk,
) -> None:
    piece = deciding.plan(advert(desk, due_at=in_an_hour() + timedelta(days=2)), desk.owner)
    asked = desk.conversation()
    at = timezone.now()
    overdue = {"asks": "yes", "waiting_since": at, "due_at": at + timedelta(hours=1)}
    Conversation.objects.filter(pk=asked.pk).update(**overdue)
    assert piece.due_at is not None
    pass_until(piece.due_at)
    assert (now(piece).state, now(piece).error_code, desk.texts()) == (Piece.PLANNED, "waits", [])
    assert "1 question waits for an answer" in str(now(piece).error)
    with time_machine.travel(piece.due_at + timedelta(minutes=1), tick=False):
        moment = timezone.now() + timedelta(minutes=1)
        with pytest.raises(Guarded) as held:
            deciding.plan(now(piece), desk.owner, moment)
        assert [one.kind for one in held.value.found] == ["waits"]
        calm = advert(desk, purpose="useful", text=HELPS, due_at=moment)
        assert deciding.plan(calm, desk.owner, anyway=True).state == Piece.PLANNED
        deciding.plan(now(piece), desk.owner, moment, anyway=True, reason="The fair is today")
    pass_until(moment)
    assert sorted(desk.texts()) == [HELPS, SELLS]
    rules.guard(desk.owner, desk.workspace, how=PostRules.WARN, posts=10, days=30, waits=False)
    with time_machine.travel(moment, tick=False):
        other = advert(desk, text="Offerta: sconto, acquistate", due_at=moment + timedelta(hours=2))
        assert deciding.plan(other, desk.owner).state == Piece.PLANNED
