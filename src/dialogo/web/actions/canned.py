"""Keeping canned answers: adding one, saying it better, letting go of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.conversations import Canned
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.canned import MOST, VARIABLES, strange

LONGEST_TITLE, LONGEST = 80, 5000
LANGUAGES = ("", "en", "it", "es", "fr", "de", "pt")

KEPT = Text(en="kept the answer “{title}” for use again", it="ha conservato la risposta «{title}»")
CHANGED = Text(en="changed the kept answer “{title}”", it="ha modificato la risposta «{title}»")
DROPPED = Text(en="dropped the kept answer “{title}”", it="ha eliminato la risposta «{title}»")
NO_WORDS = Text(
    en="An answer needs a title and a text. Fill in both.",
    it="Una risposta ha bisogno di un titolo e di un testo. Vanno scritti entrambi.",
)
TOO_LONG = Text(
    en="It has {length} characters; {most} are the most. Shorten it.",
    it="Ha {length} caratteri; al massimo sono {most}. Va accorciata.",
)
STRANGE = Text(
    en="Nothing is known that could stand for {found}. There are: {known}.",
    it="Non c'è nulla che possa stare al posto di {found}. Ci sono: {known}.",
)
NO_SUCH_LANGUAGE = Text(
    en="There is no such language to choose. Choose one of the list.",
    it="Questa lingua non c'è. Se ne sceglie una dell'elenco.",
)
TOO_MANY = Text(
    en="{most} answers are kept already; nobody finds one among them. Drop some first.",
    it="Ci sono già {most} risposte; nessuno ne trova una. Prima va eliminata qualcuna.",
)


@transaction.atomic
def keep(by: Person, workspace: Workspace, title: str, text: str, language: str = "") -> Canned:
    """Keeps an answer for use again; raises `BadInput`."""
    title, text = _checked(title, text, language)
    if Canned.objects.filter(workspace=workspace, dropped_at=None).count() >= MOST:
        raise BadInput(TOO_MANY, most=MOST)
    made = Canned.objects.create(
        workspace=workspace, title=title, text=text, language=language, by=by
    )
    trail.note(by, workspace, "answers.keep", f"canned:{made.pk}", KEPT, title=title)
    return made


@transaction.atomic
def change(by: Person, canned: Canned, title: str, text: str, language: str = "") -> None:
    """Says it in other words; letters that were made of it keep theirs. Raises `BadInput`."""
    canned.title, canned.text = _checked(title, text, language)
    canned.language, canned.by, canned.at = language, by, timezone.now()
    canned.save(update_fields=["title", "text", "language", "by", "at"])
    about = f"canned:{canned.pk}"
    trail.note(by, canned.workspace, "answers.change", about, CHANGED, title=canned.title)


@transaction.atomic
def drop(by: Person, canned: Canned) -> None:
    """Offers it no more; which letters were made of it is still known."""
    canned.dropped_at = timezone.now()
    canned.save(update_fields=["dropped_at"])
    about = f"canned:{canned.pk}"
    trail.note(by, canned.workspace, "answers.drop", about, DROPPED, title=canned.title)


def _checked(title: str, text: str, language: str) -> tuple[str, str]:
    title = " ".join(title.replace("\0", "").split())
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not title or not text:
        raise BadInput(NO_WORDS)
    for value, most in ((title, LONGEST_TITLE), (text, LONGEST)):
        if len(value) > most:
            raise BadInput(TOO_LONG, length=len(value), most=most)
    if found := strange(text):
        raise BadInput(STRANGE, found=_braced(found), known=_known())
    if language not in LANGUAGES:
        raise BadInput(NO_SUCH_LANGUAGE)
    return title, text


def _known() -> Text:
    """The variables, by their names in each language."""
    en, it = (_braced(tuple(one.names[place] for one in VARIABLES)) for place in (0, 1))
    return Text(
        en=en.replace("{", "{{").replace("}", "}}"), it=it.replace("{", "{{").replace("}", "}}")
    )


def _braced(names: tuple[str, ...]) -> str:
    return ", ".join("{" + name + "}" for name in names)
