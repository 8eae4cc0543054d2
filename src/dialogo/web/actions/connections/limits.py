"""What a server takes, as it is kept with the connection."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

from dialogo.networks.account import Limits
from dialogo.web.models.connections import Connection


def written(limits: Limits) -> dict[str, Any]:
    """As JSON; spans of time in seconds."""
    return {
        name: value.total_seconds() if isinstance(value, timedelta) else _plain(value)
        for name, value in asdict(limits).items()
    }


def limits_of(connection: Connection) -> Limits | None:
    """As they were last read; None if its server has never said."""
    known = {field.name for field in fields(Limits)}
    kept = {name: value for name, value in connection.limits.items() if name in known}
    if not {"length", "counted"} <= set(kept):
        return None
    for name in ("reply_within", "honours_keys"):
        if isinstance(kept.get(name), int | float):
            kept[name] = timedelta(seconds=kept[name])
    if "picture_types" in kept:
        kept["picture_types"] = tuple(kept["picture_types"])
    return Limits(**kept)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
