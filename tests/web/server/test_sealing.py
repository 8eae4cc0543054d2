"""When the key has changed, a start seals what is stored anew, so that the former key can go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.test_connect import Desk
from tests.web.databases import fresh_database

SECOND = "the second key of the house " * 2
LOOK = """
from dialogo.web.server.prepare import prepare
from dialogo.web.settings.options import read
prepare(read())
from dialogo.web.actions.connections.secrets import Kept
from dialogo.web.models.connections import Connection
print(sorted(Kept(Connection.objects.get()).read()))
"""


def test_a_former_key_can_be_thrown_away_after_one_start(tmp_path: Path) -> None:
    with fresh_database(tmp_path, ready=True) as environment:
        assert Desk(environment).with_companies("Aurora")("fake", "--handle", "aurora")[0] == 0
        kept = Path(environment["DIALOGO_DATA"]) / "secret.key"
        first = kept.read_text().strip()
        kept.unlink()
        second = {**environment, "DIALOGO_SECRET_KEY": SECOND}
        assert "sealed with another key" in _look(second)
        for after in ({**second, "DIALOGO_SECRET_KEY_OLD": first}, second):
            assert _look(after).splitlines()[-1] == "['token']"


def _look(environment: dict[str, str]) -> str:
    """What a start of the desk, and a look at what lets us in, ends with."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr + done.stdout
