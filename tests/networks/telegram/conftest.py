"""A company with a bot on a fake Telegram, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogo.networks.connector import Connector
from tests.networks.telegram_world import TelegramWorld, telegram_world


@pytest.fixture
def here() -> Iterator[TelegramWorld]:
    with telegram_world() as world:
        yield world


@pytest.fixture
def bot(here: TelegramWorld) -> Iterator[Connector]:
    connector = here.connect()
    yield connector
    connector.close()
