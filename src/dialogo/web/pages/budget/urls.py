"""Addresses of Budget."""

from django.urls import path

from dialogo.web.pages.budget import (
    agreed_views,
    calls_views,
    expense_views,
    file_views,
    ledger_views,
    rate_views,
    reports_views,
    views,
)

urlpatterns = [
    path("budget/", views.budget, name="budget"),
    path("budget/why/", views.why, name="budget_why"),
    path("budget/assume/", views.assume, name="budget_assume"),
    path("budget/seen/<int:warning>/", views.seen, name="budget_seen"),
    path("budget/ledger/", ledger_views.ledger, name="ledger"),
    path("budget/ledger/check/", ledger_views.check, name="ledger_check"),
    path("budget/ledger/accounts/", ledger_views.accounts, name="ledger_accounts"),
    path("budget/ledger/file/<str:form>/", file_views.as_file, name="ledger_file"),
    path("budget/expenses/", expense_views.expenses, name="expenses"),
    path("budget/expenses/enter/", expense_views.enter, name="expense_enter"),
    path("budget/expenses/<int:expense>/", expense_views.expense, name="expense"),
    path("budget/expenses/<int:expense>/erase/", expense_views.erase, name="expense_erase"),
    path("budget/expenses/<int:expense>/receipt/", expense_views.add, name="receipt_add"),
    path("budget/receipts/<int:receipt>/", expense_views.receipt, name="receipt"),
    path("budget/receipts/<int:receipt>/erase/", expense_views.take_away, name="receipt_erase"),
    path("budget/reports/", reports_views.reports, name="ad_reports"),
    path("budget/reports/<int:choice>/", reports_views.choose, name="ad_reports_choose"),
    path("budget/agreed/", agreed_views.agreed, name="agreed"),
    path("budget/agreed/new/", agreed_views.new, name="agreed_new"),
    path("budget/agreed/<int:agreement>/end/", agreed_views.end, name="agreed_end"),
    path("budget/agreed/<int:agreement>/spend/", agreed_views.spend, name="agreed_spend"),
    path("budget/calls/", calls_views.calls, name="calls"),
    path("budget/calls/<slug:key>/cap/", calls_views.cap, name="calls_cap"),
    path("budget/rates/", rate_views.rates, name="rates"),
    path("budget/rates/pay/", rate_views.pay, name="rates_pay"),
    path("budget/rates/exchange/", rate_views.exchange, name="rates_exchange"),
    path("budget/rates/file/", rate_views.bring_in, name="rates_file"),
]
