"""Budget at a glance: set aside, spent, agreed, foreseen; what it buys, what silence may cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.budget.ledger import THE_FOUR
from dialogo.budget.not_answering import Assumptions, lost
from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.vocabulary import bounds, in_words
from dialogo.web.actions.ledger import choosing
from dialogo.web.actions.ledger.explaining import explain
from dialogo.web.actions.ledger.warning import see
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.models.ledger import BudgetWarning, Ledger
from dialogo.web.models.plan import Plan
from dialogo.web.pages.budget import ENTER, LEDGER, SEE
from dialogo.web.pages.budget.forms import SilenceForm, WhyForm
from dialogo.web.pages.budget.period import asked, choices
from dialogo.web.queries import findings, today
from dialogo.web.queries.ledger.calls import kind_of
from dialogo.web.queries.ledger.overview import Line, Overview, overview
from dialogo.web.queries.ledger.planned import reasons

# What money buys, and how it is called here.
BOUGHT = {
    "budget/cost-per-reply": Text(en="an answer", it="una risposta"),
    "budget/cost-per-answered-person": Text(
        en="a person who was answered", it="una persona che ha avuto risposta"
    ),
    "budget/cost-per-post": Text(en="a post", it="un post"),
    "budget/cost-per-useful-post": Text(
        en="a post that serves somebody", it="un post utile a qualcuno"
    ),
    "budget/cost-per-need-met": Text(en="a need met", it="un bisogno soddisfatto"),
    "budget/cost-per-active-member": Text(en="an active member", it="un membro attivo"),
}
LEVELS = {
    "over": Text(en="more is spent than set aside", it="speso più dello stanziato"),
    "surely": Text(en="will surely not hold", it="di certo non basterà"),
    "likely": Text(en="will likely not hold", it="probabilmente non basterà"),
    "perhaps": Text(en="may not hold", it="potrebbe non bastare"),
}
TOLD = {
    "over": Text(en="more is spent than set aside.", it="speso più dello stanziato."),
    "surely": Text(en="the budget will surely not hold.", it="di certo il budget non basterà."),
    "likely": Text(
        en="the budget will likely not hold.", it="probabilmente il budget non basterà."
    ),
    "pace": Text(
        en="at this pace the month's cap will be reached.",
        it="con questo ritmo si arriverà al tetto del mese.",
    ),
    "near": Text(
        en="four fifths of the month's cap are spent.",
        it="sono usciti i quattro quinti del tetto del mese.",
    ),
    "stopped": Text(
        en="stopped at the month's cap; no call is made until it is raised.",
        it="fermo al tetto del mese; non si fanno chiamate finché non viene alzato.",
    ),
}
SHOWN = 3  # warnings; the others unfold
REASON = Text(
    en="The reason is kept. The audit tells it as the company's word.",
    it="Il motivo è salvato. L'audit lo riporta come parola dell'azienda.",
)
NO_REASON = Text(en="Write down why first.", it="Prima scrivete il motivo.")
KEPT = Text(en="The assumptions are kept.", it="Le ipotesi sono salvate.")


@may(SEE)
@require_GET
def budget(request: Request) -> HttpResponse:
    """Everything about money between two days, and what the audit says of it."""
    return _shown(request, None)


@may(ENTER)
@require_POST
def assume(request: Request) -> HttpResponseBase:
    """What a customer is worth, and how many stay away unanswered."""
    form = SilenceForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    told = form.cleaned_data
    value = Money(told["value"], request.workspace.currency)
    assumed = Assumptions(value, told["least"] / 100, told["most"] / 100)
    choosing.assume(request.user, request.workspace, assumed)
    messages.success(request, KEPT.say(request.lang))
    return redirect("budget", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def why(request: Request) -> HttpResponseBase:
    """Why nothing is set aside for one of the four activities, on the days of a budget."""
    form = WhyForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {}
    if not told or told["last"] < told["first"]:
        messages.error(request, NO_REASON.say(request.lang))
    else:
        days = told["first"], told["last"]
        explain(request.user, request.workspace, told["activity"], days, told["why"])
        messages.success(request, REASON.say(request.lang))
    return redirect("budget", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def seen(request: Request, warning: int) -> HttpResponseBase:
    """Somebody has seen that a budget will not hold."""
    found = BudgetWarning.objects.filter(workspace=request.workspace, pk=warning).first()
    if found is None:
        raise Http404
    see(request.user, found)
    return redirect("budget", workspace=request.workspace.slug)


def _shown(request: Request, form: SilenceForm | None) -> HttpResponse:
    workspace, now = request.workspace, timezone.localdate()
    stretches = choices(workspace, now)
    first, last = asked(request.GET, stretches[0])
    found = overview(workspace, first, last, now)
    audited = findings.latest(workspace)
    figures = audited.audit.measures if audited else {}
    role = request.membership.is_a
    head = Ledger.objects.filter(workspace=workspace).first()
    reads = role in LEDGER.roles
    warnings = _warnings(request)
    context = {
        "choices": stretches,
        "first": first,
        "last": last,
        "found": found,
        "rows": [_row(request, found, line, reads=reads) for line in found.lines],
        "whole": _row(request, found, found.whole, reads=reads),
        "networks": _networks(request, found, reads=reads),
        "without": _without(request, found),
        "others": [
            (money, _entries(request, found.first, found.last, {"currency": money.currency}))
            if reads
            else (money, "")
            for money in found.others
        ],
        "unpriced": Hours(found.unpriced) if found.unpriced else None,
        "plan_by": found.by,
        "plan": Plan.objects.filter(workspace=workspace, state=Plan.ACTIVE)
        .select_related("activated_by")
        .first(),
        "nothing": not (found.whole.planned or found.whole.spent or found.others),
        "bought": _bought(figures, request.lang),
        "until": audited.audit.window.as_of.date() if audited else None,
        "since": audited.audit.window.since.date() if audited else None,
        "promotion": _known(figures, "budget/promotion-money-answered"),
        "silence": _silence(figures, head),
        "unanswered": _known(figures, "budget/left-unanswered"),
        "form": form or SilenceForm(initial=_initial(head)),
        "enters": role in ENTER.roles,
        "reads": reads,
        "warnings": warnings,
        "more_warnings": max(0, len(warnings) - SHOWN),
        "said": said_of(today.about(audited, "budget"), workspace.slug, request.lang),
    }
    return render(request, "budget/budget.html", context, status=422 if form else 200)


def _row(request: Request, found: Overview, line: Line, *, reads: bool) -> dict[str, Any]:
    """A line of the table; what was spent leads to its entries."""
    currency, lang = request.workspace.currency, request.lang
    told = line.foreseen
    more = {"activity": line.activity} if line.activity else {}
    if line.network or line is found.elsewhere:
        more["network"] = line.network or "-"
    return {
        "called": ACTIVITY_WORDS[line.activity].say(lang) if line.activity else "",
        "network": network_name(line.network, lang) if line.network else "",
        "judged": bool(line.activity or not more),
        "planned": _money(line.planned, currency) if line.planned else None,
        "spent": _money(line.spent, currency) if line.spent else None,
        "abroad": _money(line.abroad, currency) if line.abroad else None,
        "together": _money(line.spent + line.abroad, currency)
        if line.spent or line.abroad
        else None,
        "agreed": _money(line.agreed, currency) if line.agreed else None,
        "foreseen": _money(told.amount, currency) if told else None,
        "low": _money(told.low, currency) if told else None,
        "high": _money(told.high, currency) if told else None,
        "level": line.level,
        "says": LEVELS[line.level].say(lang) if line.level else "",
        "entries": _entries(request, found.first, found.last, more) if reads else "",
    }


def _networks(request: Request, found: Overview, *, reads: bool) -> list[dict[str, Any]]:
    """The lines by network, each with what is set aside for it alone below it, and what names
    none; nothing where no network is named."""
    if not found.networks:
        return []
    none, lines = found.elsewhere, list[Line]()
    for network in found.networks:
        lines += [network, *(one for one in found.apart if one.network == network.network)]
    lines += [none] if none.planned or none.spent or none.agreed else []
    return [_row(request, found, line, reads=reads) for line in lines]


def _without(request: Request, found: Overview) -> list[dict[str, Any]]:
    """Of the four, those with no money where there is a budget: why, or who asks it."""
    if not found.whole.planned:
        return []
    planned = {line.activity for line in found.lines if line.planned}
    names = [name for name in THE_FOUR if name not in planned]
    told = reasons(request.workspace, found.first, found.last) if names else {}
    return [
        {
            "called": ACTIVITY_WORDS[name].say(request.lang),
            "why": told.get(name, ""),
            "form": WhyForm(
                initial={"activity": name, "first": found.first, "last": found.last},
                auto_id=f"id_{name}_%s",
            ),
        }
        for name in names
    ]


def _entries(request: Request, first: date, last: date, more: Mapping[str, str]) -> str:
    days = {"from": first.isoformat(), "to": last.isoformat()}
    given = {**days, "currency": request.workspace.currency, **more}
    return f"{reverse('ledger', args=[request.workspace.slug])}?{urlencode(given)}"


def _bought(figures: Mapping[str, Figure], lang: Lang) -> list[tuple[str, str, str, int]]:
    """What one of each costs, between what and what, and of how many; what is known."""
    return [
        (in_words(figure, lang), called.say(lang), bounds(figure, lang) or "", figure.n)
        for id_, called in BOUGHT.items()
        if (figure := figures.get(id_)) is not None and figure.value is not None
    ]


def _silence(figures: Mapping[str, Figure], head: Ledger | None) -> dict[str, Any] | None:
    """What not answering may have cost, by the company's own assumptions."""
    figure = figures.get("budget/left-unanswered")
    if figure is None or figure.value is None or head is None or not head.silence:
        return None
    told = head.silence
    value = Money(Decimal(told["value"]), told["currency"])
    assumed = Assumptions(value, Decimal(told["least"]), Decimal(told["most"]))
    return {
        "lost": lost(int(figure.value), assumed),
        "assumed": assumed,
        "asked": figure.n,
        "least": Share(float(assumed.least)),
        "most": Share(float(assumed.most)),
    }


def _initial(head: Ledger | None) -> dict[str, Decimal]:
    if head is None or not head.silence:
        return {}
    told = head.silence
    shares = {name: (Decimal(told[name]) * 100).normalize() for name in ("least", "most")}
    return {"value": Decimal(told["value"]), **shares}


def _warnings(request: Request) -> list[tuple[int, str, str, BudgetWarning]]:
    """Those that nobody has seen: what each is about, and what it says."""
    rows = BudgetWarning.objects.filter(workspace=request.workspace, seen_at=None)
    return [
        (row.pk, _about(row, request.lang), TOLD[row.level].say(request.lang), row)
        for row in rows.order_by("-pk")[:10]
    ]


def _about(row: BudgetWarning, lang: Lang) -> str:
    if row.meter:
        return kind_of(row.meter).called.say(lang)
    named = [ACTIVITY_WORDS[row.activity].say(lang)] if row.activity else []
    return ", ".join([*named, network_name(row.network, lang)] if row.network else named)


def _known(figures: Mapping[str, Figure], id_: str) -> object:
    figure = figures.get(id_)
    return figure.spoken if figure and figure.value is not None else None


def _money(amount: Decimal, currency: str) -> Money:
    return Money(amount, currency)
