"""Databases of their own for tests that start programs: SQLite, or the PostgreSQL of this run."""

from __future__ import annotations

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

POSTGRESQL = os.environ.get("DIALOGO_DATABASE", "")


def address_of(name: str) -> str:
    """The address of another database of this run's PostgreSQL."""
    return urlunsplit(urlsplit(POSTGRESQL)._replace(path=f"/{name}"))


def sql(command: str) -> None:
    """One command to this run's PostgreSQL, outside of any transaction."""
    import psycopg

    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(command)


@contextmanager
def fresh_database(folder: Path, *, ready: bool = False) -> Iterator[Mapping[str, str]]:
    """The environment of a program with a data folder and an empty database of its own: without
    any table, or as the first start leaves it if `ready`."""
    environment = _environment(folder / "data")
    made = _ready() if ready else None
    if made is not None:
        shutil.copytree(made["DIALOGO_DATA"], environment["DIALOGO_DATA"])
    if not POSTGRESQL:
        yield environment
        return
    like = urlsplit(made["DIALOGO_DATABASE"]).path.lstrip("/") if made else "template1"
    with _database(like) as address:
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
    """What a first start leaves, made once for all tests of this process, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="dialogo-ready-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    environment = _environment(folder)
    if POSTGRESQL:
        database = _database("template1")
        environment["DIALOGO_DATABASE"] = database.__enter__()
        register(database.__exit__, None, None, None)
    subprocess.run([sys.executable, "-c", _PREPARE], env=environment, check=True)
    return environment


_PREPARE = """
from dialogo.web.server.prepare import prepare
from dialogo.web.settings.options import read
prepare(read())
"""


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
