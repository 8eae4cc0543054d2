"""Restores that are killed again and again: python -m tests.web.server.killed.

Prints, as JSON, how each next start found the desk. It forks, so it is a program of its own and no
test. Whoever is killed dies just before some statement to the database, or some change of a file.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

RANDOM = 1  # kills at any statement, beside those at each change of a file
FILES = {"os.rename", "shutil.copyfile"}


def main() -> None:
    """Each start is a fork of this program, which has nothing open."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    print(json.dumps(restores()))  # noqa: T201  (what the test reads)


def restores() -> dict[str, Any]:
    """Two backups, with names, files and keys of their own, take each other's place."""
    from dialogo.web.settings.options import read

    data = read().data
    for name in "AB":
        forked(partial(_fill, name), data)
    events, seen = forked(partial(_restore, "A", None), data)["events"], []
    rng = random.Random(7)  # noqa: S311  (when to kill)
    asked = [number for number, event in enumerate(events) if event not in FILES]
    files = [number for number, event in enumerate(events) if event in FILES]
    moments = [number for number in files if number > asked[0]]
    moments += [moments[-1] + 1, *(rng.choice(asked) for _ in range(RANDOM))]
    for number, moment in enumerate(moments):
        found = forked(partial(_restore, "BA"[number % 2], moment), data)
        seen.append(found["state"])
    end = forked(lambda: {"state": _start()}, data)["state"]
    return {"seen": seen, "end": end, "files": len(moments) - RANDOM}


def _fill(name: str) -> dict[str, Any]:
    """The desk is of `name`, and so is a backup of it beside its folder."""
    from django.conf import settings

    from dialogo.web.actions import installation, workspaces
    from dialogo.web.actions.secrets import renew
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.server.backup.make import make
    from dialogo.web.settings.options import read

    options = read()
    _start()
    if not Workspace.objects.exists():
        workspaces.make("none yet", Person.objects.create_user("ada@aurora.example"))
    Workspace.objects.update(name=name)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = name * 40, [settings.SECRET_KEY]
    (options.data / "secret.key").write_text(name * 40)
    installation.stamp()
    renew()
    for file in (options.data / "uploads").glob("*"):
        file.unlink()
    (options.data / "uploads").mkdir(exist_ok=True)
    (options.data / "uploads" / f"{name}.csv").write_text(name)
    make(options.data.parent / f"{name}.zip", options, with_secret=True, replace=False)
    return {}


def _restore(name: str, moment: int | None) -> dict[str, Any]:
    """How the desk is found, and a restore over it; its events, if it lives."""
    from dialogo.web.server.backup.restore import restore
    from dialogo.web.settings.options import read

    options, state = read(), _start()
    _tell(options.data, {"state": state})
    events = _dying(moment)
    restore(options.data.parent / f"{name}.zip", options, replace=True, new_key=False)
    return {"state": state, "events": events}


def _start() -> Any:
    """The desk as a start leaves it: its name, its files, whether its key opens it, what lies about
    that nobody needs, and what the start says."""
    from django.conf import settings

    from dialogo.web.actions.installation import key_mark
    from dialogo.web.models.installation import Installation
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.server.prepare import prepare
    from dialogo.web.settings.keys import secret
    from dialogo.web.settings.options import read

    options = read()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret(options.data), []
    said = prepare(options)
    kept = {"dialogo.sqlite3", "dialogo.sqlite3-wal", "dialogo.sqlite3-shm", "prepare.lock",
            "secret.key", "secret.key.before", "uploads"}  # fmt: skip
    fits = key_mark(secret(options.data)) == Installation.objects.get().key_mark
    return [
        "".join(Workspace.objects.values_list("name", flat=True)),
        "".join(file.read_text() for file in sorted((options.data / "uploads").glob("*"))),
        secret(options.data)[0] if fits else "another key",
        sorted({one.name for one in options.data.iterdir()} - kept),
        " ".join(one.say("en") for one in said),
    ]


def _dying(moment: int | None) -> list[str]:
    """From now on this process dies just before the event of that number; what has come."""
    from django.db import connection

    events: list[str] = []

    def come(event: str) -> None:
        if len(events) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        events.append(event)

    def said(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        come(sql)
        return execute(sql, params, many, context)

    def touched(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILES and "zip" not in str(arguments[0]):
            come(event)

    connection.execute_wrappers.append(said)
    sys.addaudithook(touched)
    return events


def forked(run: Callable[[], dict[str, Any]], data: Path) -> Any:
    """What a fork of this process tells last, before it ends or is killed."""
    told = data.parent / "told"
    told.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        try:
            _tell(data, run())
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    os.waitpid(child, 0)
    return json.loads(told.read_text())


def _tell(data: Path, what: dict[str, Any]) -> None:
    (data.parent / "told").write_text(json.dumps(what))


if __name__ == "__main__":
    main()
