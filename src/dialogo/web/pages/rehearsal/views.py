"""A conversation of the past is answered once more, and then laid beside what was answered."""

from __future__ import annotations

from random import SystemRandom

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions import rehearsal as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.training import Rehearsal
from dialogo.web.pages.rehearsal import SEE
from dialogo.web.pages.rehearsal.forms import AnswerForm, NoteForm
from dialogo.web.queries.rehearsal import scene as queries

NONE = Text(
    en="There is nothing to rehearse yet: it takes conversations that were answered by a person "
    "and have rested for a week.",
    it="Non c'è ancora nulla su cui allenarsi: servono conversazioni a cui ha risposto una persona "
    "e ferme da una settimana.",
)
KEPT = Text(
    en="Your note is kept. Only you see it.", it="La nota è conservata. La vedete solo voi."
)


@may(SEE)
@require_GET
def rehearsals(request: Request) -> HttpResponse:
    """What it is, and what the reader has rehearsed."""
    done = queries.rehearsed(request.workspace, request.user)
    return render(request, "rehearsal/rehearsals.html", {"done": done})


@may(SEE)
@require_POST
def begin(request: Request) -> HttpResponseBase:
    """A new one, drawn by lot."""
    made = actions.begin(request.user, request.workspace, SystemRandom())
    if made is None:
        messages.info(request, NONE.say(request.lang))
        return redirect("rehearsals", workspace=request.workspace.slug)
    return redirect("rehearsal", workspace=request.workspace.slug, rehearsal=made.pk)


@may(SEE)
@require_GET
def rehearsal(request: Request, rehearsal: int) -> HttpResponse:
    """The conversation to be answered; once answered, both answers and how it ended."""
    return _shown(request, _found(request, rehearsal), None, None)


@may(SEE)
@require_POST
def answer(request: Request, rehearsal: int) -> HttpResponseBase:
    """The reader's answer."""
    found = _found(request, rehearsal)
    form = AnswerForm(request.POST)
    if found.answered_at is None and not form.is_valid():
        return _shown(request, found, form, None)
    if found.answered_at is None:
        actions.answer(found, form.cleaned_data["text"])
    return redirect("rehearsal", workspace=request.workspace.slug, rehearsal=found.pk)


@may(SEE)
@require_POST
def note(request: Request, rehearsal: int) -> HttpResponseBase:
    """What the reader takes from it."""
    found = _found(request, rehearsal)
    form = NoteForm(request.POST)
    if found.answered_at is None:
        raise Http404
    if not form.is_valid():
        return _shown(request, found, None, form)
    actions.note(found, form.cleaned_data["note"], form.cleaned_data["minutes"])
    messages.success(request, KEPT.say(request.lang))
    return redirect("rehearsal", workspace=request.workspace.slug, rehearsal=found.pk)


def _shown(
    request: Request, found: Rehearsal, form: AnswerForm | None, note_form: NoteForm | None
) -> HttpResponse:
    shown = {
        "rehearsal": found,
        "scene": queries.scene(found.conversation, request.lang),
        "form": form or AnswerForm(),
        "note_form": note_form or NoteForm(initial={"note": found.note, "minutes": found.minutes}),
    }
    status = 422 if form or note_form else 200
    return render(request, "rehearsal/rehearsal.html", shown, status=status)


def _found(request: Request, number: int) -> Rehearsal:
    found = queries.rehearsal(request.workspace, request.user, number)
    if found is None:
        raise Http404
    return found
