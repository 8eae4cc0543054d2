"""What every network must do, tried on each: a network's test class inherits `Contract`.

    @pytest.fixture(scope="module")
    def world() -> Iterator[World]: ...

    class TestMastodon(Contract):
        kept_by = MastodonWorld

The world may hold anything before a test begins, and what a test leaves behind stays: tests know
their own words by a mark. `kept_by` says which world the network has; what it leaves out of
`World.abilities` is not collected, so that nothing has to be skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import SignedOut
from tests.networks.inbox import Inbox
from tests.networks.reading import Reading
from tests.networks.sending import Sending
from tests.networks.words import addressed, is_said, letter, saying, words
from tests.networks.world import Ability, World


class Contract(Reading, Sending):
    """Needs the fixture `world`; each test gets a fresh connector."""

    kept_by: ClassVar[type[World]]

    @classmethod
    def abilities(cls, parameters: Mapping[str, Any]) -> frozenset[Ability]:
        """What the network can do, with the parameters that a test is collected with."""
        return cls.kept_by.abilities

    @pytest.fixture
    def company(self, world: World) -> Iterator[Connector]:
        connector = world.connect()
        yield connector
        world.calm()
        connector.close()

    # Who we are

    def test_it_says_whose_account_it_is(self, world: World, company: Connector) -> None:
        account = company.whoami()
        assert account.handle.lstrip("@") == world.handle.lstrip("@")
        assert account.id
        assert account.moved_to is None

    def test_its_limits_are_sensible(self, world: World, company: Connector) -> None:
        limits = company.limits
        assert (limits.length > 0) == ("sends" in world.abilities)
        assert bool(limits.honours_keys) == ("keys" in world.abilities)
        assert limits.pictures >= 0
        assert limits.alt_length >= 0

    # Signing out

    def test_an_account_that_was_signed_out_says_so(self, world: World) -> None:
        connector = world.connect()
        connector.whoami()
        inbox = Inbox()
        inbox.pull(connector)
        what = letter(words("From nobody."))
        if "sends" in world.abilities:
            what = addressed(world, connector, words("From nobody."))
        world.sign_out()
        with pytest.raises(SignedOut) as out:
            connector.whoami()
        is_said(out.value)
        with pytest.raises(SignedOut):
            connector.pull(inbox.cursor)
        if "sends" in world.abilities:
            with pytest.raises(SignedOut):
                connector.send(what)
            assert saying(world, what.text) == []
        connector.close()
