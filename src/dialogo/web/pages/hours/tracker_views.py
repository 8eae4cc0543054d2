"""What projects, tags and tasks of time trackers mean, as their files are read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from dialogo.importers.meanings import NONE
from dialogo.records.durations import clock
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.hours import trackers
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.hours import CHANGE
from dialogo.web.queries.timesheets import trackers as queries

SAVED = Text(
    en="Saved. Bring the file in again: it is read by what you have said.",
    it="Salvato. Ora si può importare di nuovo il file: viene letto secondo quanto indicato.",
)
LEFT_OUT = Text(
    en="not work on social media: left out", it="non riguarda i social media: lasciato fuori"
)
ORDERS = {"yes": True, "no": False}
MOST = 1000


@may(CHANGE)
def words(request: Request) -> HttpResponseBase:
    """The words that were asked for, then those that have a meaning."""
    workspace = request.workspace
    if request.method == "POST":
        given = request.POST.getlist("word")[:MOST]
        said = request.POST.getlist("means")[:MOST]
        pairs = dict(zip(given, said, strict=False))
        added = request.POST.get("new", "").strip()[:200]
        if added:
            pairs[added] = request.POST.get("new_means", "")
        order = ORDERS.get(request.POST.get("order", ""))
        trackers.say(request.user, workspace, pairs, order)
        messages.success(request, SAVED.say(request.lang))
        return redirect("timesheet_words", workspace=workspace.slug)
    kept = queries.words(workspace)
    choices = [(one, ACTIVITY_WORDS[one].say(request.lang)) for one in ACTIVITIES]
    values = {
        "asked": [(word, clock(hours)) for word, hours in queries.asked(workspace)],
        "known": sorted(kept.meanings.items(), key=lambda pair: pair[0].casefold()),
        "choices": [*choices, (NONE, LEFT_OUT.say(request.lang))],
        "order": "" if kept.day_first is None else "yes" if kept.day_first else "no",
    }
    return render(request, "hours/trackers.html", values)
