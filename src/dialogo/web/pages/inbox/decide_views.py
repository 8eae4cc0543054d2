"""Deciding about one conversation or many: done, put off, assigned …; and taking it back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.web.actions.conversations import triage as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Conversation, Group, Triage
from dialogo.web.pages.inbox import TRIAGE, lists, words
from dialogo.web.pages.inbox.answer_form import way_back
from dialogo.web.pages.inbox.decisions import (
    assignable,
    changed,
    done_words,
    names_of,
    one_before,
)
from dialogo.web.queries import inbox as queries

# A page shows thirty, and somebody may have gone on for a while.
MOST = 500
# More rows than these are not sent one by one: the list is fetched anew.
AT_ONCE = 30


@may(TRIAGE)
@require_POST
def decide(request: Request) -> HttpResponseBase:
    """Does what the button says with the conversations that were chosen."""
    ids = _numbers(request.POST.getlist("ids"))
    try:
        if not ids:
            raise BadInput(words.NOTHING_CHOSEN)
        verb, values = _meant(request)
        done = actions.decide(request.workspace, request.user, ids, verb, **values)
    except BadInput as wrong:
        return _refused(request, wrong.say(request.lang))
    says = done_words(done, names_of(done, request.lang), request.lang)
    if request.htmx:
        context = {"done": says, "triage": done.pk if done.before else None}
        return _with_rows(request, ids, context, {})
    back = way_back(request, request.POST.get("back", "")) or lists.address(request.workspace)
    return redirect(f"{back}{'&' if '?' in back else '?'}did={done.pk}")


@may(TRIAGE)
@require_POST
def undo(request: Request, triage: int) -> HttpResponseBase:
    """Takes a decision of the reader's back, as far as nothing has happened since."""
    one = get_object_or_404(Triage, workspace=request.workspace, pk=triage)
    undone = one.by_id == request.user.pk and actions.undo(one, request.user)
    says = (words.UNDONE if undone else words.TOO_LATE).say(request.lang)
    ids = changed(one)
    if request.htmx:
        earlier = one_before(request)
        context = {"done": says, "triage": earlier.pk if earlier else None, "earlier": earlier}
        return _with_rows(request, ids, context, {"inbox:back": {"ids": ids}} if undone else {})
    (messages.success if undone else messages.error)(request, says)
    asks = lists.query(lists.asked(QueryDict(request.POST.get("list", ""))))
    number = ids[0] if len(ids) == 1 else None
    return redirect(lists.address(request.workspace, number, asks))


def _meant(request: Request) -> tuple[str, dict[str, Any]]:
    """The verb of a button, with what belongs to it: `snooze:…`, `assign:p12`, `priority:high`."""
    verb, _, value = request.POST.get("verb", "").partition(":")
    if verb == "snooze":
        given = request.POST.get("until", "") if value == "at" else value
        return verb, {"until": _moment(given)}
    if verb == "assign":
        return verb, _taker(request, value)
    if verb == "priority":
        return verb, {"priority": value or None}
    return verb, {}


def _moment(given: str) -> datetime:
    try:
        found = parse_datetime(given)
    except ValueError:
        found = None
    if found is None:
        raise BadInput(words.NO_TIME)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _taker(request: Request, value: str) -> dict[str, Any]:
    """Somebody of the workspace, a group of it, or nobody."""
    number = value[1:] if value[1:].isascii() and value[1:].isdigit() else ""
    if not value:
        return {"person": None, "group": None}
    person = group = None
    if number and value[0] == "p":
        person = assignable(request).filter(pk=int(number[:18])).first()
    if number and value[0] == "g":
        group = Group.objects.filter(workspace=request.workspace, pk=int(number[:18])).first()
    if person is None and group is None:
        raise BadInput(words.NO_SUCH_TAKER)
    return {"person": person, "group": group}


def _refused(request: Request, says: str) -> HttpResponseBase:
    if request.htmx:
        response = render(request, "inbox/told.html", {"done": says, "problem": True}, status=422)
        response["HX-Trigger"] = json.dumps(
            {"inbox:back": {"ids": _numbers(request.POST.getlist("ids"))}}
        )
        return response
    messages.error(request, says)
    back = way_back(request, request.POST.get("back", ""))
    return redirect(back or lists.address(request.workspace))


def _with_rows(
    request: Request, ids: list[int], context: dict[str, Any], events: dict[str, Any]
) -> HttpResponse:
    """What was done, with the rows that stay, anew, and the numbers of those that do not."""
    asks = QueryDict(request.POST.get("list", ""))
    filters = lists.asked(asks)
    query = lists.query(filters, after=asks.get("after") or "")
    rows = Conversation.objects.filter(workspace=request.workspace, pk__in=list(ids))
    staying = [one.pk for one in rows if lists.stays(one, filters, request.user.pk)]
    if gone := sorted(set(ids) - set(staying)):
        events["inbox:gone"] = {"ids": gone}
    if len(staying) > AT_ONCE:
        events["inbox:list"] = {}
        staying = []
    found = [queries.row(request.workspace, request.user, number) for number in staying]
    view = lists.View(request.workspace, filters, query, request.lang)
    shown = lists.shown(filter(None, found), view)
    context |= {"rows": shown, "oob": True, "may_triage": True, "query": query}
    response = render(request, "inbox/decided.html", context)
    if request.POST.get("open", "") in {str(row.id) for row in shown}:
        events["inbox:renew"] = {}
    if events:
        response["HX-Trigger"] = json.dumps(events)
    return response


def _numbers(given: Iterable[str]) -> list[int]:
    found = [int(each) for each in given if each.isascii() and each.isdigit() and len(each) < 19]
    return list(dict.fromkeys(found))[:MOST]
