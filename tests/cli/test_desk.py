"""The commands of the desk: what is set, and what is said where the desk is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIALOGO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    "command", [["run"], ["work"], ["backup", "x.zip"], ["settings"], ["connect"]]
)
def test_without_the_desks_parts_it_says_how_to_get_them(command: list[str]) -> None:
    code = (
        f"import sys; sys.modules['django'] = None\nfrom dialogo.cli import main; main({command!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "dialogo[desk]"' in done.stderr


def test_settings_are_shown_with_where_they_were_set(
    dialogo: Run, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_data.mkdir()
    (own_data / "dialogo.toml").write_text("threads = 3\n")
    monkeypatch.setenv("DIALOGO_PORT", "9001")
    shown = dialogo("settings").output.splitlines()
    assert "port = 9001  [set by DIALOGO_PORT]" in shown
    assert f"threads = 3  [set by {own_data / 'dialogo.toml'}]" in shown
    assert "host = 127.0.0.1" in shown
    assert "mail = non impostata" in dialogo("settings", lang="it").output.splitlines()


def test_secrets_are_not_shown(dialogo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOGO_SECRET_KEY", "hunter2" * 6)
    monkeypatch.setenv("DIALOGO_DATABASE", "postgresql://desk:hunter2@db.example/desk")
    shown = dialogo("settings").output
    assert "hunter2" not in shown
    assert "database = (set, not shown)  [set by DIALOGO_DATABASE]" in shown.splitlines()


def test_a_wrong_option_stops_every_command_of_the_desk(
    dialogo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALOGO_THREADS", "many")
    for command in (["run"], ["work", "--once"], ["backup", "x.zip"], ["settings"]):
        done = dialogo(*command, lang="it")
        assert done.exit_code == 2
        assert "DIALOGO_THREADS: “many” non va." in done.output


def test_a_wrong_port_on_the_command_line_is_told(
    dialogo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALOGO_PORT", "8000")  # put back afterwards, as the command changes it
    done = dialogo("run", "--port", "eighty")
    assert done.exit_code == 2
    assert "--port: “eighty” will not do. Write a whole number from 1 to 65535." in done.output
