"""The company's name, zone, hours and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from dialogo.records.business_hours import BusinessHours
from dialogo.web.actions import company
from dialogo.web.jobs import delete_workspace
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of

pytestmark = pytest.mark.django_db
PAGE = "/w/aurora/settings/"
WEEK = {
    **dict.fromkeys(("mon", "tue", "wed", "thu"), "09:00-13:00, 14:00-18:00"),
    "fri": "09:00-13:00",
    "country": "IT",
    "region": "bz",
    "closed": "2026-12-24\n2026-12-31",
}


def test_an_owner_changes_name_zone_and_currency(signed_in: Callable[..., Client]) -> None:
    given = {"name": "Borea", "zone": "Europe/Lisbon", "currency": "gbp"}
    assert signed_in().post(f"{PAGE}change/", given).status_code == 302
    kept = Workspace.objects.get()
    assert (kept.name, kept.zone, kept.currency) == ("Borea", "Europe/Lisbon", "GBP")


def test_another_zone_is_a_change_to_what_figures_rest_on(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    browser, before = signed_in(), workspace.revision
    browser.post(f"{PAGE}change/", {"name": "B", "zone": "Europe/Rome", "currency": "EUR"})
    assert Workspace.objects.get().revision == before
    browser.post(f"{PAGE}change/", {"name": "B", "zone": "Europe/Lisbon", "currency": "EUR"})
    assert Workspace.objects.get().revision == before + 1


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Olympus"}, {"currency": "ABC"}, {"name": ""}])
def test_what_does_not_exist_is_not_taken(
    signed_in: Callable[..., Client], wrong: dict[str, str]
) -> None:
    given = {"name": "Borea", "zone": "Europe/Rome", "currency": "EUR", **wrong}
    assert signed_in().post(f"{PAGE}change/", given).status_code == 422
    assert Workspace.objects.get().name == "Aurora"


def test_the_hours_are_kept_as_the_audit_reads_them(signed_in: Callable[..., Client]) -> None:
    assert signed_in(Role.STRATEGIST).post(f"{PAGE}hours/change/", WEEK).status_code == 302
    whole = [(time(9), time(13)), (time(14), time(18))]
    assert hours_of(Workspace.objects.get()) == BusinessHours(
        zone="Europe/Rome",
        week={0: whole, 1: whole, 2: whole, 3: whole, 4: [(time(9), time(13))]},
        country="IT",
        subdivision="BZ",
        closed=frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
    )


def test_no_hours_at_all_means_that_every_hour_counts(signed_in: Callable[..., Client]) -> None:
    browser = signed_in()
    browser.post(f"{PAGE}hours/change/", WEEK)
    browser.post(f"{PAGE}hours/change/", {"country": "IT"})
    assert hours_of(Workspace.objects.get()) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mon": "nine to five"}, "mon"),
        ({"tue": "18:00-09:00"}, "tue"),
        ({"wed": "09:00-25:00"}, "wed"),
        ({"country": "XX"}, "country"),
        ({"region": "Atlantis"}, "region"),
        ({"closed": "Christmas"}, "closed"),
    ],
)
def test_hours_that_make_no_sense_are_said_beside_their_field(
    signed_in: Callable[..., Client], wrong: dict[str, str], field: str
) -> None:
    answer = signed_in().post(f"{PAGE}hours/change/", {**WEEK, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Workspace.objects.get().hours is None


def test_new_hours_are_a_change_to_what_figures_rest_on(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    signed_in().post(f"{PAGE}hours/change/", WEEK)
    assert Workspace.objects.get().revision == workspace.revision + 1


def test_hours_of_a_policy_file_are_shown_day_by_day(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    workspace.hours = {"week": {"mon-fri": "09:00-17:00", "fri,sat": "20:00-22:00"}}
    workspace.save()
    form = signed_in().get(f"{PAGE}hours/").context["form"]
    assert form.initial["thu"] == "09:00-17:00"
    assert form.initial["fri"] == "09:00-17:00, 20:00-22:00"
    assert form.initial["sat"] == "20:00-22:00"


def test_who_may_not_change_the_hours_reads_them(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    workspace.hours = {"week": {"mon": "09:00-17:00"}}
    workspace.save()
    page = signed_in(Role.AUTHOR).get(f"{PAGE}hours/").content.decode()
    assert "09:00-17:00" in page
    assert '<button class="next"' not in page


def test_every_permission_stands_in_the_table_with_its_roles(
    signed_in: Callable[..., Client],
) -> None:
    rows = dict(signed_in().get(f"{PAGE}roles/").context["rows"])
    assert rows["change the business hours"] == [True, True, False, False, False, False]
    assert rows["see who did what"] == [True] + [False] * 5


def again(browser: Client) -> None:
    """Ada proves that it is still her."""
    browser.post("/account/again/", {"password": "coffee-and-milk"})


def test_deleting_asks_who_it_is_and_for_the_name(signed_in: Callable[..., Client]) -> None:
    browser = signed_in()
    assert browser.get(f"{PAGE}delete/")["Location"].startswith("/account/again/")
    again(browser)
    assert browser.post(f"{PAGE}delete/", {"typed": "aurora"}).status_code == 422
    assert browser.post(f"{PAGE}delete/", {"typed": "Aurora"})["Location"] == "/"
    assert browser.get(PAGE).status_code == 404


def test_what_it_held_goes_in_the_background(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    browser = signed_in()
    again(browser)
    browser.post(f"{PAGE}delete/", {"typed": "Aurora"})
    work = Work.objects.get(kind="delete_workspace")
    delete_workspace.JOB.run(work)  # type: ignore[arg-type]  # as much of a task as it reads
    delete_workspace.JOB.run(work)  # type: ignore[arg-type]  # as above; a second time is no harm
    assert not Workspace.objects.exists()
    assert TrailEntry.objects.get(verb="workspace.delete").said_en == "deleted the workspace Aurora"


def test_a_workspace_that_somebody_is_in_is_not_deleted_by_the_work(workspace: Workspace) -> None:
    work = Work(content={"workspace": workspace.pk})
    delete_workspace.JOB.run(work)  # type: ignore[arg-type]  # as above
    assert Workspace.objects.exists()


def test_the_hours_of_an_action_are_checked_too(workspace: Workspace) -> None:
    from dialogo.records.errors import BadInput

    with pytest.raises(BadInput):
        company.change_hours(workspace.people.get(), workspace, {"week": {"someday": "9-5"}})


def test_times_are_taken_as_people_type_them(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    typed = {"mon": "9-13, 14.30 – 18", "tue": "9:00–18:00", "wed": ""}
    signed_in().post(f"{PAGE}hours/change/", typed)
    workspace.refresh_from_db()
    assert workspace.hours == {"week": {"mon": "9:00-13:00, 14:30-18:00", "tue": "9:00-18:00"}}


def test_each_country_stands_once_and_by_its_name(signed_in: Callable[..., Client]) -> None:
    form = signed_in().get(f"{PAGE}hours/").context["form"]
    offered = form.fields["country"].choices
    assert [name for code, name in offered if name == code or name.isupper()] == []
    assert ("IT", "Italy") in offered
