"""Putting right what the language models say of a message."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dialogo.language.needs import NEEDS
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.conversations import corrections
from dialogo.web.frame.door import Request, may
from dialogo.web.models.needs import Need
from dialogo.web.models.records import Message
from dialogo.web.pages.inbox import TRIAGE, lists, words
from dialogo.web.queries import inbox as queries
from dialogo.web.queries.inbox.labels import Label, labels_of
from dialogo.web.queries.inbox.tones import FEELS
from dialogo.web.queries.need_titles import need_title

KEPT = Text(
    en="Kept. The measures count it as you say from now on.",
    it="Conservato. Da ora le misure lo contano come indicato.",
)
TAKEN_BACK = Text(en="The correction is taken back.", it="La correzione è annullata.")
NONE = Text(en="none", it="nessuno")


@may(TRIAGE)
@require_http_methods(["GET", "POST"])
def correct(request: Request, number: int, message: int) -> HttpResponseBase:
    """The form, and what was said in it."""
    one = queries.conversation(request.workspace, number)
    row = Message.objects.filter(workspace=request.workspace, pk=message, part_of=number).first()
    if one is None or row is None:
        raise Http404
    back = lists.address(request.workspace, number, lists.query(lists.asked(request.GET)))
    fault = ""
    if request.method == "POST":
        try:
            says = _corrected(request, row)
        except BadInput as wrong:
            fault = wrong.say(request.lang)
        else:
            return _done(request, says, back)
    label = labels_of(request.workspace, {bytes(row.row_key): row.text})[bytes(row.row_key)]
    context = {
        "conversation": one,
        "row": row,
        "label": label,
        "choices": _choices(request, label),
        "here": request.get_full_path(),
        "back": back,
        "fault": fault,
    }
    page = "inbox/correct_part.html" if request.htmx else "inbox/correct.html"
    return render(request, page, context, status=422 if fault else 200)


def _corrected(request: Request, row: Any) -> str:
    if request.POST.get("do") == "back":
        corrections.take_back(request.user, row)
        return TAKEN_BACK.say(request.lang)
    given = {name: request.POST.get(name, "") for name in ("asks", "act", "tone", "need")}
    corrections.correct(request.user, row, **given)
    return KEPT.say(request.lang)


def _done(request: Request, says: str, back: str) -> HttpResponseBase:
    if not request.htmx:
        messages.success(request, says)
        return redirect(back)
    response = HttpResponse(status=204)
    response["HX-Trigger"] = json.dumps({"inbox:renew": {}})
    return response


def _choices(request: Request, label: Label) -> list[dict[str, Any]]:
    lang = request.lang
    known = Need.objects.filter(workspace=request.workspace).order_by("-people")
    needs = dict.fromkeys([*known.values_list("name", flat=True)[:50], *(n.name for n in NEEDS)])
    offered = (
        ("asks", Text(en="Who wrote", it="Chi scrive"), words.ASKS, label.asks),
        ("act", Text(en="It is", it="È"), words.ACTS, label.act),
        ("tone", Text(en="Its tone", it="Il tono"), FEELS, label.tone.name if label.tone else ""),
    )
    found = [
        {
            "name": name,
            "title": title.say(lang),
            "value": value,
            "options": [(key, word.say(lang)) for key, word in known_words.items()],
        }
        for name, title, known_words, value in offered
    ]
    options = [
        ("", NONE.say(lang)),
        *((name, need_title(request.workspace, name).say(lang)) for name in needs),
    ]
    need = Text(en="Need", it="Bisogno").say(lang)
    value = label.need or ""
    return [*found, {"name": "need", "title": need, "value": value, "options": options}]
