"""The video in a form: taken in as soon as it is sent along, whatever else is wrong."""

from __future__ import annotations

from typing import Any

from dialogo.web.actions.films import keeping
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.frame.door import Request
from dialogo.web.queries.films.reading import CHUNK


def given(request: Request) -> GivenFilm | None:
    """What was done about it: a new one, another word on the one that is there, none any more; or
    nothing. Raises `WontDo` for a file that is not taken."""
    file: Any = request.FILES.get("film")
    if file is None:
        return written(request)
    kept = keeping.keep(
        request.workspace, file.name or "", file.size, file.chunks(CHUNK), request.user
    )
    return GivenFilm(kept.pk, request.POST.get("film-alt", ""))


def written(request: Request) -> GivenFilm | None:
    """The same without a file: what is being written is looked at, and nothing is taken in."""
    number = request.POST.get("film-number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    if "film-without" in request.POST:
        return GivenFilm(None)
    return GivenFilm(int(number), request.POST.get("film-said", ""))
