"""Every letter is sent once and every message received once, though workers are killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.web.databases import fresh_database


def test_everything_is_sent_once_and_received_once_though_workers_are_killed(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "tests.soak", "--kills", "18", "--seed", "4", "--json"]
    with fresh_database(tmp_path, ready=True) as environment:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout, done.stderr
    count = json.loads(done.stdout.splitlines()[-1])
    assert count["wrong"] == []
    assert count["kills"] >= 18
    networks = count["networks"].values()
    assert len(networks) == 5
    for network in networks:
        assert network["sent"] > 0
        assert network["sent"] + network["unsent"] == network["letters"]
        assert 0 < network["questions"] == network["received"], network
