"""The people's page: what each can do and gives, absences, colleagues without an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from dialogo.records.records import Records
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.team import colleagues
from dialogo.web.jobs import audit, today
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from tests.web.recorded import said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def form(**given: Any) -> dict[str, Any]:
    """The form of a colleague as a browser sends it."""
    empty = ("weekly_hours", "languages", "skills", "may_decide", "cover", "at_once", "zone")
    return {**dict.fromkeys((*empty, "left_on"), ""), **given}


def test_the_records_people_stand_with_what_the_audit_says_of_them(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    run_until_idle({"audit": audit.JOB, "today": today.JOB})
    page = words(signed_in().get(PLACE))
    assert "4 people do this work; dedicated to it:" in page
    assert "Clara Winslow" in page
    assert "Nobody home" in page  # a finding about the team
    assert "Who answers:" in page
    assert workspace.colleagues.filter(person=None).count() == 3
    colleagues.change_rules(Person.objects.get(), workspace, people_figures=False)
    assert "Who answers:" not in words(signed_in().get(PLACE))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_few_times(
    workspace: Workspace, signed_in: SignedIn, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        who = Colleague.objects.create(workspace=workspace, name=f"Freelancer {number}")
        who.skills.create(name="complaints")
        Absence.objects.create(
            colleague=who, starts_at=NOW, ends_at=NOW.replace(day=25), state=Absence.ASKED
        )
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(15):
        client.get(PLACE)


def test_the_hours_of_a_week_are_less_absences_half_days_and_holidays(
    workspace: Workspace, signed_in: SignedIn, member: Callable[[Role], Person]
) -> None:
    workspace.hours = {"week": {"mon-fri": "09:00-18:00"}, "holidays": "IT"}
    workspace.save()
    bruno = member(Role.RESPONDER)
    colleagues.know(workspace, date(2026, 11, 23))
    his = Colleague.objects.get(person=bruno)
    his.weekly_hours = Decimal(30)
    his.save()
    client = signed_in(Role.RESPONDER)
    place = f"{PLACE}people/{his.pk}/"
    # Tuesday from noon on, and all of Wednesday.
    asked = {"since": "2026-12-01", "until": "2026-12-02", "from_noon": "on", "kind": "sick"}
    assert client.post(f"{place}away/", asked | {"note": "Dentist"}).status_code == 302
    absence = Absence.objects.get()
    assert (absence.starts_at, absence.state) == (datetime(2026, 12, 1, 11, tzinfo=UTC), "asked")
    assert "1 Dec 2026 to 2 Dec 2026 Dentist" in words(signed_in().get(PLACE))
    assert client.post(f"{PLACE}absences/{absence.pk}/decide/").status_code == 403
    signed_in().post(f"{PLACE}absences/{absence.pk}/decide/", {"agreed": "yes"})
    page = words(signed_in().get(PLACE))
    # The 8th is a holiday; 25th and 26th, the latter a Saturday; 1st of January.
    assert "Responder 30 h 21 h 24 h 30 h 24 h 24 h Together" in page
    others = words(signed_in(Role.AUTHOR).get(place))
    assert "1 Dec 2026 to 2 Dec 2026 agreed away" in others
    assert ("illness" in others, "Dentist" in others) == (False, False)
    assert TrailEntry.objects.filter(said_en__contains="ill").count() == 0
    assert client.post(f"{PLACE}absences/{absence.pk}/back/").status_code == 302
    assert not Absence.objects.exists()
    wrong = asked | {"until": "2026-11-30"}
    assert client.post(f"{place}away/", wrong).status_code == 422


def test_nobody_asks_for_the_absence_of_another(workspace: Workspace, signed_in: SignedIn) -> None:
    colleagues.know(workspace, date(2026, 11, 23))
    ada = Colleague.objects.get()
    given = {"since": "2026-12-01", "kind": "holiday"}
    place = f"{PLACE}people/{ada.pk}/away/"
    assert signed_in(Role.RESPONDER).post(place, given).status_code == 404
    signed_in().post(place, given)  # an owner's own is agreed at once
    assert Absence.objects.get().state == Absence.AGREED


def test_somebody_without_an_account_is_added_and_what_is_known_of_them_kept(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    client = signed_in()
    client.get(PLACE)
    cover = Colleague.objects.get(name="Ada Neri")
    given = form(
        name="  Cleo  Verdi ", weekly_hours="12.5", languages="it, DE",
        skills="complaints 3\nfairs",
        may_decide="Refunds up to € 50", cover=str(cover.pk), zone="Europe/Lisbon",
        mon="09:00-13:00", dedicated="on",
    )  # fmt: skip
    assert client.post(f"{PLACE}people/new/", given).status_code == 302
    cleo = Colleague.objects.get(name="Cleo Verdi")
    assert (cleo.languages, cleo.weekly_hours, cleo.cover) == (["de", "it"], Decimal("12.5"), cover)
    assert list(cleo.skills.order_by("name").values_list("name", "level")) == [
        ("complaints", 3), ("fairs", 2),
    ]  # fmt: skip
    page = words(signed_in(Role.RESPONDER).get(f"{PLACE}people/{cleo.pk}/"))
    assert "Refunds up to € 50" in page
    assert "complaints (others ask them), fairs (well)" in page
    again = client.post(f"{PLACE}people/new/", given | {"name": "cleo verdi"})
    assert "cleo verdi is among the colleagues already." in words(again)
    change = f"{PLACE}people/{cleo.pk}/change/"
    assert (
        client.post(
            change, form(name="Cleo Verdi", left_on="2026-11-22", skills="fairs 1")
        ).status_code
        == 302
    )
    client.get(PLACE)  # which says that it was saved
    assert "Cleo Verdi" not in words(client.get(PLACE))
    assert Colleague.objects.get(pk=cleo.pk).skills.get().level == 1


def test_another_name_goes_into_all_that_is_recorded_and_back(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    """Shifts, hours, learning, membership and answers; the mirror loses the former rows."""
    cleo = Colleague.objects.create(workspace=workspace, name="Cléo")
    day, hour = NOW.date(), NOW.replace(hour=12)
    told: dict[str, dict[str, Any]] = {
        "shifts": {"starts_at": NOW, "ends_at": hour},
        "hours": {"day": day, "activity": "answering", "hours": 2.0},
        "learning": {"day": day, "subject": "Tone", "minutes": 30},
        "members": {"from_day": day},
    }
    for table, row in told.items():
        # However a time tracker writes the name, pay is found for it; so it goes with the rest.
        person = "CLÉO " if table == "hours" else "Cléo"
        write_rows(workspace, table, [row | {"person": person}], fill=False)
    week = TimesheetWeek.objects.create(
        workspace=workspace, name="CLÉO ", monday=day, at=NOW, state="closed", revision=0
    )
    answer = said("1", "aurora", "Alle 8", agent="Cléo")
    write_rows(workspace, "messages", [answer], fill=False)
    before = mirror.records(workspace)[0]
    assert people_in(before) == {"Cléo", "CLÉO "}
    client, place = signed_in(), f"{PLACE}people/{cleo.pk}/change/"
    client.get(PLACE)
    assert client.post(place, form(name=" Cléo  Verdi ")).status_code == 302
    assert people_in(mirror.records(workspace)[0]) == {"Cléo Verdi"}
    said_of = TrailEntry.objects.get(verb="team.rename").said_en
    assert said_of == "changed the name of Cléo to Cléo Verdi: 5 records follow"
    week.refresh_from_db()
    assert (week.name, week.revision) == ("Cléo Verdi", Workspace.objects.get().revision)
    # What is another's, or would cover a row, is refused as a whole.
    write_rows(workspace, "shifts", [told["shifts"] | {"person": "Cléo"}], fill=False)
    for name, why in (("ada neri", "is among the colleagues already"), ("Cléo", "the same row")):
        refused = client.post(place, form(name=name, weekly_hours="9"))
        assert (refused.status_code, why in words(refused)) == (422, True)
    cleo.refresh_from_db()
    assert (cleo.name, cleo.weekly_hours) == ("Cléo Verdi", None)
    assert set(rows_of("shifts")) == {"Cléo Verdi", "Cléo"}


def people_in(records: Records) -> set[str]:
    """Everybody that five tables name, each row once."""
    tables = ("shifts", "hours", "learning", "members")
    named = [row["person"] for name in tables for row in records.rows(f"SELECT person FROM {name}")]
    named += [row["agent"] for row in records.rows("SELECT agent FROM messages")]
    assert len(named) == 5
    return set(named)


def rows_of(table: str) -> list[str]:
    return list(ROWS[table].objects.values_list("person", flat=True))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"languages": "klingon"}, "klingon is no code of a language."),
        ({"skills": "x" * 80}, "Write one skill a line with its level"),
        ({"zone": "Europe/Aurora"}, "There is no such zone."),
        ({"mon": "9 to 5"}, "Write hours as 09:00-13:00, 14:00-18:00"),
        ({"weekly_hours": "200"}, "168"),
        ({"cover": "999"}, "Cover when away"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    workspace: Workspace, signed_in: SignedIn, wrong: dict[str, str], says: str
) -> None:
    answer = signed_in().post(f"{PLACE}people/new/", form(name="Cleo") | wrong)
    assert (answer.status_code, says in words(answer)) == (422, True)
    assert not Colleague.objects.filter(name="Cleo").exists()


def test_every_page_of_the_team_stands_under_its_tab(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    page = signed_in().get(f"{PLACE}rota/").content.decode()
    assert page.count('aria-current="page"') >= 3  # the menu (twice drawn) and the tab
    tabs = [words for words in ("People", "Rota") if f">{words}</a>" in page]
    assert tabs == ["People", "Rota"]
