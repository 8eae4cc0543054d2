"""dialogo returns: what each activity brought, in every form and both languages."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import h5netcdf  # type: ignore[import-untyped]  # it has no types
import numpy as np
import pytest

from tests.cli.conftest import Run

NAMED = ["--date", "week", "--outcome", "sales", "--activity", "posts=cost", "--activity", "a=b",
         "--control", "price"]  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """80 weeks of a table as spreadsheets write it; one column has a = in its name."""
    rng = np.random.default_rng(7)
    posts, promoted, price = rng.poisson(4, 80), rng.gamma(1.0, 50.0, 80), rng.normal(9, 1, 80)
    sales = 900 + 60 * posts + rng.normal(0, 20, 80) - 5 * price
    file = tmp_path / "weekly.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["week", "sales", "posts", "cost", "a=b", "price"])
        for n in range(80):
            day = date(2024, 1, 1) + timedelta(weeks=n)
            cells = [sales[n], posts[n], 25 * posts[n], promoted[n], price[n]]
            writer.writerow([day, *(f"{cell:.4f}".replace(".", ",") for cell in cells)])
    return file


def test_each_activity_comes_with_its_share_its_return_and_its_verdict(
    dialogo: Run, table: Path
) -> None:
    tested = ["--experiment", "posts=2024-03-04:2024-03-31:950:500:1400"]
    told = json.loads(dialogo("returns", table, *NAMED, *tested, "--format", "json").stdout)
    assert (told["outcome"], told["weeks"], told["since"]) == ("sales", 80, "2024-01-01")
    posts, promoted = told["activities"]
    assert (posts["name"], promoted["name"]) == ("posts", "a=b")
    assert posts["share"]["p5"] < posts["share"]["mean"] < posts["share"]["p95"]
    scale = told["total"] / posts["cost"]
    assert posts["return"]["p95"] == pytest.approx(posts["share"]["p95"] * scale)
    assert posts["experiments"][0]["agrees"]
    assert promoted["verdict"] == "not-yet"
    assert {"code", "en", "it"} == set(promoted["reasons"][0])
    shown = dialogo("returns", table, *NAMED, "--lang", "it")
    assert shown.exit_code == 0
    assert "○ a=b: non ancora" in shown.stdout
    assert set(promoted["sooner"]) == {"varied", "held"}
    assert "avvicinerebbe quel giorno" in shown.stdout or "Per saperlo prima" in shown.stdout
    assert "✓ come dev'essere: " in shown.stdout
    assert promoted["reasons"][0]["it"].split(":")[0] in shown.stdout


def test_the_page_needs_nothing_beside_itself(dialogo: Run, table: Path) -> None:
    renamed = table.read_text(encoding="utf-8-sig").replace("posts", "<b>posts")
    table.write_text(renamed, encoding="utf-8")
    given = [one.replace("posts", "<b>posts") for one in NAMED]
    drawn = ["--output", "page.html", "--draws", "draws.nc"]
    done = dialogo("returns", table, *given, "--format", "html", *drawn)
    assert (done.exit_code, done.stdout) == (0, "")
    with h5netcdf.File("draws.nc") as file:
        assert [one.decode() for one in file["posterior"]["activity"][:]] == ["<b>posts", "a=b"]
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "&lt;b&gt;posts" in page
    measurable = "&lt;b&gt;posts: measurable" in page
    assert page.count("<svg") == (6 if measurable else 2), "only what can be told is drawn"
    assert "before the weeks were looked at" in page
    assert [mark for mark in ("<b>", "<script", "http", "src=") if mark in page] == []


def test_a_table_that_cannot_carry_a_model_is_told_in_one_line(dialogo: Run, table: Path) -> None:
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    table.write_text("".join([*lines[:9], *lines[10:]]), encoding="utf-8")
    done = dialogo("returns", table, *NAMED, lang="it")
    assert done.exit_code == 2
    assert "dopo il 19 feb 2024 viene il 4 mar 2024" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    done = dialogo("returns", table, *NAMED, "--experiment", "posts:2024", lang="it")
    assert done.exit_code == 2
    assert "posts:2024 non è un esperimento" in done.stderr
    done = dialogo("returns", table, *NAMED, "--activity", "posts", lang="it")
    assert "posts è indicata due volte come attività" in done.stderr
    (table.parent / "another.csv").write_text("week\n", encoding="utf-8")
    done = dialogo("returns", table.parent, *NAMED, lang="it")
    assert done.exit_code == 2
    assert "Indicate proprio il CSV" in done.stderr
