"""An older database with data becomes a new one, with the same data; on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from dialogo.web.server.migrating import Executor
from tests.web.databases import fresh_database

DISK = MigrationLoader(None).disk_migrations
AT_ONCE = {name for (app, name), one in DISK.items() if app == "desk" and one.replaces}
STEPS = sorted({name for app, name in DISK if app == "desk"} - AT_ONCE)


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_steps_form_one_line() -> None:
    last = [name for app, name in MigrationLoader(connection).graph.leaf_nodes() if app == "desk"]
    replaced = [name for at_once in AT_ONCE for _, name in DISK["desk", at_once].replaces]
    assert last == [STEPS[-1]] if STEPS[-1] not in replaced else last == sorted(AT_ONCE)
    assert sorted(replaced) == STEPS[: len(replaced)]


def test_an_older_database_is_brought_up_to_date_with_its_data(tmp_path: Path) -> None:
    """From the first step over all that follow; and the tables are those of a first start."""
    with fresh_database(tmp_path) as environment:
        run(environment, "tests.web.older", "make", STEPS[0])
        run(environment, "dialogo", "work", "--once")
        told = json.loads(run(environment, "tests.web.older", "tell"))
        shape = json.loads(run(environment, "tests.web.older", "shape"))
    assert told == {
        "people": ["ada@aurora.example"],
        "member": ["aurora", "Ada", "owner"],
        "message": ["1", "È aperto? 🙂", "2026-11-01T09:30:00+00:00"],
        "expense": ["12.3400", "EUR", "2026-11-01"],
        "plan": {"promise": 4},
    }
    with fresh_database(tmp_path / "new", ready=True) as environment:
        assert shape == json.loads(run(environment, "tests.web.older", "shape"))


@pytest.mark.django_db(transaction=True)
def test_a_migration_is_done_and_known_to_be_done_at_once() -> None:
    """Whoever is killed between the two would be told for ever that its tables are there."""

    class Killed(Executor):
        """Ends when it would write down that a migration is done."""

        def record_migration(self, *_: Any, **__: Any) -> None:
            raise KeyboardInterrupt

    indexed = [models.Index(fields=["name"], name="trial_by_name")]  # made at the very end
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("name", models.TextField(primary_key=True))
    ]

    class Trial(Migration):
        operations: ClassVar = [CreateModel("Trial", fields, {"indexes": indexed})]

    step = Trial("trial", "desk")
    with pytest.raises(KeyboardInterrupt):
        Killed(connection).apply_migration(ProjectState(), step)
    assert "desk_trial" not in connection.introspection.table_names()
    executor = Executor(connection)
    executor.apply_migration(ProjectState(), step)
    assert "desk_trial" in connection.introspection.table_names()
    assert ("desk", "trial") in MigrationRecorder(connection).applied_migrations()
    executor.unapply_migration(ProjectState(), step)
    assert "desk_trial" not in connection.introspection.table_names()


def test_one_that_has_gone_all_steps_is_up_to_date(tmp_path: Path) -> None:
    with fresh_database(tmp_path, ready=True) as environment:
        assert run(environment, "tests.web.older", "forget").strip() == str(len(AT_ONCE))
        run(environment, "dialogo", "work", "--once")
        assert run(environment, "tests.web.older", "forget").strip() == "0"  # nothing was to do


def run(environment: Mapping[str, str], *arguments: str) -> str:
    """What a program says in the environment."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout
