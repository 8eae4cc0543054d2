"""Canned answers: which there are, what their variables stand for, how often words were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogo.dialogue.copy_paste import SAME, wording
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

MOST = 500
# How many of the company's answers are looked at for the same words, and how far back among all
# messages they are looked for, so that a company that never answers costs no more.
ANSWERS, REACH = 100, 2000
# From here on two wordings differ by little more than a name (of 100).
ALIKE = 90


@dataclass(frozen=True)
class Variable:
    """`names`: how it may be written, the English one first."""

    names: tuple[str, str]
    meaning: Text


VARIABLES = (
    Variable(
        ("name", "nome"),
        Text(en="the first name of whoever wrote", it="il nome di chi ha scritto"),
    ),
    Variable(("account", "profilo"), Text(en="their account, with @", it="il suo profilo, con @")),
    Variable(("company", "azienda"), Text(en="the company", it="l'azienda")),
    Variable(("me", "io"), Text(en="your own first name", it="il proprio nome")),
    Variable(("network", "rete"), Text(en="the network", it="la rete")),
)
KNOWN: Mapping[str, str] = {name: one.names[0] for one in VARIABLES for name in one.names}
_BRACES = re.compile(r"\{\s*(\w+)\s*\}")


@dataclass(frozen=True)
class Filled:
    """A text with its variables filled in; `left` are those nothing is known for."""

    text: str
    left: tuple[str, ...]


@dataclass(frozen=True)
class Repeated:
    """These words, or nearly these, were used `times` among the last `of` answers."""

    times: int
    of: int

    @property
    def too_often(self) -> bool:
        """Whether sending them once more makes a form letter of them, as the audit has it."""
        return self.times + 1 >= SAME


def canned(workspace: Workspace, language: str | None = None) -> list[Canned]:
    """All that are kept, by title; those of a language, and of none, first."""
    rows = Canned.objects.filter(workspace=workspace, dropped_at=None).order_by("title", "pk")
    found = list(rows.select_related("by")[:MOST])
    if not language:
        return found
    return sorted(found, key=lambda one: one.language not in (language, ""))


def one(workspace: Workspace, number: int) -> Canned | None:
    """One that is still kept."""
    return Canned.objects.filter(workspace=workspace, pk=number, dropped_at=None).first()


def values(conversation: Conversation, by: Person | None) -> dict[str, str]:
    """What the variables stand for in a conversation; empty where nothing is known."""
    account = conversation.author.removeprefix("@")
    return {
        "name": first_name(conversation.author_name),
        "account": f"@{account}" if account else "",
        "company": conversation.workspace.name,
        "me": first_name(by.name) if by else "",
        "network": network_name(conversation.network),
    }


def first_name(name: str) -> str:
    """`Lia Delle Rose ☕` is Lia; empty where no word of a name begins with a letter."""
    words = (word.strip(" .,;:!?\"'()[]|-–") for word in name.split())
    return next((word for word in words if word and word[0].isalpha() and "@" not in word), "")


def fill(text: str, known: Mapping[str, str]) -> Filled:
    """`text` with every variable that has a value; other braces stay as they are."""
    return Filled(_BRACES.sub(lambda found: _value(found, known), text), left(text, known))


def left(text: str, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The variables in a text that have no value, as they are written there."""
    names = dict.fromkeys(_BRACES.findall(text))
    return tuple(name for name in names if name in KNOWN and not (known and known.get(KNOWN[name])))


def strange(text: str) -> tuple[str, ...]:
    """What stands in braces and is no variable."""
    return tuple(name for name in dict.fromkeys(_BRACES.findall(text)) if name not in KNOWN)


def _value(found: re.Match[str], known: Mapping[str, str]) -> str:
    return known.get(KNOWN.get(found[1], ""), "") or found[0]


def repeated(workspace: Workspace, text: str, *, but: int | None = None) -> Repeated:
    """How often the words of a text stand among the last answers and those on their way, the
    letter `but` aside."""
    words, answers = wording(text), _last_answers(workspace, but)
    if not words:
        return Repeated(0, len(answers))
    from rapidfuzz.fuzz import ratio  # start-up: only writing needs it

    others = (wording(answer) for answer in answers)
    times = sum(ratio(words, other, score_cutoff=ALIKE) > 0 for other in others if other)
    return Repeated(times, len(answers))


def _last_answers(workspace: Workspace, but: int | None) -> list[str]:
    newest = Message.objects.filter(workspace=workspace).order_by("-sent_at", "-id")[:REACH]
    sent = Message.objects.filter(pk__in=newest.values("pk"), author_kind="company")
    sent = sent.exclude(automated=True).exclude(text=None).order_by("-sent_at", "-id")
    going = Letter.objects.filter(workspace=workspace, state__in=Letter.ON_ITS_WAY)
    going = going.exclude(conversation=None).order_by("-id")
    found = [text for pk, text in going.values_list("pk", "text")[:ANSWERS] if pk != but]
    return [*found, *sent.values_list("text", flat=True)[: ANSWERS - len(found)]]
