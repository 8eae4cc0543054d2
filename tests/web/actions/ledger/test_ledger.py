"""The ledger follows the records to the last coin, and tells whoever makes it lie."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from dialogo.budget.ledger import LEDGER
from dialogo.cli.commands import ledger_check as command
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Lang
from dialogo.web.actions import company, records
from dialogo.web.actions.ledger import booking, guards
from dialogo.web.actions.ledger.agreeing import agree, fall_due
from dialogo.web.actions.ledger.follow import behind, follow
from dialogo.web.actions.work import ask
from dialogo.web.jobs import delete_workspace, ledger_check
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.ledger import Agreed, Ledger, LedgerEntry, LedgerLine, NeverChanged
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.ledger.check import check
from dialogo.web.queries.ledger.entries import Draft, Side
from dialogo.web.queries.ledger.sums import cells

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
PEOPLE = ("Anna", "Bruno", "Carla")
Cells = dict[tuple[str, str, str], Decimal]


def booked(workspace: Workspace) -> Cells:
    """What the ledger says went out, by activity, network and currency; nothing is left out."""
    sums: Cells = defaultdict(Decimal)
    for cell in cells(workspace, FIRST, LAST):
        sums[cell.activity, cell.network, cell.currency] += cell.amount
    return {key: amount for key, amount in sums.items() if amount}


def plain(workspace: Workspace) -> Cells:
    """The same from the records, by hand."""
    sums: Cells = defaultdict(Decimal)
    members = list(ROWS["members"].objects.filter(workspace=workspace))
    for row in ROWS["hours"].objects.filter(workspace=workspace):
        held = [
            m for m in members
            if m.person == row.person and m.pay is not None and m.from_day <= row.day
            and (m.to_day is None or row.day <= m.to_day)
        ]  # fmt: skip
        if held and row.paid is not False:
            pay = max(held, key=lambda m: m.from_day).pay
            cost = (pay * row.hours).quantize(Decimal("0.01"), ROUND_HALF_UP)
            sums[row.activity, row.network or "", "EUR"] += cost
    for row in ROWS["expenses"].objects.filter(workspace=workspace):
        sums[row.activity, row.network or "", row.currency] += row.amount
    return {key: amount for key, amount in sums.items() if amount}


def an_hour(world: random.Random, number: int) -> dict[str, Any]:
    return {
        "person": world.choice(PEOPLE),
        "day": FIRST + timedelta(days=world.randrange(365)),
        "activity": world.choice(ACTIVITIES),
        "hours": Decimal(world.randrange(1, 90_000)) / 10_000,
        "network": world.choice([None, "x", "mastodon"]),
        "paid": world.choice([None, True, False]),
        "note": str(number),
    }


def an_expense(world: random.Random, number: int) -> dict[str, Any]:
    return {
        "expense_id": f"F{number}",
        "day": FIRST + timedelta(days=world.randrange(365)),
        "activity": world.choice(ACTIVITIES),
        "amount": Decimal(world.randrange(-20_000, 900_000)) / 10_000,
        "currency": world.choice(["EUR", "EUR", "USD", "JPY"]),
        "network": world.choice([None, "x"]),
    }


def a_member(world: random.Random) -> dict[str, Any]:
    return {
        "person": world.choice(PEOPLE),
        "from_day": date(2026, world.choice([1, 4, 8]), 1),
        "to_day": world.choice([None, date(2026, 9, 30)]),
        "pay": world.choice([None, Decimal("23.4567"), Decimal("31.0700"), Decimal("40.0000")]),
        "currency": "EUR",
    }


def test_whatever_happens_to_the_records_the_ledger_says_the_same(workspace: Workspace) -> None:
    world = random.Random(7)  # noqa: S311  (a world to try, no secret)
    for step in range(25):
        what = world.randrange(6) if step > 3 else 0
        if what == 0:
            records.write_rows(workspace, "members", [a_member(world)], fill=False)
        elif what in (1, 2):
            rows = [an_hour(world, world.randrange(40)) for _ in range(6)]
            records.write_rows(workspace, "hours", rows, fill=False)
        elif what in (3, 4):
            rows = [an_expense(world, world.randrange(12)) for _ in range(3)]
            once = {row["expense_id"]: row for row in rows}
            records.write_rows(workspace, "expenses", list(once.values()), fill=False)
        else:
            table = world.choice(["hours", "expenses", "members"])
            some = list(ROWS[table].objects.values_list("pk", flat=True)[:2])
            doomed = ROWS[table].objects.filter(pk__in=some)
            records.erase_rows(workspace, table, doomed)
        if step == 20:
            records.forget_mirrors(workspace)  # from now on every record is looked at anew
        follow(workspace)
        assert booked(workspace) == plain(workspace)
    assert (check(workspace).wrong, behind(workspace), follow(workspace)) == ([], 0, 0)
    assert check(workspace).entries == LedgerEntry.objects.count() > 30
    assert plain(workspace)


def test_moving_an_expense_moves_exactly_its_cells(workspace: Workspace) -> None:
    world = random.Random(3)  # noqa: S311  (as above)
    rows = [an_expense(world, number) for number in range(5)]
    records.write_rows(workspace, "expenses", rows, fill=False)
    follow(workspace)
    before, entries = booked(workspace), LedgerEntry.objects.count()
    was = rows[2]
    now = was | {"activity": "planning", "network": "bluesky"}
    records.write_rows(workspace, "expenses", [now], fill=False)
    follow(workspace)

    expected: Cells = defaultdict(Decimal, before)
    expected[was["activity"], was["network"] or "", was["currency"]] -= was["amount"]
    expected["planning", "bluesky", was["currency"]] += was["amount"]
    assert booked(workspace) == {key: amount for key, amount in expected.items() if amount}
    # What was booked still stands: it is taken back and booked anew.
    assert LedgerEntry.objects.count() == entries + 2
    taken = LedgerEntry.objects.get(reverses__isnull=False)
    assert LedgerEntry.objects.get(number=taken.reverses).document == "F2"


def two_sides(amount: int = 10_000, currency: str = "EUR") -> tuple[Side, Side]:
    return (
        Side("tools", True, amount, currency, "creating", ""),
        Side("suppliers", False, -amount, currency, "creating", ""),
    )


def test_what_does_not_balance_is_not_booked(workspace: Workspace) -> None:
    to, of = two_sides()
    dollars = two_sides(currency="USD")[1]
    for sides in ((), (to,), (to, dollars), (to, of, two_sides(5)[0]), (two_sides(0))):
        with pytest.raises(booking.Unbalanced):
            booking.book(workspace, [Draft(FIRST, (to, of)), Draft(FIRST, sides)])
    assert LedgerEntry.objects.count() == 0


@pytest.fixture
def guarded(workspace: Workspace) -> Workspace:
    """A ledger of four entries, the third of which takes the second back; guards stand."""
    world = random.Random(1)  # noqa: S311  (as above)
    rows = [an_expense(world, number) for number in range(2)]
    records.write_rows(workspace, "expenses", rows, fill=False)
    follow(workspace)
    records.write_rows(workspace, "expenses", [rows[1] | {"amount": Decimal(5)}], fill=False)
    follow(workspace)
    guards.stand(connection)
    return workspace


def test_neither_code_nor_database_changes_what_is_booked(guarded: Workspace) -> None:
    entry, line = LedgerEntry.objects.all()[0], LedgerLine.objects.all()[0]
    attempts = (
        entry.save, entry.delete, line.save, line.delete,
        LedgerEntry.objects.all().delete, LedgerLine.objects.filter(pk=line.pk).delete,
    )  # fmt: skip
    for attempt in attempts:
        with pytest.raises(NeverChanged):
            attempt()
    with pytest.raises(NeverChanged):
        LedgerLine.objects.update(debit=F("debit") + 1)
    tables = LedgerEntry._meta.db_table, LedgerLine._meta.db_table
    for table in tables:
        for sql in (f"UPDATE {table} SET day = '2020-01-01'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                connection.cursor().execute(sql)
    assert guards.standing(connection)
    assert check(guarded).wrong == []


LIES = {
    "another amount on both sides": "UPDATE {line} SET debit = debit + 1, credit = credit + 1 "
    "WHERE entry_id = (SELECT id FROM {entry} WHERE number = 1)",
    "one side alone": "UPDATE {line} SET debit = 1 WHERE debit IS NOT NULL",
    "another day": "UPDATE {entry} SET day = '2025-01-01' WHERE number = 2",
    "another network": "UPDATE {line} SET network = 'tiktok' WHERE place = 1",
    "another order": "UPDATE {entry} SET document = 'F9' WHERE number = 1",
    "the last one gone": "DELETE FROM {entry} WHERE number = 4",
    "one in between gone": "DELETE FROM {entry} WHERE number = 2",
    "a line gone": "DELETE FROM {line} WHERE place = 2",
    "a reversal that is none": "UPDATE {entry} SET reverses = 3 - reverses WHERE number = 3",
    "the head moved": "UPDATE {head} SET entries = 3",
    "the head's digest moved": "UPDATE {head} SET digest = 'x'",
}


@pytest.mark.parametrize("lie", LIES)
def test_every_lie_is_found(guarded: Workspace, lie: str) -> None:
    guards.lift(connection)
    assert not guards.standing(connection)
    names = {
        "entry": LedgerEntry._meta.db_table,
        "line": LedgerLine._meta.db_table,
        "head": Ledger._meta.db_table,
    }
    if "gone" in lie and "line" not in lie:
        number = 4 if "last" in lie else 2
        sql = "DELETE FROM {line} WHERE entry_id = (SELECT id FROM {entry} WHERE number = %s)"
        connection.cursor().execute(sql.format(**names), [number])
    connection.cursor().execute(LIES[lie].format(**names))
    assert check(guarded).wrong


def test_the_check_is_kept_and_a_workspace_goes_with_its_ledger(guarded: Workspace) -> None:
    ask(ledger_check.KIND, guarded)
    run_until_idle({ledger_check.KIND: ledger_check.JOB})
    head = Ledger.objects.get()
    assert head.checked == {"entries": 4, "wrong": [], "digest": head.digest}
    guards.lift(connection)
    ask(ledger_check.KIND, guarded)
    run_until_idle({ledger_check.KIND: ledger_check.JOB})
    (told,) = Ledger.objects.get().checked["wrong"]
    assert "guard" in told["en"]

    guards.stand(connection)
    guarded.memberships.all().delete()
    ask("delete_workspace", None, {"workspace": guarded.pk})
    run_until_idle({"delete_workspace": delete_workspace.JOB})
    assert not Workspace.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_ledger_rewritten_whole_and_a_head_that_takes_no_entry_are_told(
    guarded: Workspace,
) -> None:
    def told() -> list[str]:
        ask(ledger_check.KIND, guarded)
        run_until_idle({ledger_check.KIND: ledger_check.JOB})
        return [one["en"] for one in Ledger.objects.get().checked["wrong"]]

    assert told() == []
    guards.lift(connection)
    cursor = connection.cursor()
    cursor.execute(f"DELETE FROM {LedgerLine._meta.db_table}")
    cursor.execute(f"DELETE FROM {LedgerEntry._meta.db_table}")
    Ledger.objects.update(entries=0, digest="", revision=-1)
    guards.stand(connection)
    # Booked anew it agrees in itself, and is not the one that was read before; that stays so.
    for _ in range(2):
        assert told() == ["Up to entry 4 the ledger is another than the last good check read."]
    Ledger.objects.update(entries=1)
    world = random.Random(5)  # noqa: S311  (as above)
    records.write_rows(guarded, "expenses", [an_expense(world, 7)], fill=False)
    assert "The ledger's head counts 1 entry, and 2 are there." in told()


def test_guards_that_look_like_guards_are_none(guarded: Workspace) -> None:
    entry, line = LedgerEntry._meta.db_table, LedgerLine._meta.db_table
    cursor, name = connection.cursor(), f"{line}_no_delete"
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in LedgerLine._meta.fields)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(f"INSERT OR REPLACE INTO {line} SELECT {columns} FROM {line}")
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {entry} BEGIN SELECT 1; END")
    else:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION ledger_is_never_changed() RETURNS trigger AS "
            "$$ BEGIN RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    assert not guards.standing(connection)
    guards.stand(connection)
    assert guards.standing(connection)
    # A release that outlived the deletion that it was for leaves the door open.
    guards.release(guarded.pk)
    assert not guards.standing(connection)
    guards.stand(connection)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        cursor.execute(f"DELETE FROM {line}")


def test_pay_and_currency_that_change_while_others_book_are_booked_as_they_are_now(
    workspace: Workspace, owner: Person
) -> None:
    paid = {"person": "Anna", "from_day": FIRST, "pay": Decimal(20), "currency": None}
    worked = {"person": "Anna", "day": FIRST, "activity": "answering", "hours": Decimal(2)}
    records.write_rows(workspace, "members", [paid], fill=False)
    records.write_rows(workspace, "hours", [worked], fill=False)
    begun: list[bool] = []

    def meanwhile() -> None:
        if not begun:
            begun.append(True)
            raised = paid | {"pay": Decimal("30.5")}
            records.write_rows(workspace, "members", [raised], fill=False)
            follow(workspace)  # another worker, which is faster

    follow(workspace, meanwhile)
    key = "answering", "", "EUR"
    assert (booked(workspace), behind(workspace)) == ({key: Decimal(61)}, 0)
    company.change(owner, workspace, name="Aurora", zone="UTC", currency="JPY")
    follow(workspace)
    assert booked(workspace) == {("answering", "", "JPY"): Decimal(61)}
    assert (behind(workspace), check(workspace).wrong) == (0, [])
    # What the library reads is the same.
    read, _ = mirror.records(workspace)
    rows = read.rows("SELECT currency, sum(amount) AS amount FROM budget_ledger GROUP BY 1", LEDGER)
    assert rows == [{"currency": "JPY", "amount": 61}]


def test_an_expense_with_the_number_of_an_agreement_is_that_days(
    workspace: Workspace, owner: Person
) -> None:
    rent = Agreed(
        workspace=workspace, what="Rent", kind="tools", activity="creating", amount=Decimal(5),
        currency="EUR", every=Agreed.MONTH, first_day=date(2026, 1, 31), by_itself=True,
    )  # fmt: skip
    agree(owner, rent)
    known = an_expense(random.Random(2), 0)  # noqa: S311  (as above)
    known["expense_id"] = f"agreed:{rent.pk}:2026-02-28"
    records.write_rows(workspace, "expenses", [known], fill=False)
    assert fall_due(workspace, date(2026, 3, 31)) == 3
    assert fall_due(workspace, date(2026, 3, 31)) == 0
    amounts = ROWS["expenses"].objects.order_by("expense_id").values_list("amount", flat=True)
    assert list(amounts) == [Decimal(5), known["amount"], Decimal(5)]


def test_one_row_that_is_beyond_all_measure_keeps_no_other_out_and_is_told(
    workspace: Workspace,
) -> None:
    dear = {"person": "Anna", "from_day": FIRST, "pay": Decimal(90_000_000_000), "currency": "EUR"}
    worked = {"person": "Anna", "day": FIRST, "activity": "answering", "hours": Decimal(9_999)}
    records.write_rows(workspace, "members", [dear], fill=False)
    records.write_rows(workspace, "hours", [worked], fill=False)
    known = an_expense(random.Random(2), 0)  # noqa: S311  (as above)
    records.write_rows(workspace, "expenses", [known], fill=False)
    ROWS["expenses"].objects.create(
        workspace=workspace, row_key=b"old", revision=1, **known | {"currency": "EURO"}
    )
    follow(workspace)
    cell = known["activity"], known["network"] or "", known["currency"]
    assert booked(workspace) == {cell: known["amount"]}
    guards.stand(connection)
    ask(ledger_check.KIND, workspace)
    run_until_idle({ledger_check.KIND: ledger_check.JOB})
    (told,) = Ledger.objects.get().checked["wrong"]
    assert told["en"].startswith("2 records are in no entry")


def test_sums_have_no_end_where_whole_numbers_of_a_database_do(workspace: Workspace) -> None:
    largest = 2**63 - 1
    sides = tuple(
        Side(account, account == "tools", amount, "EUR", "creating", "x")
        for account, amount in (("tools", largest), ("suppliers", -largest))
    )
    booking.book(workspace, [Draft(FIRST, sides), Draft(FIRST, sides), Draft(LAST, sides)])
    assert booked(workspace) == {("creating", "x", "EUR"): Decimal(3 * largest) / 10_000}
    assert check(workspace).wrong == []


def test_the_command_line_tells_a_ledger_that_lies_from_one_that_is_only_late(
    workspace: Workspace, owner: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(lang: Lang = "en") -> tuple[int, list[str]]:
        code = command.told(workspace, lang)
        return code, capsys.readouterr().out.splitlines()

    guards.stand(connection)
    assert told() == (0, ["aurora: 0 entries, everything agrees."])
    one = an_expense(random.Random(1), 1)  # noqa: S311  (as above)
    records.write_rows(workspace, "expenses", [one], fill=False)
    assert told() == (
        0,
        ["aurora: 0 entries, everything agrees.", "  1 entry is still to be made by the worker."],
    )
    follow(workspace)
    code, lines = told("it")
    assert (code, lines[0]) == (0, "aurora: 1 registrazione, quadra tutto.")
    assert lines[1] == f"  Impronta dell'ultima: {Ledger.objects.get().digest}"
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE desk_ledgerline SET debit = debit + 1 WHERE debit IS NOT NULL")
    code, lines = told()
    assert code == 1
    assert lines[:4] == [
        "aurora: 1 entry, it does not agree:",
        "  Entry 1 is not as it was booked.",
        "  Entry 1 does not balance.",
        "  The database does not guard the ledger. Start Dialogo again: it puts its guards up.",
    ]
