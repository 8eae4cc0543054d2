"""The estimate: what was put into made-up weeks comes out again, with its lateness and doubt."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import h5netcdf  # type: ignore[import-untyped]  # it has no types
import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.returns import Series, estimate, to_netcdf
from dialogo.returns.results import Returns
from tests.returns.conftest import SHORT, WEEKS, company

DATA = Path(__file__).parents[3] / "shared" / "data" / "returns"


def test_bands_hold_the_truth_and_know_what_is_late(
    clear: tuple[Returns, dict[str, float]],
) -> None:
    found, truth = clear
    for name, share in truth.items():
        band = found[name].share
        assert band.low <= share <= band.high
        assert band.high - band.low < 0.8 * share
    assert found["posts"].half_by.mean < 1
    assert found["answers"].half_by.mean == pytest.approx(5, abs=1)


def test_a_return_is_the_contribution_over_the_whole_cost(
    clear: tuple[Returns, dict[str, float]],
) -> None:
    found, _ = clear
    posts, total = found["posts"], found.series.outcome.sum()
    assert posts.returned is not None and posts.next_unit is not None
    assert posts.returned.mean == pytest.approx(posts.share.mean * total / posts.cost)
    assert posts.contribution.mean.sum() == pytest.approx(posts.share.mean * total, rel=1e-4)
    # One post more brings less than the posts so far: what it brings is saturated.
    assert posts.next_unit.mean < posts.returned.mean


def test_the_same_seed_gives_the_same_answer_as_plain_values(
    clear: tuple[Returns, dict[str, float]],
) -> None:
    found, _ = clear
    again = estimate(found.series, seed=2, lengths=SHORT)
    told = json.dumps(found.to_json(), allow_nan=False)
    assert told == json.dumps(again.to_json(), allow_nan=False)
    assert {"share", "return", "verdict", "reasons", "lag"} <= set(found.to_json()["activities"][0])


def test_draws_are_written_by_chain_in_the_groups_that_arviz_reads(
    clear: tuple[Returns, dict[str, float]], tmp_path: Path
) -> None:
    found = clear[0]
    price = replace(found.series, controls={"price": found.series.outcome})
    to_netcdf(replace(found, series=price), tmp_path / "draws.nc")
    with h5netcdf.File(tmp_path / "draws.nc") as file:
        assert set(file.groups) == {"posterior", "prior", "observed_data", "constant_data"}
        assert (
            file["prior"]["contribution"].dimensions == file["posterior"]["contribution"].dimensions
        )
        posterior, constant = file["posterior"], file["constant_data"]
        assert [one.decode() for one in posterior["activity"][:]] == ["posts", "answers"]
        assert posterior["week"].attrs["units"] == "days since 1970-01-01"
        assert date(1970, 1, 1) + timedelta(days=int(posterior["week"][0])) == date(2023, 1, 2)
        assert posterior["share"].dimensions == ("chain", "draw", "activity")
        assert posterior["share"][:].mean(axis=(0, 1)) == pytest.approx(
            [found["posts"].share.mean, found["answers"].share.mean], rel=0.05
        )
        assert posterior["contribution"].shape[2:] == (2, WEEKS)
        assert constant["control_value"].dimensions == ("control", "week")
        verdicts = [one.decode() for one in constant["verdict"][:]]
        assert verdicts == [one.verdict.word for one in found.activities]
        assert constant["r_hat"][0] == found["posts"].mixing.r_hat
        assert file["observed_data"]["outcome"][:] == pytest.approx(found.series.outcome)


def test_what_is_no_series_is_refused_with_the_way_to_make_one() -> None:
    series, _ = company(3, 15.0)
    gap = replace(series, outcome=np.where(np.arange(WEEKS) == 7, np.nan, series.outcome))
    short = replace(series, days=series.days[:-1])
    for wrong in ({"sales": [1.0]}, gap, short, replace(series, activities=())):
        with pytest.raises(BadInput, match=r"Series\.of\(table"):
            estimate(wrong)  # type: ignore[arg-type]  # as in a notebook, where nobody checks


def test_noise_alone_is_not_measurable_and_says_why() -> None:
    """The outcome has nothing to do with what was done."""
    series, _ = company(5, 15.0)
    rng = np.random.default_rng(9)
    idle = Series(series.days, "sales", rng.normal(1000, 120, WEEKS), series.activities, {})
    found = estimate(idle, lengths=SHORT)
    assert not found.measurable
    for one in found.activities:
        assert one.verdict.word == "not-yet"
        assert one.verdict.against("nothing", "wide")
        assert one.wait is None or one.wait.low is None or one.wait.low >= 13


def test_a_published_example_keeps_its_truth_within_the_bands() -> None:
    if not DATA.is_dir():
        pytest.skip("the shared example data are not beside the checkout")
    with (DATA / "mmm_example_ground_truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (DATA / "mmm_example.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    columns = {name: [row[name] for row in table] for name in table[0]}
    series = Series.of(
        columns,
        date="date_week",
        outcome="y",
        activities=["x1", "x2"],
        controls=["event_1", "event_2"],
    )
    found = estimate(series)
    total = sum(float(row["y"]) for row in rows)
    for name in ("x1", "x2"):
        share = sum(float(row[f"true_{name}_contrib"]) for row in rows) / total
        assert found[name].share.low <= share <= found[name].share.high
        assert found[name].half_by.mean < 1
