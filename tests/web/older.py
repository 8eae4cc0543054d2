"""Makes a database as an older version left it, and tells what is in one.

`python -m tests.web.older make MIGRATION` or `tell`, with the environment of the desk.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import django
from django.conf import settings

settings_module = "dialogo.web.settings.django"
AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def make(migration: str) -> None:
    """Every table as of `migration`, with rows as they are in the first version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "desk"]
    executor.migrate([*others, ("desk", "0001_initial")])
    old = MigrationExecutor(connection).loader.project_state([("desk", "0001_initial")]).apps
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
    MigrationExecutor(connection).migrate([("desk", migration)])


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
        print(json.dumps(tell()))  # noqa: T201  (told to the test that runs it)
