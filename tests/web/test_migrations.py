"""An older database with data becomes a new one, with the same data; on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.web.databases import fresh_database

STEPS = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "desk")
BEGUN_AT = STEPS[:: 1 + len(STEPS) // 2]  # from each the way leads over all that follow


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_steps_form_one_line() -> None:
    loader = MigrationLoader(connection)
    assert [node for node in loader.graph.leaf_nodes() if node[0] == "desk"] == [
        ("desk", STEPS[-1])
    ]


@pytest.mark.parametrize("step", BEGUN_AT)
def test_an_older_database_is_brought_up_to_date_with_its_data(step: str, tmp_path: Path) -> None:
    with fresh_database(tmp_path) as environment:

        def python(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, "-m", *arguments],
                env=environment, check=True, capture_output=True, text=True,
            )  # fmt: skip
            return done.stdout

        python("tests.web.older", "make", step)
        python("dialogo", "work", "--once")
        told = json.loads(python("tests.web.older", "tell"))
    assert told == {
        "people": ["ada@aurora.example"],
        "member": ["aurora", "Ada", "owner"],
        "message": ["1", "È aperto? 🙂", "2026-11-01T09:30:00+00:00"],
        "expense": ["12.3400", "EUR", "2026-11-01"],
        "plan": {"promise": 4},
    }
