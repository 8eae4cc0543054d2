"""All or nothing on disk: files are made aside, then put in their place by a list that survives.

A process killed at any instant leaves the old files, or a list (`commit.json`) that the next
reader or writer carries out to the end. Nothing in between is ever seen.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

STAGING = ".incoming"
COMMIT = "commit.json"
LOCK = ".lock"

BUSY = Text(
    en="another import is writing there. Wait until it is done, then try again.",
    it="un'altra importazione vi sta scrivendo. Aspettate che finisca, poi riprovate.",
)
UNFINISHED = Text(
    en="an import was interrupted here and this folder cannot be written to, so that it cannot "
    "be brought to its end. Run any command once as somebody who may write there.",
    it="qui un'importazione è stata interrotta e la cartella non è scrivibile, così non si può "
    "portarla a termine. Eseguite un comando qualsiasi una volta con il permesso di scrivervi.",
)


class Transaction:
    """New files of a folder, made under `aside`, each to replace the one of the same path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside = folder / STAGING
        self._places: list[str] = []

    def place(self, relative: str) -> Path:
        """Where to write the file that will become `folder/relative`."""
        self._places.append(relative)
        path = self.aside / "files" / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def commit(self) -> None:
        """Puts every file in its place; from here on the new state is what will be read."""
        if not self._places:
            return
        for relative in self._places:
            _sync(self.aside / "files" / relative)
        listed = self.aside / COMMIT
        listed.write_text(json.dumps(self._places), encoding="utf-8")
        _sync(listed)
        listed.replace(self.folder / COMMIT)
        _sync(self.folder)
        _carry_out(self.folder)


@contextmanager
def writing(folder: Path) -> Iterator[Transaction]:
    """The only writer of `folder`; leaves nothing behind unless the block commits.

    Raises `BadInput` if another process is writing there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, wait=False):
        _carry_out(folder)
        shutil.rmtree(folder / STAGING, ignore_errors=True)
        (folder / STAGING).mkdir()
        try:
            yield Transaction(folder)
        finally:
            shutil.rmtree(folder / STAGING, ignore_errors=True)


def forget(folder: Path) -> None:
    """Takes away a folder in which nothing was written after all."""
    (folder / LOCK).unlink(missing_ok=True)
    with suppress(OSError):  # something else is in it
        folder.rmdir()


def recover(folder: Path) -> None:
    """Brings an interrupted commit to its end, so that `folder` can be read."""
    if not (folder / COMMIT).exists():
        return
    try:
        with locked(folder, wait=True):
            _carry_out(folder)
    except PermissionError as error:
        raise BadInput(UNFINISHED, file=folder) from error


def _carry_out(folder: Path) -> None:
    """Moves what the list names and is not yet in place; may be repeated."""
    listed = folder / COMMIT
    if not listed.exists():
        return
    for relative in json.loads(listed.read_text(encoding="utf-8")):
        final = folder / relative
        final.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # moved already, before the interruption
            (folder / STAGING / "files" / relative).replace(final)
    _sync(folder)
    listed.unlink()
    shutil.rmtree(folder / STAGING, ignore_errors=True)


@contextmanager
def locked(folder: Path, *, wait: bool) -> Iterator[None]:
    """Holds the folder's lock, which the system lets go when its holder dies."""
    with (folder / LOCK).open("a+b") as file:
        try:
            _lock(file.fileno(), wait)
        except BlockingIOError as error:
            raise BadInput(BUSY, file=folder) from error
        yield


def _lock(descriptor: int, wait: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # there is one on Windows only

        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        import fcntl  # there is none on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _sync(path: Path) -> None:
    """Asks the disk to keep a file or a folder, so that even a power cut loses nothing."""
    if sys.platform == "win32" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
