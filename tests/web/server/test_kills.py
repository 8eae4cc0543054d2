"""Whoever is killed while they restore leaves a desk that is whole, and the next start says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.web.databases import fresh_database


def test_a_restore_that_is_killed_at_any_moment_is_ended_by_the_next_start_or_never_was(
    tmp_path: Path,
) -> None:
    with fresh_database(tmp_path, ready=True) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.server.killed"],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    found = [*told["seen"], told["end"]]
    assert {name for name, *_ in found} == {"A", "B"}
    # Rows, files and key are always of the same backup, and nothing lies about.
    assert [one[:4] for one in found] == [[one[0], one[0], one[0], []] for one in found]
    assert {said.split(". ")[0] for *_, said in found} == {
        "",
        "A restore was cut off after the database had taken the backup",
        "A restore was cut off before the database had taken the backup",
    }
    assert told["files"] >= 5
