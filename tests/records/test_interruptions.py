"""Killed, refused or failing, an import has happened as a whole or has not happened."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dialogo.records import store
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from tests.records.test_store import add, data_files, message, messages

_KILLED = textwrap.dedent(
    """
    import os, shutil, signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from tests.records.test_store import messages, message
    from dialogo.records import merge, staging, store

    import duckdb, pyarrow.compute, pyarrow.parquet  # so that a child need not

    changes = {"replace", "unlink", "rename", "fsync", "mkdir", "rmdir", "write_table", "open"}
    rows = messages(message(1, url="u"), message(3), message(4, company="B"))

    def add(folder, step):
        def counted(frame, event, called):
            nonlocal step
            if event == "c_call" and called.__name__ in changes:
                step -= 1
                if step < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        with store.adding(folder) as adding:
            adding.add("messages", rows)
            sys.setprofile(counted)
            adding.merge()
            adding.commit([{"name": "second"}])

    root, step = Path(sys.argv[1]), 0
    while True:
        folder = root / str(step)
        shutil.copytree(root / "before", folder)
        child = os.fork()
        if not child:
            add(folder, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.WEXITSTATUS(status))
        step += 1
    """
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to start an import many times")
def test_killed_at_any_instant_an_import_has_happened_or_has_not(tmp_path: Path) -> None:
    add(tmp_path / "before", message(1), message(2))
    command = [sys.executable, "-c", _KILLED, str(tmp_path), str(Path(__file__).parents[2])]
    subprocess.run(command, check=True, timeout=300)
    old = {("1", None), ("2", None)}
    new = {("1", "u"), ("2", None), ("3", None), ("4", None)}
    folders = sorted((f for f in tmp_path.iterdir() if f.name.isdigit()), key=lambda f: int(f.name))
    happened = []
    for folder in folders:
        rows = Records.read(folder).rows("SELECT message_id, url FROM messages")
        found = {(row["message_id"], row["url"]) for row in rows}
        assert found in (old, new)
        assert len(store.journal(folder)) == (2 if found == new else 1)
        happened.append(found == new)
    assert happened == sorted(happened), "what was once committed stays committed"
    assert 10 < happened.index(True) < len(happened) - 5, "killed before and after the commit"
    for folder in (folders[0], folders[happened.index(True)], folders[-2]):
        add(folder, message(1), message(5))
        count = 3 if folder == folders[0] else 5
        assert Records.read(folder).row("SELECT count(*) AS n FROM messages") == {"n": count}
        assert not (folder / ".incoming").exists()


def test_two_imports_at_once_are_told_apart(tmp_path: Path) -> None:
    with store.adding(tmp_path), pytest.raises(BadInput, match="another import"):
        add(tmp_path, message(1))


def test_an_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    add(tmp_path, message(1))
    before = data_files(tmp_path)
    with pytest.raises(ZeroDivisionError), store.adding(tmp_path) as adding:
        adding.add("messages", messages(message(2)))
        adding.merge()
        raise ZeroDivisionError
    assert data_files(tmp_path) == before
