"""An upload: a file, a folder or a ZIP, read safely whoever sent it.

Nothing is extracted to disk under a name from the archive, nothing is executed, and an archive
that lies about its size is refused before it fills memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO


class Upload:
    """Named members of bytes. A single file is an upload with one member, under its own name.

    Names are relative, with `/`, and free of `..`; the single top folder that many archives wrap
    everything in is taken off.
    """

    name: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Upload:
        """Opens `path`; raises `BadInput` for a hostile, broken or oversized archive."""
        raise NotImplementedError

    def open(self, name: str) -> IO[bytes]:
        """A member's bytes, streamed; reading more than the limits allow raises `BadInput`."""
        raise NotImplementedError

    def head(self, name: str, size: int = 65_536) -> bytes:
        """A member's first bytes."""
        raise NotImplementedError

    def size(self, name: str) -> int:
        """A member's size in bytes, uncompressed."""
        raise NotImplementedError
