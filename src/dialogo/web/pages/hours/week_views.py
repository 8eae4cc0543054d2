"""A week is handed in, taken back, closed; a closed one is corrected."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.hours import weeks as actions
from dialogo.web.actions.hours.entries import Wanted
from dialogo.web.actions.hours.entries import correct as do_correct
from dialogo.web.frame.door import Request, may
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.pages.hours import ENTER
from dialogo.web.pages.hours.forms import CorrectionForm
from dialogo.web.pages.hours.views import page
from dialogo.web.pages.hours.whose import place, today, whose
from dialogo.web.queries.timesheets import weeks

DONE = {
    TimesheetWeek.OPEN: Text(en="The week is open again.", it="La settimana è di nuovo aperta."),
    TimesheetWeek.SUBMITTED: Text(
        en="The week is handed in; it can still be changed until it is closed.",
        it="La settimana è consegnata; si può ancora modificare finché non viene chiusa.",
    ),
    TimesheetWeek.CLOSED: Text(
        en="The week is closed; from now on it takes corrections, with their reason.",
        it="La settimana è chiusa; d'ora in poi accetta correzioni, con il loro motivo.",
    ),
}
CORRECTED = Text(en="The correction is entered.", it="La correzione è inserita.")


@may(ENTER)
@require_POST
def move(request: Request) -> HttpResponseBase:
    """Hands in and takes back what is one's own; closing is for who may.

    Whoever closes does so while people's hours are hidden from them, too: by name, without hours.
    """
    name, to = request.POST.get("who", ""), request.POST.get("to", "")
    monday = weeks.week_said(request.POST.get("week", ""), today(request))
    me = whose(request)
    closes = me.may_close and to in (TimesheetWeek.CLOSED, TimesheetWeek.OPEN)
    who = me if closes or name in ("", me.name) else whose(request, name)
    if not closes:
        who.must_enter()
        if to == TimesheetWeek.CLOSED:
            raise Http404
    elif not weeks.known(request.workspace, name or me.name):
        raise Http404
    try:
        actions.move(request.user, request.workspace, name or me.name, monday, to)
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
    else:
        messages.success(request, DONE[to].say(request.lang))
    if request.POST.get("from") == "team":
        address = reverse("timesheet_team", args=[request.workspace.slug])
        return redirect(f"{address}?week={weeks.iso_week(monday)}")
    return redirect(
        place(request, me if closes and not me.may_see_others else whose(request, name), monday)
    )


@may(ENTER)
@require_POST
def correct(request: Request) -> HttpResponseBase:
    """Adds to a closed week, or takes back, with a reason."""
    who = whose(request, request.POST.get("who", ""))
    who.must_enter()
    monday = weeks.week_said(request.POST.get("week", ""), today(request))
    form = CorrectionForm(request.POST, days=weeks.days_of(monday))
    try:
        if form.is_valid():
            said = form.cleaned_data
            wanted = Wanted(who.name, form.day_said, said["activity"], form.seconds_said)
            do_correct(request.user, request.workspace, wanted, said["reason"])
            messages.success(request, CORRECTED.say(request.lang))
            return redirect(place(request, who, monday))
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
    sheet = weeks.sheet(request.workspace, who.name, monday)
    return page(request, who, sheet, correction=form, status=422)
