"""dialogo audit: one command to the list of mistakes; ends in 0, 1 (line crossed) or 2."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dialogo.audit.run import run
from dialogo.records.store import read
from dialogo.report.document import schema
from tests.cli.conftest import Run

VALIDATOR = Draft202012Validator(schema())


def test_the_terminal_shows_one_screen(dialogo: Run, aurora: Path) -> None:
    done = dialogo("audit", aurora)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Torrefazione Aurora (simulated)")
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_details_show_the_rest(dialogo: Run, aurora: Path) -> None:
    done = dialogo("audit", aurora, "--details", lang="it")
    assert done.exit_code == 0
    assert "Tutte" not in done.stderr
    assert "Soglia: da tenere d'occhio" in done.stdout and "Misure" in done.stdout


def test_a_report_to_be_passed_on_has_nobodys_words(dialogo: Run, aurora: Path) -> None:
    def things(*options: str) -> list[dict[str, Any]]:
        content = json.loads(dialogo("audit", aurora, "--format", "json", *options).stdout)
        VALIDATOR.validate(content)
        return [thing for one in content["findings"] for thing in one["evidence"]]

    told, quiet = things(), things("--no-texts")
    assert any(thing["text"] and thing["text"]["because"] for thing in told)
    assert {(thing["quote"], thing["text"]) for thing in quiet} == {(None, None)}
    shown = {thing["id"] for thing in told if thing["kind"] != "person"}
    assert {thing["id"] for thing in quiet} == shown


def test_json_goes_to_standard_output_and_is_the_audit(dialogo: Run, aurora: Path) -> None:
    done = dialogo("audit", aurora, "--format", "json")
    content = json.loads(done.stdout)
    VALIDATOR.validate(content)
    records = read(aurora)
    (company,) = records.companies()
    audit = run(records.of_company(company))
    assert content["company"] == company
    assert [one["check"] for one in content["findings"]] == [f.check.id for f in audit.findings]
    rows = records.row("SELECT count(*) AS n FROM messages")["n"]
    assert content["records"]["read"]["messages"] == rows


def test_output_goes_where_it_is_sent(dialogo: Run, aurora: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    done = dialogo("audit", aurora, "--format", "json", "--output", target)
    assert (done.exit_code, done.stdout) == (0, "")
    VALIDATOR.validate(json.loads(target.read_text(encoding="utf-8")))
    plain = tmp_path / "report.txt"
    dialogo("audit", aurora, "--output", plain)
    assert "\x1b" not in plain.read_text(encoding="utf-8")


def test_html_without_an_output_is_named_after_the_company(
    dialogo, aurora: Path, tmp_path: Path
) -> None:
    done = dialogo("audit", aurora, "--format", "html", "--lang", "it")
    assert done.exit_code == 0
    assert done.stderr == "Il report è in torrefazione-aurora-simulated.html\n"
    text = (tmp_path / "torrefazione-aurora-simulated.html").read_text(encoding="utf-8")
    assert '<html lang="it">' in text


@pytest.mark.parametrize(
    ("company", "line", "code"),
    [
        ("Muta (simulated)", "mistake", 1),
        ("Muta (simulated)", None, 0),
        ("Muta (simulated)", "watch", 1),
    ],
)
def test_fail_on_sets_the_exit_code(
    dialogo: Run, three: Path, company: str, line: str | None, code: int
) -> None:
    settings = ["--fail-on", line] if line else []
    done = dialogo("audit", three, "--company", company, "--format", "json", *settings)
    assert done.exit_code == code
    verdicts = {one["verdict"] for one in json.loads(done.stdout)["findings"]}
    assert ("mistake" in verdicts) is True


def test_fail_on_lets_a_calm_company_pass(dialogo: Run, three: Path) -> None:
    done = dialogo("audit", three, "--company", "Calma (simulated)", "--fail-on", "mistake",
                   "--format", "json")  # fmt: skip
    verdicts = {one["verdict"] for one in json.loads(done.stdout)["findings"]}
    assert done.exit_code == (1 if "mistake" in verdicts else 0)


def test_the_window_is_the_one_asked_for(dialogo: Run, aurora: Path) -> None:
    done = dialogo("audit", aurora, "--since", "2026-09-01", "--as-of", "2026-10-31",
                   "--format", "json")  # fmt: skip
    assert json.loads(done.stdout)["window"] == {
        "since": "2026-09-01T00:00:00Z",
        "as_of": "2026-10-31T23:59:59.999999Z",
    }


def test_a_moment_with_an_offset_is_that_moment(dialogo: Run, aurora: Path) -> None:
    done = dialogo("audit", aurora, "--as-of", "2026-10-31T10:00:00+02:00", "--format", "json")
    told = json.loads(done.stdout)["window"]["as_of"]
    assert datetime.fromisoformat(told) == datetime.fromisoformat("2026-10-31T10:00:00+02:00")


def test_a_waiver_of_the_policy_is_honoured(dialogo: Run, three: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    check = "dialogue/questions-left-unanswered"
    policy.write_text(
        f"waivers:\n  - check: {check}\n    reason: we moved house\n    date: 2026-06-01\n",
        encoding="utf-8",
    )
    done = dialogo("audit", three, "--company", "Muta (simulated)", "--policy", policy,
                   "--format", "json")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    (found,) = (one for one in json.loads(done.stdout)["findings"] if one["check"] == check)
    assert (found["verdict"], found["waiver"]["reason"]) == ("waived", "we moved house")


@pytest.mark.parametrize(
    ("arguments", "lang", "said"),
    [
        ([], "en", "dialogo: there are 3 companies here: Calma (simulated), Lenta (simulated), "
                   "Muta (simulated). Choose one with --company NAME, or audit them all with "
                   "--each.\n"),
        (["--company", "Clama"], "en", "dialogo: there is no company Clama here. Perhaps Calma "
                                       "(simulated)?"),
        (["--company", "Clama", "--lang", "it"], "en", "dialogo: qui non c'è l'azienda Clama."),
        (["--company", "Calma (simulated)", "--since", "2030-01-01"], "en",
         "dialogo: nothing has happened since 1 Jan 2030: the records go from "),
        (["--since", "2026-02-01", "--as-of", "2026-01-01"], "it", "dialogo: --since (1 feb 2026) "
                                                                   "viene dopo --as-of"),
        (["--since", "yesterday"], "en", "dialogo: yesterday is no date. Write it as 2026-11-22"),
        (["--format", "pdf"], "it", "dialogo: pdf non è fra: terminal, json, html.\n"),
        (["--formt", "json"], "it", "dialogo: non esiste l'opzione --formt. Forse --format"),
        (["--workers", "0"], "en", "dialogo: --workers takes a whole number from 1 up; 0 is none."),
        (["--policy", "nowhere.yaml"], "en", "dialogo: nowhere.yaml: there is nothing there."),
        (["--company"], "it", "dialogo: --company vuole un valore.\n"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(
    dialogo: Run,
    three: Path,
    arguments: list[str],
    lang: str,
    said: str,
) -> None:
    done = dialogo("audit", three, *arguments, lang=lang)
    assert done.exit_code == 2
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_path_that_is_not_there_and_no_path_at_all(dialogo: Run) -> None:
    assert dialogo("audit", "nowhere", lang="it").stderr.startswith("dialogo: nowhere: lì non c'è")
    done = dialogo("audit")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "dialogo: PATH… is missing.")


def test_an_output_that_cannot_be_written_is_said(
    dialogo: Run, three: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = dialogo("audit", three, "--company", "Calma (simulated)", "--output",
                   tmp_path / "file" / "report.txt")  # fmt: skip
    assert done.exit_code == 2
    assert str(tmp_path / "file") in done.stderr


def test_each_ranks_every_company_the_gravest_first_whatever_the_workers(
    dialogo: Run, three: Path
) -> None:
    one, two = (
        dialogo("audit", three, "--each", "--workers", n, "--format", "json") for n in (1, 2)
    )
    assert one.exit_code == 0, one.stderr
    content = json.loads(one.stdout)
    VALIDATOR.validate(content)

    def weight(company: dict, verdict: str) -> int:
        return sum(f["weight"] for f in company["findings"] if f["verdict"] == verdict)

    ranks = [(weight(c, "mistake"), weight(c, "watch")) for c in content["companies"]]
    assert ranks == sorted(ranks, reverse=True)
    assert {c["company"] for c in content["companies"]} == {
        "Calma (simulated)", "Lenta (simulated)", "Muta (simulated)",
    }  # fmt: skip
    assert one.stdout == two.stdout


def test_each_on_the_terminal_and_as_a_page(dialogo: Run, three: Path, tmp_path: Path) -> None:
    rows = dialogo("audit", three, "--each", "--workers", 1).stdout.splitlines()
    assert [row.split()[0] for row in rows[1:4]] == ["1", "2", "3"]
    page = tmp_path / "all.html"
    dialogo("audit", three, "--each", "--workers", 1, "--format", "html", "--output", page)
    assert page.read_text(encoding="utf-8").count('class="part"') == 3


def test_a_reader_that_goes_away_leaves_no_traceback(aurora: Path) -> None:
    command = f"{sys.executable} -m dialogo audit {aurora} --details | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Torrefazione Aurora")
    assert "Traceback" not in done.stderr


def test_a_cluster_that_does_not_answer_is_said(dialogo: Run, three: Path) -> None:
    done = dialogo("audit", three, "--each", "--cluster", "nowhere", lang="it")
    assert done.exit_code == 2
    assert done.stderr.startswith("dialogo: a nowhere non risponde nessuno scheduler Dask.")
