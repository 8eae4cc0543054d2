"""What holds for every export: one format takes it, and no damage does more than refuse it."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Skip
from dialogo.importers.formats import formats
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from tests.importers.formats import (
    test_bluesky_car,
    test_linkedin_page,
    test_mastodon_archive,
    test_meta_business,
    test_meta_downloads,
    test_trackers,
    test_x_analytics,
    test_x_archive,
    test_youtube_studio,
)
from tests.importers.reading import AURORA, outcome, recognised
from tests.importers.samples import tarred, unzipped, zipped


def _table(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _saved(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


_META, _LINKEDIN = test_meta_business, test_linkedin_page
FILES: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "x.zip": ("x-archive", lambda at: zipped(at, test_x_archive.files())),
    "tweets.js": ("x-archive", lambda at: _saved(at, test_x_archive.files()["data/tweets.js"])),
    "content.csv": ("x-analytics-content", lambda at: _table(
        at, test_x_analytics.CONTENT, test_x_analytics.ROWS)),
    "overview.csv": ("x-analytics-days", lambda at: _table(
        at, test_x_analytics.OVERVIEW, [["Fri, Jun 5, 2026", *map(str, range(13))]])),
    "facebook.csv": ("meta-facebook-content", lambda at: _META.written(
        at, _META.FACEBOOK, [_META.POST, _META.EARLIER])),
    "facebook-it.csv": ("meta-facebook-content", lambda at: _META.written(
        at, _META.FACEBOOK, [_META.POST], "utf-16", names=_META.ITALIAN)),
    "instagram.csv": ("meta-instagram-content", lambda at: _META.written(
        at, _META.INSTAGRAM, [_META.POST])),
    "instagram-reach.csv": ("meta-days", lambda at: _saved(
        at, 'sep=,\n"Reach"\n"Date","Primary"\n"2026-08-24T00:00:00","1"\n')),
    "facebook.zip": ("facebook-download", lambda at: zipped(
        at, test_meta_downloads.facebook("2026"))),
    "your_posts_1.json": ("facebook-download", lambda at: _saved(
        at, json.dumps(test_meta_downloads.FB_POSTS))),
    "instagram.zip": ("instagram-download", lambda at: zipped(
        at, test_meta_downloads.instagram("2026"))),
    "posts_1.json": ("instagram-download", lambda at: _saved(
        at, json.dumps(test_meta_downloads.IG_POSTS))),
    "linkedin.xlsx": ("linkedin-page", lambda at: _LINKEDIN.workbook(
        at, Metrics=[[_LINKEDIN.NOTE], _LINKEDIN.metrics(), _LINKEDIN.DAY],
        All_posts=[_LINKEDIN.POSTS, _LINKEDIN.POST])),
    "New followers.csv": ("linkedin-page", lambda at: _table(
        at, _LINKEDIN.FOLLOWERS, [["05/14/2026", "0", "1", "2", "3"]])),
    "Table data.csv": ("youtube-studio", lambda at: _saved(at, test_youtube_studio.TABLES["it"])),
    "Totals.csv": ("youtube-studio", lambda at: _saved(at, "Date,Views\n2026-01-01,3\n")),
    "outbox.json": ("mastodon-archive", lambda at: _saved(
        at, test_mastodon_archive.files()["outbox.json"])),
    "mastodon.tar.gz": ("mastodon-archive", lambda at: tarred(at, test_mastodon_archive.files())),
    "repo.car": ("bluesky-repository", lambda at: _saved(at, test_bluesky_car.car())),
    "timesheets.json": ("hours/kimai-json", lambda at: _saved(
        at, json.dumps([test_trackers.kimai(tags=["answering"])]))),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_exactly_one_format_takes_it(tmp_path: Path, name: str) -> None:
    expected, make = FILES[name]
    assert recognised(make(tmp_path / name)) == [expected]


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    path = FILES[name][1](tmp_path / name)
    one, two = outcome(path), outcome(path)
    assert one == two
    assert any(one.tables.values())


def test_importing_everything_twice_changes_nothing(tmp_path: Path) -> None:
    paths = [make(tmp_path / name) for name, (_, make) in FILES.items()]
    folder = tmp_path / "records"
    once = bring_in(paths, folder, AURORA)
    assert [file.refused for file in once.files if file.refused] == []
    assert len(once.files) == len(FILES)
    before = {path: path.read_bytes() for path in folder.rglob("*.parquet")}
    assert before
    again = bring_in(paths, folder, AURORA)
    assert [sum(file.added.values()) for file in again.files] == [0] * len(FILES)
    assert {path: path.read_bytes() for path in folder.rglob("*.parquet")} == before


def test_a_folder_of_everything_is_read_file_by_file(tmp_path: Path) -> None:
    for name, (_, make) in FILES.items():
        (tmp_path / "all" / name).mkdir(parents=True)
        make(tmp_path / "all" / name / name)
    made = bring_in([tmp_path / "all"], tmp_path / "records", AURORA)
    assert sorted(str(file.format) for file in made.files) == sorted(
        expected for expected, _ in FILES.values()
    )


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, name: str) -> None:
    """Cut anywhere, or with bytes replaced anywhere: rows, skips or `BadInput` come, never more."""
    path = FILES[name][1](tmp_path / name)
    whole = path.read_bytes()
    rng = random.Random(name)  # noqa: S311  (damage, not a secret)
    for turn in range(6 if name.endswith("xlsx") else 40):
        content = bytearray(whole)
        if turn % 2:
            del content[rng.randrange(len(content)) :]
        else:
            for _ in range(rng.choice((1, 5, 50))):
                content[rng.randrange(len(content))] = rng.randrange(256)
        path.write_bytes(content)
        _read_all(path)


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_nobodys_or_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    _read_all(tmp_path / name)


def _read_all(path: Path) -> None:
    try:
        upload = Upload.of(path)
        for one in formats():
            if one.recognises(upload):
                for item in one.read(upload, AURORA):
                    if isinstance(item, Skip):
                        item.reason.say("en", **item.values)
                        item.reason.say("it", **item.values)
    except BadInput as refused:
        assert refused.say("en")
        assert refused.say("it")


def test_a_folder_of_them_all_is_no_single_export(tmp_path: Path) -> None:
    for name, (_, make) in FILES.items():
        make(tmp_path / name)
    shutil.rmtree(tmp_path / "twitter", ignore_errors=True)
    unzipped(tmp_path / "twitter", test_x_archive.files())
    for name in ("tweets.js", "your_posts_1.json", "posts_1.json", "outbox.json"):
        (tmp_path / name).unlink()
    assert recognised(tmp_path) == []


def test_every_format_says_how_to_get_it_in_both_languages() -> None:
    found = formats()
    assert len({one.id for one in found}) == len(found)
    for one in found:
        for text in (one.title, one.how):
            assert text.say("en").strip()
            assert text.say("it").strip()
            assert text.en != text.it
