"""The bytes of uploaded files, kept until their import is done.

Beside a SQLite file they lie in the data folder; where the database is a server, workers may be on
other machines, and the bytes go into the database in chunks (docs/decisions/0006-uploads.md).
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.models.imports import Import, ImportChunk, ImportFile

CHUNK = 1 << 20
SPARE = 200 << 20  # bytes that stay free on the disk, whatever is uploaded
_LONGEST_NAME = 120  # bytes of one file's or folder's name

TOO_LARGE = Text(
    en="is larger than {limit} MB, the most that is taken here. Leave out pictures and videos, or "
    "ask whoever runs Dialogo to raise the upload limit.",
    it="supera {limit} MB, il massimo che qui si accetta. Togliete immagini e video, o chiedete a "
    "chi gestisce Dialogo di alzare il limite dei file.",
)
NO_ROOM = Text(
    en="does not fit: the disk of the server is nearly full. Ask whoever runs Dialogo to make "
    "room, then try again. Nothing stored was lost.",
    it="non ci sta: il disco del server è quasi pieno. Chiedete a chi gestisce Dialogo di fare "
    "spazio, poi riprovate. Nulla di ciò che era conservato è andato perso.",
)
CUT = Text(
    en="did not arrive whole. Upload it again.",
    it="non è arrivato per intero. Caricatelo di nuovo.",
)


def limit() -> int:
    """The largest upload, in bytes."""
    return int(settings.OPTIONS.upload_limit) * 1_000_000


def check(size: int, name: str | None = None) -> None:
    """Raises `BadInput` if so many bytes are too many, or find no room."""
    if size > limit():
        raise BadInput(TOO_LARGE, file=name, limit=str(settings.OPTIONS.upload_limit))
    # Twice: as it comes in, and as it is read.
    if shutil.disk_usage(settings.OPTIONS.data).free < 2 * size + SPARE:
        raise BadInput(NO_ROOM, file=name)


def cleaned(name: str) -> str:
    """A file's name, with its folders, that leads nowhere else: no `..`, no signs of control."""
    parts = []
    for part in name.replace("\\", "/").split("/"):
        shown = "".join(c for c in part if unicodedata.category(c)[0] != "C").strip()
        if shown.strip("."):
            path = PurePosixPath(shown)
            suffix = path.suffix.encode()[:20].decode(errors="ignore")
            room = _LONGEST_NAME - len(suffix.encode())
            parts.append(path.stem.encode()[:room].decode(errors="ignore") + suffix)
    return "/".join(parts[-12:]) or "file"


def keep(import_: Import, uploaded: UploadedFile[bytes], name: str | None = None) -> ImportFile:
    """Keeps an uploaded file; raises `BadInput` if it is too large."""
    called = cleaned(name or uploaded.name or "")
    size = uploaded.size or 0
    check(size, called)
    with transaction.atomic():
        file = ImportFile.objects.create(of=import_, name=called, size=size)
        if connection.vendor != "sqlite":
            for number, content in enumerate(uploaded.chunks(CHUNK)):
                ImportChunk.objects.create(file=file, number=number, content=content)
            return file
    place = _place(file)
    place.parent.mkdir(parents=True, exist_ok=True)
    if hasattr(uploaded, "temporary_file_path"):
        shutil.move(uploaded.temporary_file_path(), place)
    else:
        place.write_bytes(b"".join(uploaded.chunks(CHUNK)))
    return file


def fetch(import_: Import, folder: Path) -> list[tuple[str, Path]]:
    """Lays the files of an import out in `folder` as they were given.

    Returns what was given side by side, files and folders, each with its name and place. Raises
    `BadInput` if a file is not whole.
    """
    tops: dict[str, Path] = {}
    for file in import_.files.order_by("name", "pk"):
        path = _free(folder, file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _fetch(file, path)
        if path.stat().st_size != file.size:
            raise BadInput(CUT, file=file.name)
        top = path.relative_to(folder).parts[0]
        tops[top] = folder / top
    return list(tops.items())


def forget(import_: Import) -> None:
    """Lets go of an import's bytes; may be repeated."""
    ImportChunk.objects.filter(file__of=import_).delete()
    shutil.rmtree(_home(import_), ignore_errors=True)


def forget_if_over(import_: Import) -> None:
    """Lets go of the bytes unless they will be read again."""
    if import_.state not in (Import.UPLOADING, Import.CHOOSE):
        forget(import_)


def sweep() -> None:
    """Removes the bytes of imports that are no more: their workspace was deleted, say."""
    home: Path = settings.OPTIONS.data / "uploads"
    there = {int(one.name): one for one in _folders(home) if one.name.isdecimal()}
    known = Import.objects.filter(pk__in=there).values_list("pk", flat=True)
    for number in there.keys() - set(known):
        shutil.rmtree(there[number], ignore_errors=True)


def _folders(home: Path) -> list[Path]:
    return list(home.iterdir()) if home.is_dir() else []


def _fetch(file: ImportFile, path: Path) -> None:
    # Not by the kind of database: a backup of one may have been restored into the other.
    if file.chunks.exists():
        with path.open("wb") as to:
            for content in _chunks(file):
                to.write(content)
        return
    try:
        os.link(_place(file), path)
    except FileNotFoundError as error:
        raise BadInput(CUT, file=file.name) from error
    except OSError:
        shutil.copyfile(_place(file), path)


def _chunks(file: ImportFile) -> Iterator[bytes]:
    for number in range(file.chunks.count()):
        yield bytes(file.chunks.get(number=number).content)


def _free(folder: Path, name: str) -> Path:
    """Where `name` can lie in `folder`: of two files of one name, the second is `posts (2).csv`."""
    top, below, rest = name.partition("/")
    path = PurePosixPath(top)
    stem, suffix = (top, "") if below else (path.stem, path.suffix)
    for number in count(1):
        first = top if number == 1 else f"{stem} ({number}){suffix}"
        free = folder / f"{first}{below}{rest}"
        if not free.exists() and not any(parent.is_file() for parent in free.parents):
            return free
    raise AssertionError  # numbers do not end


def _home(import_: Import) -> Path:
    data: Path = settings.OPTIONS.data
    return data / "uploads" / str(import_.pk)


def _place(file: ImportFile) -> Path:
    return _home(file.of) / str(file.pk)
