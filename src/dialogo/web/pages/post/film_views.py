"""The video of a post: how far it is, its first frame, and the film itself from any place."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from dialogo.web.actions.content import links
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.films import Film
from dialogo.web.models.work import Work
from dialogo.web.pages.post import SEE
from dialogo.web.queries.films import where
from dialogo.web.queries.films.reading import between

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Whatever it is, it runs nothing and asks for nothing.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=3600",
}


@may(SEE)
@require_GET
def state(request: Request, film: int) -> HttpResponse:
    """How far a video is, as a part of the page; what shows it is told as soon as it is ready."""
    found = _found(request, film)
    answer = render(request, "post/film.html", {"film": found, "step": step_of(found)})
    if found.state != Film.WAITING:
        answer["HX-Trigger"] = "film-ready"
    return answer


@may(SEE)
@require_safe
def play(request: Request, film: int) -> HttpResponseBase:
    """The video, or the part of it that is asked for."""
    return _played(request, _found(request, film))


@may(SEE)
@require_safe
def poster(request: Request, film: int) -> HttpResponse:
    """Its first frame."""
    return _poster(_found(request, film))


@anyone
@require_safe
def approval_play(request: HttpRequest, token: str) -> HttpResponseBase:
    """The video of the post behind a link."""
    return _unseen(_played(request, _behind(token)))


@anyone
@require_safe
def approval_poster(request: HttpRequest, token: str) -> HttpResponseBase:
    """Its first frame."""
    return _unseen(_poster(_behind(token)))


def step_of(film: Film) -> dict[str, Any]:
    """How far it is, for the part of the page that says so; nothing of one that is ready."""
    work = where.work_of(film) if film.state == Film.WAITING else None
    if work is None:
        return {}
    failed = work.error if work.state == Work.FAILED else None
    return {"done": work.done, "total": work.total, "step": work.step, "failed": failed}


def _found(request: Request, film: int) -> Film:
    return get_object_or_404(where.films_of(request.workspace), pk=film)


def _behind(token: str) -> Film:
    link = links.opened(token)
    hung = where.of_piece(link.piece) if link else None
    if hung is None:
        raise Http404
    return hung.film


def _played(request: HttpRequest, film: Film) -> HttpResponseBase:
    """Browsers ask for it in parts; some play nothing from whoever does not give parts."""
    if film.state != Film.READY:
        raise Http404
    first, last, status = 0, film.size - 1, 200
    headers = {**_SAFE, "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked and asked[0] != "bytes=-":
        first, last = _part(asked[1], asked[2], film.size)
        if first > last:
            headers["Content-Range"] = f"bytes */{film.size}"
            return HttpResponse(status=416, headers=headers)
        status, headers["Content-Range"] = 206, f"bytes {first}-{last}/{film.size}"
    headers["Content-Length"] = str(last + 1 - first)
    body = between(film, first, last) if request.method == "GET" else ()
    return StreamingHttpResponse(body, status=status, content_type=Film.MIME, headers=headers)


def _part(since: str, until: str, size: int) -> tuple[int, int]:
    """The first and the last byte that are asked for. Source: RFC 9110, 14.1.2."""
    if not since:
        return max(0, size - int(until)), size - 1 if int(until) else -1
    return int(since), min(int(until), size - 1) if until else size - 1


def _poster(film: Film) -> HttpResponse:
    if film.state != Film.READY:
        raise Http404
    data = Film.objects.values_list("poster", flat=True).get(pk=film.pk)
    return HttpResponse(bytes(data), content_type="image/jpeg", headers=_SAFE)


def _unseen(answer: HttpResponseBase) -> HttpResponseBase:
    """As the page behind the link: no search engine and no cache learns of it."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    return answer
