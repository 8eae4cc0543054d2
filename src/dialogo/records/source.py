"""Where a number or a line comes from, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strength = Literal["definition", "strong", "medium", "weak", "house rule"]


@dataclass(frozen=True)
class Source:
    """`page` is a page of this project's documentation (docs/evidence/…) that tells the whole."""

    page: str
    strength: Strength
