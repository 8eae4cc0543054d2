"""Staffing: from records to the week's table, the shifts it lacks, and what would be if."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from dialogo.team.staffing.document import document
from dialogo.team.staffing.plan import plan
from dialogo.web.actions import staffing as actions
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs.staffing import run
from dialogo.web.jobs.staffing_what_if import run as what_if
from dialogo.web.models.computed import Computed
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.staffing.words import BOUNDS
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.question import Asked, asked
from dialogo.web.queries.staffing.week import on_shift, shape_of_rota, this_monday
from tests.web.recorded import records_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/staffing/"
PAGE, SHIFTS = 10, 25  # questions to the database
NOW = datetime(2026, 3, 30, 6, 0, tzinfo=UTC)  # Monday, 8 o'clock in Rome, a day after the change
MONDAY = date(2026, 3, 30)
OFFICE = {"week": {"mon-fri": "09:00-17:00"}}


class OneTask:
    """A piece of work that nobody takes away."""

    id = 1

    def __init__(self, workspace: Workspace, **content: Any) -> None:
        self.workspace, self.content = workspace, content

    def progress(self, *_: object, **__: object) -> None: ...

    def hold(self, **_: object) -> None: ...


def wrote(number: int, sent_at: datetime) -> dict[str, Any]:
    return {
        "network": "x", "account": "aurora", "message_id": str(number), "author": f"p{number}",
        "author_kind": "customer", "text": "Quanto costa un chilo di caffè?", "sent_at": sent_at,
    }  # fmt: skip


def asks(an_hour: int, days: int = 28) -> list[dict[str, Any]]:
    """So many questions in each hour from 9 to 17 in UTC, and half as many at 20, every day."""
    moments = [
        NOW.replace(hour=hour, minute=(n * 59) // an_hour) - timedelta(days=day)
        for day in range(1, days + 1)
        for hour in (*range(9, 17), 20)
        for n in range(an_hour if hour < 20 else an_hour // 2)
    ]
    return [wrote(number, at) for number, at in enumerate(moments)]


@pytest.fixture
def aurora(workspace: Workspace) -> Workspace:
    workspace.zone, workspace.hours = "Europe/Rome", OFFICE
    workspace.save()
    return workspace


@pytest.fixture
def reckoned(aurora: Workspace) -> Workspace:
    """A month of questions, reckoned; the promise is that of who has promised nothing: 4 hours."""
    found = asked(records_of(aurora, messages=asks(12)), hours_of(aurora), "Europe/Rome", NOW)
    assert isinstance(found, Asked)
    figures = {
        "plan": document(plan(found.question)), "rota": None, "handled": 0,
        "kept": {"value": None, "n": 0},
    }  # fmt: skip
    actions.keep(aurora, aurora.revision, found, figures)
    return aurora


def shift(person: str, starts: str, ends: str) -> dict[str, Any]:
    return {
        "person": person,
        "starts_at": datetime.fromisoformat(starts),
        "ends_at": datetime.fromisoformat(ends),
    }


def test_records_become_a_plan_and_a_what_if(aurora: Workspace) -> None:
    write_rows(aurora, "messages", asks(12), fill=True)
    week = [shift("Bea", f"2026-03-{30 + n}T09:00+02:00", f"2026-03-{30 + n}T17:00+02:00")
            for n in range(2)]  # fmt: skip
    write_rows(aurora, "shifts", week, fill=True)
    with time_machine.travel(NOW, tick=False):
        run(OneTask(aurora))
        what_if(
            OneTask(aurora, change={"growth": 0.5, "campaign": {"Tue": 1.0}}, week="2026-03-30")
        )
    figures = Computed.objects.get(workspace=aurora, kind="staffing").figures
    found = figures["plan"]
    assert found["arrivals"]["messages"] == 28 * (8 * 12 + 6)
    assert found["assumed"]["promise_clock"] == "service"
    assert {hour["hour"] for hour in found["hours"] if hour["people"]} == set(range(9, 17))
    assert found["kept"]["share"] >= 0.9 > figures["rota"]["share"], "one person on two days"
    told = Computed.objects.get(workspace=aurora, kind="staffing-what-if").figures["told"]
    assert told["change"] == {"growth": 0.5, "campaign": {"Tue": 1.0}}
    assert told["before"]["people_hours_a_week"] == 16
    assert told["mended"]["people_hours_a_week"] > found["people_hours_a_week"]


@time_machine.travel(NOW, tick=False)
def test_without_business_hours_people_work_when_their_rota_says(workspace: Workspace) -> None:
    """On shift on Mondays in three weeks of four, and once on a Friday."""
    workspace.zone = "Europe/Rome"
    workspace.save()
    days = (date(2026, 3, 9), date(2026, 3, 16), MONDAY, date(2026, 3, 27))
    rows = [shift("Bea", f"{day}T09:00+01:00", f"{day}T12:00+01:00") for day in days]
    rows[2] = shift("Bea", "2026-03-30T09:00+02:00", "2026-03-30T12:00+02:00")
    assert shape_of_rota(workspace, this_monday(workspace)) is None
    write_rows(workspace, "shifts", rows, fill=True)
    shape = shape_of_rota(workspace, this_monday(workspace))
    assert shape is not None
    assert [hour for hour in range(168) if shape.by_hour[hour]] == [9, 10, 11]
    write_rows(workspace, "messages", asks(12), fill=True)
    run(OneTask(workspace))
    found = Computed.objects.get(workspace=workspace, kind="staffing").figures["plan"]
    assert [n for n, hour in enumerate(found["hours"]) if hour["people"]] == [9, 10, 11]
    assert found["assumed"]["promise_clock"] == "wall"
    assert found["kept"]["reachable"] < 0.1


def test_a_week_without_enough_days_says_when_it_can_be_told(
    aurora: Workspace, signed_in: SignedIn
) -> None:
    write_rows(aurora, "messages", asks(3, days=3), fill=True)
    with time_machine.travel(NOW, tick=False):
        run(OneTask(aurora))
        page = signed_in().get(PLACE).content.decode()
    assert "People have written on 3 days" in page
    assert "From a week on" in page


def test_an_hour_counts_each_person_once_and_nobody_who_is_away(aurora: Workspace) -> None:
    write_rows(
        aurora,
        "shifts",
        [
            shift("Bea", "2026-03-30T09:00+02:00", "2026-03-30T12:30+02:00"),
            shift("Bea", "2026-03-30T10:00+02:00", "2026-03-30T11:00+02:00"),
            shift("Ugo", "2026-03-30T10:00+02:00", "2026-03-30T12:00+02:00"),
            shift("Eva", "2026-03-28T22:00+01:00", "2026-03-29T05:00+02:00"),
        ],
        fill=True,
    )
    ugo = Colleague.objects.create(workspace=aurora, name="Ugo")
    noon = datetime.fromisoformat("2026-03-30T11:00+02:00")
    Absence.objects.create(
        colleague=ugo, starts_at=noon, ends_at=noon + timedelta(days=1), state=Absence.AGREED
    )
    there, any_shift = on_shift(aurora, MONDAY)
    assert (any_shift, there[8:14]) == (True, [0, 1, 2, 1, 0.5, 0])
    before, _ = on_shift(aurora, MONDAY - timedelta(days=7))
    assert before[5 * 24 + 22 :] == [1] * 2 + [1, 1, 0, 1, 1] + [0] * 19, "the clock skips 2 to 3"


@time_machine.travel(NOW, tick=False)
def test_finer_promises_are_held_for_those_to_whom_they_are_made(
    aurora: Workspace, signed_in: SignedIn
) -> None:
    """Every fourth message is urgent, and promised five minutes; nobody on LinkedIn has written."""
    rows = [row | {"addressed": True} for row in asks(12)]
    for row in rows[::4]:
        row["text"] += " Mi serve subito"
    write_rows(aurora, "messages", rows, fill=True)
    plain = figures_of(aurora)
    promised = {
        "reply-time": 240.0,
        "reply-time:priority=urgent": 5.0,
        "reply-time:network=linkedin": 60.0,
    }
    told = [
        {"kind": "promise", "subject": name, "value": value, "from_day": date(2026, 1, 1)}
        for name, value in promised.items()
    ]
    urgent = {"kind": "urgent", "subject": "subito", "from_day": date(2026, 1, 1)}
    write_rows(aurora, "plan", [*told, urgent], fill=False)
    figures = figures_of(aurora)
    (finer,) = figures["promised"]
    assert (finer["minutes"], finer["to"]) == (5, [["", "", "urgent"]])
    assert finer["share"] == pytest.approx(0.25, abs=0.01)
    plan_ = figures["plan"]
    assert plan_["people_hours_a_week"] > plain["plan"]["people_hours_a_week"]
    kept = {one["minutes"]: one["kept"] for one in plan_["assumed"]["promises"]}
    assert (set(kept), min(kept.values()) >= 0.9) == ({5, 240}, True)
    page = " ".join(signed_in().get(PLACE).content.decode().split())
    assert "<dt>Promise: urgent</dt><dd>within 5 min, to 25 % of messages; with" in page
    assert "<dt>Promessa: urgente</dt>" in signed_in(lang="it").get(PLACE).content.decode()


def figures_of(workspace: Workspace) -> dict[str, Any]:
    """Reckoned anew from the records."""
    run(OneTask(workspace))
    figures: dict[str, Any] = Computed.objects.get(workspace=workspace, kind="staffing").figures
    return figures


@time_machine.travel(NOW, tick=False)
def test_a_week_with_a_holiday_is_reckoned_by_itself(
    aurora: Workspace, signed_in: SignedIn
) -> None:
    """Easter Monday, the first of May (a Friday), and the Monday that carries it."""
    aurora.hours = OFFICE | {"holidays": "IT"}
    aurora.save()
    write_rows(aurora, "messages", asks(12), fill=True)
    run(OneTask(aurora))
    figures = Computed.objects.get(workspace=aurora, kind="staffing").figures
    weeks = figures["weeks"]
    off = {monday: week["off"] for monday, week in weeks.items()}
    assert off == {"2026-04-06": [0], "2026-04-27": [4], "2026-05-04": []}
    ordinary = by_day(figures["plan"]["hours"])
    easter, may, after = (by_day(week["hours"]) for week in weeks.values())
    assert (easter[0], may[4]) == (0, 0)
    # The weekend's and the holiday's work comes to the first day that is worked.
    assert easter[1] > ordinary[1]
    assert after[0] > ordinary[0] > ordinary[2]
    assert (may[:2], after[2:]) == (ordinary[:2], ordinary[2:])
    client = signed_in()
    page = client.get(f"{PLACE}?week=2026-04-06").content.decode()
    assert "Monday is a day off: what people write then is answered on the days after" in page
    assert "No past holiday is among the messages yet" in page
    later = client.get(f"{PLACE}?week=2026-05-04").content.decode()
    assert "The week before ends with a day off" in later
    far = client.get(f"{PLACE}?week=2026-06-02").content.decode()
    assert "It is planned as an ordinary week until it is within 8" in far
    assert "a day off" not in client.get(PLACE).content.decode()
    rota = client.get("/w/aurora/team/rota/?week=2026-04-06").content.decode()
    assert "with its days off" in rota
    assert f"0\u00a0h of {easter[1]:g}\u00a0h" in rota
    assert rota.count('<span class="unseen">nobody needed</span>') == 3
    assert "con i giorni di chiusura" in signed_in(lang="it").get(
        "/w/aurora/team/rota/?week=2026-W15"
    ).content.decode()  # fmt: skip


def by_day(hours: list[dict[str, Any]]) -> list[float]:
    """Hours on shift that each day needs."""
    return [
        sum(one["people"] * one["open"] for one in hours[day * 24 : day * 24 + 24])
        for day in range(7)
    ]


@time_machine.travel(NOW, tick=False)
def test_the_week_is_a_table_with_words_and_what_it_lacks(
    reckoned: Workspace, signed_in: SignedIn
) -> None:
    client = signed_in(Role.RESPONDER)
    empty = client.get(PLACE).content.decode()
    assert "This week has no shifts yet" in empty
    assert "Reckon it" not in empty, "a responder asks no what-ifs"
    monday = shift("Bea", "2026-03-30T09:00+02:00", "2026-03-30T17:00+02:00")
    write_rows(reckoned, "shifts", [monday], fill=True)
    page = client.get(PLACE).content.decode()
    hours = Computed.objects.get(kind="staffing").figures["plan"]["hours"]
    needed, bound = hours[24 + 12]["people"], hours[24 + 12]["bound"]
    assert f"Monday 12:00: 1 on shift, {hours[12]['people']} needed for" in page
    state = "one missing" if needed == 1 else "more missing"
    said = BOUNDS[bound].en
    assert f"Tuesday 12:00: 0 on shift, {needed} needed for {said}; {state}" in page
    assert "Where most people are missing" in page
    italian = signed_in(lang="it").get(PLACE).content.decode()
    assert f"martedì 12:00: 0 di turno, ne servono {needed}" in italian
    assert " ore su 40 di questa settimana" in italian
    later = client.get(f"{PLACE}?week=2026-04-08").content.decode()
    assert "Week of 6 Apr 2026" in later
    assert client.get(f"{PLACE}?week=9999-99-99").status_code == 200


@time_machine.travel(NOW, tick=False)
def test_proposed_shifts_go_to_who_may_have_them_and_onto_the_rota(
    reckoned: Workspace, signed_in: SignedIn
) -> None:
    for name, hours in (("Bea", 40), ("Ugo", 16)):
        Colleague.objects.create(workspace=reckoned, name=name, weekly_hours=hours)
    client = signed_in()
    page = client.get(f"{PLACE}shifts/?week=2026-03-30").content.decode()
    assert "There is nobody for these" in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PLACE}shifts.csv").content.decode())))
    assert {row["person"] for row in rows} == {"Bea", "Ugo", ""}
    done = client.post(f"{PLACE}shifts/put/", {"week": "2026-03-30"})
    assert done.headers["Location"] == "/w/aurora/team/rota/?week=2026-03-30"
    written = ROWS["shifts"].objects.filter(workspace=reckoned)
    hours = {"Bea": 0.0, "Ugo": 0.0}
    for row in written:
        hours[row.person] += (row.ends_at - row.starts_at) / timedelta(hours=1)
        assert row.starts_at >= NOW
    assert 0 < hours["Ugo"] <= 16 < hours["Bea"] <= 40
    assert TrailEntry.objects.filter(verb="rota.write").exists()
    again = client.post(f"{PLACE}shifts/put/", {"week": "2026-03-30"}, follow=True)
    assert "there is nobody for these shifts" in again.content.decode()
    assert signed_in(Role.RESPONDER).post(f"{PLACE}shifts/put/", {}).status_code == 403


@time_machine.travel(NOW, tick=False)
def test_a_what_if_is_asked_once_and_answered_in_words(
    reckoned: Workspace, signed_in: SignedIn
) -> None:
    client = signed_in()
    nothing = client.post(f"{PLACE}what-if/", {"people": "0", "week": "2026-03-30"})
    assert nothing.status_code == 422
    assert "Change at least one of them" in nothing.content.decode()
    asked_for = {"promise": "30", "campaign": "50", "days": ["Tue"], "week": "2026-03-30"}
    for _ in range(2):
        assert client.post(f"{PLACE}what-if/", asked_for).status_code == 302
    (work,) = Work.objects.filter(kind="staffing-what-if")
    assert work.content == {
        "change": {"promise_minutes": 30, "campaign": {"Tue": 0.5}}, "week": "2026-03-30",
    }  # fmt: skip
    write_rows(reckoned, "messages", asks(4), fill=True)
    what_if(OneTask(reckoned, **work.content))
    page = client.get(PLACE).content.decode()
    assert "a promise of 30\u00a0min; a campaign with 50\u202f% more messages on Tue" in page
    assert "With the same people the promise is kept for" in page


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_the_pages_ask_the_same_of_the_database(
    reckoned: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        Colleague.objects.create(workspace=reckoned, name=f"Bea {n}", weekly_hours=10)
        day = shift(f"Bea {n}", "2026-03-30T09:00+02:00", "2026-03-30T13:00+02:00")
        write_rows(reckoned, "shifts", [day], fill=True)
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(PAGE):
        client.get(PLACE)
    with django_assert_num_queries(SHIFTS):
        client.get(f"{PLACE}shifts/?week=2026-03-30")
