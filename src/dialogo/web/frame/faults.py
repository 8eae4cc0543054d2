"""Faults that are nobody's mistake and have a remedy: a full disk, a database that is busy."""

from __future__ import annotations

import errno
import sqlite3
from typing import Literal

Known = Literal["full", "busy"]

# As PostgreSQL names them: disk_full; lock_not_available, too_many_connections, shutdowns.
_FULL = {"53100"}
_BUSY = {"55P03", "53300", "57P01", "57P02", "57P03"}


def known(fault: BaseException | None) -> Known | None:
    """Which of them it is, going by the numbers that disk and database give."""
    for _ in range(10):
        if fault is None:
            break
        state = getattr(fault, "sqlstate", None)
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if getattr(fault, "errno", None) == errno.ENOSPC or state in _FULL:
            return "full"
        if code == sqlite3.SQLITE_FULL:
            return "full"
        if state in _BUSY or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return "busy"
        fault = fault.__cause__ or fault.__context__
    return None
