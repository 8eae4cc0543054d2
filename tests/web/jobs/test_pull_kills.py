"""A pull whose worker is killed between any two transactions brings everything, and once."""

from __future__ import annotations

from pathlib import Path

from tests.web.databases import told_by


def test_every_item_is_received_once_wherever_the_worker_is_killed(tmp_path: Path) -> None:
    rounds = told_by("tests.web.jobs.pullers", 1, tmp_path)
    assert len(rounds) > 20  # it was killed so many times but once
    whole = rounds[-1]  # nobody was killed in the last one
    texts = dict(whole["messages"])
    assert len(texts) == len(whole["messages"]) == 13
    assert sorted(texts.values()) == sorted(
        ["Are they roasted here?", "Yes.", "One more", "Edited"]
        + [f"@roastery Number {n}" for n in (0, *range(3, 11))]
    )
    assert (len(whole["posts"]), whole["unthreaded"], whole["waiting"]) == (1, 0, 0)
    assert (len(whole["edited"]), whole["gone"], whole["delivered"]) == (1, [], 14)
    assert all(one == whole for one in rounds)
