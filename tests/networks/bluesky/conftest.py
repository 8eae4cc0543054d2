"""The real network, started once for all tests, and gone with them."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.networks.bluesky.chat import chat_service
from tests.networks.bluesky.people import Network
from tests.networks.bluesky.world import BlueskyWorld, upstream
from tests.networks.fault_proxy import FaultProxy
from tests.web.with_postgresql import binaries

SERVER = Path(__file__).parents[1] / "servers" / "bluesky"


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    """Ends with its standard input, so that a killed run leaves nothing behind."""
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
    with chat_service() as (chat, service), FaultProxy(upstream(network.pds)) as proxy:
        yield BlueskyWorld(network, proxy, chat, service)
