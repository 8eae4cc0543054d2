"""The pages of hours: a week as a grid, entries, closing and correcting, everybody, files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from dialogo.records.errors import BadInput
from dialogo.web.actions.hours import entries, timer
from dialogo.web.actions.hours import weeks as weeks_actions
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.team import colleagues, renaming
from dialogo.web.jobs import import_, undo_import
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.imports import Import
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Colleague
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets import entries as queries
from dialogo.web.queries.timesheets import weeks

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/hours/"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 23)
QUERIES = {"own": 14, "team": 14}


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def stored(workspace: Workspace) -> list[tuple[Any, ...]]:
    rows = ROWS["hours"].objects.filter(workspace=workspace).order_by("person", "day", "pk")
    return [(r.person, r.day.day, r.activity, r.hours, r.note) for r in rows]


def put(workspace: Workspace, name: str, hours: str, **more: Any) -> None:
    row = {"person": name, "day": MONDAY, "activity": "answering", "hours": Decimal(hours)}
    write_rows(workspace, "hours", [{**row, **more}], fill=True)


def test_a_week_is_typed_into_changed_and_emptied(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    browser = signed_in()
    page = words(browser.get(PLACE))
    assert "Hours: 23 – 29 November 2026 ○ open. Nothing is entered yet." in page
    assert "This week" not in page
    before = browser.get(f"{PLACE}?week=2026-W47").content.decode()
    assert before.count('name="week" value="2026-W47"') == 3
    typed = {"week": "2026-W48", "answering_2026-11-23": "1:20", "answering_2026-11-24": "20 min",
             "creating_2026-11-24": "1,5", "planning_2026-11-25": " "}  # fmt: skip
    assert "Saved: 3 cells changed." in words(browser.post(f"{PLACE}save/", typed, follow=True))
    assert stored(workspace) == [
        ("Ada Neri", 23, "answering", Decimal("1.3333"), None),
        ("Ada Neri", 24, "creating", Decimal("1.5000"), None),
        ("Ada Neri", 24, "answering", Decimal("0.3334"), None),  # what rounding left over
    ]
    page = browser.get(f"{PLACE}?week=2026-W48").content.decode()
    assert 'name="answering_2026-11-24" value="0:20"' in page
    assert '<td class="n total">3:10</td></tr></tfoot>' in page
    changed = {"week": "2026-W48", "answering_2026-11-23": "2", "was_answering_2026-11-23": "1:20",
               "creating_2026-11-24": "", "was_creating_2026-11-24": "1:30",
               "answering_2026-11-24": "0:20", "was_answering_2026-11-24": "0:20"}  # fmt: skip
    browser.post(f"{PLACE}save/", changed)
    assert [row[:4] for row in stored(workspace)] == [
        ("Ada Neri", 23, "answering", Decimal("2.0000")),
        ("Ada Neri", 24, "answering", Decimal("0.3334")),
    ]
    # Somebody who looked before that is told, and nothing is lost.
    late = browser.post(f"{PLACE}save/", changed)
    assert (late.status_code, "now it says 0:00" in words(late)) == (422, True)
    wrong = browser.post(f"{PLACE}save/", {"week": "2026-W48", "learning_2026-11-25": "soon",
                                           "planning_2026-11-25": "1"})  # fmt: skip
    assert wrong.status_code == 422
    assert "“soon”" not in words(wrong)
    assert '"soon" is not a time' in words(wrong).replace("&quot;", '"')
    assert len(stored(workspace)) == 2
    too_long = browser.post(f"{PLACE}save/", {"week": "2026-W48", "planning_2026-11-23": "23:30"})
    assert "no day is so long" in words(too_long)
    verbs = list(TrailEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-5:] == [*["hours.write"] * 3, "hours.erase", "hours.write"]
    assert "Ore: 23 – 29 novembre 2026" in words(signed_in(lang="it").get(PLACE))


def test_entries_with_notes_stand_beside_the_grid(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    browser = signed_in()
    given = {"week": "2026-W48", "day": "2026-11-23", "activity": "creating", "time": "0:45",
             "network": "Instagram", "note": "Reel of the fair", "paid": "no"}  # fmt: skip
    for _ in range(2):  # twice the same is twice the work
        assert browser.post(f"{PLACE}entry/", given).status_code == 302
    assert [row[3:] for row in stored(workspace)] == [
        (Decimal("0.7500"), "Reel of the fair"),
        (Decimal("0.7500"), "Reel of the fair (2)"),
    ]
    assert set(ROWS["hours"].objects.values_list("network", "paid")) == {("instagram", False)}
    less = {"week": "2026-W48", "creating_2026-11-23": "1", "was_creating_2026-11-23": "1:30"}
    assert "1:30 come from entries with a note" in words(browser.post(f"{PLACE}save/", less))
    more = {**less, "creating_2026-11-23": "2"}
    assert browser.post(f"{PLACE}save/", more).status_code == 302
    assert stored(workspace)[-1][3:] == (Decimal("0.5000"), None)
    first = ROWS["hours"].objects.order_by("pk")[0]
    form = browser.get(f"{PLACE}entry/{first.pk}/")
    assert 'value="Reel of the fair"' in form.content.decode()
    changed = {**given, "time": "0:30:10", "day": "2026-11-24", "paid": ""}
    assert browser.post(f"{PLACE}entry/{first.pk}/", changed).status_code == 302
    assert stored(workspace)[-1][:4] == ("Ada Neri", 24, "creating", Decimal("0.5028"))
    kept = ROWS["hours"].objects.get(day=date(2026, 11, 24))
    assert (kept.paid, kept.extra) == (None, '{"seconds": "1810"}')
    assert 'value="0:30:10"' in browser.get(f"{PLACE}entry/{kept.pk}/").content.decode()
    assert browser.post(f"{PLACE}entry/{kept.pk}/erase/").status_code == 302
    assert browser.post(f"{PLACE}entry/{kept.pk}/erase/").status_code == 404
    assert browser.post(f"{PLACE}entry/", {**given, "time": "never"}).status_code == 422


def test_a_closed_week_is_corrected_by_further_entries_and_never_changed(
    workspace: Workspace, signed_in: SignedIn, member: Callable[[Role], Person]
) -> None:
    mine, boss = signed_in(Role.RESPONDER), signed_in()
    name = member(Role.RESPONDER).name
    mine.post(f"{PLACE}save/", {"week": "2026-W48", "answering_2026-11-23": "3"})
    week = {"week": "2026-W48", "who": name}
    assert "handed in, by Responder" in words(
        mine.post(f"{PLACE}week/", {**week, "to": "submitted"}, follow=True)
    )
    assert mine.post(f"{PLACE}week/", {**week, "to": "closed"}).status_code == 404
    boss.post(f"{PLACE}week/", {**week, "to": "closed"})
    refused = mine.post(
        f"{PLACE}save/",
        {"week": "2026-W48", "answering_2026-11-23": "4", "was_answering_2026-11-23": "3:00"},
    )
    assert "This week is closed." in words(refused)
    row = ROWS["hours"].objects.get()
    assert "This week is closed" in words(mine.get(f"{PLACE}entry/{row.pk}/"))
    mine.post(f"{PLACE}entry/{row.pk}/erase/")
    wrong = {**week, "c-sign": "less", "c-time": "0:30", "c-day": "2026-11-23",
             "c-activity": "answering", "c-reason": ""}  # fmt: skip
    assert mine.post(f"{PLACE}correct/", wrong).status_code == 422
    right = {**wrong, "c-reason": "That was a private call"}
    page = words(mine.post(f"{PLACE}correct/", right, follow=True))
    assert "It stood at 3:00 when it was closed. Since then 1 entry was added;" in page
    assert "the difference is −0:30" in page
    assert "That was a private call" in page
    assert stored(workspace) == [
        (name, 23, "answering", Decimal("3.0000"), None),
        (name, 23, "answering", Decimal("-0.5000"), "That was a private call"),
    ]
    below = mine.post(f"{PLACE}correct/", {**right, "c-time": "9"})
    assert "less than nothing" in words(below)
    who = Colleague.objects.get(name=name)
    renaming.rename(workspace.people.get(name="Ada Neri"), who, "Rita")  # changes no hour
    assert "1 entry was added; the difference is −0:30" in words(mine.get(f"{PLACE}?week=2026-W48"))
    renaming.rename(workspace.people.get(name="Ada Neri"), who, name)
    # Nothing else comes in but with its reason, whoever writes it.
    with pytest.raises(BadInput, match="this week is closed"):
        put(workspace, name, "1", note="From the old tool")
    put(workspace, name, "1", note="From the old tool", extra='{"reason": "Forgotten"}')
    assert "2 entries were added; the difference is 0:30" in words(
        mine.get(f"{PLACE}?week=2026-W48")
    )
    assert mine.post(f"{PLACE}week/", {**week, "to": "open"}, follow=True).status_code == 200
    assert weeks.state_of(workspace, name, MONDAY).state == "closed"  # type: ignore[union-attr]  # it is there
    ahead = {"week": "2026-W50", "who": name, "to": "submitted"}
    assert "has not begun yet" in words(mine.post(f"{PLACE}week/", ahead, follow=True))


def test_hours_of_others_are_for_who_may_and_only_while_single_people_are_shown(
    workspace: Workspace, signed_in: SignedIn, owner: Person
) -> None:
    put(workspace, "Bea", "2.25")
    put(workspace, "Cleo", "1")
    Colleague.objects.create(workspace=workspace, name="Bea")
    boss, peer, analyst = signed_in(), signed_in(Role.AUTHOR), signed_in(Role.ANALYST)
    everybody = words(boss.get(f"{PLACE}everybody/"))
    assert "3:15 in all." in everybody
    assert "Bea 2:15" in everybody
    assert "Bea 2:15" in words(analyst.get(PLACE, follow=True))  # who enters none of their own
    sums = words(peer.get(f"{PLACE}everybody/"))
    assert ("3:15 in all." in sums, "Bea" in sums) == (True, False)
    assert [one.get(f"{PLACE}?who=Bea").status_code for one in (boss, peer, analyst)] == [
        200, 404, 200,
    ]  # fmt: skip
    assert boss.get(f"{PLACE}?who=Nobody").status_code == 404
    of_bea = {"who": "Bea", "week": "2026-W48", "planning_2026-11-24": "1"}
    assert [one.post(f"{PLACE}save/", of_bea).status_code for one in (boss, peer, analyst)] == [
        302, 404, 403,
    ]  # fmt: skip
    text = b"".join(boss.get(f"{PLACE}file/csv/?since=2026-11-01&until=2026-11-30")).decode()
    assert text.splitlines()[1:] == [
        "Bea,2026-11-23,answering,2.25,,,,", "Cleo,2026-11-23,answering,1,,,,",
        "Bea,2026-11-24,planning,1,,,,",
    ]  # fmt: skip
    book = CalamineWorkbook.from_filelike(io.BytesIO(boss.get(f"{PLACE}file/xlsx/").content))
    assert book.get_sheet_by_index(0).to_python()[1][:4] == [
        "Bea", MONDAY, "answering", 2.25,
    ]  # fmt: skip
    assert b"".join(peer.get(f"{PLACE}file/csv/")).count(b"\n") == 1  # their own: none
    colleagues.change_rules(owner, workspace, people_figures=False)
    hidden = words(boss.get(f"{PLACE}everybody/"))
    assert "hours of single people are hidden" in hidden
    assert ("4:15 in all." in hidden, "2:15" in hidden, "Bea" in hidden) == (True, False, True)
    assert boss.get(f"{PLACE}?who=Bea").status_code == 404
    assert boss.post(f"{PLACE}save/", of_bea).status_code == 404
    assert b"".join(boss.get(f"{PLACE}file/csv/")).count(b"\n") == 1
    closed = {"who": "Bea", "week": "2026-W48", "to": "closed", "from": "team"}
    assert "closed" in words(boss.post(f"{PLACE}week/", closed, follow=True))
    assert boss.post(f"{PLACE}week/", {**closed, "who": "Nobody"}).status_code == 404


def test_a_closed_week_takes_nothing_without_its_reason_from_files_timers_and_undoing(
    workspace: Workspace, signed_in: SignedIn, owner: Person
) -> None:
    browser = signed_in()

    def bring(text: str) -> Import:
        file = SimpleUploadedFile("hours.csv", f"person,day,activity,hours,{text}".encode())
        browser.post("/w/aurora/import/new/", {"files": file})
        run_until_idle({one.kind: one for one in (import_.JOB, undo_import.JOB)})
        return Import.objects.latest("pk")

    colleagues.know(workspace, MONDAY)
    first = bring("note,paid\nAda Neri,2026-11-23,creating,2,,\nAda Neri,2026-11-24,creating,3,x,\n"
                  "Bea,2026-11-24,creating,1,,\n")  # fmt: skip
    timer.start(workspace, owner, ("", ""), "learning", now=NOW - timedelta(minutes=12))
    weeks_actions.move(owner, workspace, "Ada Neri", MONDAY, "closed")
    timer.stop(owner, NOW)
    measured = ROWS["hours"].objects.get(activity="learning")
    assert (measured.hours, queries.more_of(measured)["reason"]) == (
        Decimal("0.2000"), "The timer was still running when the week was closed.",
    )  # fmt: skip
    # One entry known, one changed (nobody paid), three new: without reason, by another spelling of
    # the name, with its reason.
    again = bring("note,paid,reason\nAda Neri,2026-11-23,creating,2,,,\n"
                  "Ada Neri,2026-11-24,creating,3,x,no,\nAda Neri,2026-11-25,creating,1,,,\n"
                  "ada neri ,2026-11-25,creating,1,,,\nAda Neri,2026-11-25,planning,1,,,Late\n"
                  "Bea,2026-11-25,creating,1,,,\n")  # fmt: skip
    assert (again.added, again.known, again.skipped) == (2, 1, 3)
    why = words(browser.get(f"/w/aurora/import/{again.pk}/"))
    assert why.count("What stands in it is not changed") == 1
    assert why.count("this week is closed. Enter a correction with its reason") == 2
    before = weeks.sheet(workspace, "Ada Neri", MONDAY)
    less = entries.Wanted("Ada Neri", date(2026, 11, 24), "creating", Decimal(-1800))
    entries.correct(owner, workspace, less, "Too much")
    # Only the first import is undone: what it brought stays in the closed week, taken back there.
    browser.post(f"/w/aurora/import/{first.pk}/undo/")
    run_until_idle({undo_import.JOB.kind: undo_import.JOB})
    sheet = weeks.sheet(workspace, "Ada Neri", MONDAY)
    assert (before.total, sheet.total) == (Decimal("6.2"), Decimal("3.2"))
    reason = "The import of 25 Nov 2026 was undone."
    assert [(one.hours, one.day.day) for one in sheet.entries if one.reason == reason] == [
        (Decimal("-2.5000"), 24)  # the rest of three hours
    ]
    rest = ROWS["hours"].objects.filter(person="Bea")
    assert [(row.day.day, row.brought_by_id) for row in rest] == [(25, again.pk)]


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_the_same_few_times_for_one_and_for_three(
    workspace: Workspace, signed_in: SignedIn, many: int, django_assert_num_queries: Any
) -> None:
    browser = signed_in()
    browser.get(PLACE)
    for number in range(many):
        put(workspace, f"Freelancer {number}", "1")
        for name in ("Ada Neri", f"Freelancer {number}"):
            wanted = entries.Wanted(
                name, MONDAY, "creating", Decimal(60 + number), note=str(number)
            )
            entries.put(workspace, [wanted])
    with django_assert_num_queries(QUERIES["own"]):
        browser.get(PLACE)
    with django_assert_num_queries(QUERIES["team"]):
        browser.get(f"{PLACE}everybody/")


def test_a_file_of_a_tracker_waits_until_its_words_have_a_meaning(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    browser = signed_in()

    def bring(text: str) -> str:
        file = SimpleUploadedFile("toggl.csv", text.encode())
        answer = browser.post("/w/aurora/import/new/", {"files": file})
        run_until_idle({"import": import_.JOB})
        return words(browser.get(answer["Location"]))

    head = "User,Email,Project,Description,Start date,Start time,Duration,Tags\n"
    file = head + "Ada Neri,,Fair,Stand,03/04/2026,09:00:00,1:30:00,\n"
    assert "obody has said which activity these are: “Fair”" in bring(file)
    assert stored(workspace) == []
    place = f"{PLACE}trackers/"
    assert "1 word is waiting for a meaning Fair 1:30" in words(browser.get(place))
    said = {"word": ["Fair"], "means": ["creating"], "new": "Bills", "new_means": "none"}
    assert "Bring the file in again" in words(browser.post(place, said, follow=True))
    assert "can be the 3 or the 4 of a month" in bring(file)
    kept = {"word": ["Fair", "Bills"], "means": ["creating", "none"], "order": "no"}
    browser.post(place, kept)
    for _ in range(2):
        bring(file + "Ada Neri,,Bills,,03/04/2026,11:00:00,1:00:00,\n")
    assert stored(workspace) == [("Ada Neri", 4, "creating", Decimal("1.5000"), "Toggl 09:00")]
    march = words(browser.get(f"{PLACE}?week=2026-W10"))
    assert "1:30 from a file Stand" in march.replace("09:00– ", "")
    browser.post(place, {"word": ["Fair", "Bills"], "means": ["", "dancing"]})
    assert "What has been said" not in words(browser.get(place))
    assert signed_in(Role.AUTHOR).get(place).status_code == 403
