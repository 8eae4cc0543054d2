"""The accounts that are connected, and what is recorded of each network."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dialogo.web.frame.door import Request, may
from dialogo.web.pages.networks import CONNECT, SEE
from dialogo.web.pages.networks.standing import standing_of
from dialogo.web.pages.networks.words import Said, said_of, summary
from dialogo.web.queries import networks as queries
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.connections import connections
from dialogo.web.queries.metered import months
from dialogo.web.queries.receiving import stuck_of


@may(SEE)
def networks(request: Request) -> HttpResponse:
    """Each connected account, then each one with what is on record and the next export to fetch."""
    made = computed(request.workspace, queries.KIND)
    imports = made.figures.get("imports", {}) if made else {}
    connected = list(connections(request.workspace))
    found = queries.on_record(request.workspace, imports, timezone.now(), connected)
    said: list[Said] = [said_of(one, request.lang) for one in found]
    may_connect = request.membership.is_a in CONNECT.roles
    stuck = stuck_of(request.workspace)
    charged = months(request.workspace, {one.network for one in connected}, timezone.now())
    shown = {
        "connected": [
            standing_of(one, request.lang, stuck.get(one.pk), charged.get(one.network))
            for one in connected
        ],
        "connect": reverse("connect", args=[request.workspace.slug]) if may_connect else "",
        "nothing": made is None and not request.workspace.revision,
        "made": made,
        "stale": is_stale(request.workspace, made),
        "networks": said,
        "summary": summary(found),
        "others": queries.others({one.account.network for one in found}).items(),
    }
    return render(request, "networks/networks.html", shown)
