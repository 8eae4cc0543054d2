"""Saying something about a finding, and telling the people it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.audit import Comment, Mention
from dialogo.web.models.person import Person
from dialogo.web.models.roles import TEAM
from dialogo.web.models.workspace import Membership, Workspace

SAID = Text(en="commented on “{title}”", it="ha commentato «{title}»")
EDITED = Text(en="edited a comment on “{title}”", it="ha modificato un commento su «{title}»")
REMOVED = Text(en="removed a comment on “{title}”", it="ha rimosso un commento su «{title}»")


@dataclass(frozen=True)
class Subject:
    """What is being talked of: `about` names it in the workspace, `title` in words."""

    workspace: Workspace
    about: str
    title: Text


@transaction.atomic
def add(by: Person, subject: Subject, text: str, tell: Iterable[Person]) -> Comment:
    """Keeps a comment; whoever it names by @, and those in `tell`, will find it on Today."""
    workspace, about = subject.workspace, subject.about
    comment = Comment.objects.create(
        workspace=workspace, about=about, by=by, by_name=str(by), text=text
    )
    _mention(comment, {*named(workspace, text), *tell})
    trail.note(by, workspace, "mistakes.comment", about, SAID, title=subject.title)
    return comment


@transaction.atomic
def edit(by: Person, comment: Comment, title: Text, text: str, tell: Iterable[Person]) -> None:
    """Says it in other words; whoever is newly named is told, whoever no longer is, is not."""
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    people = {*named(comment.workspace, text), *tell}
    comment.named.exclude(person__in=people).delete()
    _mention(comment, people)
    trail.note(by, comment.workspace, "mistakes.comment_edit", comment.about, EDITED, title=title)


@transaction.atomic
def remove(by: Person, comment: Comment, title: Text) -> None:
    """Takes the words away; that something was said, when and by whom, stays."""
    comment.text, comment.deleted_at = "", timezone.now()
    comment.save(update_fields=["text", "deleted_at"])
    comment.named.all().delete()
    about = comment.about
    trail.note(by, comment.workspace, "mistakes.comment_remove", about, REMOVED, title=title)


def seen(person: Person, comments: Iterable[Comment]) -> None:
    """Notes that somebody has seen where they are named."""
    rows = Mention.objects.filter(person=person, comment__in=list(comments), seen_at=None)
    rows.update(seen_at=timezone.now())


def named(workspace: Workspace, text: str) -> set[Person]:
    """Who is named in a text: `@Ada Neri`, `@ada@aurora.example`, or `@Ada` if there is but one."""
    if "@" not in text:
        return set()
    team = Membership.objects.filter(workspace=workspace, role__in=[role.value for role in TEAM])
    people = [membership.person for membership in team.select_related("person")]
    calls: dict[str, list[Person]] = {}
    for person in people:
        for call in {person.email, person.name, *person.name.split()[:1]}:
            if call:
                calls.setdefault(call.casefold(), []).append(person)
    folded = text.casefold()
    return {
        owners[0]
        for call, owners in calls.items()
        if len(owners) == 1 and re.search(rf"(?<!\w)@{re.escape(call)}(?!\w)", folded)
    }


def _mention(comment: Comment, people: Iterable[Person]) -> None:
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person) for person in people if person != comment.by],
        ignore_conflicts=True,
    )
