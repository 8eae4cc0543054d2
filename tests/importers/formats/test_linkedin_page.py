"""LinkedIn page exports: workbooks of posts, days, followers and visitors, and sheets as CSV."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from dialogo.records.errors import BadInput
from tests.importers.reading import outcome, recognised

OUT = datetime(2026, 5, 14, 9, 15, 30, 250_000, tzinfo=UTC)
ACTIVITY = str((int(OUT.timestamp() * 1000) << 22) + 99)
NOTE = "Aggregated engagement metrics for all updates. Data may differ from other reports."


def split(*names: str, space: str = " ") -> list[str]:
    return [
        f"{name}{space}({part})" for name in names for part in ("organic", "sponsored", "total")
    ]


def metrics(reposts: str = "Reposts", space: str = " ") -> list[str]:
    return [
        "Date", *split("Impressions"), "Unique impressions (organic)",
        *split("Clicks", space=space), *split("Reactions", "Comments", reposts, "Engagement rate"),
    ]  # fmt: skip


DAY = ["05/14/2026", 100, 20, 120, 80, 5, 1, 6, 7, 0, 7, 2, 0, 2, 3, 0, 3, 0.1, 0, 0.1]
POSTS = [
    "Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date",
    "Campaign start date", "Campaign end date", "Audience", "Impressions",
    "Views (Excluding offsite video views)", "Offsite Views", "Clicks",
    "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows", "Engagement rate",
    "Content Type",
]  # fmt: skip
POST = [
    "We roast on Fridays", f"https://www.linkedin.com/feed/update/urn:li:activity:{ACTIVITY}",
    "Organic", "", "Eva Neri", "05/14/2026", "", "", "All followers", 500, "", "", 12, 0.024, 30,
    4, 5, 1, 0.1, "Image",
]  # fmt: skip
FOLLOWERS = ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers",
             "Total followers"]  # fmt: skip
VISITORS = [
    "Date",
    *(f"Overview page views ({part})" for part in ("desktop", "mobile", "total")),
    *(f"Total page views ({part})" for part in ("desktop", "mobile", "total")),
    *(f"Total unique visitors ({part})" for part in ("desktop", "mobile", "total")),
]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_posts_and_days_of_the_content_export(tmp_path: Path) -> None:
    made = outcome(workbook(
        tmp_path / "aurora_content_1.xlsx",
        Metrics=[[NOTE], list(metrics()), DAY], All_posts=[[NOTE], list(POSTS), POST],
    ))  # fmt: skip
    assert made.of("posts", "post_id", "published_at", "text", "kind", "promoted", "author") == [
        (ACTIVITY, OUT, "We roast on Fridays", "image", False, "Eva Neri")
    ]
    assert made.of(
        "post_figures", "impressions", "clicks", "likes", "comments", "shares", "follows", "read_on"
    ) == [(500, 12, 30, 4, 5, 1, date(2026, 5, 14))]
    assert made.of("audience", "day", "impressions", "reach", "clicks", "engagements") == [
        (date(2026, 5, 14), 120, 80, 6, 6 + 7 + 2 + 3)
    ]
    assert made.of("audience", "extra")[0]["Impressions (sponsored)"] == "20"


@pytest.mark.parametrize(("reposts", "space"), [("Reposts", ""), ("Shares", " "), ("Shares", "")])
def test_older_and_odder_names_of_columns(tmp_path: Path, reposts: str, space: str) -> None:
    made = outcome(workbook(tmp_path / "a.xlsx", Metrics=[list(metrics(reposts, space)), DAY]))
    assert made.of("audience", "clicks", "engagements") == [(6, 18)]


def test_a_post_whose_id_tells_another_time_has_its_date(tmp_path: Path) -> None:
    odd = [POST[0], "https://www.linkedin.com/feed/update/urn:li:share:1234567890", *POST[2:]]
    made = outcome(workbook(tmp_path / "a.xlsx", All_posts=[list(POSTS), odd]))
    assert made.of("posts", "post_id", "published_at") == [
        ("1234567890", datetime(2026, 5, 14, tzinfo=UTC))
    ]


def test_total_followers_by_day_are_those_won(tmp_path: Path) -> None:
    rows = [["05/14/2026", 0, 3, 1, 4], ["05/15/2026", 0, 0, 0, 0], ["05/16/2026", 1, 2, 0, 3]]
    made = outcome(workbook(
        tmp_path / "f.xlsx", New_followers=[list(FOLLOWERS), *rows],
        Location=[["Location", "Total followers"], ["Milan", 70]],
    ))  # fmt: skip
    assert made.of("audience", "day", "gained", "followers") == [
        (date(2026, 5, day), gained, None) for day, gained in ((14, 4), (15, 0), (16, 3))
    ]
    assert [skip.values for skip in made.skips] == [{"sheet": "Location"}]


def test_a_running_total_of_followers_is_told_apart(tmp_path: Path) -> None:
    totals = (4100, 4103, 4101)
    rows = [[f"05/{day}/2026", 0, 0, 0, total] for day, total in enumerate(totals, 14)]
    made = outcome(workbook(tmp_path / "f.xlsx", New_followers=[list(FOLLOWERS), *rows]))
    assert made.of("audience", "followers", "gained") == [
        (4100, None), (4103, None), (4101, None)
    ]  # fmt: skip


def test_visitors_are_visits(tmp_path: Path) -> None:
    day = ["05/14/2026", 1, 2, 3, 4, 5, 9, 1, 1, 2]
    made = outcome(workbook(tmp_path / "v.xlsx", Visitor_metrics=[list(VISITORS), day]))
    assert made.of("audience", "day", "visits") == [(date(2026, 5, 14), 9)]
    assert made.of("audience", "extra")[0]["Total unique visitors (total)"] == "2"


def test_a_sheet_saved_as_csv_is_read_too(tmp_path: Path) -> None:
    with (tmp_path / "All posts.csv").open("w", newline="") as file:
        csv.writer(file).writerows([[NOTE], POSTS, POST])
    assert outcome(tmp_path / "All posts.csv").of("posts", "post_id") == [ACTIVITY]


def test_rows_without_a_link_or_with_odd_figures(tmp_path: Path) -> None:
    no_link, odd = [*POST], [*POST]
    no_link[1], odd[9] = "", "lots"
    made = outcome(workbook(tmp_path / "a.xlsx", All_posts=[list(POSTS), POST, no_link, odd]))
    assert [(skip.file, skip.row, skip.column) for skip in made.skips] == [
        ("a.xlsx, All posts", 2, "Post link"), ("a.xlsx, All posts", 3, "Impressions"),
    ]  # fmt: skip


def test_a_broken_workbook_is_refused_or_not_taken(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", Metrics=[list(metrics()), DAY]).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    assert recognised(tmp_path / "cut.xlsx") == []
    with pytest.raises(BadInput):
        outcome(workbook(tmp_path / "empty.xlsx", Metrics=[list(metrics())]))
