"""The needs as the team sees them: as counted, under the team's names, hidden ones apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

from dialogo.language.needs import title_of
from dialogo.records.text import Text
from dialogo.web.models.needs import Need, NeedChoice
from dialogo.web.models.record_key import key_of
from dialogo.web.models.records import Message, Post
from dialogo.web.models.workspace import Workspace

KIND = "needs"
SPLITS = "needs-split"
MOST = 200
# Fewer messages in eight weeks tell no course (house rule).
_TELLING = 8

Trend = Literal["more", "less", "same", "few"]


@dataclass(frozen=True)
class Shown:
    """A need with the name that the team knows it by; `own` is a name of the team's own."""

    need: Need
    title: Text
    own: bool = False
    hidden: bool = False

    @property
    def trend(self) -> Trend:
        """The last four weeks against the four before: a change beyond what chance would do."""
        weeks = self.need.weeks
        before, now = sum(weeks[:4]), sum(weeks[4:])
        if before + now < _TELLING:
            return "few"
        if abs(now - before) <= 2 * sqrt(before + now):
            return "same"
        return "more" if now > before else "less"


def needs(workspace: Workspace) -> list[Shown]:
    """Every need, those that nobody serves first, then the most voiced."""
    rows = Need.objects.filter(workspace=workspace).order_by("served", "-messages", "name")[:MOST]
    choices = {choice.name: choice for choice in NeedChoice.objects.filter(workspace=workspace)}
    return [_shown(need, choices.get(need.name)) for need in rows]


def need(workspace: Workspace, number: int) -> Shown | None:
    """One need by the number of its row."""
    found = Need.objects.filter(workspace=workspace, pk=number).first()
    if found is None:
        return None
    return _shown(found, NeedChoice.objects.filter(workspace=workspace, name=found.name).first())


def taken(workspace: Workspace) -> set[str]:
    """The names that no new need may have: of all that the team chose something for."""
    return set(NeedChoice.objects.filter(workspace=workspace).values_list("name", flat=True))


def messages_of(workspace: Workspace, need: Need) -> list[Any]:
    """The latest messages that voice a need, as they are stored."""
    return _in_order(Message, workspace, need.messages_shown, "message_id")


def posts_of(workspace: Workspace, need: Need) -> list[Any]:
    """The latest posts that serve a need, as they are stored."""
    return _in_order(Post, workspace, need.posts_shown, "post_id")


def _in_order(model: Any, workspace: Workspace, keys: list[list[str]], column: str) -> list[Any]:
    wanted = [(network, id_) for network, id_ in keys]
    found = model.objects.filter(workspace=workspace, row_key__in=[key_of(key) for key in wanted])
    known = {(row.network, getattr(row, column)): row for row in found}
    return [known[key] for key in wanted if key in known]


def _shown(need: Need, choice: NeedChoice | None) -> Shown:
    if choice is None:
        return Shown(need, title_of(need.name))
    own = choice.title.replace("{", "{{").replace("}", "}}")
    title = Text(en=own, it=own) if own else title_of(need.name)
    return Shown(need, title, bool(own), choice.hidden)
