"""What people do with a letter: undo, approve, send back, change, try again, drop."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.web.actions.letters import decide, small_acts
from dialogo.web.actions.letters.refused import MAY_NOT, Newer, WontDo
from dialogo.web.frame.door import Request, may
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.pages.inbox import LETTERS_SEND, LETTERS_WRITE
from dialogo.web.pages.inbox.answer import going
from dialogo.web.pages.inbox.answer_form import way_back
from dialogo.web.pages.inbox.letter_pages import found, page

APPROVED = Text(en="Approved: it is on its way.", it="Approvata: è in partenza.")
GIVEN_BACK = Text(
    en="Sent back to {author}, with your reason.", it="Rimandata a {author}, con il motivo."
)
DROPPED = Text(en="Dropped: it is never sent.", it="Eliminata: non verrà inviata.")
AGAIN = Text(en="It is tried again.", it="Si riprova.")
LOOKED_FOR = Text(
    en="It is looked for on the network once more.", it="La si cerca di nuovo sulla rete."
)
MARKED = Text(
    en="Noted as sent; it counts as your answer.", it="Segnata come inviata; conta come risposta."
)
ON_ITS_WAY = Text(en="It is on its way.", it="È in partenza.")
DELETED = Text(en="It is being taken down on the network.", it="La si sta rimuovendo dalla rete.")
NO_REASON = Text(
    en="Say in a few words what is to be changed, then send it back.",
    it="Va detto in poche parole che cosa cambiare; poi la si può rimandare.",
)


@may(LETTERS_WRITE)
@require_POST
def call_back(request: Request, letter: int) -> HttpResponseBase:
    """Undoes a letter that has not left yet: it is a draft again."""
    found_ = found(request, letter)
    try:
        decide.call_back(_own(request, found_), request.user)
    except WontDo as wrong:
        return _refused(request, found_, wrong)
    if not request.htmx:
        return redirect(_writing(request, found_))
    response = render(request, "inbox/answer/going.html", going(request))
    event = {"inbox:back": {"conversation": found_.conversation_id}}
    response["HX-Trigger"] = json.dumps(event)
    return response


@may(LETTERS_WRITE)
@require_POST
def rework(request: Request, letter: int) -> HttpResponseBase:
    """Takes what the network refused back into the composer."""
    found_ = found(request, letter)
    try:
        decide.rework(_own(request, found_), request.user)
    except WontDo as wrong:
        return _refused(request, found_, wrong)
    return _renew() if request.htmx else redirect(_writing(request, found_))


@may(LETTERS_SEND)
@require_POST
def approve(request: Request, letter: int) -> HttpResponseBase:
    """Lets it go out; what was written meanwhile is shown first."""
    found_ = found(request, letter)
    try:
        decide.approve(found_, request.user, may_send=True, anyway="anyway" in request.POST)
    except Newer as newer:
        return page(request, found_, newer=newer, status=422)
    except WontDo as wrong:
        return _refused(request, found_, wrong)
    return _done(request, found_, APPROVED)


@may(LETTERS_SEND)
@require_POST
def send_back(request: Request, letter: int) -> HttpResponseBase:
    """Gives it back to its author, with a reason."""
    found_ = found(request, letter)
    why = request.POST.get("why", "").strip()
    if not why:
        return page(request, found_, fault=NO_REASON.say(request.lang), status=422)
    try:
        decide.send_back(found_, request.user, why)
    except WontDo as wrong:
        return _refused(request, found_, wrong)
    return _done(request, found_, GIVEN_BACK, author=str(found_.by or "–"))


@may(LETTERS_SEND)
@require_POST
def send(request: Request, letter: int) -> HttpResponseBase:
    """Sends a draft as it stands."""
    found_ = found(request, letter)
    try:
        decide.send(found_, request.user, may_send=True, anyway="anyway" in request.POST)
    except Newer as newer:
        return page(request, found_, newer=newer, status=422)
    except WontDo as wrong:
        return _refused(request, found_, wrong)
    return _done(request, found_, ON_ITS_WAY)


@may(LETTERS_SEND)
@require_POST
def retry(request: Request, letter: int) -> HttpResponseBase:
    """Has a held letter sent after all."""
    return _decided(request, letter, decide.retry, AGAIN)


@may(LETTERS_SEND)
@require_POST
def look_again(request: Request, letter: int) -> HttpResponseBase:
    """Has it looked for on the network once more."""
    return _decided(request, letter, decide.look_again, LOOKED_FOR)


@may(LETTERS_SEND)
@require_POST
def mark_sent(request: Request, letter: int) -> HttpResponseBase:
    """Notes that somebody sent it by hand, or found it there; the link may be left out."""
    url = request.POST.get("url", "")
    return _decided(request, letter, lambda one, by: decide.mark_sent(one, by, url), MARKED)


@may(LETTERS_WRITE)
@require_POST
def drop(request: Request, letter: int) -> HttpResponseBase:
    """Gives it up."""
    return _decided(request, letter, lambda one, by: decide.drop(_own(request, one), by), DROPPED)


@may(LETTERS_SEND)
@require_POST
def delete(request: Request, letter: int) -> HttpResponseBase:
    """Has what was sent taken down on the network."""
    return _decided(request, letter, small_acts.delete_on_network, DELETED)


def _decided(
    request: Request, number: int, act: Callable[[Letter, Person], object], says: Text
) -> HttpResponseBase:
    letter = found(request, number)
    try:
        act(letter, request.user)
    except WontDo as wrong:
        return _refused(request, letter, wrong)
    return _done(request, letter, says)


def _own(request: Request, letter: Letter) -> Letter:
    """Of others' letters, only whoever may send decides: raises `WontDo` for anybody else."""
    if letter.by_id != request.user.pk and request.membership.is_a not in LETTERS_SEND.roles:
        raise WontDo(MAY_NOT, code="may-not")
    return letter


def _done(request: Request, letter: Letter, says: Text, **values: object) -> HttpResponseBase:
    if request.htmx:
        return _renew()
    messages.success(request, says.say(request.lang, **values))
    back = way_back(request, request.POST.get("back", ""))
    return redirect(back or _place(request, letter))


def _refused(request: Request, letter: Letter, wrong: WontDo) -> HttpResponseBase:
    letter.refresh_from_db()
    return page(request, letter, fault=wrong.say(request.lang), status=422)


def _renew() -> HttpResponse:
    response = HttpResponse(status=204)
    response["HX-Trigger"] = "inbox:renew"
    return response


def _writing(request: Request, letter: Letter) -> str:
    if letter.conversation_id is None:
        return _place(request, letter)
    kwargs = {"workspace": request.workspace.slug, "number": letter.conversation_id}
    return reverse("conversation", kwargs=kwargs) + f"?draft={letter.pk}#composer"


def _place(request: Request, letter: Letter) -> str:
    kwargs = {"workspace": request.workspace.slug, "letter": letter.pk}
    return reverse("letter", kwargs=kwargs)
