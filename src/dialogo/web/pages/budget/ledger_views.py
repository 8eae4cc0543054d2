"""The ledger: the entries behind a figure, whether they agree, and the accounts' numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogo.budget.accounts import ACCOUNTS
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Lang, Text
from dialogo.web.actions.ledger import choosing
from dialogo.web.actions.work import ask
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import Ledger, LedgerLine
from dialogo.web.models.work import Work
from dialogo.web.pages.budget import ENTER, LEDGER
from dialogo.web.pages.budget.period import asked, choices, day_of
from dialogo.web.queries.ledger import listing, sums
from dialogo.web.queries.ledger.entries import as_decimal
from dialogo.web.queries.ledger.listing import Shown, Which

ASKED = Text(
    en="The ledger is being checked; what comes of it will stand here.",
    it="Il libro si sta controllando; l'esito sarà qui.",
)
NUMBERED = Text(en="The numbers are kept.", it="I numeri sono salvati.")
LONGEST_CODE = 20


def which_of(given: QueryDict, first: date | None, last: date | None) -> Which:
    """The entries that an address asks for."""
    after = given.get("after", "")
    return Which(
        first,
        last,
        activity=given.get("activity", "") if given.get("activity") in ACTIVITIES else "",
        network=given.get("network", "")[:80],
        account=given.get("account", "") if given.get("account") in ACCOUNTS else "",
        currency=given.get("currency", "")[:3].upper(),
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0,
    )


@may(LEDGER)
@require_GET
def ledger(request: Request) -> HttpResponse:
    """The entries of a stretch of days, narrowed to a cell of the budget's table if asked."""
    workspace, stretches = request.workspace, choices(request.workspace, timezone.localdate())
    first, last = asked(request.GET, stretches[0])
    which = which_of(request.GET, first, last)
    found = listing.page(workspace, which, _below(request.GET))
    head = Ledger.objects.filter(workspace=workspace).first()
    cells = [c for c in sums.cells(workspace, first, last) if _fits(c, which)]
    checking = Work.objects.filter(
        workspace=workspace, kind="ledger_check", state__in=Work.OPEN
    ).exists()
    context = {
        "choices": stretches,
        "first": first,
        "last": last,
        "which": which,
        "narrowed": _words(which, request.lang),
        "totals": sums.totals(cells),
        "entries": [_told(one, head, request.lang) for one in found.shown],
        "older": _address(request.GET, found.more) if found.more else "",
        "head": head,
        "wrong": [one[request.lang] for one in (head.checked or {}).get("wrong", [])]
        if head
        else [],
        "checking": checking,
        "query": _query(request.GET, first, last),
        "numbers": request.membership.is_a in ENTER.roles,
    }
    return render(request, "budget/ledger.html", context)


@may(LEDGER)
@require_POST
def check(request: Request) -> HttpResponseBase:
    """Has everything recomputed."""
    key = f"ledger_check:{request.workspace.pk}"
    ask("ledger_check", request.workspace, key=key, by=request.user)
    messages.success(request, ASKED.say(request.lang))
    return redirect("ledger", workspace=request.workspace.slug)


@may(ENTER)
@require_http_methods(["GET", "POST"])
def accounts(request: Request) -> HttpResponseBase:
    """The numbers of accounts, as the company's own books have them."""
    head = Ledger.objects.filter(workspace=request.workspace).first()
    if request.method == "POST":
        given = {key: request.POST.get(key, "")[:LONGEST_CODE] for key in ACCOUNTS}
        choosing.number_accounts(request.user, request.workspace, given)
        messages.success(request, NUMBERED.say(request.lang))
        return redirect("ledger_accounts", workspace=request.workspace.slug)
    own = head.codes if head else {}
    rows = [(one, own.get(key, one.code)) for key, one in ACCOUNTS.items()]
    return render(request, "budget/accounts.html", {"rows": rows})


def _told(one: Shown, head: Ledger | None, lang: Lang) -> dict[str, Any]:
    """An entry as it is shown: its lines with both sides, and what it rests on."""
    return {
        "entry": one.entry,
        "says": one.entry.says or one.entry.document,
        "work": one.entry.table == "hours",
        "cost": Money(one.cost, one.currency),
        "lines": [_line(line, head, lang) for line in one.lines],
        "source": one.source,
        "back": one.taken_back,
    }


def _line(line: LedgerLine, head: Ledger | None, lang: Lang) -> dict[str, Any]:
    account = ACCOUNTS[line.account]
    own = (head.codes if head else {}).get(line.account, account.code)
    return {
        "code": own,
        "account": account.title.say(lang),
        "debit": Money(as_decimal(line.debit), line.currency) if line.debit else None,
        "credit": Money(as_decimal(line.credit), line.currency) if line.credit else None,
        "activity": ACTIVITY_WORDS[line.activity].say(lang),
        "network": network_name(line.network, lang) if line.network else "",
    }


def _fits(cell: sums.Cell, which: Which) -> bool:
    return all(getattr(cell, name) == value for name, value in which.narrow.items())


def _words(which: Which, lang: Lang) -> list[str]:
    """What the list is narrowed to."""
    found = []
    if which.activity:
        found.append(ACTIVITY_WORDS[which.activity].say(lang))
    if which.network:
        none = Text(en="no network", it="nessuna rete").say(lang)
        found.append(none if which.network == "-" else network_name(which.network, lang))
    if which.account:
        found.append(ACCOUNTS[which.account].title.say(lang))
    return [*found, which.currency] if which.currency else found


def _below(given: Mapping[str, str]) -> tuple[date, int] | None:
    day, _, number = given.get("below", "").partition("_")
    found = day_of(day)
    if found is None or not number.isdecimal() or len(number) > 15:
        return None
    return found, int(number)


def _address(given: QueryDict, more: tuple[date, int]) -> str:
    kept = {name: value for name, value in given.items() if name != "below"}
    return f"?{urlencode({**kept, 'below': f'{more[0].isoformat()}_{more[1]}'})}"


def _query(given: QueryDict, first: date, last: date) -> str:
    names = ("activity", "network", "account", "currency")
    kept = {name: given[name] for name in names if given.get(name)}
    return urlencode({"from": first.isoformat(), "to": last.isoformat(), **kept})
