"""Videos over the wire: from any place, with their first frame and what is said in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from dialogo.records.text import Lang
from dialogo.web.models.films import Film
from dialogo.web.models.work import Work
from dialogo.web.queries.films import where
from dialogo.web.queries.films.reading import between
from dialogo.web.queries.language_names import language_name

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Whatever it is, it runs nothing and asks for nothing.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=3600",
}


def played(request: HttpRequest, film: Film) -> HttpResponseBase:
    """The video, or the part of it that is asked for: browsers ask for parts, and some play nothing
    from whoever does not give them."""
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


def poster(film: Film) -> HttpResponse:
    """Its first frame."""
    if film.state != Film.READY:
        raise Http404
    data = Film.objects.values_list("poster", flat=True).get(pk=film.pk)
    return HttpResponse(bytes(data), content_type="image/jpeg", headers=_SAFE)


def read_along(captions: Sequence[dict[str, str]], lang: str) -> HttpResponse:
    """What is said in it, in one language, as a browser shows it over the video."""
    for one in captions:
        if one["lang"] == lang:
            headers = {**_SAFE, "Cache-Control": "private, no-cache"}  # it may be another soon
            return HttpResponse(
                one["text"].encode(), content_type="text/vtt; charset=utf-8", headers=headers
            )
    raise Http404


def tracks(
    captions: Sequence[dict[str, str]], lang: Lang, place: Callable[[str], str]
) -> list[dict[str, str]]:
    """Captions as a player takes them: their language by its name, and where (`place`) they are."""
    return [
        {"lang": code, "name": language_name(code, lang), "src": place(code)}
        for code in (one["lang"] for one in captions)
    ]


def step_of(film: Film) -> dict[str, Any]:
    """How far it is, for the part of the page that says so; nothing of one that is ready."""
    work = where.work_of(film) if film.state == Film.WAITING else None
    if work is None:
        return {}
    failed = work.error if work.state == Work.FAILED else None
    return {"done": work.done, "total": work.total, "step": work.step, "failed": failed}


def _part(since: str, until: str, size: int) -> tuple[int, int]:
    """The first and the last byte that are asked for. Source: RFC 9110, 14.1.2."""
    if not since:
        return max(0, size - int(until)), size - 1 if int(until) else -1
    return int(since), min(int(until), size - 1) if until else size - 1
