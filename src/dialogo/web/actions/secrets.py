"""Seals stored secrets anew, so that a former key can be thrown away."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models, transaction

from dialogo.web.models.secrets import EncryptedText, renewed

# Where allauth keeps what its adapter encrypted.
_SEALED = ("secret", "seed")


@transaction.atomic
def renew() -> int:
    """Seals every stored secret under the newest key; returns how many there are.

    Raises `Unreadable`, and changes nothing, if one was sealed with a key that is not given.
    """
    count = 0
    for step in Authenticator.objects.select_for_update():
        sealed = {name: renewed(step.data[name]) for name in _SEALED if name in step.data}
        if sealed:
            step.data |= sealed
            step.save(update_fields=["data"])
            count += len(sealed)
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, EncryptedText)]
        if names:
            count += _renew(model, names)
    return count


def _renew(model: type[models.Model], names: list[str]) -> int:
    """What is read is in the clear, and what is written is sealed with the newest key."""
    count = 0
    for row in model._default_manager.select_for_update().only("pk", *names).iterator():
        row.save(update_fields=names)
        count += len([name for name in names if getattr(row, name)])
    return count
