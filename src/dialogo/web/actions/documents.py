"""Keeping the company's documents: the texts that answers are proposed from."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.conversations import Document
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

LONGEST_TITLE, LONGEST, MOST = 120, 50_000, 100

KEPT = Text(en="added the document “{title}”", it="ha aggiunto il documento «{title}»")
CHANGED = Text(en="changed the document “{title}”", it="ha modificato il documento «{title}»")
DROPPED = Text(en="removed the document “{title}”", it="ha tolto il documento «{title}»")
NO_WORDS = Text(
    en="A document needs a title and a text. Fill in both.",
    it="Un documento ha bisogno di un titolo e di un testo. Vanno scritti entrambi.",
)
TOO_LONG = Text(
    en="It has {length} characters; {most} are the most. Divide it into several documents.",
    it="Ha {length} caratteri; al massimo sono {most}. Va diviso in più documenti.",
)
BAD_ADDRESS = Text(
    en="{url} is no address of a page. Write it with https:// before it, or leave it empty.",
    it="{url} non è l'indirizzo di una pagina. Va scritto con https:// davanti, o lasciato vuoto.",
)
TOO_MANY = Text(
    en="{most} documents are kept already. Remove one first.",
    it="Ci sono già {most} documenti. Prima va tolto qualcuno.",
)


@transaction.atomic
def keep(by: Person, workspace: Workspace, title: str, text: str, url: str = "") -> Document:
    """Keeps a document; raises `BadInput`."""
    title, text, url = _checked(title, text, url)
    if Document.objects.filter(workspace=workspace).count() >= MOST:
        raise BadInput(TOO_MANY, most=MOST)
    made = Document.objects.create(workspace=workspace, title=title, text=text, url=url, by=by)
    trail.note(by, workspace, "answers.document", f"document:{made.pk}", KEPT, title=title)
    return made


@transaction.atomic
def change(by: Person, document: Document, title: str, text: str, url: str = "") -> None:
    """Replaces its text; raises `BadInput`."""
    document.title, document.text, document.url = _checked(title, text, url)
    document.by, document.at = by, timezone.now()
    document.save(update_fields=["title", "text", "url", "by", "at"])
    _note(by, document, "answers.document_change", CHANGED)


@transaction.atomic
def drop(by: Person, document: Document) -> None:
    """Takes a document away."""
    _note(by, document, "answers.document_drop", DROPPED)
    document.delete()


def _note(by: Person, document: Document, verb: str, says: Text) -> None:
    about = f"document:{document.pk}"
    trail.note(by, document.workspace, verb, about, says, title=document.title)


def _checked(title: str, text: str, url: str) -> tuple[str, str, str]:
    title = " ".join(title.replace("\0", "").split())
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    url = url.replace("\0", "").strip()
    if not title or not text:
        raise BadInput(NO_WORDS)
    for value, most in ((title, LONGEST_TITLE), (text, LONGEST)):
        if len(value) > most:
            raise BadInput(TOO_LONG, length=len(value), most=most)
    if url and not _is_page(url):
        raise BadInput(BAD_ADDRESS, url=url[:200])
    return title, text, url


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
