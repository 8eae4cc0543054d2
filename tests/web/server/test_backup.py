"""A backup holds every row of every table, goes from either database to either, or not at all."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from dialogo.web.server.backup.archive import MANIFEST
from dialogo.web.server.backup.columns import columns, tables
from tests.web.databases import POSTGRESQL, fresh_database

KINDS = ["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"]
# From which onto which; from a file onto a file where there is no PostgreSQL.
WAYS = [(one, other) for one in KINDS for other in KINDS if KINDS[-1] in (one, other)]
Environment = Mapping[str, str]


@pytest.fixture(scope="module")
def desk() -> Iterator[Callable[..., Environment]]:
    """Makes an empty desk on either database; its environment. Of the kind that is not this run's
    it is one that never was started."""
    with ExitStack() as stack:

        def made(kind: str, folder: Path) -> Environment:
            ready = kind == KINDS[-1]
            environment = dict(stack.enter_context(fresh_database(folder, ready=ready)))
            if kind == "sqlite":
                environment.pop("DIALOGO_DATABASE", None)
            return environment

        yield made


@pytest.fixture(scope="module")
def full(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    desk: Callable[..., Environment],
) -> tuple[Environment, Path]:
    """A desk with something in every table, and its backup with the key."""
    folder = tmp_path_factory.mktemp("full")
    environment = desk(request.param, folder)
    everything("fill", environment)
    upload = folder / "data" / "uploads" / "7" / "è un file.csv"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"a;b\r\n1;2\r\n")
    archive = folder / "backup.zip"
    done = dialogo(environment, "backup", archive, "--with-secret")
    assert (done.returncode, done.stderr) == (0, "")
    return environment, archive


@pytest.mark.parametrize(("full", "onto"), WAYS, indirect=["full"])
def test_every_row_of_every_table_comes_back(
    full: tuple[Environment, Path],
    onto: str,
    tmp_path: Path,
    desk: Callable[..., Environment],
) -> None:
    environment, archive = full
    other = desk(onto, tmp_path)
    done = dialogo(other, "restore", archive)
    assert (done.returncode, done.stderr, "its key" in done.stdout) == (0, "", False)
    before, after = told(environment), told(other)  # each then adds a row: its number is new
    assert "restored a backup" in after["desk_trailentry"].pop()
    assert after == {**before, "desk_trailentry": before["desk_trailentry"][:3]}
    assert len(before["desk_work"]) == 3
    uploaded = Path(other["DIALOGO_DATA"]) / "uploads" / "7" / "è un file.csv"
    assert uploaded.read_bytes() == b"a;b\r\n1;2\r\n"
    keys = [Path(one["DIALOGO_DATA"]) / "secret.key" for one in (environment, other)]
    assert keys[0].read_text() == keys[1].read_text()


@pytest.mark.parametrize("full", KINDS[-1:], indirect=True)
def test_one_of_an_older_version_is_brought_up_to_date(
    full: tuple[Environment, Path],
    tmp_path: Path,
    desk: Callable[..., Environment],
) -> None:
    """As the tables were before the team's: what was in them comes back, what is new is empty."""
    environment, archive = full
    older, newer = tmp_path / "older.zip", tmp_path / "newer.zip"
    came, grown = as_of(archive, older, "0003_dialogue")
    other = desk(KINDS[-1], tmp_path)
    done = dialogo(other, "restore", older)
    assert (done.returncode, done.stderr, "its key" in done.stdout) == (0, "", False)
    before, after = told(environment), told(other)
    assert {name: len(before.pop(name)) for name in came} == dict.fromkeys(came, 3)
    assert {name: len(after.pop(name)) for name in came} == dict.fromkeys(came, 0)
    del before["desk_trailentry"], after["desk_trailentry"]  # that it was restored stands there
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert {name for name in before if before[name] != after[name]} == grown
    named(archive, newer, "9999_not_yet")
    refused = dialogo(other, "restore", newer, "--replace")
    assert (refused.returncode, "made by a newer Dialogo" in refused.stderr) == (2, True)


@pytest.mark.parametrize("full", KINDS[-1:], indirect=True)
def test_it_is_for_its_owner_alone_and_takes_no_other_files_place(
    full: tuple[Environment, Path],
) -> None:
    environment, archive = full
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    again = dialogo(environment, "backup", archive)
    assert (again.returncode, "--replace" in again.stderr) == (2, True)


