"""Whoever comes in is led to their work."""

from collections.abc import Callable

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/"


def test_the_owner_is_led_to_today(signed_in: Callable[..., Client]) -> None:
    answer = signed_in().get("/")
    assert answer["Location"] == "/w/aurora/today/"
