"""The archive: a ZIP of tables, uploads and a manifest that says what each must be."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

FORMAT = 1
MANIFEST = "dialogo-backup.json"
SECRET = "secret.key"  # noqa: S105  (the name of a file)
UPLOADS = "uploads/"
PIECE = 1 << 20

_NOT_THERE = Text(
    en="there is no such file. Check the name and the folder.",
    it="questo file non c'è. Controllate il nome e la cartella.",
)
_NO_BACKUP = Text(
    en="this is no backup of Dialogo's, or it did not arrive whole. Nothing has been changed. Copy "
    "it again, or take another one.",
    it="questa non è una copia di Dialogo, o non è arrivata per intero. Non è stato cambiato "
    "nulla. Copiatela di nuovo, o prendetene un'altra.",
)
_CHANGED = Text(
    en="{part} in this backup is damaged or has been changed. Nothing has been restored. Copy the "
    "file again, or take another one.",
    it="{part} in questa copia è rovinato o è stato cambiato. Non è stato ripristinato nulla. "
    "Copiate di nuovo il file, o prendetene un altro.",
)
_NEWER = Text(
    en="this backup was made by a newer Dialogo ({version}). Install that version first: pip "
    "install --upgrade dialogo.",
    it="questa copia è stata fatta da un Dialogo più nuovo ({version}). Installate prima quella "
    "versione: pip install --upgrade dialogo.",
)


@dataclass(frozen=True)
class Part:
    """A file of the archive: bytes, SHA-256, and of a table its rows and columns."""

    size: int
    sha256: str
    rows: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What the archive holds. `migrations`: the last of each app; `key_mark`: which key seals."""

    version: str
    made_at: str
    engine: str
    key_mark: str
    migrations: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def written(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


class Writer:
    """Writes an archive part by part, and counts what it writes."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, pieces: Iterable[bytes], columns: tuple[str, ...] = ()) -> None:
        """One part from its pieces; for a table, each piece is a row."""
        hashed, size, count = hashlib.sha256(), 0, 0
        with self._zip.open(name, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                hashed.update(piece)
                size += len(piece)
                count += 1
        rows = count if columns else 0
        self.parts[name] = Part(size, hashed.hexdigest(), rows, columns)

    def close(self, manifest: Manifest) -> None:
        """Ends the archive with its manifest."""
        self._zip.writestr(MANIFEST, manifest.written())
        self._zip.close()


class Reader:
    """An archive that is whole: every part has been read and compared; raises `BadInput` if not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise BadInput(_NOT_THERE, file=path)
        try:
            self.zip = zipfile.ZipFile(path)
            told = json.loads(self.zip.read(MANIFEST))
            self.manifest = _manifest(told, path)
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as wrong:
            raise BadInput(_NO_BACKUP, file=path) from wrong
        self._compare()

    def _compare(self) -> None:
        names = set(self.zip.namelist()) - {MANIFEST}
        for name in sorted(names ^ set(self.manifest.parts)):
            raise BadInput(_CHANGED, file=self.path, part=name)
        for name, part in self.manifest.parts.items():
            try:
                same = self._digest(name, part.size) == part.sha256
            except (zipfile.BadZipFile, ValueError, OSError, EOFError) as wrong:
                raise BadInput(_CHANGED, file=self.path, part=name) from wrong
            if not same:
                raise BadInput(_CHANGED, file=self.path, part=name)

    def _digest(self, name: str, size: int) -> str:
        if self.zip.getinfo(name).file_size != size:
            return ""
        hashed, left = hashlib.sha256(), size
        with self.zip.open(name) as file:
            while piece := file.read(min(PIECE, left + 1)):
                hashed.update(piece)
                left -= len(piece)
                if left < 0:
                    return ""
        return hashed.hexdigest()

    def damaged(self, name: str) -> BadInput:
        """What to say of a part that does not hold what it should."""
        return BadInput(_CHANGED, file=self.path, part=name)


def _manifest(told: dict[str, Any], path: Path) -> Manifest:
    if int(told["format"]) > FORMAT:
        raise BadInput(_NEWER, file=path, version=str(told["version"]))
    parts = {
        name: Part(**{**part, "columns": tuple(part["columns"])})
        for name, part in told["parts"].items()
    }
    return Manifest(**{**told, "parts": parts})
