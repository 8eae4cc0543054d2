"""Giving up what was sealed with a key that is gone: better nothing than what nobody can open."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.apps import apps

from dialogo.web.actions.installation import renew
from dialogo.web.models.secrets import EncryptedText


def give_up_sealed() -> None:
    """Empties every sealed value and takes this machine's key; passkeys were never sealed."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedText):
                model._base_manager.update(**{field.name: ""})
    Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).delete()
    renew()
