"""Processes that renew one sign-in at once, and are killed: python -m
tests.web.actions.connections.renewers SEED.

Their server takes each refresh token once, as real ones do. Prints, as JSON, what became of it. It
forks, so it is a program of its own and no test.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from dialogo.web.models.connections import Connection

PROCESSES, TIMES = 3, 20


class Server:
    """A folder: one file for the token that is good, one for each that came twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "good-0").touch()

    def renew(self, token: str) -> str:
        try:
            (self._folder / f"good-{token}").rename(self._folder / f"used-{token}")
        except FileNotFoundError:
            (self._folder / f"twice-{token}").touch()
            return token
        time.sleep(0.002)  # as an answer takes its time
        new = str(int(token) + 1)
        (self._folder / f"good-{new}").touch()
        return new

    def told(self) -> dict[str, list[str]]:
        names = sorted(file.name for file in self._folder.iterdir())
        return {
            word: [name.removeprefix(f"{word}-") for name in names if name.startswith(word)]
            for word in ("good", "twice")
        }


def main() -> None:
    """Lets processes renew at once, then kills one at each bad moment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.core.management import call_command

    from dialogo.web.actions.connections.secrets import Kept
    from dialogo.web.models.connections import Credential

    call_command("migrate", verbosity=0)
    one = _connection()
    with TemporaryDirectory() as folder:
        server = Server(Path(folder))
        workers = [_fork(one, server, _renew_often) for _ in range(PROCESSES)]
        ends = [os.waitpid(worker, 0)[1] for worker in workers]
        killed = [
            os.waitpid(_fork(one, server, act), 0)[1] for act in (_killed_keeping, _killed_alone)
        ]
        sets = Credential.objects.count()
        began = time.monotonic()
        _renew(one, server)
        told = {
            "ends": ends,
            "killed": killed,
            "waited": time.monotonic() - began > 30.0,
            "sets after a kill": sets,
            "sets": Credential.objects.count(),
            "held": Kept(one).read()["refresh"],
            **server.told(),
        }
    print(json.dumps(told))  # noqa: T201  (what the test reads)


def _connection() -> Connection:
    from dialogo.web.actions import workspaces
    from dialogo.web.actions.connections.secrets import Kept
    from dialogo.web.models.connections import Connection
    from dialogo.web.models.person import Person

    ada = Person.objects.create_user("ada@aurora.example")
    one = Connection.objects.create(
        workspace=workspaces.make("Aurora", ada), network="fake", way="file", external_id="1"
    )
    Kept(one).keep({"refresh": "0"}, None)
    return one


def _fork(one: Connection, server: Server, act: object) -> int:
    from django.db import connection

    connection.close()  # a connection does not outlive a fork
    child = os.fork()
    if child:
        return child
    try:
        act(one, server)  # type: ignore[operator]  # one of the functions below
    except BaseException as fault:
        sys.stderr.write(repr(fault))
        os._exit(1)
    os._exit(0)


def _renew_often(one: Connection, server: Server) -> None:
    for _ in range(TIMES):
        _renew(one, server)


def _renew(one: Connection, server: Server) -> None:
    """As connectors do."""
    from dialogo.web.actions.connections.secrets import Kept

    secrets = Kept(one)
    let_others_in = secrets.alone()
    try:
        new = server.renew(secrets.read()["refresh"])
        secrets.keep({"refresh": new}, None)
    finally:
        let_others_in()


def _killed_keeping(one: Connection, server: Server) -> None:
    """Killed when the new set is added, before the old ones go."""
    from dialogo.web.actions.connections.secrets import Kept

    Kept._drop = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]  # the moment that is meant
    _renew(one, server)


def _killed_alone(one: Connection, _: Server) -> None:
    """Killed while all others wait for it."""
    from dialogo.web.actions.connections.secrets import Kept

    held = Kept(one).alone()
    os.kill(os.getpid(), signal.SIGKILL)
    held()


if __name__ == "__main__":
    main()
