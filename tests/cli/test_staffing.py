"""dialogo staffing: from a CSV in whatever shape to people by hour of the week."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from click.testing import Result

from dialogo.cli.arrivals import read
from dialogo.records.errors import BadInput
from tests.cli.conftest import Run
from tests.team.staffing.years import year

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture(scope="module")
def arrivals() -> list[datetime]:
    return [datetime.fromtimestamp(float(at), UTC) for at in year(150, weeks=26).moments]


def written(file: Path, header: str, rows: Iterable[str]) -> Path:
    file.write_text("\n".join([header, *rows] if header else rows) + "\n", encoding="utf-8")
    return file


def told(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_people_by_hour_with_what_asked_for_them_and_what_is_assumed(
    dialogo: Run, tmp_path: Path, arrivals: list[datetime]
) -> None:
    shuffled = sorted(arrivals, key=lambda at: at.microsecond)
    rows = [f"{n},{at.isoformat()},ciao" for n, at in enumerate(shuffled)]
    rows += [*rows[:3], "x,nonsense,ciao", 'y,"31/31/2025",ciao']
    file = written(tmp_path / "a.csv", "id,sent_at,text", rows)
    options = ["--handling", 6, "--promise", 60, "--share", 0.9, "--zone", "Europe/Rome"]
    done = dialogo("staffing", file, *options, "--format", "json", "--what-if", "promise=15")
    found = told(done)
    assert "2 rows of" in done.stderr
    assert f"row {len(rows) - 1}: nonsense" in done.stderr
    assert (found["read"]["left_out"], found["read"]["repeated_ids"]) == (2, 3)
    assert found["arrivals"]["messages"] == len(arrivals)
    assert len(found["hours"]) == 168
    assert {hour["bound"] for hour in found["hours"]} <= {"erlang", "floor", "minimum", "backlog"}
    assert found["people_hours_a_week"] == sum(hour["people"] for hour in found["hours"])
    assert found["kept"]["share"] >= 0.9
    assert found["assumed"]["promise_clock"] == "wall"
    (faster,) = found["what_if"]
    assert faster["change"] == {"promise_minutes": 15}
    assert faster["mended"]["people_hours_a_week"] >= found["people_hours_a_week"]

    table = dialogo("staffing", file, *options, "--open", "lun-ven 9-18; sab 10-12", lang="it")
    assert table.exit_code == 0
    lines = table.stdout.splitlines()
    assert lines[0] == "Persone di turno per ora della settimana (Europe/Rome)"
    assert [line[:5] for line in lines[3:12]] == [f"{hour:02}:00" for hour in range(9, 18)]
    rows_of = list(
        csv.DictReader(io.StringIO(dialogo("staffing", file, *options, "--format", "csv").stdout))
    )
    assert [int(row["people"]) for row in rows_of] == [hour["people"] for hour in found["hours"]]


LOCAL = [
    datetime(2025, 3, 3, 9, 5, tzinfo=ROME) + timedelta(days=n, hours=n % 7) for n in range(40)
]
WAYS = {
    "iso with offsets": ("when", lambda at: at.isoformat()),
    "iso in UTC": ("created_at", lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
    "local": ("Data e ora", lambda at: at.strftime("%Y-%m-%d %H:%M")),
    "day first": ("data", lambda at: at.strftime("%d/%m/%Y %H:%M")),
    "month first": ("date", lambda at: at.strftime("%m/%d/%Y %H:%M:%S")),
    "italian words": (
        "momento",
        lambda at: f'"{at.day} {["marzo", "aprile"][at.month - 3]} {at:%Y, %H:%M}"',
    ),
    "seconds": ("ts", lambda at: str(int(at.timestamp()))),
    "milliseconds": ("timestamp", lambda at: str(int(at.timestamp()) * 1000)),
    "day and hour": ("date;hour", lambda at: at.strftime("%Y-%m-%d;%H:%M")),
    "no header": ("", lambda at: at.strftime("%Y-%m-%d %H:%M:%S")),
    "not called so": ("who;x;y", lambda at: f"Anna;7;{at.isoformat()}"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_moments_are_read_however_they_are_written(tmp_path: Path, way: str) -> None:
    header, write = WAYS[way]
    file = written(tmp_path / "a.csv", header, [write(at) for at in LOCAL])
    found = read(file, "Europe/Rome")
    assert found.broken == ()
    assert np.sort(found.moments) == pytest.approx([at.timestamp() for at in LOCAL], abs=0)


def test_counts_by_hour_are_spread_over_it(tmp_path: Path) -> None:
    rows = [
        f"2025-03-{day:02} {hour:02}:00,{hour % 3}" for day in range(3, 30) for hour in range(24)
    ]
    file = written(tmp_path / "a.csv", "hour,count", rows)
    found = read(file, "UTC")
    assert (len(found.moments), found.spread) == (27 * 24, 3600)
    assert np.sort(found.moments)[:3] % 3600 == pytest.approx([1800, 900, 2700])
    numbered = written(tmp_path / "n.csv", "n,when", [f"{n},{at}" for n, at in enumerate(LOCAL)])
    assert len(read(numbered, "UTC").moments) == len(LOCAL), "a number beside a moment counts none"


def test_what_the_company_wrote_itself_is_no_arrival(tmp_path: Path) -> None:
    rows = [f"{at.isoformat()},{('customer', 'company')[n % 2]}" for n, at in enumerate(LOCAL)]
    found = read(written(tmp_path / "a.csv", "sent_at,author_kind", rows), "UTC")
    assert (len(found.moments), found.ours) == (20, 20)


@pytest.mark.parametrize(
    ("header", "rows", "says"),
    [
        ("when", ["2025-01-01", "2025-01-02"], "no time of day"),
        ("a,b", ["1,2", "3,4"], "no column says when"),
        ("when", ["2025-01-01 10:00", "bad", "more"], '2 of 3 rows .* the first is row 2: "bad"'),
        ("when", [], "no messages"),
        ("when,count", ["2025-01-01 10:00,0", "2025-01-01 11:00,0"], "no messages"),
        ("when,count", ["2025-01-01 10:00,9e9", "2025-01-01 11:00,1"], "cannot be read"),
        ("when,count", ["2025-01-01 10:00,99999999999", "2025-01-01 11:00,1"], "more than"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, header: str, rows: list[str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        read(written(tmp_path / "a.csv", header, rows), "UTC")


def test_wrong_options_are_said_in_one_sentence(
    dialogo: Run, tmp_path: Path, arrivals: list[datetime]
) -> None:
    file = written(tmp_path / "a.csv", "when", [at.isoformat() for at in arrivals])
    few = written(tmp_path / "b.csv", "when", [at.isoformat() for at in arrivals[:60]])
    basic = ["--handling", 6, "--promise", 60]
    for more, says in (
        (["--share", 1], "--share takes a share above 0 and below 1"),
        (["--open", "always"], "does not say when anybody works"),
        (["--open", "Mon-Fri 25:00-26:00"], "write hours as 09:00-13:00"),
        (["--what-if", "people=two"], "is no what-if"),
        (["--until", "answered", "--what-if", "promise=5"], "cannot be sent within"),
        (["--country", "XX"], "write a country as IT"),
        (["--column", "where"], "there is no column where"),
    ):
        done = dialogo("staffing", file, *basic, *more)
        assert (done.exit_code, says in done.stderr, done.stderr.count("\n")) == (2, True, 1), more
    done = dialogo("staffing", few, *basic)
    assert (done.exit_code, "cannot be told apart before 7" in done.stderr) == (2, True)
