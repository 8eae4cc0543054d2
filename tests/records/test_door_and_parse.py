"""Cells become values or say why not; rows fit their table or are turned away one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records import dates, numbers
from dialogo.records.choice_words import ITALIAN, chosen
from dialogo.records.door import admit, admit_arrow
from dialogo.records.parse import Manner, Unreadable, cell
from dialogo.records.plain import plain
from dialogo.records.schema import Column
from dialogo.records.tables import TABLES
from dialogo.records.text import Text

HERE = Manner("Europe/Rome")


def column(type_: Any, **more: Any) -> Column:
    return Column("value", type_, Text(en="", it=""), **more)


# --- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1 234,5", "1234.5"),
        ("1.234.567", "1234567"), ("1,234,567.8", "1234567.8"), ("0,125", "0.125"),
        ("1234,567", "1234.567"), ("3", "3"), ("-2,5", "-2.5"), ("−2.5", "-2.5"), ("(12)", "-12"),
        ("1'234.50", "1234.50"), ("30 %", "0.3"), (".5", "0.5"), ("12.", "12"),
        ("120,50-", "-120.5"), ("12,-", "12"), ("-12.-", "-12"), ("(5 %)", "-0.05"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    assert numbers.number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["€ 12", "12 €", "EUR 12", "12 EUR", "$12", "12,00 euro", "£12.00"]
)
def test_money_is_read_beside_its_currency(text: str) -> None:
    assert cell(column("money"), text, HERE) == Decimal(12)
    assert cell(column("money"), f"-{text}", HERE) == Decimal(-12)


def test_what_came_back_is_below_zero_however_the_books_write_it() -> None:
    """A refund that is read as an expense would be told twice over."""
    for text in ("120,50-", "120,50- €", "€ 120,50-", "(120,50)", "−120,50 EUR"):
        assert cell(column("money"), text, HERE) == Decimal("-120.5")
    for text in ("120,50 CR", "120,50H", "--120,50", "-(120,50)"):
        with pytest.raises(Unreadable):
            cell(column("money"), text, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tre",
        "1.2.3",
        "1,23,4.5",
        "--",
        "1-2",
        "1e5",
        "12abc34",
        "٣",
        "1" * 60,
        ".",
        "--1",
        "+-1",
        "-(1)",
        "-1-",
        "(1",
        "1)",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="not a number"):
        numbers.number(text)


def test_a_number_that_reads_two_ways_is_refused_unless_the_column_tells() -> None:
    with pytest.raises(Unreadable) as error:
        numbers.number("1,230")
    assert error.value.reason.say("en", **error.value.values) == (
        '"1,230" can be read in two ways. Write 1230 for the large number, 1.230 for the small one.'
    )
    assert numbers.number("1,230", ",") == Decimal("1.23")
    assert numbers.number("1,230", ".") == Decimal(1230)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([",.", ".,"]))
def test_an_amount_with_cents_reads_back_in_either_manner(amount: Decimal, marks: str) -> None:
    written = f"{amount:,.2f}".replace(",", " ").replace(".", marks[0]).replace(" ", marks[1])
    assert numbers.number(written) == amount


@pytest.mark.parametrize(
    ("text", "value"), [("1:30", "1.5"), ("2h", "2"), ("1h15", "1.25"), ("0,5", "0.5")]
)
def test_hours_are_numbers_or_clocks(text: str, value: str) -> None:
    assert cell(column("hours"), text, HERE) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("1.234", 1234), ("1,234", 1234), ("12.0", 12), ("-3", -3)]
)
def test_whole_numbers_have_no_decimals(text: str, value: int) -> None:
    assert cell(column("int"), text, HERE) == value
    with pytest.raises(Unreadable, match="whole number"):
        cell(column("int"), "1.5", HERE)


# --- days and times ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-03", "2026/4/3", "20260403", "03/04/2026", "3.4.2026", "3-4-26", "3 aprile 2026",
        "3 Apr 2026", "venerdì 3 aprile 2026", "Apr 3, 2026", "Fri, Apr 3, 2026", "April 3rd 2026",
        "1° aprile 2026", "2026-04-03T10:00:00Z",
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert dates.day(text) == (date(2026, 4, 1) if "1°" in text else date(2026, 4, 3))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-04-03T10:30:00Z", "10:30"), ("2026-04-03T10:30:00+02:00", "08:30"),
        ("2026-04-03 10:30", "08:30"), ("03/04/2026 10.30", "08:30"), ("3/4/2026, 10:30", "08:30"),
        ("03/04/2026 2:30 PM", "12:30"), ("Apr 3, 2026 2:30:00 pm", "12:30"),
        ("2026-04-03 10:30:00 UTC", "10:30"), ("Fri Apr 03 10:30:00 +0000 2026", "10:30"),
        ("3 aprile 2026 alle 10:30", "08:30"), ("2026-04-03 10:30:00.000", "08:30"),
    ],
)  # fmt: skip
def test_moments_are_told_in_utc(text: str, utc: str) -> None:
    found = dates.moment(text, ZoneInfo("Europe/Rome"))
    assert found == datetime.fromisoformat(f"2026-04-03T{utc}:00+00:00")


@pytest.mark.parametrize(
    "text", ["2026-13-01", "30/02/2026", "soon", "12", "2026-04-03 25:00", "3 foo 2026"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a date"):
        dates.moment(text, ZoneInfo("UTC"))


def test_a_day_over_twelve_tells_the_order_whatever_was_assumed() -> None:
    assert dates.day("04/25/2026", day_comes_first=True) == date(2026, 4, 25)
    assert dates.day("25/04/2026", day_comes_first=False) == date(2026, 4, 25)
    assert dates.day("03/04/2026", day_comes_first=False) == date(2026, 3, 4)
    assert [dates.day_first(t) for t in ("13/1/2026", "1/13/2026", "1/2/2026")] == [
        True,
        False,
        None,
    ]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001  (made aware below)
def test_an_iso_moment_reads_back(local: datetime) -> None:
    moment = local.replace(tzinfo=UTC)
    assert dates.moment(moment.isoformat(), ZoneInfo("Europe/Rome")) == moment


# --- other cells -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "value"), [("yes Sì si VERO 1 x", True), ("no NO falso 0 false", False)]
)
def test_yes_and_no_in_both_languages(texts: str, value: bool) -> None:
    assert [cell(column("bool"), text, HERE) for text in texts.split()] == [value] * len(
        texts.split()
    )
    with pytest.raises(Unreadable, match="neither yes nor no"):
        cell(column("bool"), "forse", HERE)


def test_every_choice_of_own_tables_has_its_italian_word_and_it_is_understood() -> None:
    for table in TABLES.values():
        for col in table.columns if table.own else ():
            for choice in col.choices:
                assert chosen(choice.upper(), col.choices) == choice
                assert chosen(ITALIAN[choice], col.choices) == choice


def test_words_are_split_at_semicolons_that_are_not_escaped() -> None:
    assert cell(column("words"), r"it; en ;;a\;b;c\\", HERE) == ["it", "en", "a;b", "c\\"]
    assert cell(column("words"), " ; ", HERE) is None


def test_cells_of_sheets_are_taken_by_their_type() -> None:
    assert cell(column("hours"), timedelta(minutes=90), HERE) == Decimal("1.5")
    assert cell(column("hours"), time(1, 30), HERE) == Decimal("1.5")
    assert cell(column("money"), 0.1 + 0.2, HERE) == Decimal("0.3")
    assert cell(column("text"), 12.0, HERE) == "12"
    assert cell(column("day"), datetime(2026, 4, 3, 12, 0), HERE) == date(2026, 4, 3)  # noqa: DTZ001  (as sheets have it)
    local = datetime(2026, 4, 3, 12, 0)  # noqa: DTZ001  (as sheets have it)
    assert cell(column("time"), local, HERE) == datetime(2026, 4, 3, 10, 0, tzinfo=UTC)
    assert cell(column("bool"), 1.0, HERE) is True
    with pytest.raises(Unreadable):
        cell(column("day"), 3.5, HERE)


def test_headers_are_compared_without_case_accents_blanks_and_dashes() -> None:
    assert plain("  Attività_di-OGGI ") == plain("attivita di oggi") == "attivitadioggi"


# --- the door ----------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "company": "Acme", "network": "X ", "message_id": "1",
    "sent_at": datetime(2026, 3, 2, 11, tzinfo=ZoneInfo("Europe/Rome")), "author": "ada",
    "author_kind": "customer",
}  # fmt: skip


def test_rows_that_fit_come_out_in_the_schema_of_their_table() -> None:
    admitted = admit(TABLES["messages"], [{**GOOD, "text": "", "extra": {"a": 1, "b": ""}}])
    assert admitted.rejected == ()
    assert admitted.rows.schema == TABLES["messages"].arrow
    (row,) = admitted.rows.to_pylist()
    assert (row["network"], row["text"], row["extra"]) == ("x", None, '{"a": 1}')
    assert row["sent_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "column_name", "said"),
    [
        ({"author": ""}, "author", "is empty"),
        ({"author": None}, "author", "is empty"),
        ({"company": "  "}, "company", "is empty"),
        ({"author_kind": "friend"}, "author_kind", '"friend" is not one of'),
        ({"sent_at": datetime(2026, 3, 2)}, "sent_at", "with its time zone"),  # noqa: DTZ001  (the case)
        ({"sent_at": "2026-03-02"}, "sent_at", "is not a moment"),
        ({"message_id": 12}, "message_id", '"12" is not a text'),
        ({"addressed": 1}, "addressed", "yes or no"),
        ({"message_id": b"12"}, "message_id", "is not a text"),
    ],
)
def test_a_row_that_does_not_fit_is_turned_away_alone(
    change: dict[str, Any], column_name: str, said: str
) -> None:
    admitted = admit(TABLES["messages"], [GOOD, {**GOOD, **change}, {**GOOD, "message_id": "3"}])
    assert admitted.rows["message_id"].to_pylist() == ["1", "3"]
    (rejected,) = admitted.rejected
    assert (rejected.index, rejected.column) == (1, column_name)
    for lang in ("en", "it"):
        assert rejected.reason.say(lang, **rejected.values)
    assert said in rejected.reason.say("en", **rejected.values)


@pytest.mark.parametrize("value", [1.5, -1, True, "3", 2**70, float("nan")])
def test_counts_are_whole_and_not_negative(value: Any) -> None:
    row = {"company": "A", "network": "x", "post_id": "1", "read_on": date(2026, 1, 1)}
    admitted = admit(TABLES["post_figures"], [row, {**row, "likes": value}, {**row, "likes": 3.0}])
    assert [rejected.index for rejected in admitted.rejected] == [1]
    assert admitted.rows["likes"].to_pylist() == [None, 3]


def test_money_is_exact_and_too_large_an_amount_is_turned_away() -> None:
    row = {
        "company": "A", "expense_id": "1", "day": date(2026, 1, 1), "activity": "creating",
        "currency": "EUR",
    }  # fmt: skip
    amounts = [Decimal("0.1"), Decimal("1") / 3, 0.1, 7, Decimal(10) ** 17]
    admitted = admit(TABLES["expenses"], [{**row, "amount": amount} for amount in amounts])
    assert admitted.rows["amount"].to_pylist() == [
        Decimal("0.1"), Decimal("0.3333"), Decimal("0.1"), Decimal(7),
    ]  # fmt: skip
    assert [rejected.index for rejected in admitted.rejected] == [4]


def test_money_is_in_a_currency_and_no_larger_than_fifteen_digits_hold() -> None:
    expense = {
        "company": "A", "expense_id": "1", "day": date(2026, 1, 1), "activity": "creating",
        "amount": Decimal("-99999999999.9999"), "currency": " eur ",
    }  # fmt: skip
    admitted = admit(TABLES["expenses"], [expense])
    assert admitted.rows["currency"].to_pylist() == ["EUR"]
    assert admitted.rows["amount"].to_pylist() == [Decimal("-99999999999.9999")]
    for wrong in ({"amount": Decimal(-(10**11))}, {"currency": "EURO"}, {"currency": "€"}):
        (rejected,) = admit(TABLES["expenses"], [expense | wrong]).rejected
        assert rejected.column in wrong


def test_half_a_surrogate_pair_and_zero_bytes_do_not_cost_the_row() -> None:
    texts = ["cut \ud83d", "\ud83d\ude00", "a\0b"]
    rows = [{**GOOD, "message_id": str(n), "text": text} for n, text in enumerate(texts)]
    admitted = admit(TABLES["messages"], [*rows, {**GOOD, "extra": {"k": "\ud83d"}}])
    assert admitted.rejected == ()
    assert admitted.rows["text"].to_pylist() == ["cut \ufffd", "😀", "ab", None]


def test_half_an_emoji_among_words_is_stored_as_a_sign() -> None:
    member = {"company": "A", "person": "Ada", "from_day": date(2026, 1, 1)}
    admitted = admit(TABLES["members"], [{**member, "networks": ["cut \ud83d", "x"]}])
    assert admitted.rejected == ()
    assert admitted.rows["networks"].to_pylist() == [["cut \ufffd", "x"]]


def test_rows_in_arrow_pass_the_same_door() -> None:
    rows = pa.table({k: [v, v] for k, v in GOOD.items() if k != "author"} | {"author": ["a", None]})
    admitted = admit_arrow(TABLES["messages"], rows)
    assert admitted.rows["author"].to_pylist() == ["a"]
    assert [(r.index, r.column) for r in admitted.rejected] == [(1, "author")]


def test_a_batch_of_which_nothing_fits_is_turned_away_whole() -> None:
    for table in TABLES.values():
        admitted = admit(table, [{"company": "A"}, {}])
        assert admitted.rows.equals(table.arrow.empty_table())
        assert [rejected.index for rejected in admitted.rejected] == [0, 1]


def test_one_bad_row_among_many_gives_what_the_good_ones_give_alone() -> None:
    rows = [{**GOOD, "message_id": str(n)} for n in range(200)]
    mixed = admit(TABLES["messages"], [*rows[:100], {**GOOD, "author": None}, *rows[100:]])
    assert mixed.rows.equals(admit(TABLES["messages"], rows).rows)
