"""Toggl Track, Clockify and Kimai: columns, durations, dates, words, and every entry once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.importers.meanings import Meanings, is_meanings, meanings
from dialogo.importers.tracker_dates import clock_of
from dialogo.importers.tracker_words import WordsAsked
from dialogo.records import store
from dialogo.records.errors import BadInput
from tests.importers.reading import AURORA, outcome, recognised

TOGGL = [
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date",
    "Start time", "End date", "End time", "Duration", "Tags", "Amount (EUR)",
]  # fmt: skip
CLOCKIFY = [
    "Project", "Client", "Description", "Task", "User", "Group", "Email", "Tags", "Billable",
    "Start Date", "Start Time", "End Date", "End Time", "Duration (h)", "Duration (decimal)",
    "Billable Rate (EUR)", "Billable Amount (EUR)", "Date of creation",
]  # fmt: skip
KIMAI = [
    "Date", "Begin", "End", "Duration", "Currency", "Price", "Internal price", "Hourly price",
    "Fixed price", "Alias", "User", "E-mail", "Staff number", "Customer", "Project", "Activity",
    "Description", "Billable", "Tags", "Type", "Category",
]  # fmt: skip
SAID = replace(AURORA, meanings=Meanings({"customercare": "answering", "otherclients": "none",
                                          "reel": "creating"}))  # fmt: skip


def file(at: Path, header: list[str], *rows: dict[str, str], delimiter: str = ",") -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, header, restval="", delimiter=delimiter, quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    at.write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    return at


def toggl(**more: str) -> dict[str, str]:
    return {"User": "Ada", "Start date": "2026-03-04", "Start time": "09:12:00",
            "End time": "09:32:00", "Duration": "00:20:00", "Project": "Customer care",
            **{name.replace("_", " "): value for name, value in more.items()}}  # fmt: skip


def clockify(day: str, start: str, duration: str, **more: str) -> dict[str, str]:
    return {"User": "Bea", "Start Date": day, "Start Time": start, "Duration (h)": duration,
            "Duration (decimal)": "9.99", "Tags": "answering", **more}  # fmt: skip


def hours(path: Path, context: Context = SAID) -> list[tuple[Any, ...]]:
    found = outcome(path, context)
    assert found.skips == []
    return found.of("hours", "person", "day", "activity", "hours", "note")


def brought(path: Path, folder: Path) -> list[tuple[Any, ...]]:
    """The same by the way that an import goes, where the first format that knows it takes it."""
    assert [one.format for one in bring_in([path], folder, SAID).files] == ["hours/kimai"]
    rows = store.read(folder).rows("SELECT person, day, activity, hours, note FROM hours")
    return [tuple(row.values()) for row in rows]


def test_toggl_in_each_form_of_its_durations(tmp_path: Path) -> None:
    forms = ["00:20:00", "0:20", "20:00 min", "0.3333", "20 min"]
    path = file(tmp_path / "toggl.csv", TOGGL, *(
        toggl(Start_time=f"{9 + at:02}:12:00", Duration=text) for at, text in enumerate(forms)
    ))  # fmt: skip
    assert recognised(path) == ["hours/toggl-track"]
    found = hours(path)
    assert {row[:3] for row in found} == {("Ada", date(2026, 3, 4), "answering")}
    assert [row[4] for row in found][:2] == ["Toggl 09:12", "Toggl 10:12"]
    # Three times twenty minutes are an hour: what rounding leaves over is carried on.
    assert sum(row[3] for row in found[:3]) == 1
    extra = outcome(path, SAID).of("hours", "extra")[0]
    assert extra == {"seconds": "1200", "since": "09:12", "until": "09:32",
                     "project": "Customer care"}  # fmt: skip


@pytest.mark.parametrize(
    ("days", "told", "read"),
    [
        (["22/06/2026", "03/04/2026"], None, [date(2026, 6, 22), date(2026, 4, 3)]),
        (["06/22/2026", "03/04/2026"], None, [date(2026, 6, 22), date(2026, 3, 4)]),
        (["03.04.2026", "04.04.2026"], None, [date(2026, 4, 3), date(2026, 4, 4)]),
        (["03/04/2026"], True, [date(2026, 4, 3)]),
        (["03-04-2026"], False, [date(2026, 3, 4)]),
        (["03/03/2026"], None, [date(2026, 3, 3)]),
        (["2026-03-04", "2026/04/03"], None, [date(2026, 3, 4), date(2026, 4, 3)]),
    ],
)
def test_clockify_dates_are_read_by_what_the_file_or_somebody_says(
    tmp_path: Path, days: list[str], told: bool | None, read: list[date]
) -> None:
    rows = [clockify(day, "02:44:33 PM", "01:30:00") for day in days]
    path = file(tmp_path / "clockify.csv", CLOCKIFY, *rows)
    assert recognised(path) == ["hours/clockify"]
    found = hours(path, replace(AURORA, meanings=Meanings({}, told)))
    assert [row[1] for row in found] == read
    assert found[0][2:] == ("answering", Decimal("1.5"), "Clockify 14:44:33")


def test_a_date_that_can_be_two_is_asked_and_never_guessed(tmp_path: Path) -> None:
    path = file(tmp_path / "a.csv", CLOCKIFY, clockify("03/04/2026", "10:00", "0:13"))
    with pytest.raises(BadInput, match="can be the 3 or the 4 of a month"):
        outcome(path)
    both = file(tmp_path / "b.csv", CLOCKIFY, clockify("22/06/2026", "10:00", "0:13"),
                clockify("06/22/2026", "10:00", "0:13"))  # fmt: skip
    with pytest.raises(BadInput, match="cannot both be dates of one file"):
        outcome(both)


def test_kimai_in_english_and_italian_with_hours_as_decimals(tmp_path: Path) -> None:
    row = {"Date": "2026-03-04", "Begin": "09:00", "End": "11:00", "Duration": "1.75",
           "Alias": "Cleo", "User": "cleo", "Customer": "Aurora", "Project": "Social",
           "Activity": "Customer care"}  # fmt: skip
    english = file(tmp_path / "kimai.csv", KIMAI, row)
    read = [("Cleo", date(2026, 3, 4), "answering", Decimal("1.75"), "Kimai 09:00")]
    assert brought(english, tmp_path / "en") == read
    names = {"Date": "Data", "Begin": "Inizio", "End": "Fine", "Duration": "Durata",
             "Alias": "Nome", "Customer": "Cliente", "Project": "Progetto",
             "Activity": "Attività"}  # fmt: skip
    italian = {names[name]: text for name, text in row.items() if name in names}
    italian["Durata"] = "1:45"
    path = file(tmp_path / "it.csv", list(names.values()), italian, delimiter=";")
    assert brought(path, tmp_path / "it") == read


def kimai(**more: Any) -> dict[str, Any]:
    return {
        "id": 7, "begin": "2026-03-29T09:00:30+0200", "end": "2026-03-29T11:00:30+0200",
        "duration": 6300, "break": 900, "user": {"id": 1, "username": "cleo", "alias": "Cleo"},
        "activity": {"id": 2, "name": "Customer care"}, "description": None, "rate": 0,
        "project": {"id": 3, "name": "Social", "customer": {"id": 4, "name": "Aurora"}},
        "tags": ["spring", "reel"], "billable": True, **more,
    }  # fmt: skip


def test_kimai_s_api_tells_the_same_entries_as_its_table(tmp_path: Path) -> None:
    care, running, nothing = kimai(tags=[]), kimai(tags=[], end=None), {"id": 9}
    path = tmp_path / "timesheets.json"
    path.write_text(json.dumps([care, running, nothing, kimai(begin="2026-03-28T23:59:00+0100")]))
    assert recognised(path) == ["hours/kimai-json"]
    found = outcome(path, SAID)
    rows = found.of("hours", "person", "day", "activity", "hours", "note")
    assert rows[0] == ("Cleo", date(2026, 3, 29), "answering", Decimal("1.75"), "Kimai 09:00")
    assert [row[1:3] for row in rows[1:]] == [(date(2026, 3, 28), "creating")]
    assert [(skip.row, skip.column) for skip in found.skips] == [(2, "Duration"), (3, "begin")]
    row = {"Date": "2026-03-29", "Begin": "09:00", "End": "11:00", "Duration": "1:45",
           "Alias": "Cleo", "User": "cleo", "Project": "Social",
           "Activity": "Customer care"}  # fmt: skip
    table = file(tmp_path / "kimai.csv", KIMAI, row)
    folder = tmp_path / "records"
    (read,) = bring_in([path], folder, SAID).files
    (again,) = bring_in([table], folder, SAID).files
    assert (read.added, again.added) == ({"hours": 2}, {})


def test_kimai_s_api_without_names_says_how_to_ask_for_them(tmp_path: Path) -> None:
    path = tmp_path / "timesheets.json"
    path.write_text(json.dumps([kimai(user=1, project=3, activity=2)]))
    with pytest.raises(BadInput, match="full=true"):
        outcome(path, SAID)


def test_exports_of_today_with_dashes_breaks_and_hundredths_of_an_hour(tmp_path: Path) -> None:
    """As the programs write them since 2025: other columns, "-" for nothing, breaks among work."""
    names = ["Description", "Billable", "Member", "Email", "Project", "Tags", "Start date",
             "Start time", "Stop date", "Stop time", "Amount", "Currency"]  # fmt: skip
    row = {"Description": "customer care", "Member": "Ada", "Project": "-", "Tags": "-",
           "Start date": "2026-03-04", "Start time": "23:50:00", "Stop date": "2026-03-05",
           "Stop time": "00:10:00", "Amount": "-"}  # fmt: skip
    without = file(tmp_path / "toggl.csv", names, row)
    assert hours(without) == [
        ("Ada", date(2026, 3, 4), "answering", Decimal("0.3333"), "Toggl 23:50")
    ]
    dashed = file(
        tmp_path / "dashed.csv", [*names, "Duration"], row | {"Duration": "-", "Stop time": ""}
    )
    assert [skip.reason.say("en")[:15] for skip in outcome(dashed, SAID).skips] == [
        "has no time yet"
    ]
    alone = [name for name in names if name not in ("Member", "Email")]
    row = {"Description": "x", "Start date": "2026-03-04"}
    nobody = file(tmp_path / "nobody.csv", alone, row)
    with pytest.raises(BadInput, match="does not say whose hours"):
        outcome(nobody, SAID)
    summary = file(tmp_path / "summary.csv", ["Project", "Client", "Description", "Duration"],
                   {"Project": "Fair", "Duration": "12:30:00"})  # fmt: skip
    with pytest.raises(BadInput, match="is a summary"):
        outcome(summary, SAID)
    kinds = [clockify("30.03.2026", "10:00 AM", "0:30", Type=kind) for kind in ("Regular", "Break")]
    found = outcome(file(tmp_path / "clockify.csv", [*CLOCKIFY, "Type"], *kinds), SAID)
    assert found.of("hours", "hours", "note") == [(Decimal("0.5"), "Clockify 10:00")]
    assert [skip.reason.say("it") for skip in found.skips] == ["è una pausa, non lavoro."]
    # 0.33 is what a twenty-minute entry looks like; 0.30 beside it tells of a break.
    minutes = {"Date": "2026-03-04", "Begin": "09:00", "End": "09:20", "Alias": "Cleo",
               "Activity": "reel", "Project": "Social"}  # fmt: skip
    kimai = file(tmp_path / "kimai.csv", KIMAI, minutes | {"Duration": "0.33"},
                 minutes | {"Begin": "10:00", "End": "10:20", "Duration": "0.30"})  # fmt: skip
    read = brought(kimai, tmp_path / "kimai")
    assert sorted(row[3] for row in read) == [Decimal("0.3"), Decimal("0.3333")]


def test_words_mean_what_somebody_said_the_most_telling_first(tmp_path: Path) -> None:
    path = file(
        tmp_path / "toggl.csv", TOGGL,
        toggl(Start_time="09:00:00", Tags="Learning"),  # an activity by its own name
        toggl(Start_time="10:00:00", Project="?", Description="Cutting a Reel for Sunday"),
        toggl(Start_time="11:00:00", Project="Other clients"),
        toggl(Start_time="12:00:00", Project="", Task="pianificazione"),
        toggl(Start_time="13:00:00", Duration=""),
        toggl(Start_time="14:00:00", User=""),
        toggl(Start_time="15:00:00", Duration="ages 1"),
        toggl(Start_time="16:00:00", Duration="30:00:00"),
    )  # fmt: skip
    found = outcome(path, SAID)
    assert found.of("hours", "activity") == ["learning", "creating", "planning"]
    assert [(skip.row, skip.reason.say("en", **skip.values)[:30]) for skip in found.skips] == [
        (3, "is left out, as “Other clients"), (5, "has no time yet: the timer was"),
        (6, "does not say whose time it is."), (7, '"ages 1" is not a time. Write '),
        (8, '"30:00:00" is longer than a da'),
    ]  # fmt: skip


def test_words_without_a_meaning_are_asked_and_nothing_is_stored(tmp_path: Path) -> None:
    path = file(
        tmp_path / "toggl.csv", TOGGL,
        toggl(Project="Sito web", Duration="2:00"), toggl(Project="Sito web"), toggl(),
        toggl(Tags="answering, creating"), toggl(Project="", Tags="x, y"),
        toggl(Project="", Description=""),
    )  # fmt: skip
    with pytest.raises(WordsAsked) as asked:
        bring_in([path], tmp_path / "kept", SAID)
    hours = {word: round(value, 2) for word, value in asked.value.words.items()}
    third = Decimal("0.33")
    assert hours == {"Sito web": Decimal("2.33"), "(–)": third, "answering + creating": third,
                     "x + y": third}  # fmt: skip
    assert "which activity these are: “Sito web”" in asked.value.say("en")
    assert not store.is_store(tmp_path / "kept")
    said = tmp_path / "words.yaml"
    said.write_text(
        "activities:\n  sito WEB: creating\n  answering + creating: answering\n  x + y: ~\n"
        "  (–): planning\nday-first: yes\n"
    )
    assert is_meanings(said)
    assert meanings(said).day_first is True
    intake = bring_in([path], tmp_path / "kept", SAID, mapping=said)
    assert (intake.added, intake.skipped) == ({"hours": 5}, 1)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("activities:\n  a: dancing\n", '"dancing" is no activity'),
        ("activities: 3\n", "must hold words"),
        ("day-first: perhaps\n", "must be yes or no"),
    ],
)
def test_a_file_of_meanings_says_what_is_wrong_with_it(
    tmp_path: Path, text: str, wrong: str
) -> None:
    (tmp_path / "words.yaml").write_text(text)
    with pytest.raises(BadInput, match=wrong):
        meanings(tmp_path / "words.yaml")


def test_the_same_file_and_overlapping_exports_count_once(tmp_path: Path) -> None:
    rows = [toggl(Start_date=f"2026-03-{day:02}") for day in (2, 3, 4)]
    twice = toggl(Start_date="2026-03-04", Description="typed twice")
    first = file(tmp_path / "1.csv", TOGGL, *rows, twice)
    later = file(tmp_path / "2.csv", TOGGL, twice, *rows[1:], toggl(Start_date="2026-03-05"))
    renamed = file(tmp_path / "3.csv", TOGGL, toggl(Start_date="2026-03-02", Description="new"))
    kept = tmp_path / "kept"
    assert bring_in([first], kept, SAID).added == {"hours": 4}
    assert bring_in([first], kept, SAID).added == {}
    assert bring_in([later], kept, SAID).added == {"hours": 1}
    assert bring_in([renamed], kept, SAID).added == {}


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:05", "09:05:00"), ("12:00 AM", "00:00:00"), ("01:06:29 PM", "13:06:29"),
     ("2026-03-04 09:00", "09:00:00"), ("25:00", ""), ("soon", "")],
)  # fmt: skip
def test_a_time_of_day_is_read_in_each_form(text: str, clock: str) -> None:
    assert clock_of(text) == clock
