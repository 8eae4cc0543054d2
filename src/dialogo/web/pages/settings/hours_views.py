"""When the company is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import company as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.settings import HOURS, SEE
from dialogo.web.pages.settings.forms import DAYS, TITLES, Hours, filled

SAVED = Text(
    en="Saved. Waits are counted anew in the background.",
    it="Salvato. Le attese vengono ricalcolate in secondo piano.",
)


@may(SEE)
def hours(request: Request) -> HttpResponse:
    """The week, holidays and days off; strategists and owners change them."""
    may_change = request.membership.is_a in HOURS.roles
    kept = filled(request.workspace.hours)
    form = Hours(request.POST or None, initial=kept)
    if request.method == "POST":
        if not may_change:
            return render(request, "frame/403.html", status=403)
        if form.is_valid() and _kept(request, form):
            messages.success(request, SAVED.say(request.lang))
            return redirect("hours", workspace=request.workspace.slug)
    week = [(TITLES[day].say(request.lang), kept.get(day, "")) for day in DAYS]
    found = {"form": form, "may_change": may_change, "week": week, "kept": kept}
    return render(request, "settings/hours.html", found, status=422 if form.is_bound else 200)


def _kept(request: Request, form: Hours) -> bool:
    """Whether it could be kept; what the grammar of hours refuses stands beside its day."""
    try:
        actions.change_hours(request.user, request.workspace, form.written())
    except BadInput as wrong:
        day = (wrong.key or "").rpartition(".")[2]
        form.add_error(day if day in DAYS else None, wrong.text.say(request.lang, **wrong.values))
        return False
    return True
