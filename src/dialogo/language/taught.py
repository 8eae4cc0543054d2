"""Taught: what a workspace knows of its own, beside what every model was shipped with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogo.language.need_groups import Groups
    from dialogo.language.own import Own


@dataclass(frozen=True)
class Taught:
    """`own`: what corrections have taught; `needs`: what its people were found to ask for."""

    own: Own | None = None
    needs: Groups | None = None
