"""A bot on Telegram keeps the contract of networks, as far as a bot can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.contract import Contract
from tests.networks.telegram_world import TelegramWorld, telegram_world


@pytest.fixture(scope="module")
def world() -> Iterator[TelegramWorld]:
    with telegram_world() as world:
        yield world


class TestTelegram(Contract):
    """Telegram keeps the contract."""

    kept_by = TelegramWorld
