"""Meta Business Suite: any month's columns, English and Italian headers, dates, funding, days."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dialogo.importers.format import Context
from dialogo.records.errors import BadInput
from tests.importers.reading import outcome, recognised

FACEBOOK = [
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time",
    "Caption type", "Permalink", "Is crosspost", "Is share", "Post type", "Languages",
    "Custom labels", "Funded content status", "Data comment", "Date", "Views", "Reach",
    "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks",
    "Other Clicks", "Matched Audience Targeting Consumption (Photo Click)",
    "Seconds viewed", "Average Seconds viewed", "3-Second Video Views", "1-Minute Video Views",
    "Estimated earnings (USD)", "Qualified Views",
]  # fmt: skip
INSTAGRAM = [
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Follows", "Comments", "Saves",
]  # fmt: skip
ITALIAN = {
    "Post ID": "ID del post", "Page ID": "ID Pagina", "Page name": "Nome della Pagina",
    "Title": "Titolo", "Description": "Descrizione", "Duration (sec)": "Durata (s)",
    "Publish time": "Orario di pubblicazione", "Permalink": "Link permanente",
    "Post type": "Tipo di post", "Date": "Data", "Views": "Visualizzazioni", "Reach": "Copertura",
    "Reactions, Comments and Shares": "Reazioni, commenti e condivisioni",
    "Reactions": "Reazioni", "Likes": "Mi piace", "Comments": "Commenti",
    "Shares": "Condivisioni", "Saves": "Salvataggi", "Total clicks": "Clic totali",
    "Account ID": "ID account", "Account username": "Nome utente dell'account",
    "Account name": "Nome dell'account", "Follows": "Follow",
    "Seconds viewed": "Secondi visualizzati",
    "Funded content status": "Stato del contenuto finanziato",
}  # fmt: skip
POST = {
    "Post ID": "1827720132094663", "Page ID": "100045700821521", "Page name": "Caffè Aurora",
    "Title": "Short", "Description": "The longer caption, 🍁\nwith \"quotes\"",
    "Duration (sec)": "0", "Publish time": "09/28/2026 18:12",
    "Permalink": "https://www.facebook.com/aurora/posts/1", "Is share": "0",
    "Post type": "Photos", "Date": "Lifetime", "Views": "1,027", "Reach": "720",
    "Reactions, Comments and Shares": "15", "Reactions": "10", "Comments": "3", "Shares": "2",
    "Total clicks": "21", "Other Clicks": "1", "Seconds viewed": "90.5",
    "Account ID": "17841400000", "Account username": "caffe_aurora", "Account name": "Aurora",
    "Likes": "10", "Follows": "1", "Saves": "4",
}  # fmt: skip
EARLIER = POST | {"Post ID": "1827720132094600", "Publish time": "09/03/2026 08:00"}


def written(
    path: Path, header: list[str], posts: list[dict[str, str]], encoding: str = "utf-8-sig", *,
    delimiter: str = ",", names: dict[str, str] | None = None,
) -> Path:  # fmt: skip
    text = io.StringIO()
    rows = csv.writer(text, delimiter=delimiter)
    rows.writerow([(names or {}).get(column, column) for column in header])
    rows.writerows([[post.get(column, "") for column in header] for post in posts])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


MONTHS = {
    32: FACEBOOK,
    33: [*FACEBOOK, "Negative feedback from users: Hide all"],
    34: [*FACEBOOK, "Negative feedback from users: Hide all", "Negative feedback from users: Hide"],
}


@pytest.mark.parametrize("columns", MONTHS)
@pytest.mark.parametrize("names", [{}, ITALIAN], ids=["en", "it"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_facebook_posts_of_any_month_and_language(
    tmp_path: Path, columns: int, names: dict[str, str], encoding: str
) -> None:
    path = tmp_path / "export.csv"
    made = outcome(written(path, MONTHS[columns], [POST, EARLIER], encoding, names=names))
    assert len(MONTHS[columns]) == columns
    assert made.format == "meta-facebook-content"
    assert made.of("posts", "network", "account", "post_id", "published_at", "text", "kind") == [
        ("facebook", "Caffè Aurora", post["Post ID"],
         datetime.strptime(post["Publish time"], "%m/%d/%Y %H:%M").replace(tzinfo=UTC),
         post["Description"], "image")
        for post in (POST, EARLIER)
    ]  # fmt: skip
    assert made.of(
        "post_figures", "read_on", "views", "reach", "likes", "comments", "shares", "clicks",
        "watch_seconds",
    ) == [(date(2026, 9, 28), 1027, 720, 10, 3, 2, 21, 90.5)] * 2  # fmt: skip
    assert made.of("post_figures", "extra")[0]["Other Clicks"] == "1"
    assert made.skips == []


@pytest.mark.parametrize("names", [{}, ITALIAN], ids=["en", "it"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_instagram_posts(tmp_path: Path, names: dict[str, str], delimiter: str) -> None:
    path = tmp_path / "export.csv"
    reel = POST | {"Post type": "IG reel"}
    made = outcome(written(path, INSTAGRAM, [reel], delimiter=delimiter, names=names))
    assert made.format == "meta-instagram-content"
    assert made.of("posts", "network", "account", "kind") == [
        ("instagram", "caffe_aurora", "video")
    ]
    assert made.of("post_figures", "views", "likes", "saves", "follows") == [(1027, 10, 4, 1)]


def test_stories_have_replies_for_comments(tmp_path: Path) -> None:
    header = [
        "Post ID",
        "Account username",
        "Description",
        "Publish time",
        "Post type",
        "Views",
        "Reach",
        "Navigation",
        "Profile visits",
        "Replies",
        "Link clicks",
        "Sticker taps",
    ]
    story = POST | {"Post type": "IG story", "Replies": "2", "Navigation": "251"}  # fmt: skip
    made = outcome(written(tmp_path / "stories.csv", header, [story]))
    assert made.of("posts", "kind") == ["story"]
    assert made.of("post_figures", "comments", "extra") == [(2, {"Navigation": "251"})]


@pytest.mark.parametrize(
    ("more", "promoted"),
    [
        ({}, None),
        ({"Funded content status": "Boosted"}, True),
        ({"Funded content status": "None"}, False),
        ({"Views from Boosted posts": "12"}, True),
        ({"Views from Boosted posts": "0"}, False),
    ],
)
def test_money_shows_in_the_status_or_in_boosted_views(
    tmp_path: Path, more: dict[str, str], promoted: bool | None
) -> None:
    header = [*FACEBOOK, *(column for column in more if column not in FACEBOOK)]
    made = outcome(written(tmp_path / "export.csv", header, [POST | more]))
    assert made.of("posts", "promoted") == [promoted]


@pytest.mark.parametrize(
    ("texts", "day_first", "days"),
    [
        (["09/28/2026 18:12", "09/03/2026 08:00"], True, [(9, 28), (9, 3)]),
        (["28/09/2026 18:12", "03/09/2026 08:00"], False, [(9, 28), (9, 3)]),
        (["06/05/2026 18:12", "06/09/2026 08:00"], True, [(6, 5), (6, 9)]),  # four days, not months
        (["05/06/2026 18:12", "09/06/2026 08:00"], False, [(6, 5), (6, 9)]),
        (["06/05/2026 18:12"], True, [(5, 6)]),
        (["06/05/2026 18:12"], False, [(6, 5)]),
        (["2026-06-05 18:12"], True, [(6, 5)]),
        (["6/5/2026 9:12 PM", "6/25/2026 9:12 PM"], True, [(6, 5), (6, 25)]),
    ],
)
def test_the_order_of_day_and_month_is_read_off_the_whole_file(
    tmp_path: Path, texts: list[str], day_first: bool, days: list[tuple[int, int]]
) -> None:
    posts = [
        POST | {"Post ID": f"{n}00000", "Publish time": text} for n, text in enumerate(texts, 1)
    ]
    context = Context(company="Aurora", day_first=day_first)
    made = outcome(written(tmp_path / "export.csv", FACEBOOK, posts), context)
    assert [(moment.month, moment.day) for moment in made.of("posts", "published_at")] == days


def test_local_times_are_of_the_zone_given(tmp_path: Path) -> None:
    context = Context(company="Aurora", zone="America/Los_Angeles")
    made = outcome(written(tmp_path / "export.csv", FACEBOOK, [POST]), context)
    assert made.of("posts", "published_at") == [datetime(2026, 9, 29, 1, 12, tzinfo=UTC)]


def test_figures_by_day_are_added_up(tmp_path: Path) -> None:
    days = [POST | {"Date": f"09/{day}/2026", "Views": str(day)} for day in (28, 29, 30)]
    made = outcome(written(tmp_path / "export.csv", FACEBOOK, days))
    assert made.of("post_figures", "read_on", "views", "likes", "reach") == [
        (date(2026, 9, 30), 28 + 29 + 30, 30, None)
    ]


def test_bad_rows_are_left_out_with_row_and_column(tmp_path: Path) -> None:
    rows = [POST, POST | {"Post ID": "1.8E+15"}, POST | {"Publish time": "soon"},
            POST | {"Views": "lots"}]  # fmt: skip
    made = outcome(written(tmp_path / "export.csv", FACEBOOK, rows))
    assert [(skip.file, skip.row, skip.column) for skip in made.skips] == [
        ("export.csv", 2, "Post ID"),
        ("export.csv", 3, "Publish time"),
        ("export.csv", 4, "Views"),
    ]


def test_spanish_video_exports_are_recognised(tmp_path: Path) -> None:
    header = ["Identificador de la pieza de vídeo", "Nombre de la página", "Título",
              "Hora de publicación", "Fecha", "Alcance", "Reacciones", "Comentarios",
              "Veces que se ha compartido", "Segundos reproducidos"]  # fmt: skip
    row = dict(zip(header, ["123456789", "Aurora", "Hola", "09/28/2026 18:12", "Total", "1.234",
                            "5", "6", "7", "8"], strict=True))  # fmt: skip
    made = outcome(written(tmp_path / "export.csv", header, [row]))
    assert made.of("post_figures", "reach", "likes", "comments", "shares") == [(1234, 5, 6, 7)]


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("follows.csv", "Instagram follows", ("instagram", "gained")),
        ("Visits.csv", "Facebook visits", ("facebook", "visits")),
        ("instagram-copertura.csv", "Copertura", ("instagram", "reach")),
        ("facebook-interazioni.csv", "Interazioni con i contenuti", ("facebook", "engagements")),
        ("instagram.csv", "Visualizzazioni", ("instagram", "impressions")),
    ],
)
def test_figures_of_the_page_by_day(
    tmp_path: Path, name: str, title: str, expected: tuple[str, str]
) -> None:
    lines = ['sep=,', f'"{title}"', '"Date","Primary"', '"2026-08-24T00:00:00","1691"',
             '"2026-08-25T00:00:00","7"', ""]  # fmt: skip
    (tmp_path / name).write_bytes("\r\n".join(lines).encode("utf-16"))
    made = outcome(tmp_path / name)
    network, figure = expected
    assert made.of("audience", "network", "day", figure) == [
        (network, date(2026, 8, 24), 1691), (network, date(2026, 8, 25), 7),
    ]  # fmt: skip


def test_a_figure_whose_network_is_unknown_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "Views.csv").write_text('sep=,\n"Views"\n"Date","Primary"\n"2026-08-24","1"\n')
    with pytest.raises(BadInput) as refused:
        outcome(tmp_path / "Views.csv")
    assert "instagram-Views.csv" in refused.value.say("en")


def test_a_folder_of_exports_is_no_export(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", FACEBOOK, [POST])
    written(tmp_path / "b.csv", INSTAGRAM, [POST])
    assert recognised(tmp_path) == []


def test_german_headers_of_instagram_are_known(tmp_path: Path) -> None:
    german = {
        "Post ID": "Beitrags-ID", "Account username": "Benutzername des Kontos",
        "Account ID": "Konto-ID", "Account name": "Kontoname", "Publish time":
        "Veröffentlichungszeitpunkt", "Date": "Datum", "Follows": "Neue Follower",
        "Saves": "Gespeicherte Inhalte", "Shares": "Geteilte Inhalte",
    }  # fmt: skip
    made = outcome(
        written(tmp_path / "ig.csv", INSTAGRAM, [POST | {"Post ID": "18"}], names=german)
    )
    assert made.of("posts", "post_id", "account") == [("18", "caffe_aurora")]
    assert made.of("post_figures", "follows", "saves", "shares") == [(1, 4, 2)]
