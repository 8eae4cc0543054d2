"""The mirror holds what the database holds, whatever happened in between."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.conf import LazySettings
from django.utils import timezone

from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import erase_rows, forget_mirrors, write_rows
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    yield tmp_path


def message(number: int, **values: Any) -> dict[str, Any]:
    return {
        "network": "x",
        "message_id": str(number),
        "sent_at": datetime(2026, 3, 4, tzinfo=UTC) + timedelta(minutes=number * 7),
        "author": "lucia",
        "author_kind": "customer",
        **values,
    }


def rows(records: Records, table: str) -> pa.Table:
    return records.table(f"SELECT * FROM {table} ORDER BY ALL")


def texts(workspace: Workspace) -> dict[str, str | None]:
    found = mirror.records(workspace)[0].rows("SELECT message_id, text FROM messages")
    return {row["message_id"]: row["text"] for row in found}


def test_the_sample_company_comes_through_as_it_is(workspace: Workspace) -> None:
    given = sample("it")
    for table, tables in given.tables.items():
        write_rows(workspace, table, tables, fill=True)
    found, revision = mirror.records(workspace)
    assert (found.companies(), revision) == (["Aurora"], 13)
    for table in TABLES:
        assert rows(found, table).drop("company").equals(rows(given, table).drop("company"))


def test_every_type_of_column_comes_through(workspace: Workspace) -> None:
    write_rows(
        workspace,
        "members",
        [
            {
                "person": "Ada",
                "from_day": date(1, 1, 1),
                "pay": Decimal("99999999999.9999"),
                "weekly_hours": Decimal("0.0001"),
                "dedicated": False,
                "languages": ["it", 'an "odd" one'],
            }
        ],
        fill=True,
    )
    (found,) = mirror.records(workspace)[0].rows("SELECT * FROM members")
    assert found == {
        **dict.fromkeys(column.name for column in TABLES["members"].columns),
        "company": "Aurora",
        "person": "Ada",
        "from_day": date(1, 1, 1),
        "pay": Decimal("99999999999.9999"),
        "weekly_hours": Decimal("0.0001"),
        "currency": "EUR",  # the company's, in which pay is that names none
        "dedicated": False,
        "languages": ["it", 'an "odd" one'],
    }


def test_an_empty_workspace_has_empty_records(workspace: Workspace) -> None:
    found, revision = mirror.records(workspace)
    assert (found.has("messages"), revision) == (False, 0)


def test_an_emptied_workspace_has_empty_records(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(1)], fill=True)
    assert mirror.records(workspace)[0].has("messages")
    erase_rows(workspace, "messages", Message.objects.all())
    found, revision = mirror.records(workspace)
    assert (found.has("messages"), revision) == (False, 2)


def test_what_changed_changes_and_what_is_gone_goes(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(n, text="a") for n in (1, 2, 3)], fill=True)
    assert texts(workspace) == {"1": "a", "2": "a", "3": "a"}
    write_rows(workspace, "messages", [message(2, text="b"), message(4)], fill=False)
    erase_rows(workspace, "messages", Message.objects.filter(message_id="3"))
    assert texts(workspace) == {"1": "a", "2": "b", "4": None}
    write_rows(workspace, "messages", [message(3, text="again")], fill=True)
    assert texts(workspace) == {"1": "a", "2": "b", "3": "again", "4": None}


def test_step_by_step_or_at_once_it_is_the_same(workspace: Workspace) -> None:
    dice = random.Random(7)  # noqa: S311  (the same every time)
    for _ in range(25):
        some = dice.sample(range(30), dice.randint(1, 6))
        if dice.random() < 0.3:
            erase_rows(workspace, "messages", Message.objects.filter(message_id__in=some))
        else:
            given = [
                message(n, text=str(dice.random()), agent=dice.choice(["A", None])) for n in some
            ]
            write_rows(workspace, "messages", given, fill=dice.random() < 0.5)
        if dice.random() < 0.6:
            mirror.records(workspace)
    step_by_step = rows(mirror.records(workspace)[0], "messages")
    forget_mirrors(workspace)
    assert rows(mirror.records(workspace)[0], "messages").equals(step_by_step)
    stored = Message.objects.values_list("message_id", "text", "agent")
    assert sorted(stored) == sorted(
        zip(*(step_by_step[c].to_pylist() for c in ("message_id", "text", "agent")), strict=True)
    )


def test_nothing_new_reads_nothing_of_the_rows(
    workspace: Workspace, django_assert_num_queries: Any
) -> None:
    write_rows(workspace, "messages", [message(1)], fill=True)
    mirror.records(workspace)
    with django_assert_num_queries(2):
        mirror.records(workspace)


def test_a_renamed_company_has_its_new_name_everywhere(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(1)], fill=True)
    mirror.records(workspace)
    workspace.name = "L'Aurora / *caffè*"
    workspace.save()
    found, _ = mirror.records(workspace)
    assert (found.companies(), found.has("messages")) == (["L'Aurora / *caffè*"], True)


def test_of_two_companies_each_sees_its_own(workspace: Workspace) -> None:
    other = Workspace.objects.create(slug="other", name="Aurora")
    write_rows(workspace, "messages", [message(1)], fill=True)
    write_rows(other, "messages", [message(2)], fill=True)
    assert (texts(workspace), texts(other)) == ({"1": None}, {"2": None})


def test_a_half_made_mirror_is_made_anew(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(1)], fill=True)
    half = mirror.place(workspace) / mirror.BUILDING / "messages" / "company=x"
    half.mkdir(parents=True)
    (half / "part-0.parquet").write_bytes(b"PAR1 and nothing more")
    assert texts(workspace) == {"1": None}


def test_a_mirror_of_a_database_that_was_restored_is_made_anew(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(n) for n in (1, 2)], fill=True)
    mirror.records(workspace)
    # As after a restore: row 2 never was, and other changes have taken the same numbers.
    Message.objects.filter(message_id="2").delete()
    write_rows(workspace, "messages", [message(3)], fill=True)
    assert texts(workspace) == {"1": None, "3": None}


def test_whoever_restores_a_database_has_its_mirrors_made_anew(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(1, text="a")], fill=True)
    mirror.records(workspace)
    write_rows(workspace, "messages", [message(1, text="b")], fill=False)
    mirror.records(workspace)
    # As after a restore of the first revision: the next number is one that a mirror has had.
    Workspace.objects.filter(pk=workspace.pk).update(revision=1)
    Message.objects.update(text="a", revision=1)
    forget_mirrors(workspace)
    assert texts(workspace) == {"1": "a"}


def test_what_must_not_be_kept_is_in_no_file(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message(1, text="my secret")], fill=True)
    mirror.records(workspace)
    before = set(mirror.place(workspace).rglob("*.parquet"))
    write_rows(workspace, "messages", [message(1, text=None)], fill=False)
    forget_mirrors(workspace)
    assert texts(workspace) == {"1": None}
    after = set(mirror.place(workspace).rglob("*.parquet"))
    assert (len(before), len(after), before & after) == (1, 1, set())


def test_what_is_being_read_stays_and_what_was_replaced_long_ago_goes(
    workspace: Workspace,
) -> None:
    write_rows(workspace, "messages", [message(1)], fill=True)
    first, _ = mirror.records(workspace)
    write_rows(workspace, "messages", [message(2)], fill=True)
    mirror.records(workspace)
    assert [row["message_id"] for row in first.rows("SELECT message_id FROM messages")] == ["1"]
    long_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    for folder in mirror.place(workspace).glob("r*"):
        os.utime(folder, (long_ago, long_ago))
    write_rows(workspace, "messages", [message(3)], fill=True)
    mirror.records(workspace)
    there = sorted(path.name[:2] for path in mirror.place(workspace).glob("r*"))
    assert there == ["r2", "r3"]


def test_mirrors_of_workspaces_that_are_no_more_are_swept_out(workspace: Workspace) -> None:
    lost = Workspace.objects.create(slug="lost", name="Lost")
    mirror.records(lost)
    place = mirror.place(lost)
    lost.delete()
    write_rows(workspace, "messages", [message(1)], fill=True)
    mirror.records(workspace)
    assert (place.exists(), mirror.place(workspace).exists()) == (False, True)


def test_every_table_has_its_model_and_its_columns() -> None:
    for name, table in TABLES.items():
        stored = {field.name for field in ROWS[name]._meta.get_fields()}
        assert {c.name for c in table.columns} - {"company"} <= stored


def test_several_processes_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    """Each with its own connection to a database of their own, in a folder of their own."""
    env = {
        **os.environ,
        "DIALOGO_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "dialogo.web.settings.django",
    }
    env.pop("DIALOGO_DATABASE", None)

    def python(code: str) -> subprocess.Popen[str]:
        ready = "import django; django.setup()\n" + code
        return subprocess.Popen([sys.executable, "-c", ready], env=env, stdout=-1, text=True)

    prepare = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.models.workspace import Workspace
aurora = Workspace.objects.create(slug="aurora", name="Aurora")
for table, rows in sample("it").tables.items():
    write_rows(aurora, table, rows, fill=True)
"""
    look = """
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
records, revision = mirror.records(Workspace.objects.get())
print(revision, records.row("SELECT count(*) AS n FROM messages")["n"])
"""
    assert python(prepare).wait(60) == 0
    several = [python(look) for _ in range(3)]
    said = f"13 {sample('it').tables['messages'].num_rows}\n"
    assert {one.communicate(timeout=60)[0] for one in several} == {said}
