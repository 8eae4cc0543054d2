"""Databases of their own for tests that start programs: SQLite, or the PostgreSQL of this run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from atexit import register
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from dialogo.records.transaction import locked

POSTGRESQL = os.environ.get("DIALOGO_DATABASE", "")
_RUN = "TESTS_OF_ONE_RUN"


def run_folder() -> Path:
    """What the processes of one run have in common; made by the first, and gone with it."""
    if _RUN not in os.environ:
        os.environ[_RUN] = tempfile.mkdtemp(prefix="dialogo-tests-")
        register(_forget, Path(os.environ[_RUN]))
    return Path(os.environ[_RUN])


def _forget(folder: Path) -> None:
    if POSTGRESQL and (folder / "done").exists():
        sql(f"DROP DATABASE IF EXISTS {_ready_name(folder)} WITH (FORCE)")
    shutil.rmtree(folder, ignore_errors=True)


def _ready_name(folder: Path) -> str:
    return "ready_" + hashlib.sha256(str(folder).encode()).hexdigest()[:12]


def address_of(name: str) -> str:
    """The address of another database of this run's PostgreSQL."""
    return urlunsplit(urlsplit(POSTGRESQL)._replace(path=f"/{name}"))


def _name_in(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


def sql(command: str) -> None:
    """One command to this run's PostgreSQL, outside of any transaction."""
    import psycopg

    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(command)


@contextmanager
def fresh_database(folder: Path, *, ready: bool = False) -> Iterator[Mapping[str, str]]:
    """The environment of a program with a data folder and an empty database of its own: without
    any table, or as the first start leaves it if `ready`."""
    if ready:
        with copied(_ready(), folder) as environment:
            yield environment
        return
    environment = _environment(folder / "data")
    if not POSTGRESQL:
        yield environment
        return
    with _database("template1") as address:
        yield environment | {"DIALOGO_DATABASE": address}


@contextmanager
def copied(made: Mapping[str, str], folder: Path) -> Iterator[Mapping[str, str]]:
    """The environment of a program with all that another one's holds, which does not run."""
    environment = _environment(folder / "data")
    shutil.copytree(made["DIALOGO_DATA"], environment["DIALOGO_DATA"])
    if "DIALOGO_DATABASE" not in made:
        yield environment
        return
    with _database(_name_in(made["DIALOGO_DATABASE"])) as address:
        yield environment | {"DIALOGO_DATABASE": address}


def _environment(data: Path) -> dict[str, str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DIALOGO_")
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment | {"DIALOGO_DATA": str(data), "DIALOGO_LANG": "en"}


@contextmanager
def _database(like: str) -> Iterator[str]:
    """The address of another database of this run's PostgreSQL, made like one that is there."""
    name = f"dialogo_{uuid4().hex[:12]}"
    sql(f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield address_of(name)
    finally:
        sql(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _ready() -> Mapping[str, str]:
    """What a first start leaves, to be copied; made once in a run, by who needs it first."""
    home = run_folder()
    environment = _environment(home / "ready")
    if POSTGRESQL:
        environment["DIALOGO_DATABASE"] = address_of(_ready_name(home))
    with locked(home, wait=True):
        if not (home / "done").exists():
            if POSTGRESQL:
                sql(f"CREATE DATABASE {_ready_name(home)}")
            subprocess.run([sys.executable, "-c", _PREPARE], env=environment, check=True)
            (home / "done").touch()
    return environment


# All but the key: each copy is another desk, with a key of its own.
_PREPARE = """
from dialogo.web.server.prepare import prepare
from dialogo.web.settings.options import read
options = read()
prepare(options)
from django.db import connection
from dialogo.web.models.installation import Installation
Installation.objects.all().delete()
connection.close()
(options.data / "secret.key").unlink()
"""


@contextmanager
def of_this_process() -> Iterator[str]:
    """Another database as a first start leaves it, for Django's settings; its NAME."""
    made = _ready()
    if POSTGRESQL:
        with _database(_name_in(made["DIALOGO_DATABASE"])) as address:
            yield _name_in(address)
    else:
        folder = Path(tempfile.mkdtemp(prefix="desk-", dir=run_folder()))
        yield shutil.copy(Path(made["DIALOGO_DATA"]) / "dialogo.sqlite3", folder)


def told_by(module: str, seed: int, folder: Path) -> dict[str, Any]:
    """What a program of the tests says in its last line, run on a fresh database."""
    with fresh_database(folder, ready=True) as environment:
        done = subprocess.run(
            [sys.executable, "-m", module, str(seed)],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
