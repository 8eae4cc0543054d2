"""What people shared of what they read, and the drafts that come of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.watch import notes
from dialogo.web.frame.door import Request, may
from dialogo.web.models.watch import WatchNote
from dialogo.web.pages.watch import CHANGE, SEE
from dialogo.web.pages.watch.forms import DraftForm, NoteForm
from dialogo.web.pages.watch.views import back, item_of
from dialogo.web.queries.watch import shared as queries

SHARED = Text(
    en="Shared with the team, and noted as read.",
    it="Condiviso con la squadra, e annotato come letto.",
)
TAKEN_BACK = Text(en="The note is taken back.", it="La nota è ritirata.")
DRAFTED = Text(
    en="The draft waits in the outbox, for whoever may send.",
    it="La bozza attende tra i messaggi in uscita chi può inviarla.",
)


@may(SEE)
@require_GET
def shared(request: Request) -> HttpResponse:
    """The notes of everybody, the newest first."""
    written = request.GET.get("before", "")
    before = int(written) if written.isdecimal() and len(written) <= 18 else None
    found = queries.notes(request.workspace, before)
    shown = {
        "notes": found[: queries.MOST],
        "before": found[queries.MOST - 1].pk if len(found) > queries.MOST else None,
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "watch/shared.html", shown)


@may(SEE)
@require_http_methods(["GET", "POST"])
def share(request: Request, item: int) -> HttpResponseBase:
    """Tells the others about an item."""
    found = item_of(request, item)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notes.share(request.user, found, form.cleaned_data["text"])
        except BadInput as wrong:
            form.add_error("text", wrong.say(request.lang))
        else:
            messages.success(request, SHARED.say(request.lang))
            return back(request, "watch_shared")
    status = 422 if form.is_bound else 200
    return render(request, "watch/share.html", {"item": found, "form": form}, status=status)


@may(CHANGE)
@require_http_methods(["GET", "POST"])
def draft(request: Request, note: int) -> HttpResponseBase:
    """Makes a note the draft of a post."""
    found = _note(request, note)
    accounts = queries.writable(request.workspace)
    first = {"text": notes.proposed(found), "connection": accounts[0].pk if accounts else None}
    form = DraftForm(accounts, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            notes.draft(
                request.user, found, form.cleaned_data["connection"], form.cleaned_data["text"]
            )
        except notes.WontDo as wrong:
            form.add_error(None, wrong.say(request.lang))
        else:
            messages.success(request, DRAFTED.say(request.lang))
            return redirect("watch_shared", workspace=request.workspace.slug)
    shown = {"note": found, "form": form, "accounts": accounts}
    return render(request, "watch/draft.html", shown, status=422 if form.is_bound else 200)


@may(SEE)
@require_POST
def take_back(request: Request, note: int) -> HttpResponseBase:
    """Whoever wrote a note takes it back."""
    found = _note(request, note)
    if found.by_id != request.user.pk:
        raise Http404
    notes.take_back(found)
    messages.success(request, TAKEN_BACK.say(request.lang))
    return redirect("watch_shared", workspace=request.workspace.slug)


def _note(request: Request, number: int) -> WatchNote:
    found = queries.note(request.workspace, number)
    if found is None:
        raise Http404
    return found
