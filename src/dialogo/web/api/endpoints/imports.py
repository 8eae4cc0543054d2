"""Files brought in: the exports of networks, read as on the import page."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import Router

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Lang, Text
from dialogo.web.actions import imports, uploads
from dialogo.web.actions.answers import Done
from dialogo.web.api import bodies, cursors, once, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import IMPORTS
from dialogo.web.api.operation import Parameter, Schema, listed, operation, ref, shape
from dialogo.web.api.problems import (
    BAD_REQUEST,
    CONFLICT,
    DOES_NOT_FIT,
    NO_ROOM,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_JSON,
    SAID,
    TOO_LARGE,
    Flaw,
    Problem,
)
from dialogo.web.models.api import Scope
from dialogo.web.models.imports import Import

router = Router()
MULTIPART = "multipart/form-data"
_STATES = (
    Import.UPLOADING, Import.WAITING, Import.READING, Import.CHOOSE, Import.DONE, Import.FAILED,
    Import.UNDOING, Import.UNDONE,
)  # fmt: skip
NO_MAKER = Text(
    en="Whoever made this token has left, and files are brought in by somebody. An owner makes "
    "another token.",
    it="Chi ha creato questo token non c'è più, e i file li porta qualcuno. Chi è titolare ne crea "
    "un altro.",
)
NO_FORM = Text(
    en="The form cannot be read. Send the files as parts named files, each with its file name.",
    it="Il modulo non si può leggere. I file vanno mandati come parti di nome files, ognuna con il "
    "nome del file.",
)
LARGE = Text(en="What was sent {why}", it="Ciò che è arrivato {why}")

_COUNT: Schema = {"type": "integer", "minimum": 0}
_WORDS: Schema = {"type": ["string", "null"]}
_FILE = shape(
    name={"type": "string"},
    format=_WORDS,
    read=_COUNT,
    skipped=_COUNT,
    refused=_WORDS,
)
SHOWN = shape(
    id=_COUNT,
    state={"enum": list(_STATES)},
    at={"type": "string", "format": "date-time"},
    ended_at={"type": ["string", "null"], "format": "date-time"},
    added=_COUNT,
    known=_COUNT,
    changed=_COUNT,
    skipped=_COUNT,
    companies={"type": "array", "items": {"type": "string"}},
    error=_WORDS,
    files={"type": "array", "items": _FILE},
)


_BODY: Schema = {
    "type": "object",
    "properties": {
        "files": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "minItems": 1,
            "maxItems": 100,
        }
    },
    "required": ["files"],
}
ACCOUNTS = Parameter(
    "accounts",
    Text(
        en="The company's own account names, one a line, where the files do not say.",
        it="I nomi dei profili dell'azienda, uno per riga, dove i file non li dicono.",
    ),
    {"type": "string", "maxLength": 2000},
)


@operation(
    router,
    "POST",
    "/imports",
    Text(en="Bring in files", it="Portare file"),
    group=IMPORTS,
    scope=Scope.RECORDS_WRITE,
    gives=ref("import"),
    status=202,
    takes={MULTIPART: lambda lang: _BODY},
    parameters=(ACCOUNTS, once.PARAMETER),
    problems=(BAD_REQUEST, CONFLICT, TOO_LARGE, NOT_JSON, NO_ROOM),
    headers={"Location": Text(en="Where to see how far it is.", it="Dove vedere a che punto è.")},
    more=Text(
        en="Exports as the networks gave them, archives too, or the templates. They are read as "
        "soon as a worker is free. Where several companies are in them, a person chooses on the "
        "import page.",
        it="Esportazioni come le reti le hanno date, anche archivi, oppure i modelli. Si leggono "
        "appena c'è un processo libero. Se contengono più aziende, sceglie una persona nella "
        "pagina di importazione.",
    ),
)
def bring_in_files(request: Asking) -> HttpResponse:
    bodies.kind(request, MULTIPART)
    if request.token.made_by is None:
        raise Problem(NOT_ALLOWED, NO_MAKER)
    accounts = query.text(request, ACCOUNTS)
    length = request.META.get("CONTENT_LENGTH") or "0"
    _fitting(int(length) if length.isdigit() else 0)
    try:
        files = request.FILES.getlist("files")
    except MultiPartParserError as error:
        raise Problem(BAD_REQUEST, NO_FORM) from error
    if not files:
        raise Problem(DOES_NOT_FIT, imports.NO_FILE, flaws=[Flaw("/files", imports.NO_FILE)])

    def do() -> Done:
        import_ = _started(request, files, accounts)
        shown = _shown(import_, request.lang)
        return Done(202, shown, f"/api/v1/imports/{import_.pk}")

    return once.once(request, _digest(files, accounts), do)


def _fitting(size: int) -> None:
    """Raises `Problem` if so many bytes are too many, or find no room."""
    try:
        uploads.check(size)
    except BadInput as wrong:
        raise _too_large(wrong) from wrong


def _too_large(wrong: BadInput) -> Problem:
    # Written out: braces in a file's name are braces.
    en, it = (wrong.say(lang).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    why = Text(en=en, it=it)
    return Problem(NO_ROOM if wrong.text is uploads.NO_ROOM else TOO_LARGE, LARGE, why=why)


def _started(request: Asking, files: list[UploadedFile[bytes]], accounts: str) -> Import:
    by = request.token.made_by
    assert by is not None  # noqa: S101  (narrowing only: looked at before)
    import_ = imports.begin(by, request.workspace, accounts)
    try:
        for file in files:
            imports.add(import_, file)
        imports.start(by, import_)
    except BadInput as wrong:
        uploads.forget(import_)
        import_.delete()
        raise _too_large(wrong) from wrong
    return import_


def _digest(files: list[UploadedFile[bytes]], accounts: str) -> bytes:
    """Tells one set of files from another."""
    digest = hashlib.sha256(accounts.encode("utf-8", "replace"))
    for file in files:
        digest.update(f"\n{file.name}\n{file.size}\n".encode("utf-8", "replace"))
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.digest()


@operation(
    router,
    "GET",
    "/imports",
    Text(en="The imports, the newest first", it="Le importazioni, prima le più recenti"),
    group=IMPORTS,
    scope=Scope.RECORDS_WRITE,
    gives=listed(ref("import")),
    parameters=(query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
)
def list_imports(request: Asking) -> JsonResponse:
    most = query.limit(request)
    name = f"{request.workspace.pk}:imports"
    place = cursors.read(request.GET.get("cursor"), name)
    found = Import.objects.filter(workspace=request.workspace).order_by("-pk")
    if place is not None:
        found = found.filter(pk__lt=place[0])
    page = list(found[: most + 1])
    cursor = cursors.written(name, [page[most - 1].pk]) if len(page) > most else None
    items = [_shown(import_, request.lang) for import_ in page[:most]]
    return JsonResponse({"items": items, "next": cursor})


@operation(
    router,
    "GET",
    "/imports/{int:id}",
    Text(en="How an import went", it="Com'è andata un'importazione"),
    group=IMPORTS,
    scope=Scope.RECORDS_WRITE,
    gives=ref("import"),
    problems=(NOT_FOUND,),
)
def show_import(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    found = Import.objects.filter(workspace=request.workspace, pk=min(id, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return JsonResponse(_shown(found, request.lang))


def _shown(import_: Import, lang: Lang) -> dict[str, Any]:
    return {
        "id": import_.pk,
        "state": import_.state,
        "at": import_.at,
        "ended_at": import_.ended_at,
        "added": import_.added,
        "known": import_.known,
        "changed": import_.filled,
        "skipped": import_.skipped,
        "companies": [company["name"] for company in import_.companies],
        "error": (import_.error or {}).get(lang),
        "files": [_file(file, lang) for given in import_.intake for file in _of(given)],
    }


def _of(given: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of what was given; what was refused as a whole stands for itself."""
    files: list[dict[str, Any]] = given["files"]
    return files or [{**given, "format": None}]


def _file(file: dict[str, Any], lang: Lang) -> dict[str, Any]:
    read = file["read"]
    return {
        "name": file["name"],
        "format": file["format"],
        "read": sum(read.values()) if isinstance(read, dict) else read,
        "skipped": file["skipped"],
        "refused": (file["refused"] or {}).get(lang),
    }
