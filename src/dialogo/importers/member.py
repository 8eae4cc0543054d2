"""A member of an upload: its bytes, streamed, and the limits that reading them must keep."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeVar

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

T = TypeVar("T")

MiB = 1 << 20
GiB = 1 << 30

# Media fill archives of many gigabytes, but are never read: what is read is limited.
MAX_READ = 64 * GiB
# Deflate reaches 1,032 to 1; records are text and stay under 100 to 1. Small members may be odd.
MAX_RATIO = 250
RATIO_COUNTS_FROM = 64 * MiB

TOO_MUCH = Text(
    en="unpacks to more than {limit} GB, which no export does. It was not read further. "
    "Download the export again, or give the files you need one by one.",
    it="una volta decompresso supera {limit} GB, e nessuna esportazione lo fa. La lettura si è "
    "fermata. Scaricate di nuovo l'esportazione, o date i file che servono uno per uno.",
)
BOMB = Text(
    en="unpacks to more than {ratio} times its size, as files made to fill a disk do. "
    "It was not read further. Download the export again from the network itself.",
    it="decompresso supera {ratio} volte la propria misura, come i file fatti per riempire un "
    "disco. La lettura si è fermata. Scaricate di nuovo l'esportazione dalla rete.",
)
BROKEN = Text(
    en="is damaged or was cut short. Download the export again.",
    it="è danneggiato o incompleto. Scaricate di nuovo l'esportazione.",
)
UNREADABLE = Text(
    en="cannot be opened ({reason}). Check that it is there and that you may read it.",
    it="non si apre ({reason}). Controllate che ci sia e che si possa leggere.",
)


@dataclass(frozen=True)
class Member:
    """`size` is in bytes, uncompressed; `packed` is what it takes up on disk; `file` names it."""

    file: str
    size: int
    packed: int
    start: Callable[[], IO[bytes]]


class Meter:
    """Counts what was read of one upload, all members together."""

    def __init__(self) -> None:
        self.read = 0


class _Guarded(io.RawIOBase):
    """A member's bytes, counted as they come: what a header promises is not believed."""

    def __init__(self, member: Member, meter: Meter) -> None:
        self._member = member
        self._meter = meter
        self._read = 0
        self._inner = _translated(member, member.start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = _translated(self._member, lambda: self._inner.read(len(view)))
        view[: len(piece)] = piece
        self._read += len(piece)
        self._meter.read += len(piece)
        self._check()
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()

    def _check(self) -> None:
        if self._meter.read > MAX_READ:
            raise BadInput(TOO_MUCH, file=self._member.file, limit=MAX_READ // GiB)
        if self._read > max(RATIO_COUNTS_FROM, self._member.packed * MAX_RATIO):
            raise BadInput(BOMB, file=self._member.file, ratio=MAX_RATIO)


def guarded(member: Member, meter: Meter) -> IO[bytes]:
    """The member's bytes as a buffered stream; raises `BadInput` past the limits or if broken."""
    return io.BufferedReader(_Guarded(member, meter), 1 << 18)


def _translated(member: Member, action: Callable[[], T]) -> T:
    """Runs `action`; what zipfile and the disk complain about becomes `BadInput`."""
    try:
        return action()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(BROKEN, file=member.file) from error
    except OSError as error:
        raise BadInput(UNREADABLE, file=member.file, reason=error.strerror or error) from error
