"""Answering: what was written goes out, waits for approval or is kept; or it is said why not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dialogo.records.text import Text
from dialogo.web.actions.letters import decide
from dialogo.web.actions.letters.refused import Newer, WontDo
from dialogo.web.actions.letters.write import answer as write
from dialogo.web.frame import film_field
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import Message
from dialogo.web.pages.inbox import LETTERS_SEND, LETTERS_WRITE
from dialogo.web.pages.inbox.answer import composer, going
from dialogo.web.pages.inbox.answer_form import ANYWAY, ASK, DROP, KEEP, Written, written
from dialogo.web.queries import canned

ASKED = Text(
    en="Your answer waits for somebody to approve it.",
    it="La risposta aspetta che qualcuno la approvi.",
)
KEPT = Text(
    en="Kept as a draft: it is here whenever the conversation is opened.",
    it="Conservata come bozza: è qui ogni volta che si apre la conversazione.",
)
DROPPED = Text(en="The draft is dropped.", it="La bozza è eliminata.")
STILL_EMPTY = Text(
    en="{names} still stands in the text, and nothing is known for it. Write it by hand.",
    it="Nel testo c'è ancora {names}, per cui non si sa nulla. Va scritto a mano.",
)
AGAIN = Text(
    en="These words stand in {times} of the last {of:answer|answers}. Until it goes out they can "
    "still be changed: undo, then say it in other words.",
    it="Queste parole sono in {times} {of:dell'ultima risposta|delle ultime risposte}. Finché non "
    "parte si possono cambiare: annullare, poi dirlo con altre parole.",
)
SHOWN = 6


@may(LETTERS_WRITE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, number: int) -> HttpResponseBase:
    """Takes what was written; a visit without anything leads to the conversation."""
    conversation = found(request, number)
    if request.method == "GET":
        return redirect(_place(request, conversation))
    given = written(request, conversation)
    try:
        given = replace(given, film=film_field.given(request))
    except WontDo as wrong:
        return shown_again(request, conversation, given, fault=wrong.say(request.lang))
    if given.do == DROP:
        return _dropped(request, conversation, given)
    left = () if given.do == KEEP else canned.left(given.text)
    if left:
        names = ", ".join("{" + name + "}" for name in left)
        fault = STILL_EMPTY.say(request.lang, names=names)
        return shown_again(request, conversation, given, fault=fault)
    try:
        letter = _written(request, conversation, given)
    except Newer as newer:
        return _newer(request, conversation, given, newer)
    except WontDo as wrong:
        return shown_again(request, conversation, given, fault=wrong.say(request.lang))
    return _answered(request, conversation, given, letter)


def found(request: Request, number: int) -> Conversation:
    """The conversation of this workspace, or none at all."""
    rows = Conversation.objects.select_related("connection", "workspace")
    one = rows.filter(workspace=request.workspace, pk=number).first()
    if one is None:
        raise Http404
    return one


def shown_again(
    request: Request,
    conversation: Conversation,
    given: Written,
    *,
    status: int = 422,
    basis: int | None = None,
    **more: Any,
) -> HttpResponse:
    """The composer with what was written in it, alone or in a page of its own."""
    seen = given.basis if basis is None else basis
    extra = {name: more.pop(name) for name in ("newer", "suggested") if name in more}
    context = composer(request, conversation, basis=seen, back=given.back, written=given, **more)
    context |= extra | {"conversation": conversation}
    if request.htmx:
        return render(request, "inbox/answer/composer.html", context, status=status)
    rows = Message.objects.filter(part_of=conversation.pk).order_by("-sent_at", "-id")[:SHOWN]
    context |= {"said": list(reversed(rows)), **going(request)}
    return render(request, "inbox/answer/page.html", context, status=status)


def _written(request: Request, conversation: Conversation, given: Written) -> Letter:
    values: dict[str, Any] = {
        "basis": given.basis,
        "may_send": request.membership.is_a in LETTERS_SEND.roles,
        "then": given.then,
        "pictures": given.pictures,
        "film": given.film,
        "canned": given.canned,
        "as_draft": given.do == KEEP,
        "approval": given.do == ASK,
        "draft": given.draft,
        "keep_pictures": False,
    }
    try:
        return write(conversation, request.user, given.text, **values)
    except Newer as newer:
        # What they have been shown may be answered over; what came since is shown first.
        if given.do != ANYWAY or newer.messages or not set(newer.letters) <= given.shown:
            raise
        return write(conversation, request.user, given.text, **{**values, "anyway": True})


def _newer(
    request: Request, conversation: Conversation, given: Written, newer: Newer
) -> HttpResponse:
    """What was written meanwhile, before the answer that waits for it; nothing of it is lost."""
    kept = given
    if given.pictures or given.film:  # files cannot be shown again in a form: a draft keeps them
        draft = write(
            conversation, request.user, given.text, basis=None, may_send=False, as_draft=True,
            then=given.then, pictures=given.pictures, film=given.film, canned=given.canned,
            draft=given.draft, keep_pictures=False,
        )  # fmt: skip
        kept = replace(given, draft=draft)
    rows = Message.objects.filter(workspace=request.workspace, pk__in=newer.messages)
    letters = Letter.objects.filter(workspace=request.workspace, pk__in=newer.letters)
    meanwhile = {
        "said": list(rows.order_by("sent_at", "id")),
        "letters": list(letters.select_related("by").order_by("pk")),
    }
    basis = max([given.basis or 0, *newer.messages])
    return shown_again(request, conversation, kept, basis=basis, newer=meanwhile)


def _dropped(request: Request, conversation: Conversation, given: Written) -> HttpResponseBase:
    if given.draft:
        try:
            decide.drop(given.draft, request.user)
        except WontDo as wrong:
            return shown_again(request, conversation, given, fault=wrong.say(request.lang))
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Trigger"] = "inbox:renew"
        return response
    messages.success(request, DROPPED.say(request.lang))
    return redirect(_place(request, conversation))


def _answered(
    request: Request, conversation: Conversation, given: Written, letter: Letter
) -> HttpResponseBase:
    if letter.state == Letter.HELD:
        return by_hand(request, letter)
    told = {Letter.ASKED: ASKED, Letter.DRAFT: KEPT}.get(letter.state)
    words = told.say(request.lang) if told else ""
    again = _again(request, letter)
    stays = letter.state != Letter.QUEUED
    if not request.htmx:
        if words:
            messages.success(request, words)
        if again:
            messages.warning(request, again)
        return redirect(given.back or _place(request, conversation))
    context = going(request) | {"told": words, "again": again}
    response = render(request, "inbox/answer/going.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#going", "innerHTML"
    # After the swap: the inbox then takes away the form that this answers.
    event = {"inbox:answered": {"conversation": conversation.pk, "stays": stays}}
    response["HX-Trigger-After-Swap"] = json.dumps(event)
    return response


def by_hand(request: Request, letter: Letter) -> HttpResponseBase:
    """What a person takes to the network: in the place of the composer, or on its own page."""
    if request.htmx:
        context = {"letter": letter, "conversation": letter.conversation}
        return render(request, "inbox/answer/letter.html", context)
    return redirect("letter", workspace=request.workspace.slug, letter=letter.pk)


def _again(request: Request, letter: Letter) -> str:
    """Whether its words went out too often lately, itself not counted."""
    if letter.state != Letter.QUEUED:
        return ""
    often = canned.repeated(request.workspace, letter.text, but=letter.pk)
    if not often.too_often:
        return ""
    return AGAIN.say(request.lang, times=often.times, of=often.of)


def _place(request: Request, conversation: Conversation) -> str:
    kwargs = {"workspace": request.workspace.slug, "number": conversation.pk}
    return reverse("conversation", kwargs=kwargs) + "#composer"
