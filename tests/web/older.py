"""Makes a database as an older version left it, and tells what is in one.

`python -m tests.web.older make MIGRATION`, `forget`, `shape` or `tell`, with the environment of the
desk.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import django
from django.conf import settings

settings_module = "dialogo.web.settings.django"
SAID = {  # how indexes and triggers were made
    "sqlite": (
        "SELECT tbl_name, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND (type IN ('index', 'trigger') OR sql LIKE 'CREATE VIRTUAL%')",
    ),
    "postgresql": (
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT relname, tgname, pg_get_triggerdef(g.oid) FROM pg_trigger AS g "
        "JOIN pg_class AS c ON c.oid = tgrelid WHERE NOT tgisinternal",
    ),
}
AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def make(migration: str) -> None:
    """Every table as of `migration`, with rows as they are in the first version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    def by_steps() -> MigrationExecutor:
        """Goes step by step, also where one step does all of them at once now."""
        executor = MigrationExecutor(connection)
        executor.loader = MigrationLoader(connection, replace_migrations=False)
        return executor

    executor = by_steps()
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "desk"]
    executor.migrate([*others, ("desk", "0001_initial")])
    old = by_steps().loader.project_state([("desk", "0001_initial")]).apps
    ada = old.get_model("desk", "Person").objects.create(email="ada@aurora.example", name="Ada")
    aurora = old.get_model("desk", "Workspace").objects.create(slug="aurora", name="Aurora")
    old.get_model("desk", "Membership").objects.create(workspace=aurora, person=ada, role="owner")
    old.get_model("desk", "MessagesRow").objects.create(
        workspace=aurora, row_key=b"m" * 16, revision=1, network="x", message_id="1",
        sent_at=AT, author="bea", author_kind="customer", text="È aperto? 🙂",
    )  # fmt: skip
    old.get_model("desk", "ExpensesRow").objects.create(
        workspace=aurora, row_key=b"e" * 16, revision=1, day=date(2026, 11, 1), expense_id="1",
        activity="promoting", amount="12.3400", currency="EUR",
    )  # fmt: skip
    old.get_model("desk", "Plan").objects.create(
        workspace=aurora, version=1, state="draft", body={"promise": 4}
    )
    by_steps().migrate([("desk", migration)])


def forget() -> int:
    """Has the database stand at the last of its steps, as one that has gone them all; how many of
    those that do several at once it had counted."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    at_once = [name for app, name in MigrationLoader(None).replacements if app == "desk"]
    recorder = MigrationRecorder(connection)
    return recorder.migration_qs.filter(app="desk", name__in=at_once).delete()[0]


def shape() -> dict[str, Any]:
    """Every table there is: its columns, what holds for them, its indexes, and what it does by
    itself. In no order, which differs with how a table has come to be."""
    from django.db import connection

    about, tables = connection.introspection, {}
    with connection.cursor() as cursor:
        for name in about.table_names(cursor):
            if name.startswith("sqlite_"):  # of SQLite's own, as it sees fit
                continue
            columns = [list(one[:8]) for one in about.get_table_description(cursor, name)]
            # SQLite numbers those that have no name.
            rules = [
                [None if rule.startswith(("fk_", "__unnamed")) else rule, sorted(what.items())]
                for rule, what in about.get_constraints(cursor, name).items()
            ]
            tables[name] = [sorted(columns, key=str), sorted(rules, key=str)]
        for said in SAID[connection.vendor]:
            cursor.execute(said)
            for table, name, how in sorted(cursor.fetchall()):
                tables[table].append([name, how])
    return tables


def tell() -> dict[str, Any]:
    """What the rows hold now."""
    from dialogo.web.models.person import Person
    from dialogo.web.models.plan import Plan
    from dialogo.web.models.records import ROWS
    from dialogo.web.models.workspace import Membership

    message, expense = ROWS["messages"].objects.get(), ROWS["expenses"].objects.get()
    member = Membership.objects.select_related("workspace", "person").get()
    return {
        "people": [person.email for person in Person.objects.all()],
        "member": [member.workspace.slug, member.person.name, member.role],
        "message": [message.message_id, message.text, message.sent_at.isoformat()],
        "expense": [str(expense.amount), expense.currency, expense.day.isoformat()],
        "plan": Plan.objects.get().body,
    }


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    django.setup()
    assert settings.configured
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        print(json.dumps({"tell": tell, "shape": shape, "forget": forget}[sys.argv[1]]()))  # noqa: T201  (told to the test that runs it)
