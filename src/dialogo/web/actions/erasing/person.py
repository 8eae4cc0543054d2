"""Erasing a person: their name and words go from everything stored; that somebody wrote stays.

What the person wrote keeps its place, its moment and its label under a pseudonym, so that figures
hold. Names and words leave the records, the kept audits and whatever else quotes them; notes, tags
and the contact go; and the door keeps later imports from bringing the person back. Comments and the
trail are the team's own words, and stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions import teaching, trail, work, workspaces
from dialogo.web.actions.community.contacts import family
from dialogo.web.actions.erasing import lasting, received
from dialogo.web.actions.erasing.blackening import Blackening, bare
from dialogo.web.actions.erasing.labels import keep_labels
from dialogo.web.actions.erasing.pseudonyms import Pseudonym, pseudonyms
from dialogo.web.actions.erasing.suppression import anonymous
from dialogo.web.actions.erasing.sweep import renew, sweep
from dialogo.web.actions.outward.storing import forget_person
from dialogo.web.actions.records import forget_mirrors
from dialogo.web.models.community import Contact, ContactAccount
from dialogo.web.models.erasure import Suppressed
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import AlsoBrought, Message, Post
from dialogo.web.models.workspace import Workspace

FORGET = "forget_words"  # the work that clears the database's file (jobs/forgetting.py)
ERASED = Text(en="erased a person's data", it="ha cancellato i dati di una persona")


class Account(NamedTuple):
    """By what name somebody writes on a network."""

    network: str
    author: str


@transaction.atomic
def erase(by: Person, contact: Contact) -> int:
    """Erases whom `contact` and all joined to it stand for; how many of their messages it was."""
    workspace = contact.workspace
    workspaces.touch(workspace)
    members = family(contact)
    accounts = ContactAccount.objects.filter(workspace=workspace, home__in=members)
    named = [Account(*one) for one in accounts.values_list("network", "author")]
    count = forget(workspace, named, members)
    trail.note(by, workspace, "community.erase", "contact", ERASED)
    folder = settings.OPTIONS.data
    transaction.on_commit(lambda: lasting.remember(folder), robust=True)
    return count


def forget(workspace: Workspace, accounts: Sequence[Account], members: Sequence[int]) -> int:
    """Erases whoever writes by these accounts, and the contacts `members`, which are theirs alone;
    how many of their messages it was. In the caller's transaction, after its revision was taken."""
    pseudonym = pseudonyms(workspace, draw=True)
    assert pseudonym is not None  # noqa: S101  (narrowing only: it has just been drawn)
    suppress(workspace, (pseudonym(one.network, one.author) for one in accounts))
    messages = list(_messages(workspace, accounts))
    black, where = _blackening(accounts, messages, pseudonym), received.threads_of(messages)
    keep_labels(workspace, [_values(message) for message in messages], pseudonym)
    teaching.unlearn(workspace)
    for message in messages:
        _rewrite(message, workspace, pseudonym)
    _refer(workspace, black)
    known_as = received.forget_told(workspace, where, black)
    named = {(network, id_): pseudonym(network, id_) for network, id_ in known_as}
    black = replace(black, ids={**black.ids, **named})
    # Networks know them by these under whatever name they come back.
    suppress(workspace, named.values())
    forget_person(workspace, accounts, known_as)
    received.place_anew(workspace, where)
    Contact.objects.filter(pk__in=members).delete()
    sweep(workspace, black)
    forget_mirrors(workspace)
    work.ask(FORGET, workspace)
    return len(messages)


def suppress(workspace: Workspace, people: Iterable[str]) -> None:
    """Keeps people out of what comes in later, by their pseudonyms."""
    rows = [Suppressed(workspace=workspace, pseudonym=one) for one in people]
    Suppressed.objects.bulk_create(rows, ignore_conflicts=True)


def _messages(workspace: Workspace, accounts: Sequence[Account]) -> Iterator[Any]:
    for account in accounts:
        key = id_key(account.network, account.author)
        found = Message.objects.filter(workspace=workspace, author_key=key)
        yield from found.exclude(author_kind="company")


def _values(message: Any) -> dict[str, Any]:
    names = ("network", "message_id", "author", "author_kind", "conversation", "text")
    return {name: getattr(message, name) for name in names}


def _blackening(
    accounts: Sequence[Account], messages: list[Any], pseudonym: Pseudonym
) -> Blackening:
    ids = {}
    for message in messages:
        for name in (message.message_id, message.conversation):
            if name is not None:
                ids[message.network, name] = pseudonym(message.network, name)
    return Blackening(
        frozenset(account.author for account in accounts if bare(account.author)),
        ids,
        tuple(message.text for message in messages if message.text),
    )


def _rewrite(message: Any, workspace: Workspace, pseudonym: Pseudonym) -> None:
    """One message under its pseudonym, wherever its key stands."""
    was = bytes(message.row_key)
    for name, value in anonymous(_values(message), pseudonym).items():
        setattr(message, name, value)
    renew(message, workspace)
    message.save()
    AlsoBrought.objects.filter(by__workspace=workspace, table="messages").filter(
        row_key=was
    ).update(row_key=message.row_key)


def _refer(workspace: Workspace, black: Blackening) -> None:
    """What answers, continues or shares the person's messages points to their pseudonyms."""
    messages, posts = (model.objects.filter(workspace=workspace) for model in (Message, Post))
    revision = workspace.revision
    for (network, id_), new in black.ids.items():
        was, now = id_key(network, id_), id_key(network, new)
        messages.filter(reply_key=was).update(in_reply_to=new, reply_key=now, revision=revision)
        messages.filter(conversation_key=was).update(
            conversation=new, conversation_key=now, revision=revision
        )
    for post in posts.exclude(joins=None):
        if (shared := black.ids.get((post.network, post.joins))) is not None:
            posts.filter(pk=post.pk).update(joins=shared, revision=revision)
