"""Secrets kept in memory, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime


class Pocket:
    """Secrets in memory."""

    def __init__(self, **held: str) -> None:
        self.held: Mapping[str, str] = held

    def read(self) -> Mapping[str, str]:
        return self.held

    def keep(self, new: Mapping[str, str], until: datetime | None) -> None:
        self.held = new

    def alone(self) -> Callable[[], None]:
        return lambda: None
