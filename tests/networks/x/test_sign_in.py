"""Signing in on X: leave on its own page, tokens that are renewed once and kept, and given back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest

from dialogo.networks.errors import Refused, SignedOut, Throttled
from dialogo.networks.x import NETWORK
from dialogo.networks.x.sign_in import ask, callback, grant
from tests.networks.pocket import Pocket
from tests.networks.words import is_said, now
from tests.networks.x_state import CLIENT, SECRET
from tests.networks.x_world import BACK, XWorld


def test_a_sign_in_gives_what_is_needed_and_costs_one_look(here: XWorld) -> None:
    here.state.premium = True
    granted = here.sign_in()
    assert (granted.account.handle, granted.account.id) == ("@roastery", here.state.me["id"])
    assert granted.settings == {
        "server": here.proxy.url, "client_id": CLIENT, "account": here.state.me["id"],
        "handle": "roastery", "length": "25000",
    }  # fmt: skip
    assert set(granted.secrets) == {
        "access_token", "refresh_token", "access_until", "client_secret",
    }  # fmt: skip
    assert here.purse.paid == [Decimal("0.010")]
    connector = NETWORK.connect(granted.settings, Pocket(**granted.secrets), here.door())
    assert connector.limits.length == 25000


def test_without_money_nobody_is_looked_up(here: XWorld) -> None:
    here.purse.cap = None
    with pytest.raises(Throttled):
        here.sign_in()
    assert here.state.bill == []


def test_the_page_is_asked_for_no_more_than_is_used_and_with_a_proof(here: XWorld) -> None:
    filled = {"client_id": f" {CLIENT} "}
    asked = ask(filled, "http://localhost:8605/networks/back/", here.door(), Random(1))  # noqa: S311  (a test)
    url, query = urlsplit(asked.url), parse_qs(urlsplit(asked.url).query)
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://x.com/i/oauth2/authorize"
    assert query["scope"] == ["tweet.read tweet.write users.read media.write offline.access"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://127.0.0.1:8605/networks/back/"]
    assert callback(BACK) == BACK
    assert asked.kept["verifier"] not in asked.url


def test_what_was_not_asked_for_or_not_given_connects_nobody(here: XWorld) -> None:
    asked = ask({"client_id": CLIENT, "server": here.proxy.url}, BACK, here.door(), Random(1))  # noqa: S311  (a test)
    came = here.server.agree(asked.url)
    for given in (
        {**came, "state": "another"},
        {"state": came["state"], "error": "access_denied"},
        {**came, "code": "worn-out"},
    ):
        with pytest.raises(Refused) as refused:
            grant(asked.kept, given, here.door())
        is_said(refused.value)
    with pytest.raises(Refused):
        grant({**asked.kept, "verifier": "of another"}, came, here.door())
    assert here.purse.paid == []


def test_a_token_that_is_over_is_renewed_once_and_the_new_one_is_kept(here: XWorld) -> None:
    secrets = here.pocket()
    first, second = here.connect(secrets=secrets), here.connect(secrets=secrets)
    here.state.access.clear()
    assert first.whoami().handle == "@roastery"
    assert second.whoami().handle == "@roastery"  # with what the first has kept
    assert here.server.asked.count("POST /2/oauth2/token") == 1
    assert secrets.read()["client_secret"] == SECRET
    assert here.state.refresh == {secrets.read()["refresh_token"]}
    assert len(here.purse.paid) == 2


def test_a_token_near_its_end_is_renewed_before_it_is_used(here: XWorld) -> None:
    held = {**here.pocket().read(), "access_until": (now() + timedelta(seconds=30)).isoformat()}
    here.connect(secrets=Pocket(**held)).whoami()
    assert here.server.asked == ["POST /2/oauth2/token", "GET /2/users/me"]


def test_a_refresh_that_x_does_not_take_signs_out_and_costs_nothing(here: XWorld) -> None:
    connector = here.connect()
    here.sign_out()
    with pytest.raises(SignedOut) as out:
        connector.pull(None)
    is_said(out.value)
    assert (here.purse.paid, here.purse.given_back) == ([], 1)


def test_both_tokens_are_given_back(here: XWorld) -> None:
    granted = here.sign_in()
    assert NETWORK.revoke is not None
    assert NETWORK.revoke(granted.settings, Pocket(**granted.secrets), here.door()) is True
    assert (here.state.access, here.state.refresh) == ({}, set())
