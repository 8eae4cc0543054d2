"""dialogo import and template: from files to records, told file by file, nothing half done."""

import csv
import json
from pathlib import Path

import pytest

from dialogo.records.store import read
from dialogo.records.tables import TABLES
from tests.cli.conftest import Run

HOURS = "company,person,day,activity,hours\n"


def hours(path: Path, *rows: str) -> Path:
    path.write_text(HOURS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def counted(folder: Path) -> dict[str, object]:
    sql = "SELECT count(*) AS n, sum(hours)::DOUBLE AS hours FROM hours"
    return read(folder).row(sql)


def test_the_same_file_twice_changes_nothing_and_a_bad_row_is_told(
    dialogo: Run, tmp_path: Path
) -> None:
    file = hours(
        tmp_path / "hours.csv",
        "Aurora,Ada,2026-03-02,answering,1.5",
        "Aurora,Bea,2026-03-02,creating,tre",
        "Aurora,Ada,2026-03-03,answering,2",
    )
    first = dialogo("import", file, "--into", tmp_path / "records")
    assert first.exit_code == 0, first.stderr
    lines = first.stdout.splitlines()
    assert lines[0].startswith("hours.csv: ")
    assert lines[0].endswith("3 rows, 2 new, 0 known already, 1 left out")
    assert "row 2" in lines[1] and "hours" in lines[1] and "tre" in lines[1]
    before = counted(tmp_path / "records")
    assert before == {"n": 2, "hours": 3.5}
    second = dialogo("import", file, "--into", tmp_path / "records", lang="it")
    assert "3 righe, 0 nuove, 2 già note, 1 lasciate fuori" in second.stdout
    assert counted(tmp_path / "records") == before


def test_a_file_that_names_no_company_belongs_to_the_one_given(
    dialogo: Run, tmp_path: Path
) -> None:
    file = hours(tmp_path / "hours.csv", ",Ada,2026-03-02,answering,1")
    dialogo("import", file, "--into", tmp_path / "given", "--company", "Bruma")
    assert read(tmp_path / "given").companies() == ["Bruma"]
    dialogo("import", file, "--into", tmp_path / "unnamed")
    assert read(tmp_path / "unnamed").companies() == ["hours"]


def test_with_each_the_folders_name_the_companies(dialogo: Run, tmp_path: Path) -> None:
    for name in ("Alba", "Bruma"):
        (tmp_path / "all" / name).mkdir(parents=True)
        hours(tmp_path / "all" / name / "hours.csv", ",Ada,2026-03-02,answering,1")
    done = dialogo("import", tmp_path / "all", "--into", tmp_path / "records", "--each")
    assert done.exit_code == 0, done.stderr
    assert read(tmp_path / "records").companies() == ["Alba", "Bruma"]


def test_a_file_of_no_known_form_is_refused_and_nothing_is_left_behind(
    dialogo: Run, tmp_path: Path
) -> None:
    (tmp_path / "poem.csv").write_text("roses;red\nviolets;blue\n", encoding="utf-8")
    done = dialogo("import", tmp_path / "poem.csv", "--into", tmp_path / "records", lang="it")
    assert done.exit_code == 2
    assert done.stderr.startswith("dialogo: poem.csv: non è")
    assert "--mapping" in done.stderr
    assert not (tmp_path / "records" / "dialogo.json").exists()


def test_a_name_with_terminal_escapes_in_it_cannot_move_the_cursor(
    dialogo: Run, tmp_path: Path
) -> None:
    (tmp_path / "a\x1b[2Jb.csv").write_text("roses;red\n", encoding="utf-8")
    done = dialogo("import", tmp_path / "a\x1b[2Jb.csv", "--into", tmp_path / "records")
    assert done.exit_code == 2
    assert done.stderr.startswith("dialogo: a[2Jb.csv: ")


def test_audit_takes_files_as_they_are_and_says_what_was_left_out(
    dialogo: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "Aurora"
    folder.mkdir()
    hours(folder / "hours.csv", ",Ada,2026-03-02,answering,1", ",Ada,2026-03-31,answering,x")
    (folder / "poem.csv").write_text("roses;red\n", encoding="utf-8")
    done = dialogo("audit", folder, "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("Left out: 1 row and 1 file (--details tells why).\n")
    content = json.loads(done.stdout)
    assert content["company"] == "Aurora"
    told = content["records"]
    assert (told["read"], told["skipped_rows"]) == ({"hours": 1}, 1)
    assert (told["skipped"][0]["row"], told["skipped"][0]["column"]) == (2, "hours")
    assert [file["file"] for file in told["refused"]] == ["Aurora/poem.csv"]
    assert sorted(path.name for path in folder.iterdir()) == ["hours.csv", "poem.csv"]


def test_what_was_left_out_at_import_is_remembered_at_audit(dialogo: Run, tmp_path: Path) -> None:
    file = hours(
        tmp_path / "hours.csv",
        "A{b},Ada,2026-03-02,answering,1",
        "A{b},Ada,2026-03-31,answering,{x}",
    )
    dialogo("import", file, "--into", tmp_path / "records")
    done = dialogo("audit", tmp_path / "records", "--format", "json", lang="it")
    assert done.exit_code == 0, done.stderr
    (skipped,) = json.loads(done.stdout)["records"]["skipped"]
    assert skipped["row"] == 2 and "{x}" in skipped["reason"]


def test_a_mapping_reads_any_other_table(dialogo: Run, tmp_path: Path) -> None:
    mapping = tmp_path / "reviews.yaml"
    mapping.write_text(
        "table: messages\nnetwork: trustpilot\ncolumns:\n  message_id: Id\n  sent_at: When\n"
        "  author: Who\n  text: What\nconstants:\n  author_kind: customer\n",
        encoding="utf-8",
    )
    table = tmp_path / "reviews.csv"
    table.write_text("Id,When,Who,What\n1,2026-03-02 10:00,Ada,Good\n", encoding="utf-8")
    done = dialogo("import", table, "--into", tmp_path / "records", "--mapping", mapping,
                   "--company", "Aurora", "--zone", "Europe/Rome")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    (row,) = read(tmp_path / "records").rows("SELECT author, text, sent_at FROM messages")
    assert (row["author"], row["text"], row["sent_at"].hour) == ("Ada", "Good", 9)


def test_a_zone_that_does_not_exist_is_refused(dialogo: Run, tmp_path: Path) -> None:
    done = dialogo("import", tmp_path, "--into", tmp_path / "r", "--zone", "Mars/Base", lang="it")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        2, "dialogo: Mars/Base non è un fuso orario. Scrivetelo come Europe/Rome.",
    )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_templates_of_all_own_tables_are_written_and_never_over_others(
    dialogo: Run, tmp_path: Path, form: str
) -> None:
    own = [name for name, table in TABLES.items() if table.own]
    done = dialogo("template", "--form", form, "--output", tmp_path / "fill")
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (tmp_path / "fill").iterdir()} == {f"{n}.{form}" for n in own}
    again = dialogo("template", "--form", form, "--output", tmp_path / "fill")
    assert again.exit_code == 2


def test_a_filled_template_is_audited(dialogo: Run, tmp_path: Path) -> None:
    dialogo("template", "hours", "--form", "csv", "--lang", "it", "--output", tmp_path)
    (file,) = tmp_path.glob("*.csv")
    header = next(csv.reader(file.open(encoding="utf-8-sig"), delimiter=";"))
    columns = [column for column in TABLES["hours"].columns if column.type != "json"]
    given = {"person": "Ada", "day": "02/03/2026", "activity": "rispondere", "hours": "1,5"}
    assert len(header) == len(columns)
    with file.open("a", encoding="utf-8") as out:
        out.write(";".join(given.get(column.name, "") for column in columns) + "\n")
    done = dialogo("audit", file, "--company", "Aurora", "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["records"]["read"] == {"hours": 1}


def test_a_template_that_does_not_exist_is_met_with_those_that_do(dialogo: Run) -> None:
    done = dialogo("template", "ours")
    assert done.exit_code == 2
    assert done.stderr.startswith("dialogo: there is no template ours. There are: ")
