"""Expenses: the list, a new one, one put right, and the receipts that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogo.budget.accounts import ACCOUNTS, kind_of
from dialogo.records.ad_reports import ADS, FLAG
from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.actions.ledger import expenses as actions
from dialogo.web.actions.ledger import receipts
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import Receipt, ReportChoice
from dialogo.web.models.records import ROWS
from dialogo.web.pages.budget import ENTER, LEDGER
from dialogo.web.pages.budget.forms import ExpenseForm
from dialogo.web.pages.budget.ledger_views import _below
from dialogo.web.queries.ledger import calls as charged
from dialogo.web.queries.ledger.entries import as_decimal, in_units
from dialogo.web.queries.ledger.sums import AGREED

PAGE = 50
MADE = (actions.OF_CALLS, ADS, AGREED)  # numbers that the program gives, which tell people nothing
CALLS = Text(en="{kind}, {n:call|calls}", it="{kind}, {n:chiamata|chiamate}")
KEPT = Text(
    en="The expense {number} is kept; the figures follow in a moment.",
    it="La spesa {number} è salvata; le cifre seguono fra un attimo.",
)
ERASED = Text(
    en="The expense is taken away. In the ledger it is taken back, and both entries stay.",
    it="La spesa è tolta. Nel libro è stornata, e restano entrambe le registrazioni.",
)
RECEIVED = Text(en="The receipt is kept.", it="La ricevuta è salvata.")
GONE = Text(en="The receipt is taken away.", it="La ricevuta è tolta.")
NO_FILE = Text(en="Choose a file first.", it="Prima scegliete un file.")


@may(LEDGER)
@require_GET
def expenses(request: Request) -> HttpResponse:
    """The newest expenses, and the form for another."""
    return _listed(request, None)


@may(ENTER)
@require_POST
def enter(request: Request) -> HttpResponseBase:
    """A new expense."""
    form = ExpenseForm(request.POST)
    if form.is_valid():
        try:
            number = actions.enter(request.user, request.workspace, _told(form))
        except BadInput as wrong:
            form.add_error("number", wrong.text.say(request.lang, **wrong.values))
        else:
            messages.success(request, KEPT.say(request.lang, number=number))
            return redirect("expenses", workspace=request.workspace.slug)
    return _listed(request, form)


def _listed(request: Request, form: ExpenseForm | None) -> HttpResponse:
    first = {"day": timezone.localdate(), "currency": request.workspace.currency}
    rows, older = _page(request)
    enters = request.membership.is_a in ENTER.roles
    context = {
        "rows": rows,
        "older": older,
        "twice": ReportChoice.objects.filter(workspace=request.workspace, by=None).count(),
        "form": (form or ExpenseForm(initial=first)) if enters else None,
    }
    return render(request, "budget/expenses.html", context, status=422 if form else 200)


@may(ENTER)
@require_http_methods(["GET", "POST"])
def expense(request: Request, expense: int) -> HttpResponseBase:
    """One expense, to be put right."""
    row = _row(request, expense)
    if request.method == "POST":
        form = ExpenseForm(request.POST, numbered=True)
        if form.is_valid():
            try:
                actions.change(request.user, row, _told(form))
            except BadInput as wrong:
                messages.error(request, wrong.text.say(request.lang))
            else:
                messages.success(request, KEPT.say(request.lang, number=row.expense_id))
            return redirect("expenses", workspace=request.workspace.slug)
        return _one(request, row, form, status=422)
    return _one(request, row, ExpenseForm(initial=_as_told(row), numbered=True))


@may(ENTER)
@require_POST
def erase(request: Request, expense: int) -> HttpResponseBase:
    """It is taken away."""
    try:
        actions.erase(request.user, _row(request, expense))
    except BadInput as wrong:
        messages.error(request, wrong.text.say(request.lang))
    else:
        messages.success(request, ERASED.say(request.lang))
    return redirect("expenses", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def add(request: Request, expense: int) -> HttpResponseBase:
    """A file is put with it."""
    row, file = _row(request, expense), request.FILES.get("file")
    wrong = NO_FILE.say(request.lang) if file is None else ""
    if file is not None:
        try:
            # One byte more than is taken tells that it is too large, however large it is.
            data = file.read(receipts.LARGEST + 1)
            receipts.keep(request.user, row, file.name or "", data)
        except BadInput as bad:
            wrong = bad.text.say(request.lang, **bad.values)
    if wrong:
        form = ExpenseForm(initial=_as_told(row), numbered=True)
        return _one(request, row, form, fault=wrong, status=422)
    messages.success(request, RECEIVED.say(request.lang))
    return redirect("expense", workspace=request.workspace.slug, expense=row.pk)


@may(LEDGER)
@require_GET
def receipt(request: Request, receipt: int) -> HttpResponse:
    """The file as it was handed in, to be kept by whoever opens it: never shown as a page."""
    found = Receipt.objects.filter(workspace=request.workspace, pk=receipt).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.data), content_type=found.mime)
    answer["Content-Disposition"] = f'attachment; filename="{_plain(found.name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@may(ENTER)
@require_POST
def take_away(request: Request, receipt: int) -> HttpResponseBase:
    """A file is taken away from its expense."""
    found = Receipt.objects.filter(workspace=request.workspace, pk=receipt).first()
    if found is None:
        raise Http404
    rows = ROWS["expenses"].objects.filter(workspace=request.workspace)
    row = rows.filter(row_key=bytes(found.row_key)).first()
    if row is None:
        raise Http404
    receipts.take_away(request.user, row, found)
    messages.success(request, GONE.say(request.lang))
    return redirect("expense", workspace=request.workspace.slug, expense=row.pk)


def _one(
    request: Request, row: Any, form: ExpenseForm, *, fault: str = "", status: int = 200
) -> HttpResponse:
    files = Receipt.objects.filter(workspace=request.workspace, row_key=bytes(row.row_key))
    context = {
        "row": row,
        "money": Money(_shown(row), row.currency),
        "counted": actions.COUNTED if row.expense_id.startswith(actions.OF_CALLS) else None,
        "form": form,
        "receipts": files.defer("data").order_by("pk"),
        "fault": fault,
        "most": receipts.MOST,
        "largest": receipts.LARGEST // 1_000_000,
    }
    return render(request, "budget/expense.html", context, status=status)


def _page(request: Request) -> tuple[list[dict[str, Any]], str]:
    rows = ROWS["expenses"].objects.filter(workspace=request.workspace)
    if below := _below(request.GET):
        rows = rows.filter(day__lte=below[0]).exclude(day=below[0], pk__gte=below[1])
    some = list(rows.order_by("-day", "-pk")[: PAGE + 1])
    older = f"?below={some[PAGE - 1].day}_{some[PAGE - 1].pk}" if len(some) > PAGE else ""
    some = some[:PAGE]
    keys = [bytes(row.row_key) for row in some]
    with_files = {
        bytes(key)
        for key in Receipt.objects.filter(
            workspace=request.workspace, row_key__in=keys
        ).values_list("row_key", flat=True)
    }
    return [
        {
            "row": row,
            "called": _called(row, request.lang),
            "number": "" if row.expense_id.startswith(MADE) else row.expense_id,
            "money": Money(_shown(row), row.currency),
            "kind": ACCOUNTS[_kind(row)].title.say(request.lang),
            "activity": ACTIVITY_WORDS[row.activity].say(request.lang),
            "network": network_name(row.network, request.lang) if row.network else "",
            "receipt": bytes(row.row_key) in with_files,
            "beside": row.expense_id.startswith(ADS) and actions.extra_of(row).get(FLAG) == "no",
        }
        for row in some
    ], older


def _called(row: Any, lang: Lang) -> str:
    """What an expense is called in the list: who was paid and for what, as far as it is known."""
    if row.expense_id.startswith(actions.OF_CALLS):
        key, calls = row.expense_id.split(":")[1], (row.note or "").rpartition(": ")[2]
        return CALLS.say(
            lang, kind=charged.kind_of(key).called, n=int(calls) if calls.isdecimal() else 0
        )
    if row.expense_id.startswith(ADS):
        said = row.expense_id.split(":", 3)[-1]
        return f"{row.supplier or row.network} – {said}"
    return str(row.supplier or row.note or row.expense_id)


def _told(form: ExpenseForm) -> actions.Expense:
    told: Mapping[str, Any] = form.cleaned_data
    return actions.Expense(**told)


def _as_told(row: Any) -> dict[str, Any]:
    names = ("day", "activity", "amount", "currency", "network", "supplier", "campaign", "note")
    return {name: getattr(row, name) for name in names} | {"kind": _kind(row)}


def _kind(row: Any) -> str:
    extra = actions.extra_of(row)
    return kind_of(extra.get("kind") or extra.get("tipo"), row.activity)


def _shown(row: Any) -> Any:
    return as_decimal(in_units(row.amount))


def _row(request: Request, number: int) -> Any:
    row = ROWS["expenses"].objects.filter(workspace=request.workspace, pk=number).first()
    if row is None:
        raise Http404
    return row


def _plain(name: str) -> str:
    """A name that fits into a header, whatever it was."""
    return "".join(sign if sign.isascii() and sign not in '"\\' else "_" for sign in name)
