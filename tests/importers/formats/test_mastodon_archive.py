"""The Mastodon archive: posts, threads, answers, private posts, boosts; packed in any way."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.importers.formats.mastodon_archive import plain
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from tests.importers.reading import outcome
from tests.importers.samples import tarred, unzipped, zipped

ME = "https://social.example/users/aurora"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def note(number: int, text: str, **more: Any) -> dict[str, Any]:
    made = {
        "id": f"{ME}/statuses/{number}",
        "type": "Note",
        "published": f"2026-03-0{number}T10:00:00Z",
        "url": f"https://social.example/@aurora/{number}",
        "to": [PUBLIC],
        "cc": [f"{ME}/followers"],
        "content": text,
        "inReplyTo": None,
        "attachment": [],
    } | more
    return {"id": f"{made['id']}/activity", "type": "Create", "actor": ME, "object": made}


OUTBOX: list[dict[str, Any]] = [
    note(1, "<p>Fresh &amp; new<br />today</p><p>Come by</p>"),
    note(2, "<p>and more</p>", inReplyTo=f"{ME}/statuses/1"),
    note(3, "<p>@eva yes</p>", inReplyTo="https://other.example/users/eva/statuses/9"),
    note(4, "<p>just us</p>", to=["https://other.example/users/eva"], cc=[]),
    note(5, "<p>cups</p>", attachment=[{"type": "Document", "mediaType": "image/jpeg"}]),
    {
        "id": f"{ME}/statuses/6/activity",
        "type": "Announce",
        "actor": ME,
        "published": "2026-03-06T10:00:00Z",
        "object": "https://other.example/users/eva/statuses/10",
    },
]
ACTOR = {"id": ME, "preferredUsername": "aurora", "url": "https://social.example/@aurora"}


def files(items: list[dict[str, Any]] = OUTBOX) -> dict[str, str]:
    outbox = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": items,
    }
    return {
        "outbox.json": json.dumps(outbox),
        "actor.json": json.dumps(ACTOR),
        "likes.json": json.dumps({"type": "OrderedCollection", "orderedItems": []}),
        "avatar.png": "not read",
    }


@pytest.fixture(params=["zip", "tar.gz", "tar", "folder"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make = {"zip": zipped, "tar.gz": tarred, "tar": tarred, "folder": unzipped}[request.param]
    return make(tmp_path / f"archive.{request.param}", files())


def test_posts_threads_and_boosts_are_posts(archive: Path) -> None:
    """With the ids that a live connection would tell, so that nothing stands there twice."""
    made = outcome(archive)
    assert made.of("posts", "post_id", "kind", "joins", "text", "account") == [
        ("1", "text", None, "Fresh & new\ntoday\n\nCome by", "aurora"),
        ("2", "text", "1", "and more", "aurora"),
        ("5", "image", None, "cups", "aurora"),
        ("6", "share", OUTBOX[5]["object"], None, "aurora"),
    ]
    assert made.skips == []


def test_answers_and_private_posts_are_messages_of_the_company(archive: Path) -> None:
    made = outcome(archive)
    assert made.of("messages", "message_id", "kind", "author_kind", "in_reply_to") == [
        ("3", "reply", "company", "https://other.example/users/eva/statuses/9"),
        ("4", "direct", "company", None),
    ]


def test_items_without_a_date_are_left_out(tmp_path: Path) -> None:
    made = outcome(unzipped(tmp_path / "a", files([OUTBOX[0], note(7, "<p>x</p>", published="?")])))
    assert len(made.tables["posts"]) == 1
    assert [(skip.file, skip.row, skip.column) for skip in made.skips] == [
        ("outbox.json", 2, "published")
    ]


def test_a_cut_off_outbox_is_refused(tmp_path: Path) -> None:
    content = files()
    content["outbox.json"] = content["outbox.json"][:700]
    with pytest.raises(BadInput):
        outcome(unzipped(tmp_path / "a", content))


@pytest.mark.parametrize("suffix", ["tar.gz", "tar"])
def test_a_cut_off_tar_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tarred(tmp_path / f"a.{suffix}", files())
    path.write_bytes(path.read_bytes()[: -path.stat().st_size // 2])
    with pytest.raises(BadInput) as refused:
        outcome(path)
    assert "again" in refused.value.say("en")


@pytest.mark.parametrize("name", ["../outbox.json", "/etc/outbox.json", "a/../../outbox.json"])
def test_a_tar_that_climbs_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        Upload.of(tarred(tmp_path / "a.tar.gz", {name: "{}"}))


def test_a_tar_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("outbox.json")
        info.size = 90 << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    with pytest.raises(BadInput):
        Upload.of(path)


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("outbox.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert Upload.of(path).names == ()


def test_long_and_accented_names_in_a_tar_are_read(tmp_path: Path) -> None:
    names = {"è" * 80 + "/" + "x" * 120 + ".json": "1", "b/" + "y" * 150: "22"}
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        path = tmp_path / f"{form}.tar"
        with tarfile.open(path, "w", format=form) as archive:
            for name, text in names.items():
                info = tarfile.TarInfo(name)
                info.size = len(text)
                archive.addfile(info, io.BytesIO(text.encode()))
        upload = Upload.of(path)
        assert set(upload.names) == set(names)
        for name, text in names.items():
            with upload.open(name) as stream:
                assert stream.read() == text.encode()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_a_text_survives_its_html(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(f"<p>{escaped}</p>") == text.strip()
