"""The pace of requests is one for all workers, and nobody waits in the doorway."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.errors import Throttled
from dialogo.networks.pace import Pace
from dialogo.web.actions.connections.pace import asked
from dialogo.web.models.connections import PaceBucket

PACE = Pace(burst=3, within=timedelta(minutes=1))

pytestmark = pytest.mark.django_db


def test_whoever_comes_too_early_is_told_when_to_come() -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        for _ in range(3):
            asked(PACE, "mastodon:1")("mastodon.example")
        with pytest.raises(Throttled) as early:
            asked(PACE, "mastodon:1")("mastodon.example")
        assert early.value.retry_at == timezone.now() + timedelta(seconds=20)
        asked(PACE, "mastodon:2")("mastodon.example")
        asked(PACE, "mastodon:1")("other.example")
    with time_machine.travel("2026-11-22T10:00:20Z", tick=False):
        asked(PACE, "mastodon:1")("mastodon.example")
        with pytest.raises(Throttled):
            asked(PACE, "mastodon:1")("mastodon.example")


def test_who_was_sent_away_took_nothing() -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        one = asked(Pace(burst=1, within=timedelta(minutes=1)), "mastodon:1")
        one("mastodon.example")
        for _ in range(5):
            with pytest.raises(Throttled):
                one("mastodon.example")
        assert PaceBucket.objects.get().left == 0


def test_a_long_name_is_a_bucket_too() -> None:
    asked(PACE, f"mail:{'a' * 400}")("mail.example")
    assert PaceBucket.objects.get().name.endswith("@mail.example")
