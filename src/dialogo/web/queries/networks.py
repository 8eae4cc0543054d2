"""The networks that are on record, how fresh each is, and which exports can bring more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from dialogo.importers.format import Format
from dialogo.importers.formats import formats
from dialogo.web.models.connections import Connection
from dialogo.web.models.imports import Import
from dialogo.web.models.networks import NetworkAccount
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

KIND = "networks"
# Exports are made by hand, once a week at best (house rule).
FRESH = timedelta(days=8)
# Figures that Meta gives for either of its networks in one kind of file.
_META = frozenset({"facebook", "instagram"})


@dataclass(frozen=True)
class OnRecord:
    """An account as it is kept; `old`: how long ago its last event was, where that is too long.
    One that is read by itself (`live`) is never old, however quiet it is."""

    account: NetworkAccount
    brought: Import | None
    exports: tuple[Format, ...]
    old: timedelta | None
    live: bool = False


def on_record(
    workspace: Workspace,
    last_imports: dict[str, int],
    now: datetime,
    connected: Iterable[Connection] = (),
) -> list[OnRecord]:
    """Every account of the workspace, by network, with the import that last brought something."""
    read = {
        (one.network, one.handle.removeprefix("@"))
        for one in connected
        if one.state in Connection.PULLED
    }
    accounts = NetworkAccount.objects.filter(workspace=workspace).order_by("network", "account")
    imports = Import.objects.filter(workspace=workspace).in_bulk(list(last_imports.values()))
    found = []
    for account in accounts:
        age = now - account.last_at
        brought = imports.get(last_imports.get(account.network, 0))
        exports = tuple(exports_of(account.network))
        live = (account.network, account.account) in read
        old = age if age > FRESH and not live else None
        found.append(OnRecord(account, brought, exports, old, live))
    return found


def last_imports(workspace: Workspace) -> dict[str, int]:
    """For each network the number of the import that last brought a post, message or audience."""
    found: dict[str, int] = {}
    for table in ("posts", "messages", "audience"):
        rows = ROWS[table].objects.filter(workspace=workspace, brought_by__isnull=False)
        for network, number in rows.values_list("network").annotate(last=Max("brought_by")):
            found[network] = max(number, found.get(network, 0))
    return found


def exports_of(network: str) -> list[Format]:
    """The files that a network gives, as far as Dialogo reads them."""
    return [one for one in formats() if "/" not in one.id and network in _networks_of(one)]


def others(known: set[str]) -> dict[str, list[Format]]:
    """The exports of networks that are not on record yet, by network."""
    found: dict[str, list[Format]] = {}
    for one in formats():
        for network in sorted(_networks_of(one)) if "/" not in one.id else ():
            if network not in known:
                found.setdefault(network, []).append(one)
    return dict(sorted(found.items()))


def _networks_of(one: Format) -> frozenset[str]:
    """The networks that a format is of, by its id: `meta-facebook-content`, `x-archive`."""
    first, *rest = re.split("[-_]", one.id)
    if first != "meta":
        return frozenset({first})
    return frozenset(rest) & _META or _META
