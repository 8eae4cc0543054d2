"""The worked example of the API does what its page says, against a desk that really runs."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from tests.web.databases import fresh_database
from tests.web.server.test_run import Desk, until

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "api_example.py"
PRINTS = EXAMPLE.with_suffix(".txt")


def test_the_example_answers_who_waits_and_prints_what_the_page_shows(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with fresh_database(tmp_path, ready=True) as environment:
        env = {**environment, "DJANGO_SETTINGS_MODULE": "dialogo.web.settings.django"}

        def python(*arguments: str, **more: str) -> str:
            done = subprocess.run(
                [sys.executable, *arguments],
                env=env | more,
                capture_output=True,
                check=False,
                text=True,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        token = python("-m", "tests.docs.asked").split()[-1]
        desk = Desk({**env, "DIALOGO_PROCESSES": "1"}, port, tmp_path / "output")
        try:
            assert until(desk.is_ready), desk.said()
            address = f"http://localhost:{port}"
            said = python(str(EXAMPLE), DIALOGO_URL=address, DIALOGO_TOKEN=token)
        finally:
            desk.process.terminate()
            desk.process.wait()
    assert said == PRINTS.read_text(encoding="utf-8")
