"""A week of hours: one person's as a grid that is typed into, and everybody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.durations import clock, seconds
from dialogo.records.errors import BadInput
from dialogo.records.numbers import Unreadable
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.hours import grid
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.hours import ENTER, OTHERS, SEE, shown, timer_views, words
from dialogo.web.pages.hours.forms import CorrectionForm, EntryForm
from dialogo.web.pages.hours.whose import Whose, place, today, whose
from dialogo.web.queries.timesheets import weeks
from dialogo.web.queries.timesheets.timer import wish_of
from dialogo.web.queries.timesheets.weeks import Sheet, days_of, iso_week

_A_WEEK = timedelta(days=7)
MOST = 200  # entries that are listed below a week
SAVED = Text(en="Saved: {n:cell|cells} changed.", it="{n:cella salvata|celle salvate}.")
NOTHING = Text(en="Nothing was changed.", it="Non è cambiato nulla.")
NO_TIME = Text(
    en='"{text}" is not a time. Write it as 1:30 or 1.5.',
    it="«{text}» non è un tempo. Va scritto come 1:30 o 1,5.",
)


@may(SEE)
@require_GET
def sheet(request: Request) -> HttpResponseBase:
    """The week of the reader, or of whom they ask for; everybody's where they enter none."""
    who = whose(request, request.GET.get("who", ""))
    if not who.name:
        everybody = reverse("timesheet_team", args=[request.workspace.slug])
        return redirect(f"{everybody}{_week(request)}")
    monday = weeks.week_said(request.GET.get("week", ""), today(request))
    return page(request, who, weeks.sheet(request.workspace, who.name, monday))


def page(
    request: Request,
    who: Whose,
    found: Sheet,
    *,
    given: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    form: EntryForm | None = None,
    correction: CorrectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """A person's week; with what was typed, and what is wrong with it, where it was not kept."""
    lang, monday = request.lang, found.monday
    now = today(request)
    late, kept = found.late, found.stored.hours if found.stored else None
    telling = [one for one in found.entries if one.imported or not one.plain]
    values: dict[str, Any] = {
        "who": who,
        "sheet": found,
        "title": words.week_name(monday, lang),
        "state": words.STATES[found.state],
        "mark": words.MARKS[found.state],
        "lines": shown.grid(found, now, lang, given or {}, wrong or {}),
        "days": [(words.day_name(day, lang), day == now) for day in found.days],
        "sums": shown.sums(found, found.days),
        "total": clock(found.total),
        "entries": shown.told(telling[-MOST:], request.workspace, lang),
        "hidden": max(0, len(telling) - MOST),
        "late": shown.told(late, request.workspace, lang),
        "drift": clock(found.drift) if late or found.drift else "",
        "kept": clock(kept) if kept is not None else "",
        "editable": who.may_enter and not found.closed,
        "begun": monday <= now,
        "form": form or EntryForm(days=found.days),
        "correction": correction or CorrectionForm(days=found.days),
        "here": iso_week(monday),
        "this": iso_week(now),
        "earlier": place(request, who, monday - _A_WEEK),
        "later": place(request, who, monday + _A_WEEK),
        "back": place(request, who, now),
    }
    if who.own and who.may_enter:
        values |= timer_views.shown(request, {}) | {"wish": wish_of(request.user)}
    return render(request, "hours/sheet.html", values, status=status)


@may(ENTER)
@require_POST
def save(request: Request) -> HttpResponseBase:
    """Keeps the cells that were changed; what cannot be read is said beside its cell."""
    who = whose(request, request.POST.get("who", ""))
    who.must_enter()
    monday = weeks.week_said(request.POST.get("week", ""), today(request))
    found = weeks.sheet(request.workspace, who.name, monday)
    cells, given, wrong = {}, {}, {}
    for activity in ACTIVITIES:
        for day in found.days:
            name = f"{activity}_{day.isoformat()}"
            text = request.POST.get(name, "").strip()[:30]
            was = request.POST.get(f"was_{name}", "")[:30]
            if name not in request.POST or text == was:
                continue
            given[name] = text
            try:
                time = seconds(text) if text else Decimal(0)
            except Unreadable:
                wrong[name] = NO_TIME.say(request.lang, text=text)
            else:
                cells[activity, day] = grid.Cell(was or clock(Decimal(0)), time)
    if wrong:
        return page(request, who, found, given=given, wrong=wrong, status=422)
    try:
        changed = grid.save(request.user, request.workspace, who.name, monday, cells)
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
        found = weeks.sheet(request.workspace, who.name, monday)
        return page(request, who, found, given=given, status=422)
    said = SAVED.say(request.lang, n=changed) if changed else NOTHING.say(request.lang)
    messages.success(request, said)
    return redirect(place(request, who, monday))


@may(SEE)
@require_GET
def team(request: Request) -> HttpResponse:
    """Everybody's week: the sums, and each person where they may be seen."""
    who = whose(request)
    now = today(request)
    monday = weeks.week_said(request.GET.get("week", ""), now)
    number = request.GET.get("page", "")
    found = weeks.team(request.workspace, monday, int(number[:6]) if number.isdecimal() else 1)
    lang, days = request.lang, days_of(monday)
    total = sum(found.sums.values(), Decimal(0))
    values = {
        "team": found,
        "who": who,
        "open": who.may_see_others,
        "closes": who.may_close,
        "hidden": request.membership.is_a in OTHERS.roles and not who.may_see_others,
        "title": words.week_name(monday, lang),
        "days": [(words.day_name(day, lang), day == now) for day in days],
        "sums": shown.of_team(found, lang),
        "by_day": [shown.said(sum(_of(found, day), Decimal(0))) for day in days],
        "total": clock(total),
        "rows": [_row(row, days, request, who) for row in found.rows],
        "here": iso_week(monday),
        "this": iso_week(now),
        "earlier": iso_week(monday - _A_WEEK),
        "later": iso_week(monday + _A_WEEK),
        "begun": monday <= timezone.localdate(),
    }
    return render(request, "hours/team.html", values)


def _row(row: weeks.Row, days: list[Any], request: Request, who: Whose) -> dict[str, Any]:
    return {
        "row": row,
        "days": shown.sums(row, days),
        "total": shown.said(row.total),
        "lines": shown.of_row(row, days, request.lang),
        "state": words.STATES[row.state],
        "mark": words.MARKS[row.state],
    }


def _of(found: weeks.Team, day: Any) -> list[Decimal]:
    return [hours for (_, at), hours in found.sums.items() if at == day]


def _week(request: Request) -> str:
    week = request.GET.get("week", "")
    return f"?week={week}" if week.replace("-W", "").isdecimal() else ""
