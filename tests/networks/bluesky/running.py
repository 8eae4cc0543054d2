"""The real network, started once for all tests wherever they stand, and gone with them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # every run loads this module, and few need the network
    from tests.networks.bluesky.people import Network
    from tests.networks.bluesky.world import BlueskyWorld

SERVER = Path(__file__).parents[1] / "servers" / "bluesky"


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    """Ends with its standard input, so that a killed run leaves nothing behind."""
    from tests.networks.bluesky.people import Network
    from tests.web.with_postgresql import binaries

    if not (SERVER / "node_modules").exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"first run {SERVER}/install.sh")
    command = [str(SERVER / "run.sh"), "--exit-with-stdin"]
    pipe = subprocess.PIPE
    # Its own PostgreSQL cannot be run by another account where only root may read the checkout.
    environment = {**os.environ, "PG_BINDIR": str(binaries())}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdin
        assert process.stdout
        told = process.stdout.readline()
        assert told, "the network did not start"
        yield Network(json.loads(told))
        process.stdin.close()
        process.wait(30)


@pytest.fixture(scope="session")
def bluesky_world(network: Network) -> Iterator[BlueskyWorld]:
    """One company for all tests: accounts are slow to make."""
    from tests.networks.bluesky.chat import chat_service
    from tests.networks.bluesky.world import BlueskyWorld, upstream
    from tests.networks.fault_proxy import FaultProxy

    with chat_service() as (chat, service), FaultProxy(upstream(network.pds)) as proxy:
        yield BlueskyWorld(network, proxy, chat, service)
