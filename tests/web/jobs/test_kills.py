"""Workers are killed and frozen at random, and still each effect is stored exactly once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.databases import fresh_database


@pytest.mark.parametrize("seed", [1, 2])
def test_every_effect_is_stored_once_whatever_happens_to_the_workers(
    seed: int, tmp_path: Path
) -> None:
    with fresh_database(tmp_path) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.jobs.ringers", str(seed)],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["states"] == {"done": 25}
    assert (told["effects"], told["most"]) == (75, 1)
    assert told["kills"] > 0
    assert told["lost"] > 0
