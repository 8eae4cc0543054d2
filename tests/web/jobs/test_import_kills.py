"""An import whose workers are killed at any moment is stored once and whole in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.databases import told_by
from tests.web.jobs.bringers import GROUP, ROWS


@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_is_stored_once_however_often_its_worker_is_killed(
    seed: int, tmp_path: Path
) -> None:
    told = told_by("tests.web.jobs.bringers", seed, tmp_path)
    seen = told.pop("seen")
    assert told == {"state": "done", "added": ROWS, "known": 0, "bytes": 0, "told": 1}
    # It goes on where it was, a whole group at a time; and it was killed before the end, too.
    assert seen == sorted(seen)
    assert (seen[0] < ROWS, seen[-1]) == (True, ROWS)
    assert {rows % GROUP for rows in seen} == {0}
