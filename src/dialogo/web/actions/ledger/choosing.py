"""What the company decides about its ledger: its accounts' numbers, what silence may cost."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from dialogo.budget.accounts import ACCOUNTS
from dialogo.budget.not_answering import Assumptions
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.ledger.booking import ledger_of
from dialogo.web.actions.ledger.saying import exact
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

NUMBERED = Text(
    en="gave the ledger's accounts their numbers", it="ha dato i numeri ai conti del libro"
)
ASSUMED = Text(
    en="set what not answering is taken to cost: a customer {value} {currency} a year, {least} to "
    "{most} % stay away",
    it="ha indicato quanto si ritiene che costi non rispondere: un cliente {value} {currency} "
    "l'anno, se ne va dal {least} al {most} %",
)


def number_accounts(by: Person, workspace: Workspace, codes: Mapping[str, str]) -> None:
    """Gives accounts the numbers of the company's own books; an empty one goes back to ours."""
    own = {
        key: code.strip()
        for key, code in codes.items()
        if key in ACCOUNTS and code.strip() and code.strip() != ACCOUNTS[key].code
    }
    with transaction.atomic():
        head = ledger_of(workspace, lock=True)
        head.codes = own
        head.save(update_fields=["codes"])
        trail.note(by, workspace, "budget.accounts", "ledger", NUMBERED)


def assume(by: Person, workspace: Workspace, assumed: Assumptions) -> None:
    """Keeps what the company takes not answering to cost."""
    value = assumed.value
    told = {"value": f"{value.amount:f}", "currency": value.currency}
    shares = {"least": f"{assumed.least:f}", "most": f"{assumed.most:f}"}
    with transaction.atomic():
        head = ledger_of(workspace, lock=True)
        head.silence = told | shares
        head.save(update_fields=["silence"])
        percent = {
            name: exact(share * 100, least=0)
            for name, share in (("least", assumed.least), ("most", assumed.most))
        }
        said = {"value": exact(value.amount), "currency": value.currency, **percent}
        trail.note(by, workspace, "budget.assume", "ledger", ASSUMED, **said)
