"""Mastodon and its kin keep the contract of networks, each with the quirks of its server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.contract import Contract
from tests.networks.mastodon_kinds import KINDS, Kind
from tests.networks.mastodon_world import MastodonWorld, mastodon_world


@pytest.fixture(scope="class", params=KINDS, ids=lambda kind: f"{kind.software}-{kind.version}")
def world(request: pytest.FixtureRequest) -> Iterator[MastodonWorld]:
    kind: Kind = request.param
    with mastodon_world(kind) as world:
        yield world


class TestMastodon(Contract):
    pass
