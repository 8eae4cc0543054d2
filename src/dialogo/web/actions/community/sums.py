"""Adding up a contact's accounts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.workspace import Workspace

SUMMED = (
    "first_at", "last_at", "messages", "months", "recent", "came_back", "vouches", "asked",
    "answered",
)  # fmt: skip


def sum_up(workspace: Workspace, contacts: Iterable[int]) -> None:
    """Writes the sums of the accounts that belong to each of `contacts`, those that stand for
    themselves."""
    accounts = ContactAccount.objects.filter(
        workspace=workspace, contact__in=set(contacts)
    ).order_by("contact_id", "id")
    summed = [
        _sum(contact, list(own)) for contact, own in groupby(accounts, attrgetter("contact_id"))
    ]
    Contact.objects.bulk_update(summed, SUMMED, batch_size=200)


def _sum(contact: int, accounts: list[ContactAccount]) -> Contact:
    spoken = [account for account in accounts if account.messages] or accounts
    return Contact(
        id=contact,
        first_at=min(account.first_at for account in spoken),
        last_at=max(account.last_at for account in spoken),
        messages=sum(account.messages for account in accounts),
        months=len({month for account in accounts for month in account.by_month}),
        recent=sum(account.recent for account in accounts),
        came_back=any(account.came_back for account in accounts),
        vouches=sum(account.vouches for account in accounts),
        asked=sum(account.asked for account in accounts),
        answered=sum(account.answered for account in accounts),
    )
