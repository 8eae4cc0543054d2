"""The bytes of a video, piece by piece: from any place, and never all of them at once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from dialogo.web.models.films import Film, FilmChunk

CHUNK = 1 << 20  # bytes


class Reader(io.RawIOBase):
    """A film as a file; holds one chunk at a time."""

    def __init__(self, film: Film) -> None:
        super().__init__()
        self._chunks = FilmChunk.objects.filter(film=film.pk, take=film.take)
        self._size, self._at = film.size, 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]  # a Buffer
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, CHUNK)
        part = self._chunk(number)[within : within + len(into)]
        into[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            found = self._chunks.values_list("content", flat=True).get(number=number)
            self._held = number, bytes(found)
        return self._held[1]


def opened(film: Film) -> BinaryIO:
    """A film as a file that is read in big pieces."""
    return cast("BinaryIO", io.BufferedReader(Reader(film), CHUNK))


def between(film: Film, first: int, last: int) -> Iterator[bytes]:
    """Its bytes from `first` to `last`, both of them too."""
    with opened(film) as file:
        file.seek(first)
        left = last + 1 - first
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def is_whole(film: Film) -> bool:
    """Whether its bytes are those that its digest was made of."""
    hashed = hashlib.sha256()
    for number in range(-(-film.size // CHUNK)):
        rows = FilmChunk.objects.filter(film=film.pk, take=film.take, number=number)
        hashed.update(bytes(rows.values_list("content", flat=True).first() or b""))
    return bool(film.digest) and hashed.hexdigest() == film.digest
