"""An account on X keeps the contract of networks, and the meter always has what X bills."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.networks.contract import Contract
from tests.networks.x_world import XWorld, x_world


@pytest.fixture(scope="module")
def world() -> Iterator[XWorld]:
    with x_world() as world:
        yield world


@pytest.fixture(autouse=True)
def billed(world: XWorld) -> Iterator[None]:
    """Whatever happens on the way, no more is billed than was metered, and nothing stays aside."""
    yield
    assert world.state.owed <= world.purse.spent
    assert world.purse.aside == Decimal(0)


class TestX(Contract):
    """X keeps the contract."""

    kept_by = XWorld
