"""Signing in by the real server's own page, and what becomes of its tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import SystemRandom
from threading import Lock, Thread

import pytest

from dialogo.networks.account import Granted
from dialogo.networks.bluesky import NETWORK
from dialogo.networks.bluesky.connector import BlueskyConnector
from dialogo.networks.bluesky.leaving import revoke
from dialogo.networks.bluesky.oauth import client_document
from dialogo.networks.bluesky.ways import ask, grant_by_page
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Door
from tests.networks.bluesky.page import give_leave
from tests.networks.bluesky.people import Network, Person
from tests.networks.bluesky.world import door
from tests.networks.pocket import Pocket
from tests.networks.words import letter, now, words

BACK = "http://127.0.0.1:9999/back"


@pytest.fixture(scope="module")
def person(network: Network) -> Person:
    return Person(network, "owner")


def granted(person: Person) -> Granted:
    filled = {"handle": person.handle, "server": person.network.pds}
    asked = ask(filled, BACK, door(), SystemRandom())
    return grant_by_page(asked.kept, give_leave(asked.url, person), door())


def later(by: timedelta) -> Door:
    """A clock that is ahead by less than servers mind in proofs."""
    return replace(door(), now=lambda: now() + by)


class Shared(Pocket):
    """Secrets that several workers share."""

    def __init__(self, **held: str) -> None:
        super().__init__(**held)
        self._lock = Lock()
        self.kept = 0

    def keep(self, new: object, until: object) -> None:
        super().keep(new, until)  # type: ignore[arg-type]  # passed on as it came
        self.kept += 1

    def alone(self) -> Callable[[], None]:
        self._lock.acquire()
        return self._lock.release


def nearly_over(secrets: dict[str, str]) -> dict[str, str]:
    return {**secrets, "access_until": now().isoformat()}


def test_leave_given_on_the_page_lets_a_letter_out(person: Person) -> None:
    found = granted(person)
    assert found.account.handle == f"@{person.handle}"
    assert found.account.id == person.did
    company = NETWORK.connect(found.settings, Pocket(**found.secrets), door())
    what = letter(words("By leave of the owner."))
    receipt = company.send(what)
    assert [one["uri"] for one in person.posts() if one["value"]["text"] == what.text] == [
        receipt.ref.id
    ]
    assert company.pull(None).cursor
    company.close()


def test_whoever_leaves_is_let_in_no_more(person: Person) -> None:
    found = granted(person)
    pocket = Pocket(**found.secrets)
    assert revoke(found.settings, pocket, door())
    company = NETWORK.connect(found.settings, Pocket(**nearly_over(dict(found.secrets))), door())
    with pytest.raises(SignedOut):
        company.whoami()
    company.close()


def test_an_answer_to_another_sign_in_is_refused(person: Person) -> None:
    filled = {"handle": person.handle, "server": person.network.pds}
    asked = ask(filled, BACK, door(), SystemRandom())
    came = give_leave(asked.url, person)
    for wrong in ({"state": "x"}, {"iss": "https://example.org"}):
        with pytest.raises(Refused) as refused:
            grant_by_page(asked.kept, came | wrong, door())
        assert refused.value.code == "state"
    with pytest.raises(Refused) as declined:
        grant_by_page(
            asked.kept,
            {"error": "access_denied", "state": came["state"], "iss": came["iss"]},
            door(),
        )
    assert declined.value.code == "access_denied"


def test_leave_of_another_account_is_refused(network: Network, person: Person) -> None:
    other = Person(network, "other")
    filled = {"handle": person.handle, "server": network.pds}
    asked = ask({**filled, "handle": other.handle}, BACK, door(), SystemRandom())
    came = give_leave(asked.url, other)
    kept = {**asked.kept, "did": person.did, "handle": person.handle}
    with pytest.raises(Refused) as refused:
        grant_by_page(kept, came, door())
    assert refused.value.code == "sub"


def test_new_tokens_are_kept_before_they_are_used(person: Person) -> None:
    found = granted(person)
    pocket = Shared(**nearly_over(dict(found.secrets)))
    company = NETWORK.connect(found.settings, pocket, door())
    assert company.whoami().id == person.did
    assert pocket.kept == 1
    assert pocket.held["refresh"] != found.secrets["refresh"]
    assert pocket.held["key"] == found.secrets["key"]
    company.close()


def test_two_workers_at_once_renew_once(person: Person) -> None:
    found = granted(person)
    pocket = Shared(**nearly_over(dict(found.secrets)))
    workers = [NETWORK.connect(found.settings, pocket, door()) for _ in range(3)]
    seen: list[str] = []
    threads = [Thread(target=lambda one=one: seen.append(one.whoami().id)) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [person.did] * 3
    assert pocket.kept == 1
    for worker in workers:
        worker.close()


def test_a_refresh_token_that_came_twice_ends_the_sign_in(person: Person) -> None:
    found = granted(person)
    old = nearly_over(dict(found.secrets))
    pocket, thief = Pocket(**old), Pocket(**old)
    company = NETWORK.connect(found.settings, pocket, door())
    company.whoami()
    with pytest.raises(SignedOut):
        NETWORK.connect(found.settings, thief, door()).whoami()
    assert thief.held == old
    with pytest.raises(SignedOut) as out:
        company.send(letter(words("Too late.")))
    assert "Connect" in out.value.say("en")


def test_a_clock_two_minutes_ahead_does_no_harm(person: Person) -> None:
    found = granted(person)
    ahead = later(timedelta(minutes=2))
    company = BlueskyConnector(found.settings, Pocket(**found.secrets), ahead)
    assert company.whoami().id == person.did


def test_a_server_that_speaks_for_another_is_refused(network: Network, person: Person) -> None:
    """127.0.0.1 says that it is localhost: as a thief would, who passes proofs on."""
    filled = {"handle": person.handle, "server": network.pds.replace("localhost", "127.0.0.1")}
    with pytest.raises(Refused) as refused:
        ask(filled, BACK, door(), SystemRandom())
    assert refused.value.code == "resource"


def test_the_client_document_names_itself() -> None:
    made = client_document("https://desk.example.org/networks/back")
    assert made["client_id"] == "https://desk.example.org/bluesky-client.json"
    assert made["redirect_uris"] == ["https://desk.example.org/networks/back"]
    assert made["dpop_bound_access_tokens"] is True
