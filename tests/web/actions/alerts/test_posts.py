"""Who may approve is told of posts that wait for it, and authors of what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from dialogo.web.actions.alerts import settle
from dialogo.web.actions.alerts.posts import still
from dialogo.web.actions.alerts.pushing import message
from dialogo.web.actions.alerts.sending import send
from dialogo.web.actions.content import deciding, links, making, rules, seal, sending
from dialogo.web.models.alerts import AlertLetter, usual_steps
from dialogo.web.models.content import Piece, PostRules
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice
from dialogo.web.models.roles import Role
from dialogo.web.queries.alerts import posts_of
from tests.web.actions.letters.desk import Desk, open_desk

NOON = datetime(2026, 10, 19, 10, tzinfo=UTC)  # a Monday, 12:00 in Rome
Member = Callable[[Role], Person]


@pytest.fixture
def desk(workspace: Any, owner: Person, tmp_path: Path, settings: Any) -> Desk:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x", address="https://desk.example")
    with time_machine.travel(NOON, tick=False):
        return open_desk(workspace, owner, tmp_path)


def asked(desk: Desk, by: Person, text: str, **more: Any) -> Piece:
    due = timezone.now() + timedelta(days=2)
    piece = making.start(desk.workspace, by, title=text, texts=[text], due_at=due)
    return deciding.ask(piece, by, **more)


def letters(way: str = "mail") -> list[tuple[str, str, int]]:
    """Whom they are for, how they stand, of how many posts they tell."""
    rows = AlertLetter.objects.filter(way=way).order_by("pk").select_related("person")
    return [(one.person.email, one.state, one.steps.count()) for one in rows if one.person]


def send_all() -> list[Any]:
    """The mail that goes out now."""
    mail.outbox.clear()
    rows = AlertLetter.objects.filter(state="waiting", due_at__lte=timezone.now())
    for number in list(rows.order_by("pk").values_list("pk", flat=True)):
        send(number)
    return [(one.to[0], one.subject, one.body) for one in mail.outbox]


def test_an_asking_is_told_once_to_whoever_may_approve_and_many_are_one_mail(
    desk: Desk, member: Member
) -> None:
    author, ada, sol = member(Role.AUTHOR), desk.owner, member(Role.STRATEGIST)
    Person.objects.filter(pk=sol.pk).update(lang="it")
    with time_machine.travel(NOON, tick=False) as clock:
        first = asked(desk, author, "How we roast")
        # Who asks is not told, even where they could approve what another wrote.
        own = asked(desk, ada, "From Ada")
        assert letters() == [(ada.email, "waiting", 1), (sol.email, "waiting", 2)]
        assert letters("app") == [
            (ada.email, "sent", 1), (sol.email, "sent", 1), (sol.email, "sent", 1),
        ]  # fmt: skip
        (to_ada, to_sol) = send_all()
        assert to_ada[:2] == (ada.email, "Aurora: 1 post waits for your approval")
        assert "“How we roast”, asked for by" in to_ada[2]
        assert f"https://desk.example/w/aurora/calendar/piece/{first.pk}/" in to_ada[2]
        assert "meant for 21 Oct 2026, 12:00" in to_ada[2]
        assert "https://desk.example/w/aurora/alerts/#posts" in to_ada[2]
        assert to_sol[:2] == (sol.email, "Aurora: 2 post attendono la vostra approvazione")
        assert send_all() == []  # once
        # What comes within ten minutes goes together; what was decided meanwhile is left out.
        clock.shift(timedelta(minutes=1))
        second, third = asked(desk, author, "Second"), asked(desk, author, "Third")
        deciding.approve(second, sol, seen=seal.mark(second))
        assert [to for to, *_ in send_all()] == [author.email]  # that it is approved
        clock.shift(timedelta(minutes=9))
        told = {to: (subject, body) for to, subject, body in send_all()}
        assert told[ada.email][0] == "Aurora: 1 post waits for your approval"
        assert "Second" not in told[ada.email][1]
        # Sent back and asked for again, it is told again.
        clock.shift(timedelta(hours=1))
        deciding.ask(deciding.send_back(third, ada, "Shorter"), author)
        assert {(to, "Third" in body) for to, _, body in send_all()} == {
            (ada.email, True), (sol.email, True), (author.email, True),
        }  # fmt: skip
        assert {one.piece.title for one in posts_of(desk.workspace, ada, NOON)} == {
            "How we roast", "Third",
        }  # fmt: skip
        # Whoever may no longer approve, or has left, is told nothing of what waited.
        clock.shift(timedelta(hours=1))
        fourth = asked(desk, author, "Fourth")
        rules.change(ada, desk.workspace, approval=PostRules.ROLE, role=Role.OWNER)
        assert [to for to, *_ in send_all()] == [ada.email]
        assert deciding.approve(fourth, ada, seen=seal.mark(fourth)).state == Piece.PLANNED
        Person.objects.filter(pk=author.pk).update(is_active=False)
        assert send_all() == []
        Person.objects.filter(pk=author.pk).update(is_active=True)
        fifth = asked(desk, author, "Fifth")
        assert deciding.approve(fifth, ada, seen=seal.mark(fifth)).state == Piece.PLANNED
        desk.workspace.memberships.filter(person=author).delete()
        assert send_all() == []
        assert own.state == Piece.ASKED


def test_its_author_is_told_that_it_is_approved_or_sent_back_with_its_word(
    desk: Desk, member: Member
) -> None:
    author, ada = member(Role.AUTHOR), desk.owner
    Person.objects.filter(pk=author.pk).update(lang="it")
    with time_machine.travel(NOON, tick=False) as clock:
        good, bad = asked(desk, author, "Good"), asked(desk, author, "Bad")
        deciding.approve(good, ada, seen=seal.mark(good))
        deciding.send_back(bad, ada, "Non in agosto")
        ((to, subject, body),) = [one for one in send_all() if one[0] == author.email]
        assert (to, subject) == (author.email, "Aurora: 2 post sono stati decisi")
        assert "«Good»: approvato da Ada Neri, esce il 21 ott 2026, 12:00" in body
        assert "«Bad» (Ada Neri)\n  Rimandato: Non in agosto" in body
        # By a link: its author and whose link it is; nobody is asked twice over.
        clock.shift(timedelta(hours=1))
        out = making.start(desk.workspace, author, title="Outside", texts=["Outside"])
        before = AlertLetter.objects.count()
        made, _ = links.make(out, ada, "The client", until=NOON + timedelta(days=3))
        assert AlertLetter.objects.count() == before
        out.refresh_from_db()
        links.answer(made, links.APPROVED, seen=seal.mark(out))
        told = {to: body for to, _, body in send_all()}
        assert set(told) == {author.email, ada.email}
        assert "“Outside”: approved by a link, goes out once it is planned" in told[ada.email]
        # Of their own word nobody is told.
        sole = making.start(desk.workspace, ada, title="Sole", texts=["Sole"])
        clock.shift(timedelta(hours=1))
        deciding.approve(sole, ada)
        assert send_all() == []


def test_quiet_hours_and_ones_own_choice_hold_and_a_device_is_told_no_words(
    desk: Desk, member: Member
) -> None:
    author, ada = member(Role.AUTHOR), desk.owner
    settle.keep_rules(ada, desk.workspace, on=False, steps=usual_steps(), quiet=(time(22), time(7)))
    night = NOON.replace(hour=21)  # 23:00 in Rome
    with time_machine.travel(night, tick=False) as clock:
        device = PushDevice.objects.create(person=ada, name="Phone", mark="x", made_at=night)
        piece = asked(desk, author, "At night")
        assert (send_all(), letters()) == ([], [(ada.email, "waiting", 1)])
        push = AlertLetter.objects.get(way="push", device=device)
        assert push.due_at == night + timedelta(hours=8)
        told = json.loads(message(push, [], still(push)))
        assert (told["title"], told["body"]) == ("Aurora: 1 post waits for your approval", "")
        assert told["path"] == f"/w/aurora/calendar/piece/{piece.pk}/"
        # What could not be sent waits for the morning, too; whoever is called by a hook is not.
        settle.keep_hook(ada, desk.workspace, "https://hook.example/")
        sending._stop(piece, "late", sending.LATE, {"at": NOON})
        stuck = AlertLetter.objects.filter(piece=piece).order_by("way")
        assert {(one.way, one.due_at - night) for one in stuck} == {
            ("hook", timedelta()), ("mail", timedelta(hours=8)),
        }  # fmt: skip
        PushDevice.objects.all().delete()
        AlertLetter.objects.filter(way="hook").delete()
        clock.shift(timedelta(hours=8))
        subjects = sorted(subject for _, subject, _ in send_all())
        assert subjects == [
            "Aurora: 1 post waits for your approval", *["Aurora: a post has not gone out"] * 2,
        ]  # fmt: skip
        settle.keep_post_mail(ada, desk.workspace, wanted=False)
        clock.shift(timedelta(hours=2))
        asked(desk, author, "By day")
        assert send_all() == []
        assert letters("app")[-1] == (ada.email, "sent", 1)
        # Where nobody else could approve it, who asked is told: perhaps a program did.
        before = len(letters("app"))
        asked(desk, ada, "In Ada's name")
        assert letters("app")[before:] == [(ada.email, "sent", 1)]
