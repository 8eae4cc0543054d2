"""One entry of hours: added with a note, changed, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.durations import clock
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.hours import entries
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.hours import ENTER, words
from dialogo.web.pages.hours.forms import EntryForm
from dialogo.web.pages.hours.views import page
from dialogo.web.pages.hours.whose import Whose, place, today, whose
from dialogo.web.queries.timesheets import weeks
from dialogo.web.queries.timesheets.entries import Entry
from dialogo.web.queries.timesheets.entries import one as found_one

ADDED = Text(en="Entered.", it="Inserito.")
CHANGED = Text(en="Changed.", it="Modificato.")
ERASED = Text(en="Taken away.", it="Tolto.")


@may(ENTER)
@require_POST
def add(request: Request) -> HttpResponseBase:
    """One more entry in a week."""
    who = whose(request, request.POST.get("who", ""))
    who.must_enter()
    monday = weeks.week_said(request.POST.get("week", ""), today(request))
    form = EntryForm(request.POST, days=weeks.days_of(monday))
    try:
        if form.is_valid():
            entries.write(request.user, request.workspace, _wanted(form, who.name))
            messages.success(request, ADDED.say(request.lang))
            return redirect(place(request, who, monday))
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
    sheet = weeks.sheet(request.workspace, who.name, monday)
    return page(request, who, sheet, form=form, status=422)


@may(ENTER)
def one(request: Request, entry: int) -> HttpResponseBase:
    """An entry, to be changed."""
    kept, who = _found(request, entry)
    monday = weeks.monday_of(kept.day)
    form = EntryForm(
        request.POST or None,
        days=weeks.days_of(monday),
        initial={
            "day": kept.day.isoformat(),
            "activity": kept.activity,
            "time": _exact(kept),
            "network": kept.network,
            "note": kept.note,
            "paid": "no" if kept.paid is False else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(form, kept.name, kept)
        try:
            entries.write(request.user, request.workspace, wanted, instead_of=kept)
        except BadInput as bad:
            messages.error(request, bad.say(request.lang))
        else:
            messages.success(request, CHANGED.say(request.lang))
            return redirect(place(request, who, monday))
    values = {
        "form": form,
        "kept": kept,
        "who": who,
        "title": words.long_day(kept.day, request.lang),
        "back": place(request, who, monday),
        "closed": weeks.sheet(request.workspace, kept.name, monday).closed,
    }
    return render(request, "hours/entry.html", values, status=422 if form.is_bound else 200)


@may(ENTER)
@require_POST
def erase(request: Request, entry: int) -> HttpResponseBase:
    """Takes an entry away."""
    kept, who = _found(request, entry)
    try:
        entries.erase(request.user, request.workspace, kept)
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
    else:
        messages.success(request, ERASED.say(request.lang))
    return redirect(place(request, who, weeks.monday_of(kept.day)))


def _found(request: Request, number: int) -> tuple[Entry, Whose]:
    kept = found_one(request.workspace, number)
    if kept is None:
        raise Http404
    who = whose(request, kept.name)
    who.must_enter()
    return kept, who


def _exact(kept: Entry) -> str:
    """The time of an entry, to the second where it has any."""
    seconds = int(kept.seconds)
    rest = f":{seconds % 60:02}" if seconds % 60 else ""
    return clock(kept.hours) if not rest else f"{seconds // 3600}:{seconds // 60 % 60:02}{rest}"


def _wanted(form: EntryForm, name: str, former: Entry | None = None) -> entries.Wanted:
    """What the form says; what a timer or a tracker kept of the entry stays beside it."""
    more = {}
    if former is not None:
        kind, number = former.subject
        more = {"since": former.since, "until": former.until, "subject": kind,
                "subject_id": number, "description": former.about}  # fmt: skip
    said = form.cleaned_data
    return entries.Wanted(
        name, form.day_said, said["activity"], said["time"], said["network"], said["note"],
        form.paid_said, more,
    )  # fmt: skip
