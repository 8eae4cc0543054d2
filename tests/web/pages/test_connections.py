"""Connected accounts on the page of networks: how each stands, who may connect, what is shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from dialogo.records.text import Lang
from dialogo.web.actions.connections import states
from dialogo.web.models.connections import Connection, Credential, RawEvent, SignInAsked
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import offered
from tests.networks.mastodon_kinds import MASTODON
from tests.networks.mastodon_server import MastodonServer
from tests.web.actions.connections.accounts import practise
from tests.web.actions.receiving.told import come, message

SignedIn = Callable[..., Client]
Queries = Callable[[int], AbstractContextManager[object]]
PLACE = "/w/aurora/networks/"
LIST = 8  # questions to the database
SECRET = "hunter2-hunter2"  # noqa: S105  (it opens a fake server)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder of its own, and servers on this machine may be reached."""
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path, allowed_hosts=("127.0.0.1",))
    return tmp_path


@pytest.fixture
def mastodon() -> Iterator[MastodonServer]:
    with MastodonServer(MASTODON) as server:
        server.state.account("company")
        yield server


def test_without_an_account_it_says_how_to_get_one(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    for role in (Role.OWNER, Role.STRATEGIST):
        page = signed_in(role).get(PLACE).content.decode()
        assert 'href="/w/aurora/networks/connect/"' in page
    page = signed_in(Role.RESPONDER).get(PLACE).content.decode()
    assert "No account is connected" in page
    assert "/networks/connect/" not in page


@pytest.mark.parametrize("state", states.STATES)
def test_each_state_says_what_to_do(
    workspace: Workspace, owner: Person, signed_in: SignedIn, tmp_path: Path, state: str
) -> None:
    practise(workspace, owner, tmp_path)
    Connection.objects.update(state=state, error={"en": "it is away.", "it": "è via."})
    page = signed_in().get(PLACE)
    (said,) = page.context["connected"]
    assert (said.state, said.to_do) == (states.CALLED[state], states.TO_DO[state])
    assert said.trouble == "It is away."
    assert said.to_do.en in page.content.decode()
    assert (said.can_pause, said.can_resume, said.can_end, said.asks_again) == (
        state in ("live", "resting", "signed-out", "moved"),
        state == "paused",
        state != "ended",
        state in ("signed-out", "ended"),
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_few_times_however_many_accounts_there_are(
    workspace: Workspace, signed_in: SignedIn, data: Path,
    number: int, django_assert_num_queries: Queries,
) -> None:  # fmt: skip
    for n in range(number):
        practise(workspace, None, data, f"aurora_{n}")
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(LIST):
        page = client.get(PLACE)
    assert len(page.context["connected"]) == number


def test_the_practice_network_is_for_practice(
    workspace: Workspace, signed_in: SignedIn, settings: LazySettings, data: Path
) -> None:
    client = signed_in()
    assert client.get(f"{PLACE}connect/fake/").status_code == 404
    filled = {"way": "file", "file-handle": "aurora", "file-file": "/etc/passwd"}
    assert client.post(f"{PLACE}connect/fake/", filled).status_code == 404
    settings.OPTIONS = replace(settings.OPTIONS, practice=True)
    assert client.post(f"{PLACE}connect/fake/", filled)["Location"] == PLACE
    kept = Connection.objects.get().settings["file"]
    assert kept == str(data / "practice" / f"{workspace.pk}.sqlite3")


def test_an_account_is_paused_resumed_and_let_go(
    workspace: Workspace, owner: Person, signed_in: SignedIn, tmp_path: Path
) -> None:
    one, client = practise(workspace, owner, tmp_path), signed_in(Role.STRATEGIST)
    seen = []
    for act in ("pause", "resume", "disconnect", "pause"):
        assert client.post(f"{PLACE}{one.pk}/{act}/")["Location"] == PLACE
        one.refresh_from_db()
        seen.append(one.state)
    assert seen == ["paused", "live", "ended", "ended"]
    assert not Credential.objects.exists()
    said = TrailEntry.objects.filter(about=f"connection:{one.pk}").order_by("pk")
    assert [(entry.by_name, entry.said_en) for entry in said] == [
        ("Ada Neri", "connected aurora on Practice network"),
        ("Strategist", "paused aurora on Practice network"),
        ("Strategist", "had aurora on Practice network read again"),
        ("Strategist", "disconnected aurora on Practice network"),
    ]
    assert "had changed meanwhile" in client.get(PLACE).content.decode()


@pytest.mark.parametrize("act", ["pause", "resume", "disconnect"])
def test_others_see_and_change_nothing(
    workspace: Workspace, owner: Person, signed_in: SignedIn, tmp_path: Path, act: str
) -> None:
    one = practise(workspace, owner, tmp_path)
    for role in (Role.RESPONDER, Role.AUTHOR, Role.ANALYST, Role.GUEST):
        client = signed_in(role)
        assert client.post(f"{PLACE}{one.pk}/{act}/").status_code == 403
        assert client.post(f"{PLACE}connect/mastodon/", {"way": "token"}).status_code == 403
    assert Connection.objects.get().state == "live"


def test_a_token_connects_and_is_never_seen_again(
    workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    mastodon.state.tokens[SECRET] = "company"
    client = signed_in()
    filled = {
        "way": "token", "token-server": mastodon.url, "token-access_token": SECRET,
    }  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post(f"{PLACE}connect/mastodon/", filled),
            client.get(PLACE),
            client.get(f"{PLACE}connect/mastodon/?again={Connection.objects.get().pk}"),
            client.post(f"{PLACE}connect/mastodon/", {**filled, "token-server": ""}),
            client.get("/w/aurora/settings/trail/"),
        ]
    assert [answer.status_code for answer in answers[:4]] == [302, 200, 200, 422]
    one = Connection.objects.get()
    assert (one.state, one.handle, one.settings["server"]) == ("live", "@company", mastodon.url)
    trail = [(entry.said_en, entry.said_it) for entry in TrailEntry.objects.all()]
    told = [answer.content.decode() for answer in answers]
    row = str(Connection.objects.values().get())
    assert not [place for place in (*told, caplog.text, str(trail), row) if SECRET in place]


def test_a_wrong_token_is_told_above_the_form_and_not_repeated(
    workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
) -> None:
    filled = {
        "way": "token", "token-server": mastodon.url, "token-access_token": SECRET,
    }  # fmt: skip
    answer = signed_in(lang="it").post(f"{PLACE}connect/mastodon/", filled)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Non ancora collegato." in page
    assert SECRET not in page
    assert mastodon.url in page
    assert not Connection.objects.exists()


@pytest.mark.parametrize("lang", ["en", "it"])
def test_each_network_says_what_to_do_there_and_what_comes_in(
    workspace: Workspace, signed_in: SignedIn, lang: Lang
) -> None:
    client = signed_in(lang=lang)
    for network in offered(workspace):
        page = unescape(client.get(f"{PLACE}connect/{network.id}/").content.decode())
        steps = [step for way in network.ways for step in way.steps]
        assert all(way.steps for way in network.ways if way.kind == "form")
        for said in (network.brings, network.cannot, *steps):
            assert said is not None
            assert said.say(lang) in page


def test_where_people_cannot_be_sent_back_the_other_way_comes_first(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    client = signed_in()
    here = client.get(f"{PLACE}connect/bluesky/", headers={"host": "localhost:8000"})
    assert [one["way"].id for one in here.context["ways"]] == ["oauth", "password"]
    far = client.get(f"{PLACE}connect/bluesky/", headers={"host": "desk.test"})
    assert [one["way"].id for one in far.context["ways"]] == ["password", "oauth"]
    assert "DIALOGO_ADDRESS=https://" in far.content.decode()


def test_a_wrong_token_is_told_as_wrong_and_not_as_an_end(
    workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
) -> None:
    filled = {"way": "token", "token-server": mastodon.url, "token-access_token": "nonsense"}
    answer = signed_in().post(f"{PLACE}connect/mastodon/", filled)
    assert answer.status_code == 422
    assert "127.0.0.1 does not take this access token." in answer.content.decode()


@pytest.mark.parametrize(
    ("lang", "what"), [("en", "those are kept off"), ("it", "quelli restano esclusi")]
)
def test_a_private_address_says_what_to_set(
    workspace: Workspace, signed_in: SignedIn, settings: LazySettings, lang: str, what: str
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=())
    filled = {"way": "token", "token-server": "http://10.0.0.7", "token-access_token": SECRET}
    answer = signed_in(lang=lang).post(f"{PLACE}connect/mastodon/", filled)
    assert answer.status_code == 422
    assert what in answer.content.decode()
    assert "DIALOGO_ALLOWED_HOSTS=10.0.0.7" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("token-access_token", "", "This is needed."),
        ("token-access_token", "x" * 2001, "This is too long to be right."),
        ("token-server", "\x00", "Null characters are not allowed."),
    ],
)
def test_what_is_amiss_with_a_field_stands_beside_it(
    workspace: Workspace, signed_in: SignedIn, field: str, value: str, said: str
) -> None:
    filled = {"way": "token", "token-server": "x.example", "token-access_token": SECRET}
    answer = signed_in().post(f"{PLACE}connect/mastodon/", {**filled, field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field.removeprefix("token-"): [said]}


def test_the_same_account_comes_back_where_it_was(
    workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
) -> None:
    client = signed_in()
    filled = {"way": "token", "token-server": mastodon.url}
    mastodon.state.tokens |= {"first": "company", "second": "company", "other": "other"}
    mastodon.state.account("other")
    client.post(f"{PLACE}connect/mastodon/", {**filled, "token-access_token": "first"})
    Connection.objects.update(state="signed-out", cursor="7")
    one = Connection.objects.get()
    again = {**filled, "again": str(one.pk)}
    client.post(f"{PLACE}connect/mastodon/", {**again, "token-access_token": "other"})
    assert "but it is not @company" in client.get(PLACE).content.decode()
    client.post(f"{PLACE}connect/mastodon/", {**again, "token-access_token": "second"})
    one.refresh_from_db()
    assert (one.state, one.cursor, Connection.objects.count()) == ("live", "7", 2)


class TestBySignInPage:
    """The way by the network's own page, and back."""

    PATH = f"{PLACE}connect/mastodon/"

    def begin(self, client: Client, server: MastodonServer, **more: str) -> str:
        """The address that leads on, by a page of ours."""
        page = client.post(self.PATH, {"way": "oauth", "oauth-server": server.url}, **more)
        assert page.status_code == 200
        to: str = page.context["to"]
        assert f'content="0;url={to.replace("&", "&amp;")}"' in page.content.decode()
        return to

    def test_there_and_back_connects(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer,
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        client = signed_in(Role.STRATEGIST)
        came = mastodon.agree(self.begin(client, mastodon))
        with caplog.at_level(logging.DEBUG):
            assert client.get("/networks/back/", came)["Location"] == PLACE
        one = Connection.objects.get()
        assert (one.handle, one.way, one.state) == ("@company", "oauth", "live")
        assert "@company on Mastodon is connected." in client.get(PLACE).content.decode()
        assert came["code"] not in caplog.text
        assert not SignInAsked.objects.exists()

    def test_a_state_is_good_once(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        client = signed_in()
        came = mastodon.agree(self.begin(client, mastodon))
        first, second = (client.get("/networks/back/", came) for _ in range(2))
        assert (first.status_code, second.status_code) == (302, 403)
        assert Connection.objects.count() == 1

    def test_a_state_belongs_to_the_browser_it_was_begun_in(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        mine, other = signed_in(), signed_in()
        came = mastodon.agree(self.begin(mine, mastodon))
        for stranger in (other, signed_in(Role.STRATEGIST), Client()):
            answer = stranger.get("/networks/back/", came)
            assert answer.status_code == 403
            assert answer["Referrer-Policy"] == "no-referrer"
            assert "was not begun in this browser" in answer.content.decode()
        assert mine.get("/networks/back/", came).status_code == 302

    def test_whoever_may_no_longer_connect_is_not_let_in(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        client = signed_in(Role.STRATEGIST)
        came = mastodon.agree(self.begin(client, mastodon))
        workspace.memberships.filter(role="strategist").update(role="author")
        assert client.get("/networks/back/", came).status_code == 403
        assert not Connection.objects.exists()

    def test_a_sign_in_of_yesterday_is_over(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        client = signed_in()
        came = mastodon.agree(self.begin(client, mastodon))
        SignInAsked.objects.update(asked_at=timezone.now() - timedelta(days=1))
        assert client.get("/networks/back/", came).status_code == 403
        assert not Connection.objects.exists()

    def test_who_declines_is_told_and_may_begin_again(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        client = signed_in()
        state = mastodon.agree(self.begin(client, mastodon))["state"]
        came = {"error": "access_denied", "state": state}
        assert client.get("/networks/back/", came)["Location"] == self.PATH
        assert "Leave was not given" in client.get(self.PATH).content.decode()
        assert not SignInAsked.objects.exists()

    def test_back_at_another_name_of_the_desk_leads_to_where_it_began(
        self, workspace: Workspace, signed_in: SignedIn, mastodon: MastodonServer
    ) -> None:
        """Bluesky sends people to 127.0.0.1 who came from localhost, where their session is."""
        client = signed_in()
        came = mastodon.agree(self.begin(client, mastodon, headers={"host": "localhost:8201"}))
        there = client.get("/networks/back/", came, headers={"host": "127.0.0.1:8201"})
        assert there["Location"].startswith("http://localhost:8201/networks/back/?code=")
        home = client.get("/networks/back/", came, headers={"host": "localhost:8201"})
        assert home["Location"] == PLACE


def test_bluesky_reads_who_we_are(client: Client, db: None, settings: LazySettings) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, address="https://desk.example")
    told = client.get("/bluesky-client.json").json()
    assert told["client_id"] == "https://desk.example/bluesky-client.json"
    assert told["redirect_uris"] == ["https://desk.example/networks/back/"]


def test_bluesky_wants_an_encrypted_address_and_the_desk_says_which_to_set(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    filled = {"way": "oauth", "oauth-handle": "aurora.example"}
    answer = signed_in().post(f"{PLACE}connect/bluesky/", filled, headers={"host": "desk.lan"})
    assert answer.status_code == 422
    assert "DIALOGO_ADDRESS=https://" in answer.content.decode()


def test_what_could_not_be_taken_in_is_told_and_can_be_tried_again(
    workspace: Workspace, signed_in: SignedIn, data: Path
) -> None:
    account = practise(workspace, None, data)
    come(account, [message("x" * 2_000), message("m1")])
    client = signed_in()
    shown = client.get(PLACE).content.decode()
    assert "1 item that came in could not be taken in." in shown
    assert "The id that it has cannot be kept: it has 2,000 characters" in shown
    answer = client.post(f"{PLACE}{account.pk}/again/", follow=True).content.decode()
    assert f"What {account.handle} brought is tried again now." in answer
    assert "could not be taken in" not in answer
    assert RawEvent.objects.filter(done_at=None, error__isnull=True).count() == 1
    assert signed_in(Role.ANALYST).post(f"{PLACE}{account.pk}/again/").status_code == 403
