"""Guards: the database itself refuses to change what is booked, whoever asks it.

They stand since the first start, and are put up again at every start: SQLite forgets the triggers
of a table that a migration makes anew. They let go of a workspace that is deleted as a whole.
"""

from __future__ import annotations

from typing import Any

from dialogo.web.models.ledger import LedgerEntry, LedgerLine, LedgerRelease
from dialogo.web.models.workspace import Workspace

_TABLES = (LedgerEntry._meta.db_table, LedgerLine._meta.db_table)
_RELEASE = LedgerRelease._meta.db_table
_SAID = "the ledger is never changed: book a new entry"


# SQLite's INSERT OR REPLACE takes a row away without asking the guard of deletions.
_UNIQUE = {
    LedgerEntry._meta.db_table: ("workspace_id", "number"),
    LedgerLine._meta.db_table: ("entry_id", "place"),
}


def _names(vendor: str, table: str) -> dict[str, str]:
    kinds = ("update", "delete") if vendor == "postgresql" else ("update", "delete", "insert")
    return {kind: f"{table}_no_{kind}" for kind in kinds}


def stand(connection: Any) -> None:
    """Puts the guards up, in place of whatever bears their names; nobody's ledger may go."""
    there = connection.introspection.table_names()
    if not {*_TABLES, _RELEASE} <= set(there):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in _TABLES:
            for kind, name in _names(connection.vendor, table).items():
                if connection.vendor == "sqlite":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(_trigger(connection.vendor, table, kind, name))
    _let_go().delete()


def lift(connection: Any) -> None:
    """Takes the guards down, for whoever puts another desk in this one's place."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            for name in _names(connection.vendor, table).values():
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def release(workspace: int) -> None:
    """Lets the ledger of a workspace go that is deleted as a whole, in this transaction."""
    LedgerRelease.objects.get_or_create(workspace=workspace)


def standing(connection: Any) -> bool:
    """Whether all of them are up, as they were put up, and let no workspace's ledger go.

    A trigger of the right name that does something else, or stands on another table, is none.
    """
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(
                "SELECT t.tgname, c.relname, t.tgtype, p.prosrc FROM pg_trigger t "
                "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE t.tgenabled IN ('O', 'A') AND c.oid = to_regclass(c.relname)"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
    for table in _TABLES:
        for kind, name in _names(connection.vendor, table).items():
            if postgres:
                up = (table, _PG_TYPES[kind], _BODY) == found.get(name)
            else:
                up = found.get(name) == (_trigger(connection.vendor, table, kind, name),)
            if not up:
                return False
    return not _let_go().exists()


def _let_go() -> Any:
    """Releases that outlived their transaction: their workspace is still there."""
    return LedgerRelease.objects.filter(workspace__in=Workspace.objects.values("pk"))


_PG_TYPES = {
    "update": 1 | 2 | 16,
    "delete": 1 | 2 | 8,
}  # each row, before, of this kind (pg_trigger)
_BODY = f"""
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM {_RELEASE} WHERE workspace = OLD.workspace_id
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '{_SAID}';
    END
    """
_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION ledger_is_never_changed() RETURNS trigger AS $${_BODY}$$
    LANGUAGE plpgsql
"""


def _trigger(vendor: str, table: str, kind: str, name: str) -> str:
    if vendor == "postgresql":
        return (
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {kind.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_is_never_changed()"
        )
    when = ""
    if kind == "delete":
        when = f"WHEN NOT EXISTS (SELECT 1 FROM {_RELEASE} WHERE workspace = OLD.workspace_id)"
    elif kind == "insert":
        same = " AND ".join(f"{column} = NEW.{column}" for column in _UNIQUE[table])
        when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {same})"
    return (
        f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    )
