"""dialogo connect: accounts from the command line, on a desk of their own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pytest

from tests.networks.mastodon_kinds import GOTOSOCIAL, MASTODON, Kind
from tests.networks.mastodon_server import MastodonServer
from tests.web.databases import copied, fresh_database

SECRET = "hunter2-hunter2"  # noqa: S105  (it opens a fake server)
MAKE = """
import sys
from dialogo.web.server.prepare import prepare
from dialogo.web.settings.options import read
prepare(read())
from dialogo.web.actions import workspaces
from dialogo.web.models.person import Person
ada = Person.objects.first() or Person.objects.create_user("ada@aurora.example")
for name in sys.argv[1:]:
    workspaces.make(name, ada)
"""


class Desk:
    """A desk's command line."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**environment, "DIALOGO_ALLOWED_HOSTS": "127.0.0.1"}

    def with_companies(self, *names: str) -> Desk:
        """The same, once these are there."""
        subprocess.run([sys.executable, "-c", MAKE, *names], env=self.environment, check=True)
        return self

    def begin(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "dialogo", "connect", *arguments],
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments: str, typed: str = "", **more: str) -> tuple[int, str]:
        """What it ends with, and says."""
        with self.begin(*arguments, **more) as process:
            told = "".join(process.communicate(typed))
        assert SECRET not in told
        return process.returncode, told


@pytest.fixture(scope="module")
def aurora(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Aurora's desk, to which nothing is connected, and nothing is to be."""
    with fresh_database(tmp_path_factory.mktemp("aurora"), ready=True) as environment:
        yield Desk(environment).with_companies("Aurora")


@pytest.fixture
def desk(aurora: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Another one like it."""
    with copied(aurora.environment, tmp_path) as environment:
        yield Desk(environment)


@pytest.fixture(params=[MASTODON, GOTOSOCIAL], ids=lambda kind: kind.software)
def server(request: pytest.FixtureRequest) -> Iterator[MastodonServer]:
    kind: Kind = request.param
    with MastodonServer(kind) as found:
        found.state.account("company")
        found.state.tokens[SECRET] = "company"
        yield found


def url_in(told: IO[str]) -> str:
    """The address that is printed, as soon as it is."""
    for line in told:
        if found := re.search(r"https?://\S+", line):
            return found[0]
    raise AssertionError("no address was printed")


def test_a_token_in_the_environment_or_a_file_or_standard_input_connects(
    desk: Desk, server: MastodonServer, tmp_path: Path
) -> None:
    to = ("mastodon", "--server", server.url)
    (tmp_path / "token").write_text(f"{SECRET}\n")
    for told in (
        desk(*to, DIALOGO_CONNECT_ACCESS_TOKEN=SECRET),
        desk(*to, "--access-token-file", str(tmp_path / "token")),
        desk(*to, "--access-token-file", "-", typed=SECRET),
    ):
        assert told[0] == 0, told
        assert told[1].splitlines() == [
            "connected: @company on Mastodon, company aurora",
            "mastodon @company 127.0.0.1 connected",
        ]
    assert desk() == (0, "mastodon @company 127.0.0.1 connected\n")


@pytest.mark.parametrize("whole", [True, False], ids=["the address", "the code"])
def test_a_sign_in_page_is_printed_and_what_comes_back_is_pasted(
    desk: Desk, server: MastodonServer, whole: bool
) -> None:
    with desk.begin("mastodon", "--server", server.url) as process:
        assert process.stdout is not None
        came = server.agree(url_in(process.stdout))
        back = f"http://localhost:8000/networks/back/?code={came['code']}&state={came['state']}"
        told, _ = process.communicate(f"{back if whole else came['code']}\n")
    assert (process.returncode, told.splitlines()[-1]) == (
        0,
        "mastodon @company 127.0.0.1 connected",
    )


def test_the_practice_network_has_a_file_of_its_own(desk: Desk) -> None:
    assert desk("fake", "--handle", "aurora")[0] == 0
    assert desk("fake", "--handle", "aurora", "--lang", "it")[1].splitlines()[0] == (
        "collegato: aurora su Rete di prova, azienda aurora"
    )
    assert len(list((Path(desk.environment["DIALOGO_DATA"]) / "practice").glob("*.sqlite3"))) == 1


def test_a_private_address_says_what_to_set(desk: Desk, server: MastodonServer) -> None:
    code, told = desk(
        "mastodon", "--server", server.url,
        DIALOGO_CONNECT_ACCESS_TOKEN=SECRET, DIALOGO_ALLOWED_HOSTS="",
    )  # fmt: skip
    assert code == 2
    assert told == (
        "dialogo: the server 127.0.0.1 has a private address (127.0.0.1), and those are kept off. "
        "Whoever runs the desk can allow it: DIALOGO_ALLOWED_HOSTS=127.0.0.1.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["myspace"], "there is no network called myspace. There are: bluesky, fake, feeds, mail"),
        (["mastodon"], "--server is missing: Server."),
        (
            ["mastodon", "--way", "token", "--server", "x.example"],
            "Access token is missing. Put it in a file and give --access-token-file, or set "
            "DIALOGO_CONNECT_ACCESS_TOKEN.",
        ),
        (["mastodon", "--way", "magic"], "Mastodon is connected by oauth and token; there is no"),
        (["fake", "--handle", "No!"], "No!"),
        (["--workspace", "borea"], "there is no company called borea here. There are: aurora."),
        (["fake", "--access-token", "x"], "there is no option --access-token."),
    ],
)
def test_what_is_amiss_is_told_in_a_sentence(aurora: Desk, arguments: list[str], said: str) -> None:
    code, told = aurora(*arguments)
    assert code == 2
    assert said in told


def test_of_several_companies_one_is_named(desk: Desk) -> None:
    desk.with_companies("Borea")
    assert desk() == (
        2,
        "dialogo: there are 2 companies here. Choose one with --workspace: aurora, borea.\n",
    )
    assert desk("fake", "--handle", "borea", "--workspace", "borea")[0] == 0
    assert desk("--workspace", "aurora")[1].startswith("No account is connected to aurora yet.")