@pytest.mark.parametrize("full", KINDS[-1:], indirect=True)
def test_what_is_damaged_changes_nothing(full: tuple[Environment, Path], tmp_path: Path) -> None:
    environment, archive = full
    kinds = ("cut", "no zip", "row", "part", "path")
    damaged = [damage(archive, tmp_path / f"{how}.zip", how) for how in kinds]
    answer = json.loads(everything("refuse", environment, *damaged))
    assert dict(zip(kinds, answer["said"], strict=True)) == {
        "cut": "this is no backup of Dialogo's, or it did not arrive whole",
        "no zip": "this is no backup of Dialogo's, or it did not arrive whole",
        "row": "tables/desk_person.jsonl in this backup is damaged or has been changed",
        "part": "tables/desk_work.jsonl in this backup is damaged or has been changed",
        "path": "uploads/../../è un file.csv in this backup is damaged or has been changed",
    }
    assert answer["told"] == told(environment)


@pytest.mark.parametrize("full", KINDS[-1:], indirect=True)
def test_it_takes_the_place_of_something_only_when_told(
    full: tuple[Environment, Path],
) -> None:
    environment, archive = full
    done = dialogo(environment, "restore", archive)
    assert done.returncode == 2
    assert "Add --replace" in done.stderr


@pytest.mark.parametrize("full", KINDS[-1:], indirect=True)
def test_without_its_key_nothing_starts_until_the_key_is_given_up(
    full: tuple[Environment, Path],
    tmp_path: Path,
    desk: Callable[..., Environment],
) -> None:
    environment, _ = full
    archive = tmp_path / "without.zip"
    dialogo(environment, "backup", archive)
    with zipfile.ZipFile(archive) as file:
        assert "secret.key" not in file.namelist()
    other = desk("sqlite", tmp_path)
    assert "First bring its key" in dialogo(other, "restore", archive).stdout
    refused = dialogo(other, "work", "--once")
    assert (refused.returncode, "another key" in refused.stderr) == (2, True)
    dialogo(other, "restore", archive, "--replace", "--new-key")
    assert dialogo(other, "work", "--once").returncode == 0


def as_of(archive: Path, into: Path, migration: str) -> tuple[set[str], set[str]]:
    """A copy as Dialogo would have made it when `migration` was its last; the tables that have come
    since, and those that have got columns since."""
    loader = MigrationLoader(None, replace_migrations=False)
    others = [one for one in loader.graph.leaf_nodes() if one[0] != "desk"]
    then = tables(loader.project_state([("desk", migration), *others]).apps)
    kept = {f"tables/{name}.jsonl": [one.name for one in columns(of)] for name, of in then.items()}
    # What has gone since stands as it did in a row that nobody had touched.
    empty = {f"tables/{name}.jsonl": {field.column: field.get_default()
                                      for field in of._meta.concrete_fields}
             for name, of in then.items()}  # fmt: skip
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w") as new:
        manifest = json.loads(old.read(MANIFEST))
        parts, grown = {}, set()
        for name, part in manifest["parts"].items():
            content = old.read(name)
            if part["columns"] and name not in kept:
                continue
            if part["columns"] and set(part["columns"]) != set(kept[name]):
                grown.add(Path(name).stem)
                rows = [dict(zip(part["columns"], json.loads(row), strict=True))
                        for row in content.splitlines()]  # fmt: skip
                lines = [json.dumps([row[one] if one in row else empty[name][one]
                                     for one in kept[name]]) + "\n"
                         for row in rows]  # fmt: skip
                content = "".join(lines).encode()
                part |= {"columns": kept[name], "size": len(content)}
                part["sha256"] = hashlib.sha256(content).hexdigest()
            parts[name] = part
            new.writestr(name, content)
        came = {Path(name).stem for name in manifest["parts"].keys() - parts.keys()}
        manifest["parts"], manifest["migrations"]["desk"] = parts, migration
        new.writestr(MANIFEST, json.dumps(manifest))
    return came, grown


def named(archive: Path, into: Path, migration: str) -> None:
    """A copy that says `migration` was its last."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == MANIFEST:
                manifest = json.loads(content)
                manifest["migrations"]["desk"] = migration
                content = json.dumps(manifest).encode()
            new.writestr(name, content)


def damage(archive: Path, into: Path, how: str) -> Path:
    """A copy that is not whole any more."""
    if how == "cut":
        into.write_bytes(archive.read_bytes()[:-500])
        return into
    if how == "no zip":
        into.write_text("hello")
        return into
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if how == "row" and name == "tables/desk_person.jsonl":
                content = content.replace(b"plain", b"plane")
            if how == "part" and name == "tables/desk_work.jsonl":
                continue
            if how == "path" and name == "dialogo-backup.json":
                content = content.replace(b'"uploads/7/', b'"uploads/../../')
            outside = name.replace("uploads/7", "uploads/../..")
            new.writestr(outside if how == "path" else name, content)
    return into


def dialogo(environment: Environment, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dialogo", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def everything(what: str, environment: Environment, *archives: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.server.everything", what, *map(str, archives)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(environment: Environment) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(everything("tell", environment))
    return found
