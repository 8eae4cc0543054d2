"""The video of a post: how far it is, its first frame, the film itself, and what is said in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from dialogo.web.actions.content import links
from dialogo.web.frame import films
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.films import Film, PieceFilm
from dialogo.web.pages.post import SEE
from dialogo.web.queries.films import where


@may(SEE)
@require_GET
def state(request: Request, film: int) -> HttpResponse:
    """How far a video is, as a part of the page; what shows it is told as soon as it is ready."""
    found = _found(request, film)
    answer = render(request, "frame/parts/film.html", {"film": found, "step": films.step_of(found)})
    if found.state != Film.WAITING:
        answer["HX-Trigger"] = "film-ready"
    return answer


@may(SEE)
@require_safe
def play(request: Request, film: int) -> HttpResponseBase:
    """The video, or the part of it that is asked for."""
    return films.played(request, _found(request, film))


@may(SEE)
@require_safe
def poster(request: Request, film: int) -> HttpResponse:
    """Its first frame."""
    return films.poster(_found(request, film))


@may(SEE)
@require_safe
def captions(request: Request, number: int, lang: str) -> HttpResponse:
    """What is said in the video of a post, in a language."""
    rows = PieceFilm.objects.filter(piece__workspace=request.workspace, piece=number)
    return films.read_along(get_object_or_404(rows).captions, lang)


@anyone
@require_safe
def approval_play(request: HttpRequest, token: str) -> HttpResponseBase:
    """The video of the post behind a link."""
    return _unseen(films.played(request, _behind(token).film))


@anyone
@require_safe
def approval_poster(request: HttpRequest, token: str) -> HttpResponseBase:
    """Its first frame."""
    return _unseen(films.poster(_behind(token).film))


@anyone
@require_safe
def approval_captions(request: HttpRequest, token: str, lang: str) -> HttpResponseBase:
    """What is said in it, in a language."""
    return _unseen(films.read_along(_behind(token).captions, lang))


def _found(request: Request, film: int) -> Film:
    return get_object_or_404(where.films_of(request.workspace), pk=film)


def _behind(token: str) -> PieceFilm:
    link = links.opened(token)
    hung = where.of_piece(link.piece) if link else None
    if hung is None:
        raise Http404
    return hung


def _unseen(answer: HttpResponseBase) -> HttpResponseBase:
    """As the page behind the link: no search engine and no cache learns of it."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    return answer
