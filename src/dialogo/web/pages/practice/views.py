"""A few invented people write to the sample company."""

from __future__ import annotations

from random import SystemRandom

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.networks.errors import NetworkError
from dialogo.records.text import Text
from dialogo.web.actions.practice import AT_ONCE, let_people_write
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.practice import PRACTISE
from dialogo.web.queries.connections import PRACTICE

WRITING = Text(
    en="{n:person is|people are} writing to you on the practice network. Their messages arrive in "
    "a moment.",
    it="{n:persona scrive|persone scrivono} sulla rete di prova. I messaggi arrivano fra poco.",
)


@may(PRACTISE)
@require_POST
def practice(request: Request) -> HttpResponse:
    """Only where nobody real writes: in the sample company."""
    if not request.workspace.sample:
        raise Http404
    try:
        let_people_write(request.workspace, request.user, request.lang, SystemRandom())
    except NetworkError as trouble:
        messages.error(request, trouble.say(request.lang))
    else:
        messages.success(request, WRITING.say(request.lang, n=AT_ONCE))
    inbox = reverse("inbox", args=[request.workspace.slug])
    return redirect(f"{inbox}?network={PRACTICE}")  # else they stand below whoever waits longer
