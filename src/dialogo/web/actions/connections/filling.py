"""What may be filled in from outside to connect an account, and what the desk sets itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from dialogo.networks.shelf import Way
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import PRACTICE

LONGEST = 2000  # characters of a field: tokens are long
OURS = {PRACTICE: ("file",)}  # no stranger chooses files of this machine

_MISSING = Text(en="{field} is missing. {hint}", it="manca: {field}. {hint}")
_LONG = Text(en="{field} is longer than {most} characters.", it="{field}: più di {most} caratteri.")


def fields_of(network: str, way: Way) -> list[str]:
    """The names of what people fill in."""
    return [field.name for field in way.fields if field.name not in OURS.get(network, ())]


def fill(
    workspace: Workspace, network: str, way: Way, given: Mapping[str, object]
) -> dict[str, str]:
    """What a way needs, from what a stranger gave; raises `BadInput` that names the field."""
    asked = fields_of(network, way)
    filled = {}
    for field in way.fields:
        if field.name not in asked:
            continue
        value = str(given.get(field.name) or "").replace("\0", "").strip()
        if field.required and not value:
            raise BadInput(_MISSING, key=field.name, field=field.title, hint=field.hint)
        if len(value) > LONGEST:
            raise BadInput(_LONG, key=field.name, field=field.title, most=LONGEST)
        if value:
            filled[field.name] = value
    return filled | _ours(workspace, network)


def _ours(workspace: Workspace, network: str) -> dict[str, str]:
    return {"file": str(practice_file(workspace))} if network == PRACTICE else {}


def practice_file(workspace: Workspace) -> Path:
    """Where a company's practice network is kept."""
    folder: Path = settings.OPTIONS.data / "practice"
    return folder / f"{workspace.pk}.sqlite3"
