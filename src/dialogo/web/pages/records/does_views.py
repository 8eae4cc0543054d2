"""Putting right what a post does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import post_corrections
from dialogo.web.frame.door import Request, may
from dialogo.web.models.records import Post
from dialogo.web.pages.records import CORRECT, views

KEPT = Text(
    en="Kept. The measures count it as you say from now on.",
    it="Conservato. Da ora le misure lo contano come indicato.",
)
TAKEN_BACK = Text(en="The correction is taken back.", it="La correzione è annullata.")


@may(CORRECT)
@require_POST
def does(request: Request, id: int) -> HttpResponseBase:  # noqa: A002  (as in the address)
    """Keeps what somebody of the team says, or takes it back."""
    if id >= views.MOST_ID:
        raise Http404
    post = get_object_or_404(Post, workspace=request.workspace, pk=id)
    says = KEPT
    if request.POST.get("do") == "back":
        post_corrections.take_back(request.user, post)
        says = TAKEN_BACK
    else:
        try:
            post_corrections.correct(request.user, post, request.POST.get("does", ""))
        except BadInput as wrong:
            fault = wrong.text.say(request.lang, **wrong.values)
            return views.page(request, post, fault=fault)
    messages.success(request, says.say(request.lang))
    return redirect("record", workspace=request.workspace.slug, table="posts", id=post.pk)
