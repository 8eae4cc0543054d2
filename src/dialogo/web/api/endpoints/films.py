"""Videos for pieces: handed in as a file, then named by their number."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions.answers import Done
from dialogo.web.actions.films import keeping
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.api import bodies, once
from dialogo.web.api.bearer import Asking
from dialogo.web.api.endpoints.imports import MULTIPART, NO_FORM
from dialogo.web.api.films_shown import FILM, shown
from dialogo.web.api.groups import PIECES
from dialogo.web.api.operation import Schema, operation
from dialogo.web.api.problems import (
    BAD_REQUEST,
    CONFLICT,
    DOES_NOT_FIT,
    NO_ROOM,
    NOT_FOUND,
    NOT_JSON,
    NOT_NOW,
    SAID,
    TOO_LARGE,
    Flaw,
    Problem,
)
from dialogo.web.api.refusals import literal
from dialogo.web.models.api import Scope
from dialogo.web.queries.films import where
from dialogo.web.queries.films.reading import CHUNK

router = Router()
NO_FILE = Text(
    en="There is no video in it. Send it as a part named file, with its file name.",
    it="Non contiene un video. Va mandato come parte di nome file, con il nome del file.",
)
_KINDS = {"film-size": TOO_LARGE, "film-room": NO_ROOM}
_BODY: Schema = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
    "required": ["file"],
}


@operation(
    router,
    "POST",
    "/films",
    Text(en="Hand in a video", it="Caricare un video"),
    group=PIECES,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=FILM,
    status=202,
    takes={MULTIPART: lambda lang: _BODY},
    parameters=(once.PARAMETER,),
    problems=(BAD_REQUEST, CONFLICT, DOES_NOT_FIT, NOT_NOW, TOO_LARGE, NOT_JSON, NO_ROOM),
    headers={"Location": Text(en="Where to see how far it is.", it="Dove vedere a che punto è.")},
    more=Text(
        en="An MP4, MOV or WebM file of up to 300 MB and ten minutes. It is made ready as soon as "
        "a worker is free; a piece takes it by its number, at once. What no piece takes within a "
        "day is let go of.",
        it="Un file MP4, MOV o WebM fino a 300 MB e dieci minuti. Viene preparato appena c'è un "
        "processo libero; un contenuto lo prende subito, con il suo numero. Ciò che in un giorno "
        "nessun contenuto prende viene eliminato.",
    ),
)
def hand_in_film(request: Asking) -> HttpResponse:
    bodies.kind(request, MULTIPART)
    try:
        file: Any = request.FILES.get("file")
    except MultiPartParserError as error:
        raise Problem(BAD_REQUEST, NO_FORM) from error
    if file is None:
        raise Problem(DOES_NOT_FIT, NO_FILE, flaws=[Flaw("/file", NO_FILE)])

    def do() -> Done:
        try:
            pieces, by = file.chunks(CHUNK), request.token.made_by
            kept = keeping.keep(request.workspace, file.name or "", file.size, pieces, by)
        except WontDo as wont:
            kind = _KINDS.get(wont.code, NOT_NOW)
            raise Problem(kind, literal(wont), code=wont.code) from wont
        return Done(202, shown(kept, request.lang), f"/api/v1/films/{kept.pk}")

    return once.once(request, _digest(file), do)


def _digest(file: Any) -> bytes:
    """Tells one file from another."""
    digest = hashlib.sha256(f"{file.name}\n{file.size}\n".encode("utf-8", "replace"))
    for piece in file.chunks(CHUNK):
        digest.update(piece)
    file.seek(0)
    return digest.digest()


@operation(
    router,
    "GET",
    "/films/{int:id}",
    Text(en="How far a video is", it="A che punto è un video"),
    group=PIECES,
    scope=Scope.CONVERSATIONS_READ,
    gives=FILM,
    problems=(NOT_FOUND,),
)
def show_film(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    found = where.films_of(request.workspace).filter(pk=min(id, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return JsonResponse(shown(found, request.lang), json_dumps_params={"ensure_ascii": False})
