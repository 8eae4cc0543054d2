"""When the company is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

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
    """The week, holidays and days off."""
    return _page(request, Hours(initial=filled(request.workspace.hours)))


@may(HOURS)
@require_POST
def change(request: Request) -> HttpResponse:
    """Keeps another week."""
    form = Hours(request.POST)
    if not form.is_valid() or not _kept(request, form):
        return _page(request, form, status=422)
    messages.success(request, SAVED.say(request.lang))
    return redirect("hours", workspace=request.workspace.slug)


def _page(request: Request, form: Hours, *, status: int = 200) -> HttpResponse:
    kept = filled(request.workspace.hours)
    found = {
        "form": form,
        "may_change": request.membership.is_a in HOURS.roles,
        "week": [(TITLES[day].say(request.lang), kept.get(day, "")) for day in DAYS],
        "kept": kept,
    }
    return render(request, "settings/hours.html", found, status=status)


def _kept(request: Request, form: Hours) -> bool:
    """Whether it could be kept; what the grammar of hours refuses stands beside its day."""
    try:
        actions.change_hours(request.user, request.workspace, form.written())
    except BadInput as wrong:
        day = (wrong.key or "").rpartition(".")[2]
        form.add_error(day if day in DAYS else None, wrong.text.say(request.lang, **wrong.values))
        return False
    return True
