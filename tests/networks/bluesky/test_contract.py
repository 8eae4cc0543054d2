"""Bluesky keeps the contract, on a real network: directory, server and AppView."""

from __future__ import annotations

import pytest

from tests.networks.bluesky.world import BlueskyWorld
from tests.networks.contract import Contract


class TestBluesky(Contract):
    kept_by = BlueskyWorld

    @pytest.fixture
    def world(self, bluesky_world: BlueskyWorld) -> BlueskyWorld:
        return bluesky_world
