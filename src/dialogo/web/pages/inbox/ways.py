"""The ways to look at the inbox: the views that everybody has, saved ones, and filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation, Group, SavedView
from dialogo.web.models.needs import Need
from dialogo.web.models.networks import NetworkAccount
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.inbox import lists, words
from dialogo.web.queries.inbox import Counts, Filters
from dialogo.web.queries.need_titles import need_title

_OPEN = Conversation.OPEN
USUAL: Sequence[tuple[Text, Filters, str]] = (
    (Text(en="Open", it="Aperte"), Filters(state=_OPEN), "open"),
    (Text(en="Mine", it="Mie"), Filters(state=_OPEN, whose="mine"), "mine"),
    (Text(en="Nobody's", it="Di nessuno"), Filters(state=_OPEN, whose="unassigned"), "unassigned"),
    (Text(en="Late", it="In ritardo"), Filters(state=_OPEN, late=True), "late"),
    (Text(en="You are asked", it="Vi chiamano"), Filters(whose="mentioned"), "mentioned"),
    (Text(en="Their turn", it="Tocca a loro"), Filters(state=Conversation.THEIRS), "theirs"),
    (Text(en="Put off", it="Rimandate"), Filters(state=Conversation.SNOOZED), "snoozed"),
    (Text(en="Answered", it="Risposte date"), Filters(state=Conversation.ANSWERED), ""),
    (Text(en="Done", it="Chiuse"), Filters(state=Conversation.CLOSED), ""),
    (Text(en="All", it="Tutte"), Filters(), ""),
)
# Left out while nothing is in them.
ONLY_IF_ANY = ("mentioned",)
_MOST = 99


@dataclass(frozen=True)
class Way:
    title: str
    url: str
    current: bool
    count: str
    own: bool = False


def ways(
    workspace: Workspace, filters: Filters, counts: Counts, saved: Iterable[SavedView], lang: Lang
) -> list[Way]:
    """Those that everybody has, then the saved ones."""
    found = []
    for title, view, name in USUAL:
        count = getattr(counts, name) if name else 0
        if name in ONLY_IF_ANY and not count and view != filters:
            continue
        url = lists.address(workspace, None, lists.query(view))
        found.append(Way(title.say(lang), url, view == filters, _capped(count)))
    for one in saved:
        view = Filters.read(one.filters)
        url = lists.address(workspace, None, lists.query(view))
        found.append(Way(one.name, url, view == filters, "", own=True))
    return found


def _capped(count: int) -> str:
    return f"{_MOST}+" if count > _MOST else str(count or "")


def saved_views(workspace: Workspace, person: Person) -> list[SavedView]:
    """Everybody's and one's own, by name."""
    found = SavedView.objects.filter(workspace=workspace).filter(Q(owner=None) | Q(owner=person))
    return list(found.order_by("name", "pk"))


@dataclass(frozen=True)
class Choice:
    """A filter with what may be chosen; `value` is chosen now."""

    name: str
    title: str
    value: str
    options: list[tuple[str, str]]


_TITLES = {
    "state": Text(en="State", it="Stato"),
    "network": Text(en="Network", it="Rete"),
    "connection": Text(en="Account", it="Profilo"),
    "place": Text(en="Where", it="Dove"),
    "privacy": Text(en="Public or private", it="Pubblico o privato"),
    "need": Text(en="Need", it="Bisogno"),
    "act": Text(en="What it is", it="Che cos'è"),
    "priority": Text(en="Priority", it="Priorità"),
    "asks": Text(en="Wants an answer", it="Vuole una risposta"),
    "language": Text(en="Language", it="Lingua"),
    "person": Text(en="Assigned to", it="Affidata a"),
    "group": Text(en="Team", it="Squadra"),
    "unread": Text(en="Unread", it="Da leggere"),
    "late": Text(en="Late", it="In ritardo"),
    "whose": Text(en="Whose", it="Di chi"),
    "since": Text(en="From", it="Dal"),
    "until": Text(en="To", it="Al"),
    "author": Text(en="Person", it="Persona"),
    "q": Text(en="Words", it="Parole"),
}
ANY = Text(en="any", it="qualsiasi")
PUBLIC = Text(en="public", it="pubblico")
PRIVATE = Text(en="private", it="privato")
YES = Text(en="yes", it="sì")
ONE_PERSON = Text(en="one person", it="una persona")
WHOSE = {
    "mine": Text(en="mine", it="mie"),
    "unassigned": Text(en="nobody's", it="di nessuno"),
    "mentioned": Text(en="I am asked", it="mi chiamano"),
}


_CALLED: Mapping[str, Mapping[str, Text]] = {
    "state": words.STATES,
    "place": words.PLACES,
    "act": words.ACTS,
    "asks": words.ASKS,
    "priority": words.PRIORITIES,
    "language": words.LANGUAGES,
    "whose": WHOSE,
}


def choices(
    workspace: Workspace,
    filters: Filters,
    people: Sequence[Person],
    groups: Sequence[Group],
    lang: Lang,
) -> list[Choice]:
    """Every filter that is chosen from a list."""
    accounts = list(Connection.objects.filter(workspace=workspace).order_by("network", "handle"))
    recorded = NetworkAccount.objects.filter(workspace=workspace).values_list("network", flat=True)
    networks = sorted({one.network for one in accounts} | set(recorded))
    needs = Need.objects.filter(workspace=workspace).order_by("-people").values_list("name")[:30]
    offered: dict[str, list[tuple[str, str]]] = {
        "state": [(lists.ALL, ANY.say(lang)), *_said(words.STATES, lang)],
        "network": [(name, network_name(name, lang)) for name in networks],
        "connection": [
            (str(one.pk), f"{one.handle} ({network_name(one.network, lang)})") for one in accounts
        ],
        "privacy": [("public", PUBLIC.say(lang)), ("private", PRIVATE.say(lang))],
        "need": [(name, need_title(workspace, name).say(lang)) for (name,) in needs],
        "act": _said(words.ACTS, lang),
        "priority": _said(words.PRIORITIES, lang),
        "asks": _said(words.ASKS, lang),
        "language": _said(words.LANGUAGES, lang),
        "person": [(str(one.pk), str(one)) for one in people],
        "group": [(str(one.pk), one.name) for one in groups],
        "unread": [("1", YES.say(lang))],
        "late": [("1", YES.say(lang))],
    }
    written = filters.written()
    found = []
    for name, options in offered.items():
        if not options or (name in ("network", "connection") and len(options) < 2):
            continue
        value = written.get(name, lists.ALL if name == "state" else "")
        every = options if name == "state" else [("", ANY.say(lang)), *options]
        found.append(Choice(name, _TITLES[name].say(lang), value, every))
    return found


def _said(known: Mapping[str, Text], lang: Lang) -> list[tuple[str, str]]:
    return [(value, title.say(lang)) for value, title in known.items()]


@dataclass(frozen=True)
class Sifted:
    """A filter that is on, and the address without it."""

    title: str
    without: str


def sifted(
    workspace: Workspace, filters: Filters, people: Sequence[Person], lang: Lang
) -> list[Sifted]:
    """The filters that are on, beside the state, which the views tell."""
    known = {str(one.pk): str(one) for one in people}
    found = []
    for name, value in filters.written().items():
        if name == "state" and not filters.q:
            continue
        without = filters.but(**{name: getattr(Filters(), name)})
        title = f"{_TITLES[name].say(lang)}: {_value(workspace, name, value, known, lang)}"
        found.append(Sifted(title, lists.address(workspace, None, lists.query(without))))
    return found


def _value(workspace: Workspace, name: str, value: str, people: dict[str, str], lang: Lang) -> str:
    if name in _CALLED:
        return words.of(_CALLED[name], value).say(lang)
    match name:
        case "network":
            return network_name(value, lang)
        case "need":
            return need_title(workspace, value).say(lang)
        case "privacy":
            return (PRIVATE if value == "private" else PUBLIC).say(lang)
        case "person":
            return people.get(value, value)
        case "late" | "unread":
            return YES.say(lang)
        case "author":
            return ONE_PERSON.say(lang)
    return value
