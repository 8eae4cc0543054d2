"""What a server takes, as it is kept with the connection (and read by queries/connections)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from dialogo.networks.account import Limits


def written(limits: Limits) -> dict[str, Any]:
    """As JSON; spans of time in seconds."""
    return {name: _plain(value) for name, value in asdict(limits).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return list(value) if isinstance(value, tuple) else value
