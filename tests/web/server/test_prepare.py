"""What keeps the desk from starting is told in one sentence, with what to do."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogo.records.errors import BadInput
from dialogo.web.server.port import check_port, local_url
from dialogo.web.settings.options import read
from tests.web.databases import POSTGRESQL, address_of, fresh_database


def work(environment: Mapping[str, str], *arguments: str, lang: str = "en") -> tuple[int, str]:
    """What `dialogo work --once` ends with, and says."""
    done = subprocess.run(
        [sys.executable, "-m", "dialogo", "work", "--once", "--lang", lang, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_a_taken_port_is_told_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        options = read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_PORT": str(port)})
        with pytest.raises(BadInput, match=f"port {port} is taken .* --port {port + 1}"):
            check_port(options)
    check_port(options)


def test_an_address_that_is_not_this_machines_is_told(tmp_path: Path) -> None:
    options = read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_HOST": "192.0.2.1"})
    with pytest.raises(BadInput, match=r"has no address 192\.0\.2\.1"):
        check_port(options)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),  # noqa: S104  (a value)
        ("10.1.2.3", "http://10.1.2.3:8000"),
        ("2001:db8::1", "http://[2001:db8::1]:8000"),
    ],
)
def test_from_this_machine_it_is_reached_at(host: str, url: str, tmp_path: Path) -> None:
    assert local_url(read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_HOST": host})) == url


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with fresh_database(tmp_path) as environment:
        place = str(tmp_path / "file" / "data")
        code, said = work({**environment, "DIALOGO_DATA": place}, lang="it")
    assert code == 2
    assert "Dialogo non può scrivere in questa cartella" in said
    assert "DIALOGO_DATA" in said


def test_a_database_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as environment:
        address = "postgresql://desk:hunter2@127.0.0.1:9/desk"
        code, said = work(environment, "--database", address)
    assert code == 2
    assert "no database answers at 127.0.0.1:9" in said
    assert "hunter2" not in said


if POSTGRESQL:

    def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
        with fresh_database(tmp_path) as environment:
            code, said = work(environment, "--database", address_of("no_such_desk"))
        assert code == 2
        assert "does not let Dialogo in" in said
        assert "no_such_desk" in said

else:

    def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
        with fresh_database(tmp_path) as environment:
            data = tmp_path / "data"
            data.mkdir()
            (data / "dialogo.sqlite3").write_bytes(b"these are not the bytes of a database" * 100)
            code, said = work(environment)
        assert code == 2
        assert "this is not a database of Dialogo's" in said

    def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
        with fresh_database(tmp_path, ready=True) as environment:
            with sqlite3.connect(tmp_path / "data" / "dialogo.sqlite3") as database:
                database.execute(
                    "INSERT INTO django_migrations (app, name, applied) "
                    "VALUES ('desk', '9999_from_the_future', '2030-01-01')"
                )
            code, said = work(environment)
        assert code == 2
        assert "made by a newer version of Dialogo" in said
