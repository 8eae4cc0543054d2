"""The posts with what came of them, and one post with its course and its answers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dialogo.web.frame.door import Request, may
from dialogo.web.pages.results import SEE
from dialogo.web.pages.results.pending import pending
from dialogo.web.pages.results.words import counts, course, said_of
from dialogo.web.queries import results as queries
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.need_titles import need_title


@may(SEE)
def results(request: Request) -> HttpResponse:
    """Every post of late, the newest first."""
    made = computed(request.workspace, queries.KIND)
    need = request.GET.get("need", "")[:200]
    page = queries.page(request.workspace, need=need, before=request.GET.get("before"))
    posts = [said_of(one) for one in page.posts]
    shown: dict[str, Any] = {
        "made": made,
        "stale": is_stale(request.workspace, made),
        "posts": posts,
        "pending": pending(posts, timezone.now(), newest=not (need or request.GET.get("before"))),
        "before": page.before,
        "need": need,
        "need_title": need_title(request.workspace, need) if need else None,
    }
    return render(request, "results/results.html", shown)


@may(SEE)
def result(request: Request, number: int) -> HttpResponse:
    """One post; of one that nothing was counted of, its record."""
    found = queries.one(request.workspace, number)
    if found is None:
        if not queries.is_there(request.workspace, number):
            raise Http404
        return redirect("record", workspace=request.workspace.slug, table="posts", id=number)
    said, names = said_of(found), found.result.needs
    numbers = queries.numbers_of(request.workspace, names)
    shown = {
        "said": said,
        "picture": course(said, request.lang),
        "counts": counts(queries.readings(found.post), request.lang),
        "talks": queries.talks(found.post),
        "piece": (piece := queries.piece_of(found.post)),
        "film": queries.film_of(piece),
        "needs": [(need_title(request.workspace, name), numbers.get(name)) for name in names],
    }
    return render(request, "results/result.html", shown)
