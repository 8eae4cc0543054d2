"""What a workspace has taught the models of language: its own knowledge, ready for use."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from dialogo.language.own import Own, unpacked
from dialogo.language.taught import Taught
from dialogo.web.models.language import OwnModel
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_groups import groups_of

# What was asked for lately, by what it was made of: weights of some megabytes each.
_LATELY: OrderedDict[bytes, Taught | None] = OrderedDict()
_AT_MOST = 8
_ONE = Lock()


def taught_of(workspace: Workspace) -> Taught | None:
    """The workspace's own knowledge; None: it has none."""
    if not workspace.taught:
        return None
    mark = mark_of(workspace)
    with _ONE:
        if mark in _LATELY:
            _LATELY.move_to_end(mark)
            return _LATELY[mark]
    made = _made(workspace)
    with _ONE:
        _LATELY[mark] = made
        while len(_LATELY) > _AT_MOST:
            _LATELY.popitem(last=False)
    return made


def mark_of(workspace: Workspace) -> bytes:
    """Tells one state of a workspace's knowledge from every other; 64 bytes at most."""
    if not workspace.taught:
        return b""
    return f"{workspace.pk}.{workspace.taught}.{workspace.created_at.timestamp()}".encode()


def own_of(row: OwnModel) -> Own | None:
    """What corrections have taught, if it is to count."""
    return unpacked(bytes(row.table), row.number) if row.wanted and row.table else None


def _made(workspace: Workspace) -> Taught | None:
    row = OwnModel.objects.filter(workspace=workspace).first()
    own = own_of(row) if row else None
    needs = groups_of(workspace)
    return Taught(own, needs) if own or needs else None
