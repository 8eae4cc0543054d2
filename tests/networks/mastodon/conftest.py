"""A company on a fake Mastodon, on each of the servers that speak its API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.mastodon_kinds import MASTODON, Kind
from tests.networks.mastodon_world import MastodonWorld, mastodon_world


@pytest.fixture
def kind() -> Kind:
    """Overridden by tests that need another server."""
    return MASTODON


@pytest.fixture
def here(kind: Kind) -> Iterator[MastodonWorld]:
    with mastodon_world(kind) as world:
        yield world
