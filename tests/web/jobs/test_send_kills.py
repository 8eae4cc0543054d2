"""Workers are killed and frozen at random, on a server without keys: nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.databases import told_by
from tests.web.jobs.carriers import LETTERS, PIECES


@pytest.mark.parametrize("seed", [1])
def test_every_letter_is_there_once_or_waits_for_a_person(seed: int, tmp_path: Path) -> None:
    told = told_by("tests.web.jobs.carriers", seed, tmp_path)
    assert told["most"] == 1
    assert told["sent, not there"] == []
    sent, held = told["states"].pop("sent", 0), told["states"].pop("held", 0)
    assert (told["states"], sent + held) == ({}, LETTERS)
    assert set(told["held for"]) <= {"unsure", "unexpected", "before"}
    assert set(told["pieces"]) <= {"published", "sending"}
    assert held > 0 or told["pieces"] == {"published": PIECES}
    assert (told["records"], held) == (sent, told["there"] - sent + held)
    assert told["kills"] > 0
    assert told["tries"] > LETTERS
