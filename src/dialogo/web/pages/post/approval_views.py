"""Approval by somebody outside: links are made and taken back, and the page that they open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Lang, Text
from dialogo.web.actions.content import links, seal
from dialogo.web.frame import films
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.content import ApprovalLink, Piece
from dialogo.web.pages.post import APPROVE
from dialogo.web.pages.post import preview as previews
from dialogo.web.pages.post.form import REPEATS
from dialogo.web.pages.post.views import as_picture, found_of
from dialogo.web.queries.films.where import of_piece
from dialogo.web.queries.team.zones import place_of, zone_of

DAYS, MOST_DAYS = 7, 60
REVOKED = Text(
    en="The link is taken back: it opens nothing any more.",
    it="Il link è revocato: non apre più nulla.",
)


@may(APPROVE)
@require_POST
def make(request: Request, number: int) -> HttpResponseBase:
    """A new link, shown once, here."""
    found = found_of(request, number)
    days = request.POST.get("days", "")
    span = int(days) if days.isascii() and days.isdigit() and len(days) < 4 else DAYS
    until = timezone.now() + timedelta(days=max(1, min(span, MOST_DAYS)))
    try:
        link, token = links.make(found, request.user, request.POST.get("label", ""), until=until)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return redirect("piece", workspace=request.workspace.slug, number=number)
    place = request.build_absolute_uri(reverse("approval", kwargs={"token": token}))
    answer = render(request, "post/link.html", {"link": link, "place": place, "piece": found})
    return _unseen(answer)


@may(APPROVE)
@require_POST
def end(request: Request, link: int) -> HttpResponseBase:
    """Takes a link back."""
    rows = ApprovalLink.objects.filter(piece__workspace=request.workspace)
    found = get_object_or_404(rows.select_related("piece__workspace"), pk=link)
    links.revoke(found, request.user)
    messages.success(request, REVOKED.say(request.lang))
    return redirect("piece", workspace=request.workspace.slug, number=found.piece_id)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, token: str) -> HttpResponseBase:
    """The post as it will go out, for whoever has a link; they approve it or send it back."""
    if limited := ratelimit.consume_or_429(request, action="login"):
        answer: HttpResponseBase = limited
        return answer
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in LANGS else translation.get_language()):
        shown = _approval(request, token)
        shown["Content-Language"] = str(translation.get_language())
    return _unseen(shown)


@anyone
@require_safe
def picture(request: HttpRequest, token: str, picture: int) -> HttpResponse:
    """A picture of the post behind a link."""
    link = links.opened(token)
    if link is None:
        raise Http404
    return _unseen(as_picture(get_object_or_404(link.piece.pictures, pk=picture)))


def _approval(request: HttpRequest, token: str) -> HttpResponse:
    lang: Any = translation.get_language()
    link = links.opened(token)
    shown: dict[str, Any] = {"link": link, "lang": lang, "token": token}
    if link is None:
        return render(request, "post/approval.html", shown, status=404)
    status = 200
    if request.method == "POST":
        given = request.POST
        try:
            seen, said = given.get("seen", "–"), given.get("why", "")
            links.answer(link, given.get("do", ""), seen=seen, said=said)
            return render(request, "post/approval.html", shown | {"done": given.get("do")})
        except BadInput as wrong:
            shown["fault"], status = wrong.say(lang), 422
            link.piece.refresh_from_db()
    piece = link.piece
    zone = zone_of(piece.workspace)
    shown |= {
        "piece": piece,
        "company": piece.workspace.name,
        "previews": previews.of_piece(piece),
        "tracks": films.tracks(
            hung.captions if (hung := of_piece(piece)) else (),
            lang,
            lambda code: reverse("approval-captions", kwargs={"token": token, "lang": code}),
        ),
        "mark": seal.mark(piece),
        "due": piece.due_at,
        "often": _often(piece, lang),
        "zone": place_of(piece.workspace, lang),
    }
    with timezone.override(zone):  # the company's clock, which the page names
        return render(request, "post/approval.html", shown, status=status)


def _often(piece: Piece, lang: Lang) -> str:
    """How often it comes again, which is approved with it."""
    if not piece.repeats or piece.series_id:
        return ""
    known = REPEATS.get(piece.repeats)
    return known.say(lang) if known else piece.repeats


def _unseen(answer: HttpResponse) -> HttpResponse:
    """No search engine, no cache and no other site learns of the address. Without any referrer
    browsers would post the form with "Origin: null", which the door refuses."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
