"""Databases of their own for tests that start programs: SQLite, or the PostgreSQL of this run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
def fresh_database(folder: Path) -> Iterator[Mapping[str, str]]:
    """The environment of a program with an empty data folder and an empty database."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DIALOGO_")
    }
    environment |= {"DIALOGO_DATA": str(folder / "data"), "DIALOGO_LANG": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if not POSTGRESQL:
        yield environment
        return
    name = f"dialogo_{uuid4().hex[:12]}"
    sql(f"CREATE DATABASE {name}")
    try:
        yield environment | {"DIALOGO_DATABASE": address_of(name)}
    finally:
        sql(f"DROP DATABASE {name} WITH (FORCE)")


def told_by(module: str, seed: int, folder: Path) -> dict[str, Any]:
    """What a program of the tests says in its last line, run on a fresh database."""
    with fresh_database(folder) as environment:
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
