"""A company on a fake X, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogo.networks.connector import Connector
from tests.networks.x_world import XWorld, x_world


@pytest.fixture
def here() -> Iterator[XWorld]:
    with x_world() as world:
        yield world


@pytest.fixture
def company(here: XWorld) -> Iterator[Connector]:
    connector = here.connect()
    yield connector
    connector.close()
