"""Tar archives, plain or gzipped, as Mastodon gives them: their members, without unpacking.

The headers are read here (POSIX ustar, pax paths, GNU long names), because a library that trusts
the lengths in them can be made to fill memory. A member is reached by reading up to its place.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from dialogo.importers.archive import MAX_MEMBERS, TOO_MANY, clean_name
from dialogo.importers.member import BOMB, BROKEN, MAX_RATIO, RATIO_COUNTS_FROM, Member
from dialogo.records.errors import BadInput

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 512
LONGEST_NAME = 1 << 16
_FILE, _LONG_NAME, _PAX = (b"0", b"\0", b"7"), b"L", b"x"


def is_tarball(path: Path) -> bool:
    """Whether the file is a tar archive, by its first header."""
    try:
        with _opened(path) as stream:
            return stream.read(BLOCK)[257:262] == b"ustar"
    except (OSError, EOFError, zlib.error):
        return False


def members(path: Path) -> dict[str, Member]:
    """The archive's plain files; links and devices are left out. Raises `BadInput`."""
    disk = path.stat().st_size
    found: dict[str, Member] = {}
    try:
        for raw, at, size in _entries(path, disk):
            name = clean_name(raw, path.name)
            found[name] = Member(
                file=f"{path.name}/{name}",
                size=size,
                packed=disk,
                start=partial(_part, path, at, size),
            )
            if len(found) > MAX_MEMBERS:
                raise BadInput(TOO_MANY, file=path.name, limit=MAX_MEMBERS)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise BadInput(BROKEN, file=path.name) from error
    return found


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.GzipFile(path)) if is_packed else path.open("rb")


def _part(path: Path, at: int, size: int) -> IO[bytes]:
    return io.BufferedReader(_Part(_opened(path), at, size))


def _entries(path: Path, disk: int) -> Iterator[tuple[str, int, int]]:
    """Name, place and size of each plain file."""
    limit = max(RATIO_COUNTS_FROM, disk * MAX_RATIO)
    with _opened(path) as stream:
        at, name = 0, ""
        while (header := stream.read(BLOCK)) and header.strip(b"\0"):
            if len(header) < BLOCK:
                raise EOFError
            size, kind = _number(header[124:136]), header[156:157]
            at += BLOCK
            if at + size > limit:
                raise BadInput(BOMB, file=path.name, ratio=MAX_RATIO)
            if kind in (_LONG_NAME, _PAX):
                if size > LONGEST_NAME:
                    raise ValueError(size)
                name = _told(stream.read(size), kind) or name
            elif kind in _FILE:
                yield name or _named(header), at, size
                name = ""
            else:
                name = ""
            at += size + -size % BLOCK
            if stream.seek(at) != at or (size and not _reaches(stream, at)):
                raise EOFError
        if len(header) == 0:  # every whole archive ends with empty blocks
            raise EOFError


def _reaches(stream: IO[bytes], at: int) -> bool:
    """Whether there is a byte just before `at`: seeking alone goes past a file's end."""
    if isinstance(stream, gzip.GzipFile):
        return True  # its seek reads, and stops at the end
    stream.seek(at - 1)
    return bool(stream.read(1))


def _number(field: bytes) -> int:
    """A length, in octal digits or, for large ones, in base 256."""
    if field[0] & 0x80:
        return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
    return int(field.strip(b" \0") or b"0", 8)


def _named(header: bytes) -> str:
    name, prefix = (part.split(b"\0")[0] for part in (header[:100], header[345:500]))
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _told(body: bytes, kind: bytes) -> str:
    """The name that a header of its own gives the file after it."""
    if kind == _LONG_NAME:
        return body.split(b"\0")[0].decode("utf-8", "replace")
    paths = [line.partition(b"path=")[2] for line in body.split(b"\n") if b" path=" in line]
    return paths[-1].decode("utf-8", "replace") if paths else ""


class _Part(io.RawIOBase):
    """The bytes of a stream from `at` on, `size` of them."""

    def __init__(self, stream: IO[bytes], at: int, size: int) -> None:
        self._stream, self._left = stream, size
        stream.seek(at)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._stream.read(min(len(view), self._left))
        if not piece and self._left and len(view):
            raise EOFError
        view[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
