"""Threading whose worker is killed between any two transactions comes out the same."""

from __future__ import annotations

from pathlib import Path

from tests.web.databases import told_by


def test_conversations_are_the_same_wherever_the_worker_is_killed(tmp_path: Path) -> None:
    rounds = told_by("tests.web.jobs.placers", 7, tmp_path)
    assert len(rounds) > 8  # it was killed so many times but once
    whole = rounds[-1]  # nobody was killed in the last one
    assert len(whole["conversations"]) > 10
    assert whole["unthreaded"] == 0
    assert all(one == whole for one in rounds)
