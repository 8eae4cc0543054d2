"""Workers are killed and frozen at random, and still each effect is stored exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.databases import told_by


@pytest.mark.parametrize("seed", [1, 2])
def test_every_effect_is_stored_once_whatever_happens_to_the_workers(
    seed: int, tmp_path: Path
) -> None:
    told = told_by("tests.web.jobs.ringers", seed, tmp_path)
    assert told["states"] == {"done": 25}
    assert (told["effects"], told["most"]) == (75, 1)
    assert told["kills"] > 0
    assert told["lost"] > 0
