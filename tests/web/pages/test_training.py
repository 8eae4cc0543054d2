"""Training: courses are taken, certificates end in time, newcomers find their way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogo.web.actions.team import colleagues
from dialogo.web.actions.training.certificates import months_after
from dialogo.web.jobs import certificates
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Certificate, Course, CourseDone, OnboardingStep
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/training/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
COURSES, ONE, CERTIFICATES, NEWCOMERS = 15, 12, 12, 14  # questions to the database


def page(client: Client, path: str = "") -> str:
    answer = client.get(PLACE + path)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def learned() -> set[tuple[str, date, str, str, int]]:
    rows = ROWS["learning"].objects.all()
    return {(row.person, row.day, row.subject, row.kind, row.minutes) for row in rows}


@time_machine.travel(NOW, tick=False)
def test_who_took_a_course_has_the_minutes_and_the_certificate(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    owner, author = signed_in(), signed_in(Role.AUTHOR)
    assert "No course is offered yet" in page(owner)
    course = {"title": "Alt texts", "kind": "course", "minutes": 90, "certificate_months": 12,
              "url": "https://learn.example/alt", "about": "What a picture shows."}  # fmt: skip
    assert owner.post(f"{PLACE}courses/new/", course | {"url": "javascript:x"}).status_code == 422
    owner.post(f"{PLACE}courses/new/", course)
    assert owner.post(f"{PLACE}courses/new/", course).status_code == 422
    assert author.post(f"{PLACE}courses/new/", course).status_code == 403
    made = Course.objects.get()
    assert "for you" in page(author)
    ada, al = Colleague.objects.get(name="Ada Neri"), Colleague.objects.get(name="Author")
    take = f"{PLACE}courses/{made.pk}/done/"
    mine = {"colleague": al.pk, "day": "2026-11-20", "minutes": 80}
    assert author.post(take, mine | {"day": "2026-11-24"}).status_code == 422
    assert author.post(take, mine | {"colleague": ada.pk}).status_code == 422
    author.post(take, mine)
    owner.post(take, mine | {"colleague": ada.pk, "day": "2026-11-01"})
    day = date(2026, 11, 20)
    assert ("Author", day, "Alt texts", "course", 80) in learned()
    assert "2 of 2 took it" in page(author)
    assert "80 minutes each" in page(owner)
    held = Certificate.objects.get(colleague=al)
    assert (held.title, held.expires_on) == ("Alt texts", date(2027, 11, 20))
    done = {one.colleague_id: one.pk for one in CourseDone.objects.all()}
    assert author.post(f"{PLACE}done/{done[ada.pk]}/take-back/").status_code == 404
    owner.post(f"{PLACE}courses/{made.pk}/change/", course | {"title": "Alternative texts"})
    assert {subject for _, _, subject, _, _ in learned()} == {"Alternative texts"}
    author.post(f"{PLACE}done/{done[al.pk]}/take-back/")
    assert {person for person, *_ in learned()} == {"Ada Neri"}
    owner.post(f"{PLACE}courses/{made.pk}/end/")
    assert "No course is offered yet" in page(owner)
    assert "Ada Neri" in page(author, f"courses/{made.pk}/")


@time_machine.travel(NOW, tick=False)
def test_with_figures_of_people_off_everybody_sees_their_own(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    author = signed_in(Role.AUTHOR)
    page(author)
    made = Course.objects.create(workspace=workspace, title="Tone")
    for one in Colleague.objects.all():
        CourseDone.objects.create(course=made, colleague=one, day=TODAY, minutes=60)
        Certificate.objects.create(colleague=one, title=f"For {one.name}", issued_on=TODAY)
    assert "Ada Neri</th>" in page(author)
    colleagues.change_rules(owner, workspace, people_figures=False)
    words = page(author)
    assert "Ada Neri</th>" not in words
    assert "Author</th>" in words
    shown = page(author, f"courses/{made.pk}/")
    assert ("Ada Neri <span" in shown, "Author <span" in shown) == (False, True)
    assert "For Ada" not in page(author, "certificates/")


@time_machine.travel(NOW, tick=False)
def test_the_end_of_a_certificate_is_told_once_and_in_time(
    signed_in: SignedIn, workspace: Workspace, owner: Person, settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x")
    client = signed_in()
    page(client)
    ada = Colleague.objects.get()
    form = {"colleague": ada.pk, "title": "First aid", "issued_on": "2024-12-10"}
    wrong = client.post(f"{PLACE}certificates/new/", form | {"expires_on": "2024-12-09"})
    assert wrong.status_code == 422
    for issued, ends in (("2022-12-10", "2024-12-10"), ("2024-12-10", "2026-12-10")):
        client.post(f"{PLACE}certificates/new/", form | {"issued_on": issued, "expires_on": ends})
    client.post(f"{PLACE}certificates/new/", form | {"title": "For ever"})
    words = page(client, "certificates/")
    assert words.count("First aid, Ada Neri<br>") == 1
    assert "ends soon" in words
    for _ in range(2):
        run_until_idle({"certificates": certificates.JOB})
    (letter,) = mail.outbox
    assert (letter.to, "10 Dec 2026" in letter.body) == (["ada@aurora.example"], True)
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        run_until_idle({"certificates": certificates.JOB})
        assert "scaduto" in page(signed_in(lang="it"))
    assert len(mail.outbox) == 1
    refused = signed_in(Role.AUTHOR).post(f"{PLACE}certificates/new/", form)
    assert refused.status_code == 403


def test_a_year_later_is_the_same_day_or_the_last_of_the_month() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 1) == date(2027, 1, 31)


@time_machine.travel(NOW, tick=False)
def test_newcomers_go_through_the_steps(signed_in: SignedIn, workspace: Workspace) -> None:
    owner, author = signed_in(lang="it"), signed_in(Role.AUTHOR)
    page(owner, "newcomers/")
    owner.post(f"{PLACE}steps/ours/")
    owner.post(f"{PLACE}steps/ours/")
    owner.post(f"{PLACE}steps/", {"text": "Coffee with Ada", "minutes": 0})
    steps = list(OnboardingStep.objects.order_by("place"))
    assert len(steps) == 7
    owner.post(f"{PLACE}steps/{steps[6].pk}/up/")
    owner.post(f"{PLACE}steps/{steps[0].pk}/up/")
    owner.post(f"{PLACE}steps/{steps[1].pk}/drop/")
    order = [one.text for one in OnboardingStep.objects.filter(dropped_at=None).order_by("place")]
    assert order.index("Coffee with Ada") == 4
    al = Colleague.objects.get(name="Author")
    owner.post(f"{PLACE}newcomers/begin/", {"colleague": al.pk})
    assert "0 su 6 passi" in page(owner, "newcomers/")
    tick = f"{PLACE}newcomers/{al.newcomer.pk}/tick/"
    assert (
        signed_in(Role.ANALYST).post(tick, {"step": steps[2].pk, "done": "yes"}).status_code == 404
    )
    for _ in range(2):
        author.post(tick, {"step": steps[2].pk, "done": "yes"})
    author.post(tick, {"step": steps[6].pk, "done": "yes"})
    assert learned() == {("Author", TODAY, steps[2].text, "course", steps[2].minutes)}
    assert "2 of 6 steps" in page(author, "newcomers/")
    author.post(tick, {"step": steps[2].pk, "done": "no"})
    assert learned() == set()
    owner.post(f"{PLACE}newcomers/{al.newcomer.pk}/end/")
    assert "Nobody is beginning now" in page(author, "newcomers/")


@time_machine.travel(NOW, tick=False)
def test_each_page_asks_the_database_as_often_for_many_as_for_few(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in()
    page(client)
    for number in range(3):
        made = Course.objects.create(workspace=workspace, title=f"Course {number}")
        who = Colleague.objects.create(workspace=workspace, name=f"Colleague {number}")
        CourseDone.objects.create(course=made, colleague=who, day=TODAY, minutes=60)
        Certificate.objects.create(colleague=who, title=f"Title {number}", issued_on=TODAY)
        OnboardingStep.objects.create(workspace=workspace, place=number, text=f"Step {number}")
        client.post(f"{PLACE}newcomers/begin/", {"colleague": who.pk})
        if number == 1:
            continue
        assert {part: questions(client, part) for part in ("", "certificates/", "newcomers/")} == {
            "": COURSES, "certificates/": CERTIFICATES, "newcomers/": NEWCOMERS,
        }  # fmt: skip
        assert questions(client, f"courses/{made.pk}/") == ONE


def questions(client: Client, part: str) -> int:
    page(client, part)
    with CaptureQueriesContext(connection) as asked:
        page(client, part)
    return len(asked)
