"""Budget: a year of its life, from the first expense to the journal an accountant posts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from dialogo.web.actions.alerts import budgets
from dialogo.web.actions.alerts.sending import send
from dialogo.web.actions.endpoint import spending
from dialogo.web.actions.ledger import guards, metering
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import ledger, ledger_check, ledger_due
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.alerts import AlertLetter
from dialogo.web.models.language import Endpoint
from dialogo.web.models.ledger import (
    BudgetWarning,
    ExchangeRate,
    LedgerEntry,
    LedgerLine,
    ReportChoice,
)
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.budget import file_views
from tests.web.world import DOT

SignedIn = Callable[..., Client]
NOW = datetime(2026, 6, 16, 9, tzinfo=UTC)
KINDS = {
    "ledger": ledger.JOB,
    "ledger_check": ledger_check.JOB,
    "ledger_due": ledger_due.JOB,
}


@pytest.fixture(autouse=True)
def in_june() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def said(client: Client, path: str) -> str:
    answer = client.get(f"/w/aurora/{path}")
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def post(client: Client, path: str, status: int = 302, **given: Any) -> Any:
    answer = client.post(f"/w/aurora/{path}", given)
    assert answer.status_code == status, answer.content.decode()
    return answer


def capped(client: Client, key: str, most: str, status: int = 302) -> Any:
    answer = client.post(f"/w/aurora/budget/calls/{key}/cap/", {f"{key}-cap": most})
    assert answer.status_code == status, answer.content.decode()
    return answer


EXPENSE = {"day": "2026-05-04", "amount": "120.50", "currency": "EUR", "kind": "tools",
           "activity": "publishing", "network": "X", "supplier": "Planner Ltd", "number": "R-1",
           "campaign": "", "note": ""}  # fmt: skip


def test_an_expense_from_its_receipt_to_its_reversal(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in()
    assert "No money is recorded" in said(client, "budget/")
    post(client, "budget/expenses/enter/", **EXPENSE)
    twice = post(client, "budget/expenses/enter/", 422, **EXPENSE)
    assert "an expense with the number “R-1” already" in twice.content.decode()
    wrong = post(client, "budget/expenses/enter/", 422, **{**EXPENSE, "amount": "1.2345678"})
    assert "too many decimals" in wrong.content.decode()
    ours = post(client, "budget/expenses/enter/", 422, **{**EXPENSE, "number": "api:x:2026"})
    assert "Write another" in ours.content.decode()
    row = ROWS["expenses"].objects.get()
    place = f"budget/expenses/{row.pk}/"

    page = SimpleUploadedFile("r.png", b"<html><script>")
    assert "no PDF" in post(client, f"{place}receipt/", 422, file=page).content.decode()
    post(client, f"{place}receipt/", file=SimpleUploadedFile('a"b.png', DOT))
    page_of_it = client.get(f"/w/aurora/{place}").content.decode()
    (number,) = re.findall(r"/budget/receipts/(\d+)/\"", page_of_it)
    got = client.get(f"/w/aurora/budget/receipts/{number}/")
    assert (got["Content-Type"], got.content) == ("image/png", DOT)
    assert got["Content-Disposition"].startswith("attachment")

    run_until_idle(KINDS)
    assert "€ 120.50" in said(client, "budget/ledger/")
    post(client, place, **{**EXPENSE, "amount": "100", "activity": "creating"})
    run_until_idle(KINDS)
    text = said(client, "budget/")
    table = text.split("What it buys")[0].split("holds")[1]
    assert ("creating" in table, "publishing" in table) == (True, False)
    listed = said(client, "budget/ledger/")
    assert "taken back by 2" in listed
    assert "takes back 1" in listed

    guards.stand(connection)
    post(client, "budget/ledger/check/")
    run_until_idle(KINDS)
    assert "3 entries were recomputed" in said(client, "budget/ledger/")
    post(client, f"{place}erase/")
    follow(workspace)
    assert "No money is recorded" in said(client, "budget/")
    assert LedgerEntry.objects.count() == 4
    assert "stornata dalla 2" in said(signed_in(lang="it"), "budget/ledger/")
    assert "ha corretto la spesa R-1: 100,00 EUR, era 120,50 EUR" in said(
        signed_in(lang="it"), "settings/trail/"
    )


def test_every_figure_leads_to_entries_that_add_up_to_it_and_the_journal_balances(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in()
    pay = {"person": "Anna", "since": "2026-01-01", "way": "employee", "gross": "36000",
           "contributions": "11000", "currency": "EUR", "least": "28", "source": "law"}  # fmt: skip
    post(client, "budget/rates/pay/", **pay)
    rates = said(client, "budget/rates/")
    assert "€ 27.3256" in rates.replace("\xa0", " ")
    assert "below" in rates
    hours = [
        {"person": "Anna", "day": date(2026, month, 5), "activity": activity,
         "hours": Decimal("1.7"), "network": "mastodon"}
        for month in range(1, 7) for activity in ("answering", "creating")
    ]  # fmt: skip
    write_rows(workspace, "hours", hours, fill=False)
    write_rows(workspace, "expenses", [
        {"expense_id": "=A1", "day": date(2026, 2, 3), "activity": "promoting",
         "amount": Decimal("99.99"), "currency": "EUR", "network": "x"},
        {"expense_id": "u", "day": date(2026, 2, 3), "activity": "promoting",
         "amount": Decimal("54.00"), "currency": "USD", "network": "x"},
    ], fill=False)  # fmt: skip
    run_until_idle(KINDS)
    # 1.7 x 27.3256 = 46.45352: each entry is rounded once.
    page = client.get("/w/aurora/budget/").content.decode()
    links = dict(re.findall(r'href="(/w/aurora/budget/ledger/\?[^"]*)">([^<]+)</a>', page))
    shown = {amount.replace("\xa0", " ") for amount in links.values()}
    assert shown == {"€ 278.70", "€ 99.99", "€ 657.39", "€ 557.40", "$ 54.00"}
    for link, amount in links.items():
        behind = client.get(link.replace("&amp;", "&")).content.decode()
        assert f'<p class="statement">{amount}' in behind

    assert "there is no exchange rate" in said(client, "budget/")
    file = SimpleUploadedFile("e.csv", b"Date,USD,\n2026-02-02,1.08,\n2026-01-30,N/A,\n")
    post(client, "budget/rates/file/", file=file)
    bad = SimpleUploadedFile("e.csv", b"Date,USD\n2026-02-02,1.08\n2026-02-30,1.09\n")
    assert "Line 3, Date" in post(client, "budget/rates/file/", 422, file=bad).content.decode()
    assert ExchangeRate.objects.count() == 1
    assert "everything together comes to € 707.39" in said(client, "budget/").replace("\xa0", " ")

    post(client, "budget/ledger/accounts/", promotion="70.15.001")
    for form in ("journal", "csv"):
        answer = client.get(f"/w/aurora/budget/ledger/file/{form}/")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        sides = {"journal": ("Debit", "Credit"), "csv": ("debit", "credit")}[form]
        debit, credit = ([Decimal(row[side] or 0) for row in rows] for side in sides)
        assert sum(debit) == sum(credit) == Decimal("657.39") + 54
        assert len(rows) == 28
        account = "Account" if form == "journal" else "account"
        assert {"70.15.001", "6010", "2010", "2020"} == {row[account] for row in rows}
        assert "'=A1" in text
    italian = signed_in(lang="it").get("/w/aurora/budget/ledger/file/journal/?after=13")
    text = b"".join(italian.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Data;Numero;Conto;")
    assert len(text.splitlines()) == 3
    assert client.get("/w/aurora/budget/ledger/file/xlsx/").content[:2] == b"PK"


def test_a_budget_warns_before_it_is_spent_and_says_what_is_agreed(
    signed_in: SignedIn, workspace: Workspace, mailoutbox: list[Any], settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x")
    client = signed_in()
    write_rows(workspace, "budgets", [
        {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31), "activity": activity,
         "amount": Decimal(amount), "currency": "EUR", "approved_by": "Ada"}
        for activity, amount in (("promoting", 5200), ("creating", 1000))
    ], fill=False)  # fmt: skip
    weekly = [
        {"expense_id": f"w{week}", "day": date.fromisocalendar(2026, week, 3),
         "activity": "promoting", "amount": Decimal(100 + 20 * (week % 3)), "currency": "EUR"}
        for week in range(2, 25)
    ]  # fmt: skip
    write_rows(workspace, "expenses", weekly, fill=False)
    planner = {"what": "Planner", "amount": "49", "currency": "EUR", "every": "month",
               "first_day": "2026-05-01", "kind": "tools", "activity": "creating"}  # fmt: skip
    post(client, "budget/agreed/new/", **planner, by_itself="on")
    run_until_idle(KINDS)
    born = ROWS["expenses"].objects.filter(expense_id__startswith="agreed:")
    assert [row.day for row in born.order_by("day")] == [date(2026, 5, 1), date(2026, 6, 1)]
    text = said(client, "budget/").replace("\xa0", " ")
    assert "€ 294" in text  # six more months of 49 each
    assert "The budget&#x27;s days This quarter This month" in text  # which are this year's
    assert "Nothing is set aside for publishing, and no reason is given" in text
    days = {"first": "2026-01-01", "last": "2026-12-31"}
    for why in (" ", "the agency does it, within creating"):
        post(client, "budget/why/", activity="publishing", why=why, **days)
    told = said(signed_in(lang="it"), "budget/")
    assert "«pubblicare» non è stanziato nulla. L&#x27;azienda dice: «the agency does it" in told
    assert told.count("e non è detto perché") == 1  # of answering
    client = signed_in()
    assert "Approved by Ada" in text
    (warning,) = BudgetWarning.objects.filter(activity="promoting")
    assert (warning.level, warning.planned) == ("surely", 5200)
    assert warning.foreseen < 2 * warning.planned
    assert "the budget will surely not hold" in text
    subject, body = budgets.said_of(warning, "it")
    assert subject == "un budget non basterà"
    assert "Promuovere: dal 1 gen 2026 al 31 dic 2026 sono stanziati" in body
    letters = AlertLetter.objects.filter(budget=warning)
    assert {send(letter.pk) for letter in letters} == {AlertLetter.SENT}
    assert any("Promoting" in mail.body for mail in mailoutbox)
    post(client, f"budget/seen/{warning.pk}/")
    run_until_idle(KINDS)
    for one in BudgetWarning.objects.filter(seen_at=None):
        post(client, f"budget/seen/{one.pk}/")
    assert "Told on" not in said(client, "budget/")
    assert "Planner" in said(client, "budget/agreed/")


def test_calls_that_cost_stop_at_their_cap_and_say_so_before(
    signed_in: SignedIn, workspace: Workspace, owner: Any, in_june: Any, settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x")
    client = signed_in()
    assert metering.reserve(workspace, "x", Decimal("0.2"), NOW) is None
    assert "No cap is set, so no call is made" in said(client, "budget/calls/")
    wrong = capped(client, "x", "2000000000", 422)
    assert "too large" in wrong.content.decode()
    capped(client, "x", "0.5")
    assert client.post("/w/aurora/budget/calls/y/cap/", {"y-cap": "1"}).status_code == 404
    calls = [metering.reserve(workspace, "x", Decimal("0.2"), NOW) for _ in range(2)]
    first, second = calls
    assert first
    assert second
    metering.settle(first, Decimal("0.015"), NOW)
    metering.release(second)
    assert not BudgetWarning.objects.exists()
    third = metering.reserve(workspace, "x", Decimal("0.485"), NOW)
    assert third
    metering.settle(third, Decimal("0.4"), NOW)
    (near,) = BudgetWarning.objects.all()
    assert (near.meter, near.level, near.planned) == ("x", "near", Decimal("0.5"))
    assert "The cap is near" in said(client, "budget/calls/")
    assert metering.reserve(workspace, "x", Decimal("0.085000001"), NOW) is None
    assert metering.reserve(workspace, "x", Decimal("0.5"), NOW) is None
    stopped = BudgetWarning.objects.get(seen_at=None)
    assert stopped.level == "stopped"
    text = said(client, "budget/calls/").replace("\xa0", " ")
    assert "$ 0.415 of $ 0.50 are spent this month" in text
    assert "nothing is read from X or sent to it: $ 0.085 are left" in text
    assert "2 calls were not made this month" in text
    assert "It starts again on 1 Jul 2026" in text
    assert "stopped at the month&#x27;s cap" in said(client, "budget/")
    subject, body = budgets.said_of(stopped, "it")
    assert subject == "le chiamate si sono fermate al tetto"
    assert "/w/aurora/budget/calls/" in body
    assert AlertLetter.objects.filter(budget=stopped).count() == 1

    run_until_idle(KINDS)
    row = ROWS["expenses"].objects.get()
    assert (row.amount, row.currency, row.network) == (Decimal("0.42"), "USD", "x")
    place = f"budget/expenses/{row.pk}/"
    assert "as they were counted" in said(client, place)
    for of_it in (place, f"{place}erase/"):  # the next call would count it anew
        post(client, of_it, **EXPENSE)
        assert "enter an expense of its own" in said(client, "budget/expenses/")
    assert ROWS["expenses"].objects.get().amount == row.amount

    page = client.get("/w/aurora/budget/calls/").content.decode()
    behind = re.findall(r'href="(/w/aurora/budget/ledger/\?[^"]*)"', page)
    assert len(behind) == 2  # the month's, and its one day's
    for link in behind:
        figure = client.get(link.replace("&amp;", "&")).content.decode()
        assert figure.split('class="statement">')[1].startswith("$\xa00.42 ")

    capped(client, "x", "0.6")
    assert "The cap is near" not in said(client, "budget/calls/")
    assert metering.reserve(workspace, "x", Decimal("0.3"), NOW) is None
    assert BudgetWarning.objects.filter(level="stopped").count() == 2  # of another cap
    in_june.move_to(datetime(2026, 7, 1, 9, tzinfo=UTC))
    again = metering.reserve(workspace, "x", Decimal("0.6"), timezone.now())
    assert again
    capped(signed_in(), "x", "")
    assert metering.reserve(workspace, "x", Decimal(0), timezone.now()) is None


def test_the_pace_of_calls_tells_when_the_cap_will_be_reached(
    signed_in: SignedIn, workspace: Workspace, owner: Any, in_june: Any
) -> None:
    metering.cap(owner, workspace, "language", Decimal(10), "EUR")
    endpoint = Endpoint.objects.create(
        workspace=workspace, price_in=Decimal(2), price_out=Decimal(0), currency="EUR", on=True
    )
    for day in range(1, 9):  # half a euro and half a coin each
        in_june.move_to(datetime(2026, 6, day, 9, tzinfo=UTC))
        aside = spending.reserve(endpoint, Decimal("0.8"), timezone.now())
        assert aside
        spending.spend(aside, endpoint, (252_500, 10), "labelled", timezone.now())
    in_june.shift(timedelta(hours=1))
    run_until_idle(KINDS)
    (warning,) = BudgetWarning.objects.all()
    assert (warning.level, warning.meter, warning.activity) == ("pace", "language", "listening")
    text = said(signed_in(lang="it"), "budget/calls/").replace("\xa0", " ")
    assert "Con questo ritmo si arriverà al tetto. Sarà circa il 19 giu 2026" in text
    rows = ROWS["expenses"].objects.filter(currency="EUR")
    assert [row.amount for row in rows.order_by("day")] == [
        Decimal("0.51"), Decimal("0.50"),
    ] * 4  # fmt: skip
    line = LedgerLine.objects.filter(cost=True, currency="EUR").order_by("day")[0]
    assert (line.account, line.debit, line.activity) == ("api", 5_100, "listening")
    Endpoint.objects.update(
        error={"en": spending.AT_LIMIT.en, "it": ""}, rests_until=datetime(2026, 7, 1, tzinfo=UTC)
    )
    capped(signed_in(), "language", "40")
    endpoint.refresh_from_db()
    assert (endpoint.error, endpoint.rests_until) == (None, None)


def test_reports_of_ads_that_tell_the_same_are_told_and_decided(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    def report(said: str, amount: str) -> dict[str, Any]:
        return {"expense_id": f"ads:facebook:2026-05-04:{said}", "day": date(2026, 5, 4),
                "activity": "promoting", "amount": Decimal(amount), "currency": "EUR",
                "network": "facebook", "campaign": "Spring"}  # fmt: skip

    client = signed_in()
    assert "No reports tell the same" in said(client, "budget/reports/")
    write_rows(
        workspace, "expenses",
        [report("Spring", "100"), report("Spring / Men", "40"), report("Spring / Women", "59.99")],
        fill=False,
    )  # fmt: skip
    run_until_idle(KINDS)
    listed = said(client, "budget/expenses/")
    assert "the money of 1 campaign more than once" in listed
    assert listed.count("not counted: another report tells it") == 2
    text = said(client, "budget/reports/").replace("\xa0", " ")
    assert "€ 100.00 counted, € 99.99 told again 4 May 2026 to 4 May 2026" in text
    assert "nobody has said otherwise" in text
    choice = ReportChoice.objects.get()
    post(client, f"budget/reports/{choice.pk}/", counts="x")
    assert "Say first which counts" in said(client, "budget/reports/")
    post(client, f"budget/reports/{choice.pk}/", counts="finest")
    run_until_idle(KINDS)
    assert "€ 99.99" in said(client, "budget/ledger/").replace("\xa0", " ")
    assert "more than once" not in said(client, "budget/expenses/")
    assert "Contano i rapporti dei suoi gruppi" in said(signed_in(lang="it"), "budget/reports/")
    analyst = signed_in(Role.ANALYST)
    assert (
        analyst.post(f"/w/aurora/budget/reports/{choice.pk}/", {"counts": "all"}).status_code == 403
    )


def test_what_silence_may_cost_rests_on_assumptions_that_are_kept(signed_in: SignedIn) -> None:
    client = signed_in()
    post(client, "budget/assume/", value="120", least="5", most="30")
    wrong = post(client, "budget/assume/", 422, value="120", least="40", most="30")
    assert "The least is larger than the most" in wrong.content.decode()
    assert 'value="120.00"' in client.get("/w/aurora/budget/").content.decode()
    assert "a customer 120.00 EUR a year, 5 to 30 % stay away" in said(client, "settings/trail/")


def test_pay_and_entries_are_not_for_everybody(signed_in: SignedIn, workspace: Workspace) -> None:
    assert signed_in(Role.GUEST).get("/w/aurora/budget/").status_code == 403
    responder, analyst = signed_in(Role.RESPONDER), signed_in(Role.ANALYST)
    assert "/import/" not in responder.get("/w/aurora/budget/").content.decode()
    assert "/import/" in analyst.get("/w/aurora/budget/").content.decode()
    assert "/budget/ledger/" not in responder.get("/w/aurora/budget/").content.decode()
    assert responder.get("/w/aurora/budget/rates/").status_code == 403
    assert "Write down what somebody costs" not in said(analyst, "budget/rates/")
    assert analyst.post("/w/aurora/budget/expenses/enter/", EXPENSE).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_each_page_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    client = signed_in()
    for number in range(many):
        post(client, "budget/expenses/enter/", **{**EXPENSE, "number": f"R-{number}"})
        post(client, "budget/agreed/new/", what=f"Tool {number}", amount="9", currency="EUR",
             every="", first_day="2026-07-01", kind="tools", activity="creating")  # fmt: skip
    write_rows(workspace, "hours", [
        {"person": f"P{n}", "day": date(2026, 3, 3), "activity": "answering", "hours": Decimal(1)}
        for n in range(many)
    ], fill=False)  # fmt: skip
    write_rows(workspace, "expenses", [
        {"expense_id": f"ads:x:2026-05-04:C{n}{part}", "day": date(2026, 5, 4), "network": "x",
         "activity": "promoting", "amount": Decimal(1), "currency": "EUR", "campaign": f"C{n}"}
        for n in range(many) for part in ("", " / Men")
    ], fill=False)  # fmt: skip
    follow(workspace)
    counts = {"budget/": 17, "budget/ledger/": 12, "budget/expenses/": 7, "budget/agreed/": 5,
              "budget/rates/": 6, "budget/calls/": 7, "budget/reports/": 6}  # fmt: skip
    for path in counts:
        client.get(f"/w/aurora/{path}")
    for path, queries in counts.items():
        with django_assert_num_queries(queries):
            client.get(f"/w/aurora/{path}")


def test_a_workbook_holds_every_line_however_many_sheets_that_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file_views, "MOST", 3)
    lines = [[f"line {number}"] for number in range(8)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(file_views._workbook(iter(lines))))
    read = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert read == lines
