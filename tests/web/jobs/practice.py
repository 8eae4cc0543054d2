"""A company on the practice network, with the strangers there: for the tests of pulling."""

from __future__ import annotations

from pathlib import Path

from dialogo.web.actions.connections.connect import by_form
from dialogo.web.models.connections import Connection
from dialogo.web.models.workspace import Workspace
from tests.networks.fake.test_fake import FakeWorld


def practice(workspace: Workspace, folder: Path) -> tuple[FakeWorld, Connection]:
    """The network as its people see it, and the company's account there, connected."""
    world = FakeWorld(folder / "network.sqlite")
    filled = {"file": str(world.server.path), "handle": world.handle}
    return world, by_form(workspace, None, "fake", "file", filled)
