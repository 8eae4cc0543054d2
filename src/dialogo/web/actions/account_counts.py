"""Keeping the company's accounts, as they were counted."""

from __future__ import annotations

from dataclasses import asdict

from dialogo.records.window import Window
from dialogo.web.actions import computed
from dialogo.web.models.networks import NetworkAccount
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.account_counts import OwnAccount
from dialogo.web.queries.networks import KIND, last_imports


def keep(
    workspace: Workspace, revision: int, window: Window | None, accounts: list[OwnAccount]
) -> None:
    """Replaces the accounts counted before, in the caller's transaction."""
    NetworkAccount.objects.filter(workspace=workspace).delete()
    NetworkAccount.objects.bulk_create(
        [NetworkAccount(workspace=workspace, **asdict(account)) for account in accounts]
    )
    computed.keep(KIND, workspace, revision, window, {"imports": last_imports(workspace)})
