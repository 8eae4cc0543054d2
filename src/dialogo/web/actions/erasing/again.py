"""Erasing again whoever came back with an older state of the database: a backup that was restored,
or a file that was copied back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import structlog
from django.db import transaction
from django.db.models import F

from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.actions.community.sums import sum_up
from dialogo.web.actions.erasing.lasting import Erased, read
from dialogo.web.actions.erasing.person import Account, forget, suppress
from dialogo.web.actions.erasing.pseudonyms import Pseudonym, is_erased, pseudonyms_by
from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.connections import Delivered
from dialogo.web.models.erasure import ErasureKey, Suppressed
from dialogo.web.models.records import Message
from dialogo.web.models.secrets import Unreadable
from dialogo.web.models.workspace import Workspace

AGAIN = Text(
    en="erased again {count:account that had come|accounts that had come} back with older data",
    it="ha cancellato di nuovo {count:account tornato|account tornati} con dati più vecchi",
)


def erase_again(folder: Path) -> int:
    """Erases whoever the list in `folder` names and the database has not erased; how many accounts
    of theirs had come back. Raises `BadInput` if the list is damaged."""
    count = 0
    for erased in read(folder):
        found = Workspace.objects.filter(pk=erased.workspace).first()
        if found is not None and found.created_at.isoformat() == erased.made_at:
            try:
                count += _again(found, erased)
            except Unreadable:
                structlog.get_logger("dialogo.erasing").error("erased.unreadable", of=found.slug)
    return count


@transaction.atomic
def _again(workspace: Workspace, erased: Erased) -> int:
    known = Suppressed.objects.filter(workspace=workspace).values_list("pseudonym", flat=True)
    missing = erased.people.difference(known)
    if not missing:
        return 0
    workspaces.touch(workspace)
    secret = erased.opened()
    if not ErasureKey.objects.filter(workspace=workspace).exclude(secret="").exists():
        ErasureKey.objects.update_or_create(workspace=workspace, defaults={"secret": secret})
    accounts = sorted(set(_came_back(workspace, pseudonyms_by(secret), missing)))
    suppress(workspace, missing)
    if accounts:
        forget(workspace, accounts, _contacts(workspace, accounts))
        trail.note(None, workspace, "community.erase", "contact", AGAIN, count=len(accounts))
    return len(accounts)


def _came_back(
    workspace: Workspace, pseudonym: Pseudonym, missing: frozenset[str]
) -> Iterator[Account]:
    """Under the names that were erased, or under any by which networks know the same people."""
    messages = Message.objects.filter(workspace=workspace).exclude(author_kind="company")
    messages = messages.order_by()
    for some in (ContactAccount.objects.filter(workspace=workspace), messages):
        for network, author in some.values_list("network", "author").distinct().iterator():
            if not is_erased(author) and pseudonym(network, author) in missing:
                yield Account(network, author)
    told = Delivered.objects.filter(connection__workspace=workspace).exclude(author_id="")
    ids = told.order_by().values_list("connection__network", "author_id").distinct()
    for network, id_ in ids.iterator():
        if pseudonym(network, id_) in missing:
            rows = told.filter(connection__network=network, author_id=id_).values("row_key")
            theirs = messages.filter(row_key__in=rows).values_list("network", "author")
            yield from (Account(*one) for one in theirs.distinct() if not is_erased(one[1]))


def _contacts(workspace: Workspace, accounts: list[Account]) -> list[int]:
    """The contacts of these accounts; whoever was joined to them and is not erased stands alone."""
    named = set(accounts)
    known = ContactAccount.objects.filter(workspace=workspace)
    rows = known.values_list("home", "network", "author").iterator()
    members = [home for home, network, author in rows if (network, author) in named]
    left = Contact.objects.filter(root__in=members).exclude(pk__in=members)
    alone = list(left.values_list("pk", flat=True))
    ContactAccount.objects.filter(home__in=alone).update(contact=F("home"))
    Contact.objects.filter(pk__in=alone).update(root=None)
    sum_up(workspace, alone)
    return members
