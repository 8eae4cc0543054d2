"""The table of an estimate: read where it can be, refused where it cannot carry a model."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS
from dialogo.returns import Series

Table = dict[str, list[object]]
MONDAY = date(2024, 1, 1)


def table(weeks: int = 60, step: int = 7) -> Table:
    rng = np.random.default_rng(1)
    posts = rng.poisson(5, weeks)
    return {
        "week": [str(MONDAY + timedelta(days=step * n)) for n in range(weeks)],
        "sales": [str(100 + n) for n in range(weeks)],
        "posts": [str(n) for n in posts],
        "cost": [str(20 * n) for n in posts],
        "spend": [str(n) for n in rng.integers(0, 90, weeks)],
        "price": [f"{9 + n / 10:.1f}".replace(".", ",") for n in rng.integers(0, 9, weeks)],
    }


def read(columns: Table) -> Series:
    return Series.of(
        columns,
        date="week",
        outcome="sales",
        activities={"posts": "cost", "spend": None},
        controls=["price"],
        file="weekly.csv",
    )


def test_columns_become_series_in_the_order_of_time() -> None:
    columns = table()
    turned = {name: cells[::-1] for name, cells in columns.items()}
    series = read(turned)
    assert (series.weeks, series.days[0]) == (60, MONDAY)
    assert series.outcome.tolist() == [100.0 + n for n in range(60)]
    posts, spend = series.activities
    assert (posts.cost == 20 * posts.effort).all()
    assert (spend.cost == spend.effort).all()
    assert series.controls["price"][0] == float(str(columns["price"][0]).replace(",", "."))


def test_days_are_added_up_to_whole_weeks_from_monday() -> None:
    columns = table(40 * 7 + 5, step=1)
    days = [MONDAY + timedelta(days=n + 3) for n in range(285)]  # from a Thursday
    series = read(columns | {"week": [str(day) for day in days]})
    values = dict(zip(days, range(100, 385), strict=True))
    sums = [
        sum(values[MONDAY + timedelta(days=7 * week + day)] for day in range(7))
        for week in range(1, 41)
    ]
    assert (series.days[0], series.days[1]) == (
        MONDAY + timedelta(days=7),
        MONDAY + timedelta(days=14),
    )
    assert series.outcome.tolist() == sums


def changed(name: str, row: int, cell: object) -> Table:
    columns = table()
    columns[name] = [cell if at == row else old for at, old in enumerate(columns[name])]
    return columns


def test_a_notebook_may_name_one_column_and_leave_times_at_its_days() -> None:
    columns = table()
    rome = [
        datetime.fromisoformat(str(day)).replace(tzinfo=ZoneInfo("Europe/Rome"))
        for day in columns["week"]
    ]
    series = Series.of(
        columns | {"week": list(rome)},
        date="week",
        outcome="sales",
        activities="posts",
        controls="price",
    )
    assert (series.days[0], series.weeks) == (MONDAY, 60)
    assert ([one.name for one in series.activities], list(series.controls)) == (
        ["posts"],
        ["price"],
    )


MONTHLY = table() | {"week": [f"{2019 + n // 12}-{n % 12 + 1:02}-01" for n in range(60)]}
WITHOUT = {name: cells[:20] + cells[21:] for name, cells in table().items()}


@pytest.mark.parametrize(
    ("columns", "place", "words"),
    [
        (table(25), "weekly.csv: ", "25 weeks"),
        (WITHOUT, "weekly.csv: ", "needs every week"),
        (changed("spend", 3, "-1"), 'weekly.csv, row 4, column "spend": ', "-1 is below 0"),
        (changed("cost", 3, "-1"), 'weekly.csv, row 4, column "cost": ', "-1 is below 0"),
        (changed("posts", 9, "many"), 'weekly.csv, row 10, column "posts": ', "«many» is no"),
        (changed("sales", 9, ""), 'weekly.csv, row 10, column "sales": ', "the cell is empty"),
        (changed("sales", 9, float("nan")), 'weekly.csv, row 10, column "sales": ', "is empty"),
        (changed("week", 9, None), 'weekly.csv, row 10, column "week": ', "needs its date"),
        (changed("sales", 9, "n/a"), 'weekly.csv, row 10, column "sales": ', "«n/a» is no number"),
        (MONTHLY, "weekly.csv: ", "by months"),
        (changed("sales", 9, "1,234"), 'weekly.csv, row 10, column "sales": ', "«1,234»"),
        (changed("sales", 9, "inf"), 'weekly.csv, row 10, column "sales": ', "«inf»"),
        (changed("week", 9, "soon"), 'weekly.csv, row 10, column "week": ', "«soon» is no date"),
        (changed("week", 9, str(MONDAY)), 'weekly.csv, row 10, column "week": ', "twice"),
        (table() | {"posts": ["2"] * 60}, 'weekly.csv, column "posts": ', "the same in every"),
        (table() | {"posts": ["0"] * 60}, 'weekly.csv, column "posts": ', "nothing was done"),
        (table() | {"price": ["2"] * 60}, 'weekly.csv, column "price": ', "the same in every"),
        (table() | {"sales": ["2"] * 60}, 'weekly.csv, column "sales": ', "no ups and downs"),
        (changed("sales", 3, "-99999"), 'weekly.csv, column "sales": ', "not above 0"),
        (table() | {"spend": table()["posts"]}, 'weekly.csv, column "spend": ', "exactly as"),
        (table() | {"spend": table()["sales"]}, 'weekly.csv, column "spend": ', "as the outcome"),
        (
            table() | {"price": table()["posts"]},
            'weekly.csv, column "posts": ',
            "the control price",
        ),
        (table() | {"posts": table()["posts"][:50]}, 'weekly.csv, column "posts": ', "50 rows"),
        ({"week": table()["week"]}, 'weekly.csv, column "sales": ', "no such column"),
    ],
)
def test_what_cannot_carry_a_model_is_refused_with_its_place(
    columns: Table, place: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(columns)
    assert refused.value.say("en").startswith(place)
    assert words in refused.value.say("en")
    assert len({refused.value.say(lang) for lang in LANGS}) == 2
