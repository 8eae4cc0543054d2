"""What the records say of money; planning it comes with its own work."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.records.measure import Figure
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Lang
from dialogo.report.vocabulary import bounds, in_words
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.budget import SEE
from dialogo.web.queries import findings, today


@may(SEE)
@require_GET
def budget(request: Request) -> HttpResponse:
    """What was spent and set aside over the records' time, by activity, and the findings."""
    audited = findings.latest(request.workspace)
    figures = audited.audit.measures if audited else {}
    context = {
        "since": audited.audit.window.since.date() if audited else None,
        "until": audited.audit.window.as_of.date() if audited else None,
        "spent": _known(figures, "budget/spent"),
        "planned": _known(figures, "budget/planned"),
        "rows": _by_activity(figures, request.lang),
        "per_answer": _said(figures, "budget/cost-per-reply", request.lang),
        "per_post": _said(figures, "budget/cost-per-post", request.lang),
        "per_useful": _said(figures, "budget/cost-per-useful-post", request.lang),
        "said": said_of(today.about(audited, "budget"), request.workspace.slug, request.lang),
    }
    return render(request, "budget/budget.html", context)


def _known(figures: Mapping[str, Figure], id_: str) -> object:
    figure = figures.get(id_)
    return figure.spoken if figure and figure.value is not None else None


def _said(figures: Mapping[str, Figure], id_: str, lang: Lang) -> str:
    figure = figures.get(id_)
    if figure is None or figure.value is None:
        return ""
    between = bounds(figure, lang)
    return in_words(figure, lang) + (f" ({between})" if between else "")


def _by_activity(figures: Mapping[str, Figure], lang: Lang) -> list[tuple[str, object, object]]:
    """Spent and set aside for each activity; what is neither is left out."""
    spent, planned = figures.get("budget/spent"), figures.get("budget/planned")
    rows = []
    for activity in ACTIVITIES:
        out = spent.parts.get(activity) if spent else None
        plan = planned.parts.get(activity) if planned else None
        if getattr(out, "amount", 0) or getattr(plan, "amount", 0):
            rows.append((ACTIVITY_WORDS[activity].say(lang), out, plan))
    return rows
