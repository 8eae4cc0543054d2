"""A person's data in a ZIP, as they may ask for it: everything as JSON, the tables as CSV, too."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from dialogo.web.models.community import Contact
from dialogo.web.models.records import Message, Post
from dialogo.web.queries.community.contacts import Known, known

ACCOUNT = ("network", "author", "first_at", "last_at", "messages")
MESSAGE = (
    "network", "message_id", "sent_at", "author", "in_reply_to", "conversation", "kind", "text",
    "url", "extra",
)  # fmt: skip
ANSWER = ("network", "message_id", "sent_at", "author", "in_reply_to", "text", "url")
POST = ("network", "post_id", "published_at", "joins", "text", "url")
NOTE = ("at", "by_name", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


def person_file(contact: Contact) -> bytes:
    """The ZIP of one person: what they wrote, what was answered, and what the team noted down."""
    of = known(contact)
    messages = _messages(of)
    tables = {
        "accounts": [_values(account, ACCOUNT) for account in of.accounts],
        "messages": [_values(message, MESSAGE) for message in messages],
        "answers": [_values(answer, ANSWER) for answer in _answers(of, messages)],
        "posts": [_values(post, POST) for post in _posts(of, messages)],
        "notes": [_values(note, NOTE) for note in of.notes],
    }
    told = {"name": contact.name, "tags": list(of.tags), **tables}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("person.json", json.dumps(told, ensure_ascii=False, indent=2))
        for name, rows in tables.items():
            file.writestr(f"{name}.csv", _csv(rows))
    return made.getvalue()


def _messages(of: Known) -> list[Any]:
    keys = [bytes.fromhex(account.key) for account in of.accounts]
    rows = Message.objects.filter(workspace=of.contact.workspace, author_key__in=keys)
    return list(rows.order_by("sent_at", "pk"))


def _answers(of: Known, messages: Sequence[Any]) -> list[Any]:
    """What the company wrote back: directly, or in the same private conversation."""
    replies = [message.row_key for message in messages]
    talks = {message.conversation_key for message in messages} - {None}
    rows = Message.objects.filter(workspace=of.contact.workspace, author_kind="company")
    said = rows.filter(Q(reply_key__in=replies) | Q(conversation_key__in=talks))
    return list(said.order_by("sent_at", "pk"))


def _posts(of: Known, messages: Sequence[Any]) -> list[Any]:
    """Posts of the company that share what the person wrote."""
    ids = {(message.network, message.message_id) for message in messages}
    rows = Post.objects.filter(workspace=of.contact.workspace).exclude(joins=None)
    return [
        post for post in rows.order_by("published_at", "pk") if (post.network, post.joins) in ids
    ]


def _values(row: Any, names: Sequence[str]) -> Row:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """One table; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    if rows:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([_safe(value) for value in row.values()] for row in rows)
    return "\ufeff" + text.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
