"""What is stored already of what has just come, and whose words it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dialogo.networks.seen import Message, Post
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.connections.opening import APART
from dialogo.web.actions.erasing.suppression import Door, door_of
from dialogo.web.actions.receiving.rows import Row
from dialogo.web.models.connections import Connection, Delivered
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
    wrote what has a key; `company`: the lasting ids of the company's accounts on the network;
    `door`: what keeps erased people out, if there are any."""

    company: frozenset[str]
    stored: Mapping[str, Mapping[bytes, Any]]
    delivered: Mapping[bytes, Delivered]
    owners: dict[bytes, str]
    door: Door | None

    def claim(self, key: bytes, item: Message | Post) -> None:
        """Raises `BadInput` where somebody else's words stand under that key: ids of mail, above
        all, are whatever a stranger writes there."""
        ours = (
            isinstance(item, Post)
            or item.ours
            or bool({item.author.id, item.author.handle} & self.company)
        )
        who = COMPANY if ours else item.author.id
        if self.owners.setdefault(key, who) != who:
            raise BadInput(ANOTHERS)

    def is_erased(self, row: Row) -> bool:
        """Whether it is somebody who was erased: nothing may name them but the row, which the
        door has changed."""
        if self.door is None or row.get("author_kind", "company") == "company":
            return False
        return self.door.is_person(row["network"], row["author"])

    def clean(self, one: Delivered) -> None:
        """Takes whoever was erased out of what others said."""
        if self.door is None:
            return
        network = one.connection.network
        if one.root and self.door.renamed(network, one.root["id"], self.door.ids) != one.root["id"]:
            one.root = None  # whoever answers finds the head of the thread anew
        one.subject = self.door.uncalled(network, one.subject)
        for hanging in one.attachments:
            hanging["alt"] = self.door.uncalled(network, hanging["alt"]) or ""
            hanging["url"] = self.door.unlinked(network, hanging["url"]) or ""


def accounts(connection: Connection) -> frozenset[str]:
    """The lasting ids of the company's own accounts on the network of a connection; of those on
    other servers, which this one knows by ids of its own, also their whole names."""
    own = Connection.objects.filter(
        workspace_id=connection.workspace_id, network=connection.network
    )
    found = set()
    for one in own:
        found.add(one.external_id)
        elsewhere = one.settings.get(APART) != connection.settings.get(APART)
        if elsewhere and one.handle.startswith("@"):
            found.add(one.handle if "@" in one.handle[1:] else f"{one.handle}@{one.server}")
    return frozenset(found)


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
    return Known(
        company=company,
        stored=stored,
        delivered={bytes(o.row_key): o for o in told if o.connection_id == connection.pk},
        owners=owners,
        door=door_of(workspace),
    )
