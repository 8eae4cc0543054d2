"""What is stored already of what has just come, and whose words it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogo.networks.seen import Message, Post
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.erasing.pseudonyms import Pseudonym, pseudonyms
from dialogo.web.actions.receiving.rows import Row
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.erasure import Suppressed
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

ANOTHERS = Text(
    en="it comes under the id of something that somebody else wrote, which stays as it is.",
    it="arriva con l'identificativo di qualcosa che ha scritto un altro, e che resta com'è.",
)
COMPANY = "company"  # stands for all the company's own accounts


@dataclass
class Known:
    """`stored`: rows by table and key; `delivered`: of this connection, by key; `owners`: who
    wrote what has a key; `company`: the lasting ids of the company's accounts on the network."""

    company: frozenset[str]
    stored: Mapping[str, Mapping[bytes, Any]]
    delivered: Mapping[bytes, Delivered]
    owners: dict[bytes, str]
    pseudonym: Pseudonym | None
    erased: frozenset[str] = field(default_factory=frozenset)

    def claim(self, key: bytes, item: Message | Post) -> None:
        """Raises `BadInput` where somebody else's words stand under that key: ids of mail, above
        all, are whatever a stranger writes there."""
        ours = isinstance(item, Post) or item.ours or item.author.id in self.company
        who = COMPANY if ours else item.author.id
        if self.owners.setdefault(key, who) != who:
            raise BadInput(ANOTHERS)

    def is_erased(self, row: Row) -> bool:
        """Whether it is somebody who was erased: nothing may name them but the row, which the
        door has changed."""
        if self.pseudonym is None or "author_kind" not in row or row["author_kind"] == "company":
            return False
        return self.pseudonym(row["network"], row["author"]) in self.erased


def accounts(connection: Connection) -> frozenset[str]:
    """The lasting ids of the company's own accounts on the network of a connection."""
    own = Connection.objects.filter(
        workspace_id=connection.workspace_id, network=connection.network
    )
    return frozenset(own.values_list("external_id", flat=True))


def look_up(
    connection: Connection,
    workspace: Workspace,
    company: frozenset[str],
    keys: Mapping[str, Collection[bytes]],
) -> Known:
    """What is stored of `keys`, by table."""
    stored = {
        table: {
            bytes(row.row_key): row
            for row in ROWS[table].objects.filter(workspace=workspace, row_key__in=list(some))
        }
        for table, some in keys.items()
    }
    written = {*keys.get("messages", ()), *keys.get("posts", ())}
    told = list(
        Delivered.objects.filter(
            connection__workspace=workspace,
            connection__network=connection.network,
            row_key__in=list(written),
        )
    )
    owners = {
        bytes(one.row_key): COMPANY if one.post or one.author_id in company else one.author_id
        for one in told
        if one.post or one.author_id
    }
    for key, row in stored.get("messages", {}).items():
        if row.author_kind == "company":
            owners[key] = COMPANY
    pseudonym = pseudonyms(workspace)
    names = Suppressed.objects.filter(workspace=workspace).values_list("pseudonym", flat=True)
    return Known(
        company=company,
        stored=stored,
        delivered={bytes(o.row_key): o for o in told if o.connection_id == connection.pk},
        owners=owners,
        pseudonym=pseudonym,
        erased=frozenset(names) if pseudonym else frozenset(),
    )
