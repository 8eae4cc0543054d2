"""How alerts are given: the steps, the quiet hours, the hook and its secret; and who wants mail."""

from __future__ import annotations

from datetime import time
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.alerts.signing import drawn
from dialogo.web.models.alerts import AlertRules
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

LONGEST = 2_000
NO_ADDRESS = Text(
    en="{url} is no address that can be called. It begins with https:// and holds no password.",
    it="{url} non è un indirizzo da chiamare. Comincia con https:// e non contiene password.",
)
CHANGED = Text(
    en="changed who is told of promises about to break",
    it="ha cambiato chi viene avvisato delle promesse che stanno per saltare",
)
HOOKED = Text(en="has alerts sent to {address}", it="fa inviare gli avvisi a {address}")
UNHOOKED = Text(en="has alerts sent to no address any more", it="non fa più inviare gli avvisi")
TURNED = Text(
    en="drew a new secret for the address of alerts",
    it="ha generato un nuovo segreto per l'indirizzo degli avvisi",
)
FORGOT = Text(
    en="let the former secret of the address of alerts end",
    it="ha fatto scadere il vecchio segreto dell'indirizzo degli avvisi",
)


@transaction.atomic
def keep_rules(
    by: Person,
    workspace: Workspace,
    *,
    on: bool,
    steps: list[dict[str, Any]],
    quiet: tuple[time | None, time | None],
) -> None:
    """Keeps the steps and the quiet hours."""
    rules = _locked(workspace)
    wanted = (on, steps, *quiet)
    if (rules.on, rules.steps, rules.quiet_from, rules.quiet_to) == wanted:
        return
    rules.on, rules.steps, rules.quiet_from, rules.quiet_to = wanted
    rules.save()
    trail.note(by, workspace, "alerts.rules", "alerts", CHANGED)


@transaction.atomic
def keep_hook(by: Person, workspace: Workspace, address: str) -> str:
    """Has alerts sent to an address, or to none; a secret that was drawn for it, told only now.

    Raises `BadInput` for what is no address of a web server; whether it may be reached is seen
    when something is sent.
    """
    rules = _locked(workspace)
    if rules.hook == address:
        return ""
    if address:
        _check(address)
    secret = drawn() if address and not rules.secret else ""
    rules.hook, rules.secret = address, secret or rules.secret
    if not address:
        rules.secret = rules.former = ""
    rules.save()
    says = HOOKED if address else UNHOOKED
    trail.note(by, workspace, "alerts.hook", "alerts", says, address=address)
    return secret


@transaction.atomic
def turn_secret(by: Person, workspace: Workspace) -> str:
    """A new secret, told only now; the former one signs, too, until `forget_former`."""
    rules = _locked(workspace)
    secret = drawn()
    rules.former, rules.secret = rules.secret, secret
    rules.save()
    trail.note(by, workspace, "alerts.secret", "alerts", TURNED)
    return secret


@transaction.atomic
def forget_former(by: Person, workspace: Workspace) -> None:
    """From now on only the new secret signs."""
    rules = _locked(workspace)
    if rules.former:
        rules.former = ""
        rules.save()
        trail.note(by, workspace, "alerts.former", "alerts", FORGOT)


def keep_post_mail(person: Person, workspace: Workspace, wanted: bool) -> None:
    """Whether somebody wants mail about posts here; their own choice."""
    workspace.memberships.filter(person=person).update(post_mail=wanted)


def _check(address: str) -> None:
    try:
        url = urlsplit(address)
        good = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        good = False
    if not good or url.username or url.password or len(address) > LONGEST:
        raise BadInput(NO_ADDRESS, url=address[:200])


def _locked(workspace: Workspace) -> AlertRules:
    AlertRules.objects.get_or_create(workspace=workspace)
    return AlertRules.objects.select_for_update(of=("self",)).get(workspace=workspace)
