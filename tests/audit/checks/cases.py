"""Cases of checks, written as YAML beside their tests: records in, a verdict out."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogo.audit.check import Finding
from dialogo.audit.shelf import checks
from dialogo.records.text import LANGS
from dialogo.records.window import Window
from tests.recorded import at, recorded

WINDOW = Window(at("2026-01-01 00:00"), at("2026-06-30 12:00"))


def cases(folder: Path) -> list[Any]:
    """Every case of the folder: `one_mistake.yaml` holds a list of cases of that check."""
    return [
        pytest.param(f"{folder.name}/{file.stem.replace('_', '-')}", case, id=case["name"])
        for file in sorted(folder.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def missing_verdicts(folder: Path) -> dict[str, set[str]]:
    """By check of this subject: the verdicts of which no case was written."""
    shown: dict[str, set[str]] = {id_: set() for id_ in checks() if id_.startswith(folder.name)}
    for case in cases(folder):
        id_, told = case.values
        shown[id_].add(told["verdict"])
    wanted = {"ok", "mistake", "unknown"}
    return {id_: wanted - verdicts for id_, verdicts in shown.items() if wanted - verdicts}


def judge(id_: str, case: dict[str, Any]) -> Finding:
    """The finding of a case, after comparing it with whatever the case says it should be.

    `since` and `as_of` (days, both included) make its window. A row's `people: 30` stands for
    thirty rows in which `{n}` is 0 to 29.
    """
    tables = {
        name: [one for row in rows for one in _people(row)]
        for name, rows in case.get("tables", {}).items()
    }
    window = _window(case)
    finding = checks()[id_](recorded(**tables).as_of(window.as_of), window)
    sentence, values = finding.says
    said = {lang: sentence.say(lang, **values) for lang in LANGS}
    assert finding.verdict == case["verdict"], said["en"]
    if "value" in case:
        assert finding.reading.figure.value == pytest.approx(case["value"])
    if "n" in case:
        assert finding.reading.figure.n == case["n"]
    if isinstance(case.get("evidence"), int):
        assert len(finding.reading.evidence) == case["evidence"]
    elif "evidence" in case:
        assert [evidence.id for evidence in finding.reading.evidence] == case["evidence"]
    for lang, expected in case.get("says", {}).items():
        assert said[lang].replace("\u202f", " ").replace("\u00a0", " ") == expected
    for evidence in finding.reading.evidence:
        assert evidence.note is None or all(evidence.note.say(lang) for lang in LANGS)
    return finding


def _window(case: dict[str, Any]) -> Window:
    if "since" not in case:
        return WINDOW
    return Window(
        datetime.combine(case["since"], time.min, UTC),
        datetime.combine(case["as_of"], time.max, UTC),
    )


def _people(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            key: value.replace("{n}", str(n)) if isinstance(value, str) else value
            for key, value in row.items()
            if key != "people"
        }
        for n in range(row.get("people", 1))
    ]
