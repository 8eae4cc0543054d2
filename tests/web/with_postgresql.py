"""Runs a command with a PostgreSQL of its own: python -m tests.web.with_postgresql pytest …

The cluster lives in a temporary folder and on a unix socket, and is gone when the command ends.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SETTINGS = {
    "fsync": "off",  # it is thrown away
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "",
}


def binaries() -> Path:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name)
    )
    if not versions:
        sys.exit("PostgreSQL is missing; `make test` installs it where it can")
    return versions[-1]


def _account() -> pwd.struct_passwd | None:
    """Who runs it: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; the address of its database."""
    account, place = _account(), Path(tempfile.mkdtemp(prefix="dialogo-pg-"))
    bin_ = binaries()
    if account:
        os.chown(place, account.pw_uid, account.pw_gid)

    def run(*command: str | Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            sys.exit(f"{command[0]}: {done.stdout}{done.stderr}")

    data, log = place / "data", place / "log"
    try:
        run(bin_ / "initdb", "-D", data, "-U", "dialogo", "-A", "trust", "-E", "UTF8", "-N")
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        run(bin_ / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"{options} -k {place}", "start")
        try:
            yield f"postgresql://dialogo@/postgres?host={quote(str(place), safe='')}"
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def main(command: list[str]) -> int:
    """Runs the command with `DIALOGO_DATABASE` set; its exit code."""
    if not command:
        sys.exit(__doc__)
    with cluster() as address:
        process = subprocess.Popen(command, env={**os.environ, "DIALOGO_DATABASE": address})
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda given, _: process.send_signal(given))
        return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
