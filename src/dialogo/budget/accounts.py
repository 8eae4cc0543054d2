"""The accounts of the ledger: what money goes into, and to whom it is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogo.records.text import Text


@dataclass(frozen=True)
class Account:
    """`code` is the number that it has until the company gives it one of its own books; `cost`
    tells accounts of costs from those of debts."""

    key: str
    code: str
    title: Text
    cost: bool


_ALL = (
    Account("work", "6010", Text(en="Work of people", it="Lavoro delle persone"), True),
    Account("people", "6020", Text(en="Freelancers, agencies", it="Collaboratori, agenzie"), True),
    Account("promotion", "6110", Text(en="Promotion", it="Promozione"), True),
    Account("production", "6120", Text(en="Production", it="Produzione"), True),
    Account("tools", "6210", Text(en="Tools", it="Strumenti"), True),
    Account("api", "6220", Text(en="Calls to services", it="Chiamate a servizi"), True),
    Account("training", "6310", Text(en="Training", it="Formazione"), True),
    Account("other", "6900", Text(en="Other costs", it="Altri costi"), True),
    Account("work-owed", "2010", Text(en="Owed to people", it="Debiti verso persone"), False),
    Account("suppliers", "2020", Text(en="Owed to suppliers", it="Debiti verso fornitori"), False),
)  # fmt: skip
ACCOUNTS: Mapping[str, Account] = {account.key: account for account in _ALL}
# What an expense may be: every account of costs but that of hours.
KINDS = tuple(key for key, account in ACCOUNTS.items() if account.cost and key != "work")
_BY_ACTIVITY = {"promoting": "promotion", "learning": "training"}
_WORDS = {
    "promozione": "promotion", "pubblicità": "promotion", "ads": "promotion",
    "produzione": "production", "strumenti": "tools", "tool": "tools", "software": "tools",
    "formazione": "training", "corso": "training", "collaboratori": "people",
    "agenzia": "people", "agency": "people", "freelance": "people", "altro": "other",
}  # fmt: skip


def kind_of(said: str | None, activity: str) -> str:
    """The account of an expense: what it says of itself (in either language), or else what its
    activity makes likely."""
    word = (said or "").strip().casefold()
    if word in KINDS:
        return word
    return _WORDS.get(word) or _BY_ACTIVITY.get(activity, "other")
