"""The door for records of erased people: what comes in of them again comes in without them.

Only pseudonyms are kept of whom was erased, so each author, id and call by name that comes in is
compared by its pseudonym. Where nobody was erased, the door is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dialogo.records.schema import Table
from dialogo.web.actions.erasing.blackening import BLACK, telling
from dialogo.web.actions.erasing.labels import keep_labels
from dialogo.web.actions.erasing.pseudonyms import MARK, Pseudonym, pseudonyms
from dialogo.web.models.erasure import Suppressed
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

Row = dict[str, Any]
_PARTS = re.compile(r"[/?#&=:]+")  # between the parts of an address
# What may be a name that somebody is called by: @anna, anna_rossi, @anna@mastodon.example.
_CALLED = re.compile(r"(@?)(\w[\w.-]*(?:@\w[\w.-]*)?)")


@dataclass
class Door:
    """Who and what is erased in a workspace, by pseudonyms."""

    workspace: Workspace
    pseudonym: Pseudonym
    people: frozenset[str]
    ids: set[str] = field(default_factory=set)
    conversations: set[str] = field(default_factory=set)

    def is_person(self, network: str, name: str) -> bool:
        return self.pseudonym(network, name) in self.people

    def renamed(self, network: str, name: str | None, among: set[str]) -> str | None:
        """The pseudonym of an id that was erased; any other as it is."""
        if name is None:
            return None
        new = self.pseudonym(network, name)
        return new if new in among else name

    def uncalled(self, network: str, text: str | None) -> str | None:
        """`text` without the names of erased people: those called by @, and those that no word of
        everyday language is."""
        if text is None:
            return None

        def black(call: re.Match[str]) -> str:
            at, whole = call[1], call[2].rstrip(".-")
            known = (at or telling(whole)) and self._is_called(network, whole)
            return f"{at}{BLACK}{call[2][len(whole) :]}" if known else call[0]

        return _CALLED.sub(black, text)

    def unlinked(self, network: str, url: str | None) -> str | None:
        """An address, unless it leads to an erased person."""
        if url is None:
            return None
        known = any(self._is_called(network, part) for part in _PARTS.split(url) if part)
        return None if known else url

    def _is_called(self, network: str, name: str) -> bool:
        bare = name.lstrip("@")
        return any(
            self.is_person(network, one) for one in {bare, bare.split("@")[0], f"@{bare}"} if one
        )


def at_the_door(workspace: Workspace, table: Table, rows: pa.Table) -> pa.Table:
    """`rows` of `table` without the people who were erased; in the transaction that stores them,
    after its revision was taken."""
    clean = _CLEANERS.get(table.name)
    door = door_of(workspace) if clean and rows.num_rows else None
    if clean is None or door is None:
        return rows
    return pa.Table.from_pylist(clean(door, rows.to_pylist()), schema=rows.schema)


def door_of(workspace: Workspace) -> Door | None:
    """The door of a workspace; None where nobody was ever erased, and it is open."""
    pseudonym = pseudonyms(workspace)
    if pseudonym is None:
        return None
    erased = Message.objects.filter(workspace=workspace, author__startswith=MARK)
    return Door(
        workspace,
        pseudonym,
        frozenset(
            Suppressed.objects.filter(workspace=workspace).values_list("pseudonym", flat=True)
        ),
        set(erased.values_list("message_id", flat=True)),
        set(erased.exclude(conversation=None).values_list("conversation", flat=True)),
    )


def _messages(door: Door, rows: list[Row]) -> list[Row]:
    theirs = [
        row
        for row in rows
        if row["author_kind"] != "company" and door.is_person(row["network"], row["author"])
    ]
    keep_labels(door.workspace, theirs, door.pseudonym)
    for row in theirs:
        was = row["message_id"]
        row.update(anonymous(row, door.pseudonym))
        door.ids.add(row["message_id"])
        if row["conversation"] is not None:
            door.conversations.add(row["conversation"])
        _refer(door.workspace, row["network"], was, row["message_id"])
    for row in rows:
        network = row["network"]
        row["in_reply_to"] = door.renamed(network, row["in_reply_to"], door.ids)
        row["conversation"] = door.renamed(network, row["conversation"], door.conversations)
        row["text"] = door.uncalled(network, row["text"])
        row["url"] = door.unlinked(network, row["url"])
        row["extra"] = door.uncalled(network, row["extra"])
    return rows


def _posts(door: Door, rows: list[Row]) -> list[Row]:
    for row in rows:
        row["joins"] = door.renamed(row["network"], row["joins"], door.ids)
        row["text"] = door.uncalled(row["network"], row["text"])
        row["url"] = door.unlinked(row["network"], row["url"])
        row["extra"] = door.uncalled(row["network"], row["extra"])
    return rows


def _labels(door: Door, rows: list[Row]) -> list[Row]:
    for row in rows:
        new = door.renamed(row["network"], row["message_id"], door.ids)
        if new != row["message_id"]:
            row.update(message_id=new, because=None)
    return rows


_CLEANERS: dict[str, Callable[[Door, list[Row]], list[Row]]] = {
    "messages": _messages,
    "posts": _posts,
    "message_labels": _labels,
}


def anonymous(row: Row, pseudonym: Pseudonym) -> Row:
    """The columns of a person's message that tell who it was, as they are once it is erased."""
    network, conversation = row["network"], row["conversation"]
    return {
        "author": pseudonym(network, row["author"]),
        "message_id": pseudonym(network, row["message_id"]),
        "conversation": None if conversation is None else pseudonym(network, conversation),
        "text": None,
        "url": None,
        "extra": None,
    }


def _refer(workspace: Workspace, network: str, was: str, now: str) -> None:
    """Answers that came in before the message they answer point to its pseudonym, too."""
    if was != now:
        Message.objects.filter(workspace=workspace, reply_key=id_key(network, was)).update(
            in_reply_to=now, reply_key=id_key(network, now), revision=workspace.revision
        )
