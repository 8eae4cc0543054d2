"""An upload: a file, a folder or a ZIP, read safely whoever sent it.

Nothing is extracted to disk under a name from the archive, nothing is executed, and an archive
that lies about its size is refused before it fills memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from dialogo.importers import archive, tarball
from dialogo.importers.member import UNREADABLE, Member, Meter, guarded
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

# What operating systems leave in folders and archives.
LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git"})
_HEADS_KEPT = 256

MISSING = Text(
    en="is not there. Check the path.",
    it="non c'è. Controllate il percorso.",
)


class Upload:
    """Named members of bytes. A single file is an upload with one member, under its own name.

    Names are relative, with `/`, and free of `..`; the single top folder that many archives wrap
    everything in is taken off. `opened` tells which members were streamed so far, `read` how many
    bytes; `is_archive` whether it came as a ZIP.
    """

    name: str
    names: tuple[str, ...]

    def __init__(
        self,
        name: str,
        members: Mapping[str, Member],
        *,
        meter: Meter | None = None,
        is_archive: bool = False,
    ) -> None:
        self.name = name
        self.names = tuple(sorted(members))
        self.is_archive = is_archive
        self.opened: set[str] = set()
        self._members = dict(members)
        self._meter = meter or Meter()
        self._heads: dict[str, bytes] = {}

    @classmethod
    def of(cls, path: Path) -> Upload:
        """Opens `path`; raises `BadInput` for a hostile, broken or oversized archive."""
        try:
            if path.is_dir():
                return cls(path.name, _unwrapped(_folder(path)))
            if not path.is_file():
                raise BadInput(MISSING, file=path)
            if archive.is_archive(path):
                members = _unwrapped(_without_litter(archive.members(path)))
                return cls(path.name, members, is_archive=True)
            if tarball.is_tarball(path):
                members = _unwrapped(_without_litter(tarball.members(path)))
                return cls(path.name, members, is_archive=True)
            return cls(path.name, {path.name: _on_disk(path, path.name)})
        except OSError as error:
            raise BadInput(UNREADABLE, file=path, reason=error.strerror or error) from error

    def only(self, name: str) -> Upload:
        """One member as an upload of its own; `KeyError` if there is none called so."""
        member = self._members[name]
        alone = Upload(Path(name).name, {Path(name).name: member}, meter=self._meter)
        if name in self._heads:
            alone._heads[Path(name).name] = self._heads[name]
        return alone

    def below(self, folder: str) -> Upload:
        """The members of one folder as an upload of their own, without its name before theirs."""
        inside = {
            name[len(folder) + 1 :]: member
            for name, member in self._members.items()
            if name.startswith(f"{folder}/")
        }
        return Upload(Path(folder).name, inside, meter=self._meter)

    @property
    def read(self) -> int:
        """Bytes streamed so far, all members together."""
        return self._meter.read

    def open(self, name: str) -> IO[bytes]:
        """A member's bytes, streamed; reading more than the limits allow raises `BadInput`."""
        self.opened.add(name)
        return guarded(self._members[name], self._meter)

    def head(self, name: str, size: int = 65_536) -> bytes:
        """A member's first bytes."""
        kept = self._heads.get(name)
        if kept is None or (len(kept) < size and len(kept) < self.size(name)):
            with guarded(self._members[name], Meter()) as stream:
                kept = stream.read(max(size, 65_536))
            if len(self._heads) >= _HEADS_KEPT:
                self._heads.clear()
            self._heads[name] = kept
        return kept[:size]

    def size(self, name: str) -> int:
        """A member's size in bytes, uncompressed."""
        return self._members[name].size


def _folder(root: Path) -> dict[str, Member]:
    """Every file below `root`; links that lead out of it are left out."""
    inside = root.resolve()
    found: dict[str, Member] = {}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LITTER)
        for file in files:
            path = Path(folder) / file
            if file in LITTER or not belongs(path, inside):
                continue
            if len(found) >= archive.MAX_MEMBERS:
                raise BadInput(archive.TOO_MANY, file=root.name, limit=archive.MAX_MEMBERS)
            name = path.relative_to(root).as_posix()
            found[name] = _on_disk(path, f"{root.name}/{name}")
    return found


def belongs(path: Path, inside: Path) -> bool:
    """Whether `path` is a plain file that really lies in the folder `inside`."""
    return path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(inside))


def _on_disk(path: Path, file: str) -> Member:
    size = path.stat().st_size
    start: Callable[[], IO[bytes]] = lambda: path.open("rb")  # noqa: E731  (names the type)
    return Member(file=file, size=size, packed=size, start=start)


def _without_litter(members: Mapping[str, Member]) -> dict[str, Member]:
    return {
        name: member for name, member in members.items() if not LITTER.intersection(name.split("/"))
    }


def _unwrapped(members: Mapping[str, Member]) -> dict[str, Member]:
    """The same members without the one top folder that holds them all, if there is one."""
    tops = {name.partition("/")[0] for name in members}
    if len(tops) != 1 or any("/" not in name for name in members):
        return dict(members)
    return {name.partition("/")[2]: member for name, member in members.items()}
