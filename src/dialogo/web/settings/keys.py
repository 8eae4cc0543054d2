"""The installation's secret: drawn once, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret(data: Path) -> str:
    """The secret of `data/secret.key`, which is made if need be."""
    path = data / "secret.key"
    if not path.exists():
        drawn = path.with_suffix(f".{os.getpid()}")
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):  # of two processes that start at once, one draws it
            os.link(drawn, path)
        drawn.unlink()
    return path.read_text(encoding="ascii").strip()
