"""Videos as programs see them."""

from __future__ import annotations

from typing import Any

from dialogo.records.text import Lang
from dialogo.web.api.operation import Schema, component, shape
from dialogo.web.models.films import Film

_COUNT: Schema = {"type": "integer", "minimum": 0}
FIELDS: dict[str, Schema] = {
    "id": _COUNT,
    "name": {"type": "string"},
    "state": {"enum": list(Film.STATES)},
    "error": {"type": ["string", "null"]},
    "bytes": _COUNT,
    "width": _COUNT,
    "height": _COUNT,
    "seconds": {"type": "number", "minimum": 0},
}
FILM = component("film", shape(**FIELDS))
CAPTIONS: Schema = shape(lang={"type": "string"}, text={"type": "string"})


def shown(film: Film, lang: Lang) -> dict[str, Any]:
    """As it stands; its size and shape are told once it is ready. One that was made smaller for a
    network goes by the number of the one that was handed in."""
    return {
        "id": film.source_id or film.pk,
        "name": film.name,
        "state": film.state,
        "error": (film.error or {}).get(lang),
        "bytes": film.size,
        "width": film.width,
        "height": film.height,
        "seconds": round(film.seconds, 3),
    }
