"""Guards: the database itself refuses to change what is booked, whoever asks it.

They stand since the first start, and are put up again at every start: SQLite forgets the triggers
of a table that a migration makes anew. They let go of a workspace that is deleted as a whole.
"""

from __future__ import annotations

from typing import Any

from dialogo.web.models.ledger import LedgerEntry, LedgerLine, LedgerRelease

_TABLES = (LedgerEntry._meta.db_table, LedgerLine._meta.db_table)
_RELEASE = LedgerRelease._meta.db_table
_SAID = "the ledger is never changed: book a new entry"


def _names(table: str) -> dict[str, str]:
    return {kind: f"{table}_no_{kind}" for kind in ("update", "delete")}


def stand(connection: Any) -> None:
    """Puts the guards up where they are missing."""
    there = connection.introspection.table_names()
    if not {*_TABLES, _RELEASE} <= set(there):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in _TABLES:
            for kind, name in _names(table).items():
                cursor.execute(_trigger(connection.vendor, table, kind, name))


def lift(connection: Any) -> None:
    """Takes the guards down, for whoever puts another desk in this one's place."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            for name in _names(table).values():
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def release(workspace: int) -> None:
    """Lets the ledger of a workspace go that is deleted as a whole, in this transaction."""
    LedgerRelease.objects.get_or_create(workspace=workspace)


def standing(connection: Any) -> bool:
    """Whether all of them are up."""
    wanted = {name for table in _TABLES for name in _names(table).values()}
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return wanted <= {row[0] for row in cursor.fetchall()}


_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION ledger_is_never_changed() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM {_RELEASE} WHERE workspace = OLD.workspace_id
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '{_SAID}';
    END
    $$ LANGUAGE plpgsql
"""


def _trigger(vendor: str, table: str, kind: str, name: str) -> str:
    if vendor == "postgresql":
        return (
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {kind.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_is_never_changed()"
        )
    unless = (
        f"WHEN NOT EXISTS (SELECT 1 FROM {_RELEASE} WHERE workspace = OLD.workspace_id)"
        if kind == "delete"
        else ""
    )
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {kind.upper()} ON {table} {unless} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    )
