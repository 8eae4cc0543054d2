"""Keeping the people who write, as they were counted: a contact for each new account.

A new account gets a contact of its own; accounts that somebody joined stay joined. Only what has
changed since the last count is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q

from dialogo.web.actions import computed
from dialogo.web.actions.community.sums import sum_up
from dialogo.web.actions.erasing.pseudonyms import is_erased
from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.record_key import key_of
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.community.contacts import KIND
from dialogo.web.queries.community.counts import Account, PeopleCounts

BATCH = 2_000
# What is compared to see whether an account has changed; its months change with its messages.
SEEN = (
    "first_at", "last_at", "messages", "recent", "came_back", "had_time", "vouches", "asked",
    "answered",
)  # fmt: skip
Known = dict[str, tuple[Any, ...]]


def account_key(network: str, author: str) -> str:
    """The digest under which an account is kept, and its messages are found."""
    return key_of((network, author)).hex()


def keep(workspace: Workspace, revision: int, found: PeopleCounts) -> int:
    """Brings contacts up to what was counted, in the caller's transaction; how many changed."""
    mine = ContactAccount.objects.filter(workspace=workspace)
    known: Known = {
        key: rest for key, *rest in mine.values_list("key", "id", "contact_id", *SEEN).iterator()
    }
    changed = 0
    gone = set(known)
    accounts = found.accounts
    while batch := list(islice(accounts, BATCH)):
        keyed = {account_key(row.network, row.author): row for row in batch}
        gone -= keyed.keys()
        changed += _add(workspace, {k: row for k, row in keyed.items() if k not in known})
        changed += _update(workspace, {k: row for k, row in keyed.items() if k in known}, known)
    _forget(workspace, [known[key][0] for key in gone])
    computed.keep(KIND, workspace, revision, found.window, found.figures)
    return changed


def _add(workspace: Workspace, rows: dict[str, Account]) -> int:
    """New accounts, each with a contact that bears its name and its sums."""
    contacts = Contact.objects.bulk_create(
        [
            Contact(
                workspace=workspace,
                name=row.author,
                erased=is_erased(row.author),
                months=len(row.by_month),
                **_sums(row),
            )
            for row in rows.values()
        ]
    )
    ContactAccount.objects.bulk_create(
        [
            ContactAccount(
                workspace=workspace, contact=contact, home=contact, key=key, **_columns(row)
            )
            for contact, (key, row) in zip(contacts, rows.items(), strict=True)
        ]
    )
    return len(contacts)


def _update(workspace: Workspace, rows: dict[str, Account], known: Known) -> int:
    moved = {
        key: row
        for key, row in rows.items()
        if tuple(known[key][2:]) != tuple(getattr(row, name) for name in SEEN)
    }
    if not moved:
        return 0
    ContactAccount.objects.bulk_update(
        [ContactAccount(id=known[key][0], **_columns(row)) for key, row in moved.items()],
        [*SEEN, "by_month"],
        batch_size=200,
    )
    sum_up(workspace, {known[key][1] for key in moved})
    return len(moved)


def _forget(workspace: Workspace, accounts: list[int]) -> None:
    """Accounts whose messages have left the records: gone, unless the team wrote about them."""
    for some in _in_lots(accounts):
        mine = ContactAccount.objects.filter(id__in=some)
        kept = mine.filter(
            Q(home__notes__isnull=False)
            | Q(home__tags__isnull=False)
            | ~Q(home__root=None)
            | Q(home__joined__isnull=False)
        )
        stay = set(kept.values_list("id", flat=True))
        Contact.objects.filter(own_account__in=set(some) - stay).delete()
        ContactAccount.objects.filter(id__in=stay).update(
            messages=0, recent=0, came_back=False, had_time=False, vouches=0, asked=0, answered=0,
            by_month={},
        )  # fmt: skip
        roots = ContactAccount.objects.filter(id__in=stay).values_list("contact_id", flat=True)
        sum_up(workspace, set(roots))


def _in_lots(items: list[int]) -> Iterator[list[int]]:
    left = iter(items)
    while lot := list(islice(left, 500)):
        yield lot


def _sums(row: Account) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SEEN if name != "had_time"}


def _columns(row: Account) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("network", "author", "by_month", *SEEN)}
