"""ZIP archives (ZIP64 too): their members, without unpacking anything to disk."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from pathlib import Path
from typing import IO

from dialogo.importers.member import BROKEN, UNREADABLE, Member
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

MAX_MEMBERS = 1_000_000
MAX_DIRECTORY = 256 << 20  # bytes of the archive's own list of members
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile("[A-Za-z]:")
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06")
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")

TOO_MANY = Text(
    en="holds more than {limit} files. Give the folders you need one by one.",
    it="contiene più di {limit} file. Date le cartelle che servono una per una.",
)
ESCAPES = Text(
    en='holds a file called "{name}" that would land outside its folder, as no export does. '
    "Nothing was read. Download the export again from the network itself.",
    it='contiene un file chiamato "{name}" che finirebbe fuori dalla sua cartella, come in '
    "nessuna esportazione. Nulla è stato letto. Scaricate di nuovo l'esportazione dalla rete.",
)
ENCRYPTED = Text(
    en="is protected by a password. Unpack it, then give the folder.",
    it="è protetto da una password. Decomprimetelo, poi date la cartella.",
)
PACKING = Text(
    en="is packed in a way that is not read here. Unpack it, then give the folder.",
    it="è compresso in un modo che qui non si legge. Decomprimetelo, poi date la cartella.",
)


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP, whole or not; workbooks (.xlsx, .ods) are no archives here."""
    with path.open("rb") as file:
        if file.read(4) not in _SIGNATURES:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            first = set(archive.namelist()[:50])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return path.suffix.lower() not in {".xlsx", ".xlsm", ".ods"}
    return "[Content_Types].xml" not in first and "mimetype" not in first


def members(path: Path) -> dict[str, Member]:
    """The archive's files under clean names; raises `BadInput` if it is broken or hostile."""
    _check_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise BadInput(BROKEN, file=path.name) from error
    disk = path.stat().st_size
    found: dict[str, Member] = {}
    for info in archive.infolist():
        if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
            continue  # a link's bytes are only a path: nothing to read, and nothing is followed
        name = clean_name(info.filename, path.name)
        found[name] = Member(
            file=f"{path.name}/{name}",
            size=info.file_size,
            packed=min(info.compress_size, disk),
            start=lambda info=info: _start(archive, info, path.name),  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        )
    return found


def clean_name(name: str, archive: str) -> str:
    """A member's name with `/` and nothing that climbs; raises `BadInput` if it would."""
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or _DRIVE.match(name) or ".." in parts:
        raise BadInput(ESCAPES, file=archive, name=name)
    return "/".join(part for part in parts if part not in ("", "."))


def _start(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> IO[bytes]:
    if info.flag_bits & 0x1:
        raise BadInput(ENCRYPTED, file=file)
    if info.compress_type not in READABLE:
        raise BadInput(PACKING, file=file)
    return archive.open(info)


def _check_directory(path: Path) -> None:
    """Refuses a list of members too long to hold, before zipfile loads it."""
    try:
        count, size = _directory(path)
    except struct.error as error:
        raise BadInput(BROKEN, file=path.name) from error
    except OSError as error:
        raise BadInput(UNREADABLE, file=path.name, reason=error.strerror or error) from error
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise BadInput(TOO_MANY, file=path.name, limit=MAX_MEMBERS)


def _directory(path: Path) -> tuple[int, int]:
    """How many members the archive lists, and the bytes of that list (APPNOTE 4.3.14-4.3.16)."""
    with path.open("rb") as file:
        tail_at = max(0, path.stat().st_size - (1 << 16) - _END.size - _LOCATOR.size)
        file.seek(tail_at)
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0:
            raise struct.error("no end of the directory")
        _, _, _, _, count, size, _, _ = _END.unpack_from(tail, at)
        if size == 0xFFFFFFFF or count == 0xFFFF:
            locator = at - _LOCATOR.size
            if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
                file.seek(_LOCATOR.unpack_from(tail, locator)[2])
                end = _END64.unpack(file.read(_END64.size))
                return end[7], end[8]
    return count, size
