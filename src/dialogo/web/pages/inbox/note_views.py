"""Notes of the team below a conversation; they are never sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.conversations import notes
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Conversation, Note
from dialogo.web.pages.inbox import NOTES
from dialogo.web.pages.inbox.answer import composer
from dialogo.web.pages.inbox.answer_form import way_back
from dialogo.web.pages.inbox.answer_views import found

KEPT = Text(en="Your note is kept.", it="La nota è conservata.")
TAKEN_BACK = Text(en="The note is taken back.", it="La nota è ritirata.")
NOT_YOURS = Text(
    en="Only its author can take a note back, and only once.",
    it="Solo chi l'ha scritta può ritirare una nota, e una volta sola.",
)


@may(NOTES)
@require_POST
def write(request: Request, number: int) -> HttpResponseBase:
    """Keeps a note, and calls for whom it names."""
    conversation = found(request, number)
    try:
        note = notes.write(request.user, conversation, request.POST.get("note", ""))
    except BadInput as wrong:
        return _again(request, conversation, wrong.say(request.lang))
    if request.htmx:
        return _renew()
    messages.success(request, KEPT.say(request.lang))
    return redirect(_place(request, conversation.pk, note))


@may(NOTES)
@require_POST
def take_back(request: Request, note: int) -> HttpResponseBase:
    """Its author takes a note back."""
    rows = Note.objects.select_related("conversation__workspace")
    one = get_object_or_404(rows, pk=note, conversation__workspace=request.workspace)
    taken = notes.take_back(request.user, one)
    if request.htmx:
        return _renew()
    says = TAKEN_BACK if taken else NOT_YOURS
    (messages.success if taken else messages.error)(request, says.say(request.lang))
    return redirect(_place(request, one.conversation_id, one))


def _again(request: Request, conversation: Conversation, fault: str) -> HttpResponse:
    note = request.POST.get("note", "")
    back = way_back(request, request.POST.get("back", ""))
    context = composer(
        request, conversation, basis=None, back=back, note=note, note_fault=fault
    ) | {"conversation": conversation}
    page = "inbox/answer/note_form.html" if request.htmx else "inbox/answer/note_page.html"
    return render(request, page, context, status=422)


def _renew() -> HttpResponse:
    response = HttpResponse(status=204)
    response["HX-Trigger"] = "inbox:renew"
    return response


def _place(request: Request, number: int, note: Note) -> str:
    kwargs = {"workspace": request.workspace.slug, "number": number}
    return reverse("conversation", kwargs=kwargs) + f"#note-{note.pk}"
