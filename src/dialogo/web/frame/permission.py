"""A permission: one thing that may be seen or done, and which roles may."""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.records.text import Text
from dialogo.web.models.roles import Role


@dataclass(frozen=True)
class Permission:
    """`id` is `page.action`; `title` completes "may …" in words."""

    id: str
    title: Text
    roles: frozenset[Role]
