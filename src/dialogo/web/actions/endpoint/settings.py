"""Settings of an endpoint: where it is, what it costs, what it is asked; the owners' to say."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.endpoint.asking import FORMS, checked
from dialogo.web.actions.ledger import metering
from dialogo.web.models.language import Endpoint
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

ON = Text(
    en="has {model} at {url} asked about what is unsure, for at most {limit} a month",
    it="fa chiedere a {model} su {url} ciò che è incerto, per non più di {limit} al mese",
)
OFF = Text(en="has no endpoint asked any more", it="non fa più chiedere nulla a un modello esterno")


@transaction.atomic
def change(
    by: Person,
    workspace: Workspace,
    *,
    on: bool,
    url: str,
    model: str,
    key: str | None,
    messages: bool,
    posts: bool,
    price_in: Decimal,
    price_out: Decimal,
    limit: Decimal,
) -> Endpoint:
    """Keeps other settings, with prices and limit in the workspace's currency of now; the limit is
    the cap of the meter of such calls.

    `key` None: the one that is kept stays, as long as the address does; it goes to no other.
    Raises `BadInput` for an address that is none.
    """
    address = checked(url)
    Endpoint.objects.get_or_create(workspace=workspace)
    endpoint = Endpoint.objects.select_for_update().get(workspace=workspace)
    if address != endpoint.url:
        endpoint.key = ""
    if key is not None:
        endpoint.key = key.strip()
    endpoint.on, endpoint.url, endpoint.model = on, address, model.strip()
    endpoint.messages, endpoint.posts = messages, posts
    endpoint.price_in, endpoint.price_out = price_in, price_out
    endpoint.currency, endpoint.form, endpoint.read_to = workspace.currency, FORMS[0], {}
    endpoint.error, endpoint.troubles, endpoint.rests_until = None, 0, None
    endpoint.by, endpoint.at = by, timezone.now()
    endpoint.save()
    metering.cap(by, workspace, metering.LANGUAGE, limit, workspace.currency)
    _note(by, endpoint, limit)
    return endpoint


@transaction.atomic
def switch_off(by: Person, workspace: Workspace) -> None:
    """Has nothing asked any more; the settings stay, the key goes."""
    endpoint = Endpoint.objects.select_for_update().filter(workspace=workspace).first()
    if endpoint is None:
        return
    endpoint.on, endpoint.key, endpoint.by, endpoint.at = False, "", by, timezone.now()
    endpoint.save(update_fields=["on", "key", "by", "at"])
    _note(by, endpoint, Decimal(0))


def _note(by: Person, endpoint: Endpoint, limit: Decimal) -> None:
    values = {
        "model": endpoint.model,
        "url": endpoint.url,
        "limit": Money(limit, endpoint.currency),
    }
    says = ON if endpoint.on else OFF
    trail.note(by, endpoint.workspace, "endpoint.change", "endpoint", says, **values)
