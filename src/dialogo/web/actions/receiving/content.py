"""What a network told, as a row keeps it in JSON.

Nothing that a network sends keeps it from being stored: what no database takes is made fit here,
and what makes no sense is found when it is taken in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from dialogo.networks.seen import Figures, Followers, Gone, Message, Post, Seen
from dialogo.web.models.record_key import SIZE

Content = dict[str, Any]
KINDS: Mapping[str, type[Seen]] = {
    "message": Message,
    "post": Post,
    "gone": Gone,
    "figures": Figures,
    "followers": Followers,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
# What may be told otherwise each time without meaning anything else.
_PASSING = frozenset({"raw", "picture", "noticed_at"})
_DEEP, _LONG, _MANY = 12, 200_000, 1_000  # levels, characters of a text, items of a list


def kind_of(item: Seen) -> str:
    """The name that a row has for this sort of item."""
    return _NAMES[type(item)]


def content_of(item: Seen) -> Content:
    """An item as JSON that both databases take, whatever is in it."""
    content: Content = _storable(item, 0)
    return content


def digest_of(kind: str, content: Content, mark: str = "") -> bytes:
    """The same for what is told twice the same; `mark` tells apart what is told anew."""
    said = json.dumps([kind, mark, _lasting(content)], sort_keys=True, separators=(",", ":"))
    return blake2b(said.encode(), digest_size=SIZE).digest()


def _storable(value: Any, depth: int) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return fit(value)
        case int():
            return value if abs(value) < 1 << 63 else None
        case float():
            return value if math.isfinite(value) else None
        case datetime():
            return value.isoformat()
        case _ if depth >= _DEEP:
            return None
        case Mapping():
            pairs = list(value.items())[:_MANY]
            return {fit(str(key)): _storable(item, depth + 1) for key, item in pairs}
        case Sequence():
            return [_storable(item, depth + 1) for item in value[:_MANY]]
        case _ if is_dataclass(value):
            return {f.name: _storable(getattr(value, f.name), depth + 1) for f in fields(value)}
    return fit(str(value))


def fit(value: str) -> str:
    """Neither NUL nor half a surrogate pair, which PostgreSQL takes in no JSON."""
    if not value.isascii():
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value.replace("\0", "\ufffd")[:_LONG]


def _lasting(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _lasting(item) for key, item in content.items() if key not in _PASSING}
    if isinstance(content, list):
        return [_lasting(item) for item in content]
    return content
