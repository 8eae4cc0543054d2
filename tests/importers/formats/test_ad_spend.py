"""What promotion cost, from the reports of ads managers: to the cent, by day and currency."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.importers.reading import outcome, recognised

META = """Campaign name,Ad set name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions
Spring,Women 25+,2026-03-02,2026-03-02,12.34,1000
Spring,Women 25+,2026-03-03,2026-03-05,10.00,900
Spring,Men 25+,2026-03-03,2026-03-03,,12
,,2026-03-02,2026-03-05,22.34,1912
Spring,Wrong,2026-03-03,2026-03-03,lots,12
"""
COLUMNS = ("day", "amount", "currency", "network", "campaign", "activity")


def written(folder: Path, text: str) -> Path:
    file = folder / "report.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_meta_is_read_by_the_day_and_stretches_are_spread_to_the_cent(tmp_path: Path) -> None:
    found = outcome(written(tmp_path, META))
    assert found.format == "facebook-ads"
    assert found.of("expenses", *COLUMNS) == [
        (date(2026, 3, 2), Decimal("12.34"), "EUR", "facebook", "Spring", "promoting"),
        (date(2026, 3, 3), Decimal("3.33"), "EUR", "facebook", "Spring", "promoting"),
        (date(2026, 3, 4), Decimal("3.33"), "EUR", "facebook", "Spring", "promoting"),
        (date(2026, 3, 5), Decimal("3.34"), "EUR", "facebook", "Spring", "promoting"),
    ]
    assert len(set(found.of("expenses", "expense_id"))) == 4
    ((skip),) = found.skips
    assert (skip.row, skip.column) == (5, "Amount spent (EUR)")


@pytest.mark.parametrize(
    ("format_", "text", "row"),
    [
        (
            "facebook-ads",
            "Nome della campagna;Giorno;Importo speso (EUR);Inizio report;Fine report\n"
            "Primavera;2026-03-02;1.012,50;2026-03-02;2026-03-02\n",
            (date(2026, 3, 2), Decimal("1012.50"), "EUR", "facebook", "Primavera", "promoting"),
        ),
        (
            "linkedin-ads",
            "Start Date (in UTC),Campaign Name,Currency,Total Spent,Clicks\n"
            "3/14/2026,Hiring,USD,45.6,7\n",
            (date(2026, 3, 14), Decimal("45.6"), "USD", "linkedin", "Hiring", "promoting"),
        ),
        (
            "x-ads",
            "Time period,Campaign name,Currency,Spend\n2026-03-14,Launch,GBP,9.99\n",
            (date(2026, 3, 14), Decimal("9.99"), "GBP", "x", "Launch", "promoting"),
        ),
        (
            "tiktok-ads",
            "Campaign name,Ad group name,By Day,Cost,Currency\nFun,All,2026-03-14,3.5,EUR\n",
            (date(2026, 3, 14), Decimal("3.5"), "EUR", "tiktok", "Fun", "promoting"),
        ),
        (
            "youtube-ads",
            "Day,Campaign,Currency code,Cost\n2026-03-14,Brand,EUR,7\n",
            (date(2026, 3, 14), Decimal(7), "EUR", "youtube", "Brand", "promoting"),
        ),
    ],
)
def test_each_manager_is_known_by_its_columns(
    tmp_path: Path, format_: str, text: str, row: tuple[object, ...]
) -> None:
    found = outcome(written(tmp_path, text))
    assert (found.format, found.of("expenses", *COLUMNS)) == (format_, [row])


def test_reports_as_they_are_exported_today(tmp_path: Path) -> None:
    """A day beside the days of the whole report; ads and no campaigns; sums below the table."""
    (tmp_path / "meta").mkdir()
    meta = (
        '\ufeff"Day","Ad name","Amount spent (EUR)","Reporting starts","Reporting ends"\n'
        '2026-03-01,"",15,2026-03-01,2026-03-31\n2026-03-01,Reel,"1,010.50",2026-03-01,2026-03-31\n'
    )
    found = outcome(written(tmp_path / "meta", meta))
    assert (found.format, found.of("expenses", *COLUMNS)) == (
        "facebook-ads",
        [(date(2026, 3, 1), Decimal("1010.50"), "EUR", "facebook", "Reel", "promoting")],
    )
    google = (
        'Campaign report\n"1 March 2026 - 31 March 2026"\nDay,Campaign,Cost,Impr.,Clicks\n'
        "2026-03-01,Brand,€7.20,90,3\n"
        "Total: Campaigns, --,€7.20,90,3\nTotal: Account, --,€7.20,90,3\n"
    )
    found = outcome(written(tmp_path, google))
    assert (found.format, found.skips) == ("youtube-ads", [])
    assert found.of("expenses", "day", "amount", "currency", "campaign") == [
        (date(2026, 3, 1), Decimal("7.20"), "EUR", "Brand")
    ]


def test_money_without_a_currency_is_left_out_and_told(tmp_path: Path) -> None:
    text = "Time period,Campaign name,Spend\n2026-03-14,Launch,9.99\n2026-03-15,Launch,$9.99\n"
    found = outcome(written(tmp_path, text))
    assert found.of("expenses", "amount", "currency") == [(Decimal("9.99"), "USD")]
    assert "currency" in found.skips[0].reason.say("en")


def test_a_table_of_something_else_is_not_taken_for_one(tmp_path: Path) -> None:
    assert recognised(written(tmp_path, "Date,Campaign,Clicks\n2026-03-14,Brand,7\n")) == []


def test_a_day_told_apart_by_place_is_one_expense_that_holds_all_of_it(tmp_path: Path) -> None:
    found = outcome(
        written(
            tmp_path,
            "Reporting starts,Reporting ends,Campaign name,Placement,Currency,Amount spent\n"
            "2026-03-01,2026-03-01,Spring,feed,EUR,10.50\n"
            "2026-03-01,2026-03-01,Spring,stories,EUR,4.25\n"
            "2026-03-01,2026-03-01,Spring,stories,USD,7.00\n"
            "2026-03-01,2026-03-01,Autumn,feed,EUR,3.00\n"
            "2026-03-01,2026-03-01,Autumn,stories,EUR,-3.00\n",
        )
    )
    number = "ads:facebook:2026-03-01:Spring"
    assert found.of("expenses", "expense_id", "amount", "currency") == [
        (number, Decimal("14.75"), "EUR"),
        (f"{number}:USD", Decimal("7.00"), "USD"),
    ]
