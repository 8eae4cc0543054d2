"""People who go by another name now: networks know them by an id that lasts, records by their name.

Whatever they said goes under the new name, so that they stay one person, with their conversations
and what the team knows of them; whoever takes the old name later is somebody else. An erased person
stays erased under any name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Max, QuerySet

from dialogo.web.actions import workspaces
from dialogo.web.actions.community.counts import account_key
from dialogo.web.actions.erasing.pseudonyms import is_erased
from dialogo.web.actions.erasing.suppression import Door
from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.erasure import Suppressed
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

CUSTOMER = "customer"


def rename(connection: Connection, workspace: Workspace, names: Mapping[str, str]) -> None:
    """`names` of people by their lasting ids, as the network has just told them. In the caller's
    transaction; what they said finds its conversations anew afterwards."""
    for id_, old in _called_before(connection, names).items():
        _rename(connection, workspace, id_, old, names[id_])


def suppress(door: Door, network: str, names: Mapping[str, str]) -> None:
    """Lets the door know the new names of people who were erased under others."""
    fresh = [
        name
        for id_, name in names.items()
        if door.is_person(network, id_) and not door.is_person(network, name)
    ]
    for name in fresh:
        pseudonym = door.pseudonym(network, name)
        Suppressed.objects.get_or_create(workspace=door.workspace, pseudonym=pseudonym)
        door.people |= {pseudonym}


def _called_before(connection: Connection, names: Mapping[str, str]) -> dict[str, str]:
    """By what other names those are recorded who go by another now: by their latest words."""
    told = _told(connection, names).values("author_id").annotate(last=Max("pk")).order_by()
    latest = Delivered.objects.filter(pk__in=[one["last"] for one in told])
    keys = {bytes(key): id_ for key, id_ in latest.values_list("row_key", "author_id")}
    rows = Message.objects.filter(
        workspace=connection.workspace_id, row_key__in=list(keys), author_kind=CUSTOMER
    )
    return {
        id_: author
        for key, author in rows.values_list("row_key", "author")
        if author != names[id_ := keys[bytes(key)]] and not is_erased(author)
    }


def _rename(connection: Connection, workspace: Workspace, id_: str, old: str, new: str) -> None:
    network = connection.network
    theirs = Message.objects.filter(
        workspace=workspace,
        author_key=id_key(network, old),
        author_kind=CUSTOMER,
        row_key__in=_told(connection, [id_]).values("row_key"),
    )
    theirs.update(
        author=new,
        author_key=id_key(network, new),
        thread_key=None,
        revision=workspaces.touch(workspace),
    )
    accounts = ContactAccount.objects.filter(workspace=workspace)
    if accounts.filter(key=account_key(network, new)).exists():
        return
    account = accounts.filter(key=account_key(network, old)).select_related("home").first()
    if account is None:
        return
    account.key, account.author = account_key(network, new), new
    account.save(update_fields=["key", "author"])
    Contact.objects.filter(pk=account.home_id, name=old).update(name=new)


def _told(connection: Connection, ids: Iterable[str]) -> QuerySet[Delivered]:
    """What these people said, wherever a network of that name told it."""
    mine = Connection.objects.filter(
        workspace=connection.workspace_id, network=connection.network, server=connection.server
    )
    return Delivered.objects.filter(
        connection__in=list(mine.values_list("pk", flat=True)), author_id__in=list(ids), post=False
    )
