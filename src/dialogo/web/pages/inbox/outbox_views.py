"""The outbox: what waits for approval, what is on its way, what could not be sent, and why."""

from __future__ import annotations

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.records.text import Text
from dialogo.web.frame.door import Request, may
from dialogo.web.models.letters import LetterPicture
from dialogo.web.pages.inbox import SEE
from dialogo.web.pages.inbox.answer import going
from dialogo.web.pages.inbox.answer_form import number_in
from dialogo.web.queries import letters

WAYS = {
    "trouble": Text(en="Not sent", it="Non inviate"),
    "waiting": Text(en="To approve", it="Da approvare"),
    "on-its-way": Text(en="On their way", it="In partenza"),
    "drafts": Text(en="Drafts", it="Bozze"),
    "sent": Text(en="Sent", it="Inviate"),
}


@may(SEE)
@require_GET
def outbox(request: Request) -> HttpResponse:
    """Letters of one kind, the newest first; what could not be sent before all others."""
    counts = letters.counts(request.workspace)
    numbers = {
        "trouble": counts.trouble,
        "waiting": counts.asked,
        "on-its-way": counts.on_their_way,
        "drafts": counts.drafts,
    }
    asked = request.GET.get("which", "")
    first = next((which for which, number in numbers.items() if number), "sent")
    which = asked if asked in WAYS else first
    page = letters.outbox(request.workspace, which, after=number_in(request.GET.get("after")))
    pictures = LetterPicture.objects.defer("data").order_by("place")
    prefetch_related_objects([row.letter for row in page.rows], Prefetch("pictures", pictures))
    context = {
        "ways": [
            (name, title.say(request.lang), numbers.get(name), name == which)
            for name, title in WAYS.items()
        ],
        "which": which,
        "rows": page.rows,
        "next": page.next,
    }
    return render(request, "inbox/outbox/outbox.html", context)


@may(SEE)
@require_GET
def going_part(request: Request) -> HttpResponse:
    """What the reader can still call back, and what could not be sent, as it is now."""
    return render(request, "inbox/answer/going.html", going(request))
