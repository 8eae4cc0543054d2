"""X's analytics files: posts and answers with their figures, the account's days, videos' days."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from tests.importers.formats import test_x_archive
from tests.importers.reading import outcome, recognised
from tests.importers.samples import zipped

CONTENT = [
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements",
    "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits",
    "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks",
]  # fmt: skip
OVERVIEW = [
    "Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows",
    "Unfollows", "Replies", "Reposts", "Profile visits", "Create Post", "Video views",
    "Media views",
]  # fmt: skip


def snowflake(moment: datetime) -> str:
    """An id as X draws it: milliseconds since its epoch, then 22 other bits."""
    since = (moment - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)
    return str((since - 1_288_834_974_657 << 22) + 12345)


OUT = datetime(2026, 6, 5, 14, 30, 15, tzinfo=UTC)
ROWS = [
    [snowflake(OUT), "Fri, Jun 5, 2026", "Open, \"finally\"\nCome by",
     f"https://x.com/aurora/status/{snowflake(OUT)}", "12,345", "1,002", "1,100", "3", "4", "5",
     "6", "7", "8", "9", "10", "0", "1"],
    ["2063000000000000001", "Thu, Jun 4, 2026", "@eva Yes", "https://x.com/aurora/status/2",
     "20", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"],
    ["1", "Wed, Jun 3, 2026", "An id that tells no time", "", "20", "", "", "", "", "", "", "",
     "", "", "", "", ""],
]  # fmt: skip


def written(path: Path, header: list[str], rows: list[list[str]], above: str = "") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(above + text.getvalue(), encoding="utf-8-sig")
    return path


def test_posts_have_the_second_in_their_id_or_the_day_in_the_file(tmp_path: Path) -> None:
    made = outcome(written(tmp_path / "content.csv", CONTENT, ROWS))
    assert made.of("posts", "post_id", "published_at", "text", "account") == [
        (ROWS[0][0], OUT, 'Open, "finally"\nCome by', "aurora"),
        ("1", datetime(2026, 6, 3, tzinfo=UTC), "An id that tells no time", None),
    ]


def test_a_day_without_a_clock_begins_where_the_company_is(tmp_path: Path) -> None:
    rome = Context(company="Aurora", zone="Europe/Rome")
    made = outcome(written(tmp_path / "content.csv", CONTENT, ROWS), rome)
    assert made.of("posts", "published_at")[1] == datetime(2026, 6, 2, 22, tzinfo=UTC)


def test_a_text_that_begins_with_a_name_is_an_answer(tmp_path: Path) -> None:
    made = outcome(written(tmp_path / "content.csv", CONTENT, ROWS))
    assert made.of("messages", "message_id", "author", "author_kind", "kind", "in_reply_to") == [
        ("2063000000000000001", "aurora", "company", "reply", None)
    ]


def test_figures_are_whole_and_of_the_newest_day(tmp_path: Path) -> None:
    made = outcome(written(tmp_path / "content.csv", CONTENT, ROWS))
    first = dict(zip(CONTENT, ROWS[0], strict=True))
    assert made.of(
        "post_figures", "impressions", "likes", "saves", "comments", "shares", "clicks", "follows",
        "read_on",
    )[0] == (
        12345, 1002, int(first["Bookmarks"]), int(first["Replies"]),
        int(first["Shares"]) + int(first["Reposts"]),
        sum(int(first[f"{what} Clicks"]) for what in ("URL", "Hashtag", "Permalink")),
        int(first["New follows"]), date(2026, 6, 5),
    )  # fmt: skip
    assert made.of("post_figures", "extra")[0]["Engagements"] == "1,100"


def test_the_archive_fills_in_what_the_table_did_not_say(tmp_path: Path) -> None:
    answered = test_x_archive.TWEETS[2]
    row = [answered["id_str"], "Tue, Jun 4, 2024", answered["full_text"], "", *["0"] * 13]
    table = written(tmp_path / "content.csv", CONTENT, [row])
    archive = zipped(tmp_path / "x.zip", test_x_archive.files())
    for paths in ([table], [archive], [table, archive]):
        bring_in(paths, tmp_path / "records", Context(company="Aurora"))
    records = Records.read(tmp_path / "records")
    sql = "SELECT in_reply_to, author_kind FROM messages WHERE message_id = $id"
    assert records.rows(sql, id=answered["id_str"]) == [
        {"in_reply_to": answered["in_reply_to_status_id_str"], "author_kind": "company"}
    ]


def test_a_rounded_id_is_left_out(tmp_path: Path) -> None:
    rounded = [["2.063E+18", *ROWS[0][1:]], ROWS[0]]
    made = outcome(written(tmp_path / "content.csv", CONTENT, rounded))
    assert [(skip.row, skip.column) for skip in made.skips] == [(1, "Post id")]
    assert len(made.of("posts", "post_id")) == 1


def test_a_figure_that_is_none_leaves_the_post(tmp_path: Path) -> None:
    odd = [[*ROWS[0][:4], "many", *ROWS[0][5:]]]
    made = outcome(written(tmp_path / "content.csv", CONTENT, odd))
    assert [(skip.row, skip.column, skip.values) for skip in made.skips] == [
        (1, "Impressions", {"cell": "many"})
    ]
    assert len(made.of("posts", "post_id")) == 1


def test_the_older_export_of_tweets_is_read(tmp_path: Path) -> None:
    header = ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements",
              "engagement rate", "retweets", "replies", "likes", "url clicks"]  # fmt: skip
    row = ["1650000000000000000", "https://twitter.com/aurora/status/1650000000000000000", "Hi",
           "2023-04-23 06:12 +0000", "10.0", "1.0", "0.1", "0.0", "0.0", "1.0", "2.0"]  # fmt: skip
    made = outcome(written(tmp_path / "old.csv", header, [row]))
    assert made.of("posts", "published_at") == [datetime(2023, 4, 23, 6, 12, tzinfo=UTC)]
    assert made.of("post_figures", "likes", "clicks", "impressions") == [(1, 2, 10)]


def test_days_in_any_order_of_columns(tmp_path: Path) -> None:
    row = ["Fri, Jun 5, 2026", "1,234", "1", "56", "0", "0", "7", "2", "0", "0", "8", "1", "3", "4"]
    for name, turn in (("a.csv", 0), ("b.csv", 5)):
        header, cells = OVERVIEW[turn:] + OVERVIEW[:turn], row[turn:] + row[:turn]
        made = outcome(written(tmp_path / name, header, [cells]))
        assert made.of(
            "audience", "day", "impressions", "engagements", "gained", "lost", "visits"
        ) == [(date(2026, 6, 5), 1234, 56, 7, 2, 8)]
        assert made.of("audience", "extra")[0]["Video views"] == "3"


def test_videos_have_a_title_above_their_header(tmp_path: Path) -> None:
    header = ["Date", "Views", "Watch Time (ms)", "Completion Rate", "Average Watch Time (ms)",
              "Estimated Revenue"]  # fmt: skip
    row = ["Fri, Jun 5, 2026", "9", "1000", "0.5", "111", "0"]
    path = written(tmp_path / "video.csv", header, [row], above="Video overview,,,,,\n")
    made = outcome(path)
    assert made.of("audience", "day", "extra") == [
        (date(2026, 6, 5), dict(zip(header[1:], row[1:], strict=True)))
    ]


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        outcome(written(tmp_path / "content.csv", CONTENT, []))
    assert "longer period" in refused.value.say("en")


def test_another_table_is_not_taken_for_x(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", ["Date", "Impressions", "Cost"], [["2026-01-01", "1", "2"]])
    assert recognised(path) == []


def test_texts_are_freed_of_the_signs_of_a_page(tmp_path: Path) -> None:
    row = ["1", "Wed, Jun 3, 2026", "Q&amp;A &lt;3", *[""] * 14]
    made = outcome(written(tmp_path / "content.csv", CONTENT, [row]))
    assert made.of("posts", "text") == ["Q&A <3"]


def test_a_file_whose_every_row_is_torn_is_refused_with_the_first_ones_reason(
    tmp_path: Path,
) -> None:
    path = tmp_path / "content.csv"
    path.write_text("Post id,Date,Post text\n1,Jun 3,2026,Hi\n2,Jun 4,2026,Ho\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        outcome(path)
    assert refused.value.say("en").startswith("content.csv, row 1: the row has 4 cells and the")
