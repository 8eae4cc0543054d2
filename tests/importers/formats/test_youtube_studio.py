"""YouTube Studio: the real export, five languages, old and new names, totals, charts, drafts."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dialogo.records.errors import BadInput
from tests.importers.reading import outcome, recognised
from tests.importers.samples import unzipped, zipped

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "youtube_studio"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the folder of real data is not here")


@needs_real
def test_the_real_export_is_read_as_a_plain_loop_reads_it() -> None:
    with (REAL / "Table data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Content"] != "Total"]
    with (REAL / "Totals.csv").open(encoding="utf-8-sig", newline="") as file:
        days = list(csv.DictReader(file))
    made = outcome(REAL)
    dated = [row for row in rows if row["Video publish time"]]
    assert made.of("posts", "post_id", "text") == [
        (row["Content"], row["Video title"].strip()) for row in dated
    ]
    assert made.of("posts", "published_at") == [
        datetime.strptime(row["Video publish time"], "%b %d, %Y").replace(tzinfo=UTC)
        for row in dated
    ]
    assert made.of("post_figures", "views", "impressions") == [
        (int(row["Views"]) if row["Views"] else None, int(row["Thumbnail impressions"]))
        for row in dated
    ]
    assert set(made.of("post_figures", "read_on")) == {
        max(date.fromisoformat(day["Date"]) for day in days)
    }
    assert made.of("audience", "day", "extra") == [
        (date.fromisoformat(day["Date"]), {"Views": day["Views"]}) for day in days
    ]
    assert len(made.skips) == len(rows) - len(dated)


TABLES = {
    "en": "Content,Video title,Video publish time,Duration,Likes,Comments added,Shares,Views,"
    "Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)\n"
    "Total,,,,9,9,9,9999,9.9,9,9999,9\n"
    'dQw4w9WgXcQ,Coffee,"Jun 22, 2026",83,5,2,1,1234,10.5,3,5000,4.2\n',
    "it": "Contenuti,Titolo video,Ora pubblicazione video,Durata,Mi piace,Commenti aggiunti,"
    "Condivisioni,Visualizzazioni,Tempo di visualizzazione (ore),Iscritti,Impressioni\n"
    "Totale,,,,9,9,9,9999,9.9,9,9999\n"
    'dQw4w9WgXcQ,Coffee,"22 giu 2026",83,5,2,1,1.234,"10,5",3,5000\n',
    "de": "Videos;Videotitel;Ver\xadöffentlichungs\xadzeitpunkt des Videos;Dauer;Aufrufe;"
    "Wiedergabezeit (Stunden);Abonnenten;Impressionen;Klickrate der Impressionen (%)\n"
    "Gesamt;;;;9999;9,9;9;9999;9\n"
    "dQw4w9WgXcQ;Coffee;22. Juni 2026;83;1234;10,5;3;5000;4,2\n",
    "es": "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Me gusta,"
    "Visualizaciones,Tiempo de visualización (horas),Suscriptores,Impresiones\n"
    "Total,,,,9,9999,9.9,9,9999\n"
    "dQw4w9WgXcQ,Coffee,22 jun 2026,83,5,1.234,10.5,3,5000\n",
    "fr": "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,"
    "Durée de visionnage (heures),Abonnés,Impressions\n"
    'Total,,,,"9\u202f999","9,9",9,9999\n'
    'dQw4w9WgXcQ,Coffee,22 juin 2026,83,"1\u202f234","10,5",3,5000\n',
}


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_in_five_languages(tmp_path: Path, language: str, encoding: str) -> None:
    (tmp_path / "table.csv").write_bytes(TABLES[language].encode(encoding))
    made = outcome(tmp_path / "table.csv")
    assert made.format == "youtube-studio"
    assert made.of("posts", "post_id", "text", "published_at", "kind") == [
        ("dQw4w9WgXcQ", "Coffee", datetime(2026, 6, 22, tzinfo=UTC), "video")
    ]
    assert made.of(
        "post_figures", "views", "watch_seconds", "follows", "impressions", "read_on"
    ) == [(1234, 10.5 * 3600, 3, 5000, date(2026, 6, 22))]
    assert made.skips == []


def test_the_file_name_says_the_periods_last_day(tmp_path: Path) -> None:
    name = "Content 2026-08-26_2026-09-22 Caffè Aurora.zip"
    made = outcome(zipped(tmp_path / name, {"Table data.csv": TABLES["en"]}))
    assert made.of("post_figures", "read_on") == [date(2026, 9, 22)]


def test_drafts_are_left_out_and_totals_are_nothing(tmp_path: Path) -> None:
    text = TABLES["en"] + 'aaaaaaaaaaa,Draft,,,,,,,,,,\nx,No id,"Jun 1, 2026",,,,,,,,,\n'
    (tmp_path / "table.csv").write_text(text)
    made = outcome(tmp_path / "table.csv")
    assert [(skip.row, skip.column) for skip in made.skips] == [
        (3, "Video publish time"), (4, "Content"),
    ]  # fmt: skip


def test_subscribers_lost_are_no_follows(tmp_path: Path) -> None:
    text = TABLES["en"].replace("10.5,3,5000", "10.5,-3,5000")
    (tmp_path / "table.csv").write_text(text)
    made = outcome(tmp_path / "table.csv")
    ((follows, extra),) = made.of("post_figures", "follows", "extra")
    assert follows is None
    assert extra["Subscribers"] == "-3"


def test_days_with_the_balance_of_subscribers(tmp_path: Path) -> None:
    text = "Date,Views,Subscribers\nTotal,30,9\n2026-08-24,10,12\n2026-08-25,20,-3\n"
    (tmp_path / "Totals.csv").write_text(text)
    made = outcome(tmp_path / "Totals.csv")
    assert made.of("audience", "day", "gained", "lost", "extra") == [
        (date(2026, 8, 24), 12, 0, {"Views": "10"}),
        (date(2026, 8, 25), 0, 3, {"Views": "20", "Subscribers": "-3"}),
    ]  # fmt: skip


CHART = (
    "Date,Content,Video title,Video publish time,Duration,Views\n"
    '2026-09-01,dQw4w9WgXcQ,Coffee,"Jun 22, 2026",83,4\n'
    '2026-09-02,dQw4w9WgXcQ,Coffee,"Jun 22, 2026",83,6\n'
)


def test_a_chart_beside_its_table_adds_nothing(tmp_path: Path) -> None:
    totals = "Date,Views\n2026-09-02,6\n"
    files = {"Table data.csv": TABLES["en"], "Chart data.csv": CHART, "Totals.csv": totals}
    made = outcome(unzipped(tmp_path / "Content", files))
    assert made.of("post_figures", "views", "read_on") == [(1234, date(2026, 9, 2))]
    assert len(made.of("posts", "post_id")) == 1


def test_a_chart_alone_is_added_up(tmp_path: Path) -> None:
    (tmp_path / "Chart data.csv").write_text(CHART)
    made = outcome(tmp_path / "Chart data.csv")
    assert made.of("post_figures", "post_id", "views", "read_on") == [
        ("dQw4w9WgXcQ", 4 + 6, date(2026, 9, 2))
    ]


@pytest.mark.parametrize("text", [TABLES["en"].split("\n")[0] + "\n", "Date,Views\n"])
def test_headers_alone_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(BadInput):
        outcome(tmp_path / "table.csv")


def test_other_tables_in_the_folder_are_not_swallowed(tmp_path: Path) -> None:
    hours = "person,day,hours\na,2026-01-01,3\n"
    unzipped(tmp_path / "all", {"Table data.csv": TABLES["en"], "hours.csv": hours})
    assert recognised(tmp_path / "all") == []


def test_likes_taken_back_count_nothing_and_are_kept(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLES["en"].replace("83,5,2,1,1234", "83,-5,2,1,1234"))
    ((likes, views, extra),) = outcome(tmp_path / "table.csv").of(
        "post_figures", "likes", "views", "extra"
    )
    assert (likes, views, extra["Likes"]) == (None, 1234, "-5")
