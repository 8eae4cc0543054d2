"""Secrets are stored encrypted, and outlive a change of key."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.test import override_settings

from dialogo.web.actions.secrets import renew
from dialogo.web.models import secrets
from dialogo.web.models.person import Person


def test_what_is_stored_is_not_what_was_said() -> None:
    stored = secrets.encrypt("a seed")
    assert "seed" not in stored
    assert secrets.decrypt(stored) == "a seed"


def test_the_same_secret_is_stored_otherwise_each_time() -> None:
    assert secrets.encrypt("a seed") != secrets.encrypt("a seed")


def test_a_former_key_still_reads_and_the_new_one_writes() -> None:
    with _keys("the first"):
        stored = secrets.encrypt("a seed")
    with _keys("the second", "the first"):
        assert secrets.decrypt(stored) == "a seed"
        renewed = secrets.renewed(stored)
    with _keys("the second"):
        assert secrets.decrypt(renewed) == "a seed"
        with pytest.raises(secrets.Unreadable):
            secrets.decrypt(stored)


@pytest.mark.parametrize("broken", ["", "plain", "è", "gAAAAABnever"])
def test_what_no_key_opens_is_said_to_be_unreadable(broken: str) -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(broken)


@pytest.mark.django_db
def test_seeds_are_sealed_anew_so_that_a_former_key_can_go(owner: Person) -> None:
    with _keys("the first"):
        data = {"secret": get_adapter().encrypt("a seed")}
        Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data=data)
    with _keys("the second", "the first"):
        assert renew() == 1
    with _keys("the second"):
        assert get_adapter().decrypt(Authenticator.objects.get().data["secret"]) == "a seed"


@pytest.mark.django_db
def test_nothing_is_sealed_anew_while_one_cannot_be_read(owner: Person) -> None:
    with _keys("the first"):
        kept = {"secret": get_adapter().encrypt("a seed")}
        Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data=kept)
    with _keys("another"), pytest.raises(secrets.Unreadable):
        renew()
    assert Authenticator.objects.get().data == kept


def _keys(newest: str, *former: str) -> override_settings:
    return override_settings(SECRET_KEY=newest, SECRET_KEY_FALLBACKS=list(former))
