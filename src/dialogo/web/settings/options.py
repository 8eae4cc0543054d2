"""What whoever runs the desk may set, by environment or by one TOML file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Options:
    """`database` is empty for one SQLite file in `data`."""

    data: Path
    database: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    debug: bool = False


def read() -> Options:
    """The options in force."""
    data = Path(os.environ.get("DIALOGO_DATA") or platformdirs.user_data_path("dialogo"))
    data.mkdir(parents=True, exist_ok=True)
    return Options(data=data, database=os.environ.get("DIALOGO_DATABASE", ""))
