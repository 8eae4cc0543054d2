"""Keeping the needs that were counted; what the team calls them, and which it hides."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from dialogo.language.needs import title_of
from dialogo.records.text import Text
from dialogo.web.actions import computed, trail, workspaces
from dialogo.web.models.needs import Need, NeedChoice
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_counts import Counted, NeedCounts
from dialogo.web.queries.needs import KIND

_LONGEST = 200

RENAMED = Text(en="calls the need “{need}” “{title}”", it="chiama il bisogno «{need}» «{title}»")
AS_KNOWN = Text(
    en="calls the need “{need}” by its own name again",
    it="chiama di nuovo il bisogno «{need}» con il suo nome",
)
HIDDEN = Text(en="hid the need “{need}”", it="ha nascosto il bisogno «{need}»")
SHOWN = Text(en="shows the need “{need}” again", it="mostra di nuovo il bisogno «{need}»")


def keep(workspace: Workspace, revision: int, found: NeedCounts) -> None:
    """Replaces the needs counted before, in the caller's transaction; rows keep their numbers."""
    rows = {need.name[:_LONGEST]: need for need in reversed(found.needs)}
    Need.objects.filter(workspace=workspace).exclude(name__in=rows).delete()
    made = [Need(workspace=workspace, **_columns(need, name)) for name, need in rows.items()]
    Need.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["workspace", "name"],
        update_fields=[column for column in _columns(found.needs[0], "") if column != "name"]
        if made
        else None,
    )
    figures = {"posts": found.posts, "messages": found.messages}
    computed.keep(KIND, workspace, revision, found.window, figures)


def _columns(need: Counted, name: str) -> dict[str, object]:
    served = Need.SERVED if need.useful else Need.PERHAPS if need.unsure else Need.UNSERVED
    return {**asdict(need), "name": name, "served": served}


@transaction.atomic
def rename(by: Person, workspace: Workspace, name: str, title: str) -> None:
    """Calls the need `name` by `title` from now on; empty: as it is known."""
    title = title.strip()[:80]
    choice, _ = NeedChoice.objects.get_or_create(workspace=workspace, name=name)
    if choice.title == title:
        return
    _choose(choice, by, title=title)
    workspaces.rename_what_is_known(workspace)
    says = RENAMED if title else AS_KNOWN
    trail.note(
        by, workspace, "needs.rename", f"need:{name}", says, need=title_of(name), title=title
    )


@transaction.atomic
def hide(by: Person, workspace: Workspace, name: str, hidden: bool) -> None:
    """Takes the need `name` from the list, or puts it back."""
    choice, _ = NeedChoice.objects.get_or_create(workspace=workspace, name=name)
    if choice.hidden == hidden:
        return
    _choose(choice, by, hidden=hidden)
    says, verb = (HIDDEN, "needs.hide") if hidden else (SHOWN, "needs.show")
    trail.note(by, workspace, verb, f"need:{name}", says, need=title_of(name))


def _choose(choice: NeedChoice, by: Person, **values: object) -> None:
    for column, value in values.items():
        setattr(choice, column, value)
    choice.by, choice.at = by, timezone.now()
    choice.save()
