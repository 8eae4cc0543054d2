"""From the bytes of a mail to a message: who, when, what, in which conversation, by a machine?"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from typing import Literal, TypeVar

import nh3

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author, Message

MOST_CHARACTERS = 100_000
T = TypeVar("T")
# What Python's parser of mail raises at headers and parts that nobody should send.
_ODD = (ValueError, LookupError, AttributeError, TypeError)
_IDS = re.compile(r"<([^<>\s]+)>")
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"}
_BREAK = re.compile(r"</?(?:" + "|".join(sorted(_BREAKS)) + r")\s*/?>", re.IGNORECASE)


def ids(header: object) -> list[str]:
    """The message ids in a header, in order, without their brackets."""
    return _IDS.findall(str(header or ""))


def read(data: bytes, ours: str, received: datetime) -> Message:
    """Any bytes become a message; what a header does not say is left out."""
    mail = BytesParser(policy=policy.default.clone(raise_on_defect=False)).parsebytes(data)
    known = next(iter(ids(_header(mail, "Message-ID"))), None) or _made(data)
    parents = ids(_header(mail, "References"))
    replied = next(iter(ids(_header(mail, "In-Reply-To"))), None) or next(reversed(parents), None)
    bounced = _or(None, _bounced, mail)
    root = next(iter(parents), None) or replied or bounced or known
    name, address = parseaddr(_header(mail, "From"))
    address = address.lower()
    to = {
        one.lower()
        for _, one in getaddresses(
            [_header(mail, field) for field in ("To", "Cc", "Delivered-To", "X-Original-To")]
        )
    }
    mine = address == ours.lower()
    return Message(
        ref=Ref(known, root=Ref(root) if root != known else None),
        author=Author(address or "unknown", address or "unknown", name),
        sent_at=_date(mail, received),
        text=_or("", _text, mail),
        place="email",
        ours=mine,
        addressed=not mine and ours.lower() in to,
        in_reply_to=replied or bounced,
        conversation=root,
        attachments=tuple(_or([], _attachments, mail, known)),
        automated=bool(bounced) or _automated(mail),
        subject=" ".join(_header(mail, "Subject").split())[:500] or None,
        raw={"to": sorted(to), "references": parents[-20:]},
    )


def _or(else_: T, look: Callable[..., T], *where: object) -> T:
    """What is found, or `else_`: one bad mail must not keep the others from being read."""
    try:
        return look(*where)
    except _ODD:
        return else_


def _header(mail: EmailMessage, name: str) -> str:
    """A header as text; what cannot be read is as if it were not there."""
    try:
        return str(mail[name] or "")
    except _ODD:
        return ""


def _made(data: bytes) -> str:
    """An id for a mail that has none: the same each time it is read."""
    return hashlib.sha256(data).hexdigest()[:40] + "@no-message-id"


def _date(mail: EmailMessage, received: datetime) -> datetime:
    """When it says it was written, unless that is later than when it came."""
    try:
        found = parsedate_to_datetime(_header(mail, "Date"))
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return received
    return min(found, received)


def _automated(mail: EmailMessage) -> bool:
    """RFC 3834 (5), and what was used before it."""
    if _header(mail, "Auto-Submitted").strip().lower().split(";")[0] not in ("", "no"):
        return True
    if _header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(_header(mail, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond")):
        return True
    return "Return-Path" in mail and _header(mail, "Return-Path").strip() == "<>"


def _bounced(mail: EmailMessage) -> str | None:
    """The id of the mail of ours that could not be delivered (RFC 3464)."""
    if mail.get_content_type() != "multipart/report":
        return None
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            found = ids(inner["Message-ID"]) if isinstance(inner, EmailMessage) else []
        elif kind == "text/rfc822-headers":
            found = ids(_field(part, "message-id"))
        else:
            continue
        if found:
            return found[0]
    return None


def _field(part: EmailMessage, name: str) -> str:
    for line in _decoded(part).splitlines():
        if line.lower().startswith(f"{name}:"):
            return line
    return ""


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        return ""
    text = _decoded(body)
    if body.get_content_type() == "text/html":
        text = plain(text)
    return text.replace("\r\n", "\n").replace("\0", "").strip()[:MOST_CHARACTERS]


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a character set that nobody knows
        return payload.decode("utf-8", "replace")


def plain(markup: str) -> str:
    """The words of a page: no scripts, no styles, a line for each paragraph."""
    clean = nh3.clean(markup, tags=_BREAKS, attributes={}, link_rel=None)
    words = html.unescape(_BREAK.sub("\n", clean.replace("\n", " ")))
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _attachments(mail: EmailMessage, known: str) -> list[Attachment]:
    found = []
    for number, part in enumerate(mail.iter_attachments()):
        mime = part.get_content_type()
        kinds: dict[str, Literal["picture", "film", "sound"]] = {
            "image": "picture", "video": "film", "audio": "sound"
        }  # fmt: skip
        name = part.get_filename() or f"{number + 1}"
        found.append(
            Attachment(
                kinds.get(part.get_content_maintype(), "file"),
                f"mid:{known}/{number}",
                _header(part, "Content-Description") or name,
                mime,
            )
        )
    return found
