"""Brings the tables up to date, so that whoever is killed meanwhile goes on where it was."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration


class Executor(MigrationExecutor):
    """Django's, but for the moment at which a migration is known to be done: in the very
    transaction that does it. Django's own comes after it where indexes are made at the end, and
    whoever is killed in between is told for ever that the tables are there already."""

    def apply_migration(
        self, state: Any, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        """One migration, and that it is done."""
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            self.record_migration(migration)  # type: ignore[call-arg,arg-type]  # older stubs
        return state


def bring_up_to_date() -> None:
    """Every migration that is missing, each whole or not at all; and what Django does after."""
    executor = Executor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves)
    executor.migrate(leaves, plan)
    emit_post_migrate_signal(0, False, connection.alias, plan=plan)
    call_command("createcachetable", verbosity=0)
