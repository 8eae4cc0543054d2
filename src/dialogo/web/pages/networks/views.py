"""What is recorded of each network."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dialogo.web.frame.door import Request, may
from dialogo.web.pages.networks import SEE
from dialogo.web.pages.networks.words import Said, said_of, summary
from dialogo.web.queries import networks as queries
from dialogo.web.queries.computed import computed, is_stale


@may(SEE)
def networks(request: Request) -> HttpResponse:
    """Each account with what is on record, the next export to fetch, and what may come."""
    made = computed(request.workspace, queries.KIND)
    imports = made.figures.get("imports", {}) if made else {}
    found = queries.on_record(request.workspace, imports, timezone.now())
    said: list[Said] = [said_of(one, request.lang) for one in found]
    shown = {
        "made": made,
        "stale": is_stale(request.workspace, made),
        "networks": said,
        "summary": summary(found),
        "others": queries.others({one.account.network for one in found}).items(),
    }
    return render(request, "networks/networks.html", shown)
