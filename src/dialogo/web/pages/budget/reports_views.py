"""Reports of ads that tell the same money: which of them counts, campaign by campaign."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import Count, Max, Min, Q, Sum, Value
from django.db.models.functions import Coalesce, Left
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.ad_reports import ADS, FLAG, Counts
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.ledger import reports as actions
from dialogo.web.actions.ledger.reports import LONGEST
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import ReportChoice
from dialogo.web.models.records import ROWS
from dialogo.web.pages.budget import ENTER, LEDGER
from dialogo.web.queries.ledger.entries import UNITS, as_decimal

MOST = 50  # campaigns of a page
WAYS: dict[Counts, Text] = {
    "widest": Text(en="The campaign's own report counts", it="Conta il rapporto della campagna"),
    "finest": Text(
        en="The reports of its ad sets and ads count",
        it="Contano i rapporti dei suoi gruppi e annunci",
    ),
    "all": Text(
        en="All of them count: it is not the same money",
        it="Contano tutti: non è lo stesso denaro",
    ),
}
NONE = Text(en="Say first which counts.", it="Prima indicate quale conta.")
KEPT = Text(
    en="It is kept; the figures follow in a moment.",
    it="È salvato; le cifre seguono fra un attimo.",
)


@may(LEDGER)
@require_GET
def reports(request: Request) -> HttpResponse:
    """The campaigns that several reports tell of; those first of which nobody has said anything."""
    rows = ReportChoice.objects.filter(workspace=request.workspace).select_related("by")
    found = list(rows.order_by("by", "-pk")[:MOST])
    sums = _sums(request, found)
    context = {
        "rows": [
            {
                "one": one,
                "network": network_name(one.network, request.lang) if one.network else "",
                "says": WAYS[cast("Counts", one.counts)],
                "sums": sums.get((one.network, one.campaign), []),
            }
            for one in found
        ],
        "ways": list(WAYS.items()),
        "enters": request.membership.is_a in ENTER.roles,
    }
    return render(request, "budget/reports.html", context)


@may(ENTER)
@require_POST
def choose(request: Request, choice: int) -> HttpResponseBase:
    """Somebody says which reports of a campaign count."""
    one = ReportChoice.objects.filter(workspace=request.workspace, pk=choice).first()
    counts = request.POST.get("counts", "")
    if one is None:
        raise Http404
    if counts in WAYS:
        actions.choose(request.user, one, counts)
        messages.success(request, KEPT.say(request.lang))
    else:
        messages.error(request, NONE.say(request.lang))
    return redirect("ad_reports", workspace=request.workspace.slug)


def _sums(
    request: Request, found: list[ReportChoice]
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What is counted of each campaign and what stands beside it, by currency, with its days."""
    flagged = (
        ROWS["expenses"]
        .objects.filter(
            workspace=request.workspace,
            expense_id__startswith=ADS,
            extra__contains=f'"{FLAG}"',
        )
        .annotate(
            of=Coalesce(Left("network", LONGEST["network"]), Value("")),
            called=Left("campaign", LONGEST["campaign"]),
        )
    )
    counts = Q(extra__contains=f'"{FLAG}": "yes"')
    rows = (
        flagged.filter(called__in={one.campaign for one in found})
        .values("of", "called", "currency")
        .annotate(
            yes=Sum("amount", filter=counts), no=Sum("amount", filter=~counts), n=Count("pk"),
            first=Min("day"), last=Max("day"),
        )
        .order_by("of", "called", "currency")
    )  # fmt: skip
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        yes, no = (
            Money(as_decimal(round((row[name] or 0) * UNITS)), row["currency"])
            for name in ("yes", "no")
        )
        one = {"counted": yes, "beside": no, "first": row["first"], "last": row["last"]}
        told.setdefault((row["of"], row["called"]), []).append(one)
    return told
