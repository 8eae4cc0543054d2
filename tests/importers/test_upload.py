"""Files, folders and archives are read safely, whoever made them."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest

from dialogo.importers import archive, member
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def test_a_single_file_is_one_member_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "hours.csv").write_bytes(b"a,b\n1,2\n")
    upload = Upload.of(tmp_path / "hours.csv")
    assert upload.names == ("hours.csv",)
    assert upload.open("hours.csv").read() == b"a,b\n1,2\n"
    assert upload.head("hours.csv", 3) == b"a,b"
    assert upload.size("hours.csv") == 8


def test_the_same_files_read_alike_from_a_folder_and_from_a_zip(tmp_path: Path) -> None:
    files = {"top/data/a.js": b"one", "top/data/b.js": b"two", "top/.DS_Store": b"x"}
    for name, content in files.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(content)
    packed = zipped(tmp_path / "packed.zip", {**files, "__MACOSX/top/._a.js": b"x"})
    for upload in (Upload.of(tmp_path / "folder"), Upload.of(packed)):
        assert upload.names == ("data/a.js", "data/b.js")
        assert [upload.open(name).read() for name in upload.names] == [b"one", b"two"]


@pytest.mark.parametrize("name", ["../out.csv", "/etc/passwd", "C:\\x.csv", "a\\..\\..\\x.csv"])
def test_an_archive_whose_names_climb_out_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "bad.zip", {"good.csv": b"a", name: b"b"})
    with pytest.raises(BadInput, match="outside its folder"):
        Upload.of(path)


def test_links_are_never_followed_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mine")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.csv").write_text("a")
    (folder / "link.csv").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    assert Upload.of(folder).names == ("a.csv",)
    path = tmp_path / "links.zip"
    with zipfile.ZipFile(path, "w") as made:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        made.writestr(link, str(secret))
        made.writestr("a.csv", "a")
    assert Upload.of(path).names == ("a.csv",)


def test_a_bomb_is_stopped_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member, "RATIO_COUNTS_FROM", 1 << 20)
    path = zipped(tmp_path / "bomb.zip", {"posts.csv": bytes(50 << 20)})
    with pytest.raises(BadInput, match="250 times its size"):
        Upload.of(path).open("posts.csv").read()


def test_a_bomb_that_lies_about_its_packed_size_is_stopped_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member, "RATIO_COUNTS_FROM", 1 << 20)
    path = zipped(tmp_path / "bomb.zip", {"posts.csv": bytes(50 << 20)})
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, central + 20, 0x7FFFFFFF)  # the compressed size it claims
    path.write_bytes(content)
    with pytest.raises(BadInput):
        Upload.of(path).open("posts.csv").read()


def test_the_whole_upload_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(member, "MAX_READ", 1 << 20)
    path = zipped(tmp_path / "big.zip", {f"{n}.bin": os.urandom(400_000) for n in range(4)})
    upload = Upload.of(path)
    with pytest.raises(BadInput, match="which no export does"):
        for name in upload.names:
            upload.open(name).read()


def test_a_list_of_members_too_long_to_hold_is_refused_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    path = zipped(tmp_path / "many.zip", {f"{n}.txt": b"" for n in range(11)})
    with pytest.raises(BadInput, match="more than 10 files"):
        Upload.of(path)
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(11):
        (folder / f"{n}.txt").touch()
    with pytest.raises(BadInput, match="more than 10 files"):
        Upload.of(folder)


def test_few_members_whose_names_fill_the_memory_are_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 10_000)
    path = zipped(tmp_path / "long.zip", {f"{n}{'x' * 5_000}.txt": b"" for n in range(3)})
    with pytest.raises(BadInput, match="more than"):
        Upload.of(path)


@pytest.mark.parametrize("kept", [5, 40, 200, 0.5, 0.9, -1, -30])
def test_an_archive_cut_short_is_refused_with_what_to_do(tmp_path: Path, kept: float) -> None:
    path = zipped(tmp_path / "cut.zip", {"a.csv": os.urandom(5_000), "b.csv": os.urandom(5_000)})
    content = path.read_bytes()
    size = int(len(content) * kept) if isinstance(kept, float) else kept
    path.write_bytes(content[:size])
    with pytest.raises(BadInput, match="Download the export again"):
        Upload.of(path)


def test_damage_inside_a_member_is_found_when_it_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "damaged.zip", {"a.csv": os.urandom(50_000)})
    content = bytearray(path.read_bytes())
    content[20_000] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"damaged.zip/a.csv: is damaged"):
        Upload.of(path).open("a.csv").read()


def test_an_archive_with_a_password_says_to_unpack_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "locked.zip", {"a.csv": b"secret"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(BadInput, match="password"):
        Upload.of(path).open("a.csv")


def test_zip64_archives_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w") as made, made.open("a.csv", "w", force_zip64=True) as inside:
        inside.write(b"a,b\n")
    assert Upload.of(path).open("a.csv").read() == b"a,b\n"


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        Upload.of(tmp_path / "nowhere.zip")


def test_an_empty_folder_and_an_empty_archive_have_no_members(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert Upload.of(tmp_path / "empty").names == ()
    assert Upload.of(zipped(tmp_path / "empty.zip", {})).names == ()
