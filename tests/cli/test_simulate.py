"""dialogo simulate: an imaginary company in a folder, the same one for the same seed."""

from pathlib import Path

from dialogo.records.store import read
from tests.cli.conftest import Run

ANSWERS = """
    SELECT count(*) AS n FROM messages
    WHERE author_kind = 'company' AND in_reply_to IS NOT NULL
"""


def messages(folder: Path) -> list[tuple[object, ...]]:
    rows = read(folder).rows("SELECT * FROM messages ORDER BY message_id")
    return [tuple(row.values()) for row in rows]


def test_the_same_seed_gives_the_same_rows_and_knobs_turn(dialogo: Run, tmp_path: Path) -> None:
    common = ["--weeks", 4, "--size", 0.3, "--ending", "2026-06-28", "--company", "Prova"]
    for name, extra in (("a", ["--seed", 3]), ("b", ["--seed", 3]), ("c", ["--seed", 4]),
                        ("d", ["--seed", 3, "--answered-share", 0])):  # fmt: skip
        done = dialogo("simulate", "--into", tmp_path / name, *common, *extra)
        assert done.exit_code == 0, done.stderr
        assert done.stdout.startswith("Prova (simulated): ")
    told = {name: messages(tmp_path / name) for name in "abcd"}
    assert told["a"] == told["b"]
    assert told["a"] != told["c"]
    silent, healthy = (read(tmp_path / name).row(ANSWERS)["n"] for name in "da")
    assert silent < healthy


def test_csv_folders_can_be_audited_too(dialogo: Run, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    made = dialogo("simulate", "--into", folder, "--weeks", 4, "--size", 0.2, "--form", "csv",
                   "--ending", "2026-06-28")  # fmt: skip
    assert made.exit_code == 0, made.stderr
    assert (folder / "messages.csv").is_file()
    done = dialogo("audit", folder)
    assert done.exit_code == 0, done.stderr


def test_a_folder_in_use_is_not_written_over(dialogo: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    done = dialogo("simulate", "--into", tmp_path / "mine", "--weeks", 1, "--size", 0.1)
    assert done.exit_code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_simulated_records_are_made_anew_but_nothing_real_is_taken_away(
    dialogo: Run, tmp_path: Path
) -> None:
    into = tmp_path / "records"
    common = ["--into", into, "--weeks", 2, "--size", 0.2, "--ending", "2026-06-28"]
    assert dialogo("simulate", *common, "--seed", 1).exit_code == 0
    first = messages(into)
    assert dialogo("simulate", *common, "--seed", 2).exit_code == 0
    assert messages(into) != first
    table = tmp_path / "hours.csv"
    table.write_text(
        "company,person,day,activity,hours\nAurora,Ada,2026-03-02,answering,1\n", encoding="utf-8"
    )
    assert dialogo("import", table, "--into", into).exit_code == 0
    mixed = messages(into)
    assert dialogo("simulate", *common, "--seed", 3).exit_code == 2
    assert messages(into) == mixed


def test_the_sample_company_has_no_knobs(dialogo: Run, tmp_path: Path) -> None:
    done = dialogo("simulate", "--into", tmp_path / "x", "--sample", "--reply-hours", 3)
    assert done.exit_code == 2
    assert "leave out --reply-hours" in done.stderr


def test_a_share_may_lie_between_nothing_and_all_and_a_yes_is_1(
    dialogo: Run, tmp_path: Path
) -> None:
    into = tmp_path / "x"
    small = ["--into", into, "--weeks", 2, "--size", 0.2, "--ending", "2026-06-28"]
    done = dialogo("simulate", *small, "--shift-cover", 0.4, "--owner-named", 0)
    assert done.exit_code == 0, done.stderr
    owners = read(into).row("SELECT count(*) FILTER (owner) AS n, count(*) AS people FROM members")
    assert (owners["n"], owners["people"] > 0) == (0, True)
    refused = dialogo("simulate", "--into", tmp_path / "y", "--owner-named", 0.5)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("dialogo: --owner-named takes a whole number from 0 up")


def test_a_knob_beyond_its_span_is_refused(dialogo: Run, tmp_path: Path) -> None:
    done = dialogo("simulate", "--into", tmp_path / "x", "--answered-share", 7, lang="it")
    assert done.exit_code == 2
    assert "answered_share" in done.stderr or "answered-share" in done.stderr
