"""Saving a way to look at the inbox, and taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.conversations import saved_views
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import SavedView
from dialogo.web.pages.inbox import TRIAGE, lists

SAVED = Text(en="The view “{name}” is saved.", it="La vista «{name}» è salvata.")
DROPPED = Text(en="The view “{name}” is removed.", it="La vista «{name}» è tolta.")


@may(TRIAGE)
@require_POST
def save(request: Request) -> HttpResponseBase:
    """Keeps the filters that are on under a name."""
    filters = lists.asked(QueryDict(request.POST.get("list", "")))
    everybody = bool(request.POST.get("everybody"))
    name = request.POST.get("name", "")
    try:
        kept = saved_views.save(
            request.user, request.workspace, name, filters.written(), everybody=everybody
        )
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    else:
        messages.success(request, SAVED.say(request.lang, name=kept.name))
    return redirect(lists.address(request.workspace, None, lists.query(filters)))


@may(TRIAGE)
@require_POST
def drop(request: Request, view: int) -> HttpResponseBase:
    """Takes a view away: one's own, or everybody's."""
    rows = SavedView.objects.select_related("workspace").filter(workspace=request.workspace)
    kept = get_object_or_404(rows.filter(Q(owner=None) | Q(owner=request.user)), pk=view)
    saved_views.drop(request.user, kept)
    messages.success(request, DROPPED.say(request.lang, name=kept.name))
    return redirect(lists.address(request.workspace))
