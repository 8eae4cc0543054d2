"""The installation's secret: drawn once, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret(data: Path) -> str:
    """The secret from DIALOGO_SECRET_KEY or `data/secret.key`, which is made if need be."""
    if given := os.environ.get("DIALOGO_SECRET_KEY"):
        return given
    path = data / "secret.key"
    if not path.exists():
        drawn = path.with_suffix(f".{os.getpid()}")
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(drawn, path)  # whoever comes first keeps it, if two processes start at once
        except FileExistsError:
            pass
        drawn.unlink()
    return path.read_text(encoding="ascii").strip()
