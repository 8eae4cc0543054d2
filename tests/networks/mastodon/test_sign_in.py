"""Connecting an account on a server with the Mastodon API: by its own page, or with a token."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest

from dialogo.networks.account import Asked
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Door
from dialogo.networks.mastodon import NETWORK
from dialogo.networks.mastodon.server import address
from dialogo.networks.mastodon.sign_in import ask, grant, grant_by_token
from dialogo.networks.mastodon.tokens import revoke
from tests.networks.mastodon_kinds import KINDS, MASTODON, PLAINEST, TAKAHE
from tests.networks.mastodon_world import Held, MastodonWorld, door
from tests.networks.words import letter

BACK = "https://desk.example/networks/back"
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.version)


@pytest.fixture
def way() -> Iterator[Door]:
    opened = door()
    yield opened
    opened.close()


def asked(here: MastodonWorld, way: Door) -> Asked:
    return ask({"server": here.server.url}, BACK, way, Random(5))  # noqa: S311  (a test's state)


@every_kind
def test_who_agrees_on_the_server_is_connected(here: MastodonWorld, way: Door) -> None:
    begun = asked(here, way)
    granted = grant(begun.kept, here.server.agree(begun.url), way)
    assert granted.account.handle == "@company"
    assert granted.settings == {"server": here.server.url, "account": here.company.id}
    connector = NETWORK.connect(granted.settings, Held(granted.secrets), door())
    assert connector.whoami().id == here.company.id
    assert granted.secrets["access_token"] not in repr(granted)


@pytest.mark.parametrize("kind", [MASTODON, TAKAHE], ids=lambda kind: kind.version)
def test_a_challenge_is_sent_only_where_the_server_takes_one(
    here: MastodonWorld, way: Door
) -> None:
    query = parse_qs(urlsplit(asked(here, way).url).query)
    assert ("code_challenge" in query) is here.server.kind.pkce
    assert query["redirect_uri"] == [BACK]
    assert len(query["state"][0]) >= 40


def test_mastodon_is_asked_for_no_more_than_is_used(here: MastodonWorld, way: Door) -> None:
    (scopes,) = parse_qs(urlsplit(asked(here, way).url).query)["scope"]
    assert "write:statuses" in scopes.split()
    assert not {"write", "read", "follow", "push"} & set(scopes.split())


def test_an_answer_to_another_question_is_refused(here: MastodonWorld, way: Door) -> None:
    begun = asked(here, way)
    came = here.server.agree(begun.url)
    for state in ({"state": "other"}, {"state": ""}):
        with pytest.raises(Refused) as refused:
            grant(begun.kept, {**came, **state}, way)
        assert refused.value.code == "state"
    assert not any("oauth/token" in request for request in here.server.asked)


def test_who_does_not_agree_is_not_connected(here: MastodonWorld, way: Door) -> None:
    begun = asked(here, way)
    with pytest.raises(Refused) as refused:
        grant(begun.kept, {"state": begun.kept["state"], "error": "access_denied"}, way)
    assert refused.value.code == "access_denied"
    assert "access_denied" in refused.value.say("it")


def test_a_code_serves_once(here: MastodonWorld, way: Door) -> None:
    begun = asked(here, way)
    came = here.server.agree(begun.url)
    grant(begun.kept, came, way)
    with pytest.raises(Refused):
        grant(begun.kept, came, way)


def test_a_code_without_our_verifier_is_worth_nothing(here: MastodonWorld, way: Door) -> None:
    begun = asked(here, way)
    with pytest.raises(Refused):
        grant({**begun.kept, "verifier": "guessed"}, here.server.agree(begun.url), way)


@every_kind
def test_a_token_made_by_hand_connects_and_a_wrong_one_does_not(
    here: MastodonWorld, way: Door
) -> None:
    form = {"server": here.server.url, "access_token": f" {here.state.token('company')} "}
    assert grant_by_token({}, form, way).account.id == here.company.id
    with pytest.raises(SignedOut):
        grant_by_token({}, {**form, "access_token": "wrong"}, way)
    with pytest.raises(SignedOut):
        grant_by_token({}, {**form, "access_token": ""}, way)


@pytest.mark.parametrize("kind", [PLAINEST], ids=lambda kind: kind.version)
def test_a_token_that_ended_is_renewed_once_and_nothing_is_sent_twice(
    here: MastodonWorld, way: Door
) -> None:
    begun = asked(here, way)
    granted = grant(begun.kept, here.server.agree(begun.url), way)
    kept = Held(granted.secrets)
    connectors = [NETWORK.connect(granted.settings, kept, door()) for _ in range(2)]
    here.state.tokens.clear()
    for n, connector in enumerate(connectors):
        connector.send(letter(f"number {n}"))
    assert [thing.text for thing in here.written()] == ["number 0", "number 1"]
    assert len(here.state.tokens) == 1
    assert kept.read()["access_token"] in here.state.tokens
    here.state.tokens.clear()
    here.state.renewals.clear()
    with pytest.raises(SignedOut):
        connectors[0].whoami()


@every_kind
def test_who_is_disconnected_gives_the_token_back_where_that_is_possible(
    here: MastodonWorld, way: Door
) -> None:
    begun = asked(here, way)
    granted = grant(begun.kept, here.server.agree(begun.url), way)
    takes_it = here.kind.revokes != "404"
    assert revoke(granted.settings, Held(granted.secrets), way) is takes_it
    assert (granted.secrets["access_token"] in here.state.tokens) is not takes_it
    by_hand = Held({"access_token": here.state.token("company")})
    assert not revoke(granted.settings, by_hand, way)


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("mastodon.example", "https://mastodon.example"),
        (" https://mastodon.example/@us ", "https://mastodon.example"),
        ("@us@mastodon.example", "https://mastodon.example"),
        ("http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://user:word@mastodon.example", "https://mastodon.example"),
    ],
)
def test_an_address_is_understood_as_people_write_it(written: str, base: str) -> None:
    assert address(written) == base


@pytest.mark.parametrize(
    "written", ["", "  ", "ftp://a.example", "file:///etc", "a b.example", "@"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        address(written)
    assert refused.value.code == "address"
