"""Mastodon and its kin keep the contract of networks, each with the quirks of its server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.networks.contract import Contract
from tests.networks.mastodon_kinds import KINDS, Kind
from tests.networks.mastodon_world import MastodonWorld, abilities, mastodon_world
from tests.networks.world import Ability


@pytest.fixture(scope="class", params=KINDS, ids=lambda kind: f"{kind.software}-{kind.version}")
def world(request: pytest.FixtureRequest) -> Iterator[MastodonWorld]:
    kind: Kind = request.param
    with mastodon_world(kind) as world:
        yield world


class TestMastodon(Contract):
    kept_by = MastodonWorld

    @classmethod
    def abilities(cls, parameters: Mapping[str, Any]) -> frozenset[Ability]:
        return abilities(parameters["world"])
