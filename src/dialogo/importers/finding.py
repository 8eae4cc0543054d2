"""Which of the given paths hold what: folders and archives are walked, formats known by content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dialogo.importers import spreadsheet
from dialogo.importers.format import Format
from dialogo.importers.upload import LITTER, Upload, belongs
from dialogo.records.errors import BadInput
from dialogo.records.store import is_store
from dialogo.records.text import Text

# Beside an archive of a network, only these are tried for something more.
_TABLES = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods"})
_ARCHIVES = frozenset({".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"})
# Never records, and left lying in every folder: passed over without a word.
_OTHER_FILES = """
    jpg jpeg png gif webp heic svg bmp tif tiff ico mp4 mov avi webm mkv m4v mp3 m4a wav aac ogg
    pdf doc docx odt ppt pptx md css woff woff2 ttf eot yaml yml toml py ipynb
"""
_PASSED = frozenset(f".{ending}" for ending in _OTHER_FILES.split())

UNKNOWN = Text(
    en="is no export that is known here, nor one of your own tables. Give the file as the network "
    "exported it; for your own tables fill in what dialogo template writes; any other CSV can be "
    "read with --mapping.",
    it="non è un'esportazione che qui si conosca, né una delle vostre tabelle. Date il file come "
    "la rete l'ha esportato; per le vostre tabelle compilate ciò che scrive dialogo template; "
    "qualunque altro CSV si legge con --mapping.",
)
WEB_PAGE = Text(
    en="is a web page, made to be looked at. Ask the network for the download again, and choose "
    "JSON as its format.",
    it="è una pagina web, fatta per essere guardata. Richiedete di nuovo il download alla rete, "
    "scegliendo il formato JSON.",
)
NESTED = Text(
    en="is an archive inside an archive. Unpack the outer one, then give its folder.",
    it="è un archivio dentro un archivio. Decomprimete quello esterno, poi date la cartella.",
)
# Byte order marks, blanks and NULs: a file of nothing else says nothing.
_BLANK = b"\xef\xbb\xbf\xfe\xff \t\r\n\0"
EMPTY = Text(
    en="is empty. Export it again.",
    it="è vuoto. Esportatelo di nuovo.",
)


@dataclass(frozen=True)
class Found:
    """A file, folder or archive to read as one: with its format, a folder of records to take
    over, or the reason why it cannot be read."""

    name: str
    upload: Upload | None = None
    format: Format | None = None
    store: Path | None = None
    refused: BadInput | None = None


def found_in(path: Path, formats: Sequence[Format], name: str | None = None) -> Iterator[Found]:
    """What can be read at `path`, and what cannot; each `Found` is read before the next is sought.

    A folder or archive that some format knows as a whole is one; else its parts are tried.
    """
    name = name or path.name
    if path.is_dir() and is_store(path):
        yield Found(name, store=path)
        return
    try:
        upload = Upload.of(path)
    except BadInput as error:
        yield Found(name, refused=error)
        return
    whole = False
    for found in _known(name, upload, formats):
        whole = True
        yield found
    if whole:
        yield from _beside(name, upload, formats)
    elif path.is_dir():
        yield from _in_folder(path, name, formats)
    elif upload.is_archive:
        yield from _in_archive(name, upload, formats)
    else:
        yield Found(name, refused=BadInput(_why(upload), file=name))


def _known(name: str, upload: Upload, formats: Sequence[Format]) -> Iterator[Found]:
    """The formats that know the upload: the first for a single file, any number for more."""
    for format_ in formats:
        try:
            known = format_.recognises(upload)
        except BadInput as error:
            yield Found(name, refused=error)
            return
        if known:
            yield Found(name, upload, format_)
            if len(upload.names) == 1:
                return


def _beside(name: str, upload: Upload, formats: Sequence[Format]) -> Iterator[Found]:
    """Tables that lie in the folder or archive of an export without being part of it."""
    if len(upload.names) == 1:
        return
    for member in upload.names:
        if member not in upload.opened and PurePosixPath(member).suffix.lower() in _TABLES:
            yield from _known(f"{name}/{member}", upload.only(member), formats)


def _in_folder(path: Path, name: str, formats: Sequence[Format]) -> Iterator[Found]:
    inside = path.resolve()
    for child in sorted(path.iterdir()):
        if child.name in LITTER or child.name.startswith(".") or is_passed(child.name):
            continue
        if (child.is_dir() and not child.is_symlink()) or belongs(child, inside):
            yield from found_in(child, formats, f"{name}/{child.name}")


def _in_archive(name: str, upload: Upload, formats: Sequence[Format]) -> Iterator[Found]:
    """The folders and files at the top of an archive, each by itself."""
    for top in sorted({member.partition("/")[0] for member in upload.names}):
        label = f"{name}/{top}"
        if top not in upload.names:
            part = upload.below(top)
            known = list(_known(label, part, formats))
            yield from known or _in_archive(label, part, formats)
            if known:
                yield from _beside(label, part, formats)
            continue
        if is_passed(top):
            continue
        if PurePosixPath(top).suffix.lower() in _ARCHIVES:
            yield Found(label, refused=BadInput(NESTED, file=label))
            continue
        part = upload.only(top)
        known = list(_known(label, part, formats))
        yield from known or [Found(label, refused=BadInput(_why(part), file=label))]


def is_passed(name: str) -> bool:
    """Whether a file in a folder is so surely no record that it is not worth a word."""
    return PurePosixPath(name).suffix.lower() in _PASSED


def _why(upload: Upload) -> Text:
    """Why a single file is not read."""
    (member,) = upload.names
    head = upload.head(member)
    if upload.size(member) <= len(head) and not head.strip(_BLANK):
        return EMPTY
    if PurePosixPath(member).suffix.lower() in (".html", ".htm"):
        return WEB_PAGE
    if spreadsheet.is_workbook(upload, member) and not spreadsheet.can_be_read(upload, member):
        return spreadsheet.BROKEN
    return UNKNOWN
