"""The list as a page shows it: which conversations are asked for, and the words of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.inbox import clock, words
from dialogo.web.queries import inbox as queries
from dialogo.web.queries.need_titles import need_title

SHORT = 160
# So many characters of a row are surely seen; so many stay before what was found.
_FAR, _BEFORE = 30, 12
ALL = "all"

# Of the letters of a conversation that are not sent, the state that asks for most comes first.
STANDING: Sequence[tuple[frozenset[str], Text]] = (
    (frozenset({"refused", "held"}), Text(en="◆ not sent", it="◆ non inviata")),
    (frozenset({"asked"}), Text(en="waits for approval", it="aspetta l'approvazione")),
    (
        frozenset({"queued", "sending", "doubt"}),
        Text(en="an answer is on its way", it="una risposta è in partenza"),
    ),
    (frozenset({"draft"}), Text(en="draft", it="bozza")),
)
NOTES = Text(en="{n:note|notes}", it="{n:nota|note}")
LOOKS = Text(en="{name} looks at it", it="{name} la sta guardando")
WRITES = Text(en="{name} is writing", it="{name} sta scrivendo")
LOOKED_BACK = Text(
    en="So far only conversations back to {day} have been looked at.",
    it="Finora si è guardato solo nelle conversazioni dal {day} in poi.",
)
LOOKED_DUE = Text(
    en="So far only what is due by {day} has been looked at.",
    it="Finora si è guardato solo in ciò che scade entro il {day}.",
)
LOOKED_PARTLY = Text(
    en="So far only the first part of the list has been looked at.",
    it="Finora si è guardata solo la prima parte dell'elenco.",
)
SOMEBODY = Text(en="somebody", it="qualcuno")


@dataclass(frozen=True)
class Shown:
    """A row of the list; `found` holds the words that were looked for, marked."""

    id: int
    url: str
    name: str
    fresh: bool
    when: clock.When
    says: str
    found: SafeString | None
    of: str
    whose: str
    current: bool


def asked(given: Mapping[str, str] | QueryDict) -> queries.Filters:
    """What the address asks for: what is to be answered, unless a state or words are named."""
    filters = queries.Filters.read(given)
    if "state" not in given and not filters.q:
        return filters.but(state=Conversation.OPEN)
    return filters


def query(filters: queries.Filters, **more: str) -> str:
    """The filters as the address has them; the usual view needs nothing."""
    written = filters.written()
    if not filters.q:
        if filters.state == Conversation.OPEN:
            written.pop("state", None)
        elif not filters.state:
            written["state"] = ALL
    written.update({name: value for name, value in more.items() if value})
    return urlencode(written)


def address(workspace: Workspace, number: int | None = None, asks: str = "") -> str:
    """Where the list, or a conversation beside it, is shown."""
    if number is None:
        url = reverse("inbox", kwargs={"workspace": workspace.slug})
    else:
        url = reverse("conversation", kwargs={"workspace": workspace.slug, "number": number})
    return f"{url}?{asks}" if asks else url


@dataclass(frozen=True)
class View:
    """A way to look, by which rows are put into words; `query` is what their addresses carry on."""

    workspace: Workspace
    filters: queries.Filters
    query: str
    lang: Lang


def shown(found: Iterable[queries.Row], view: View, current: int | None = None) -> list[Shown]:
    """The rows in words; `current` is the open one."""
    now = timezone.now()
    sought = _sought(view.filters.q)
    return [_shown(row, view, sought, now, current=row.conversation.pk == current) for row in found]


def _shown(
    row: queries.Row,
    view: View,
    sought: re.Pattern[str] | None,
    now: datetime,
    *,
    current: bool,
) -> Shown:
    one, lang = row.conversation, view.lang
    line = ADDRESSED.sub("", one_line(row.text, SHORT)) or words.NO_WORDS.say(lang)
    if sought:
        line = _from_hit(line, sought)
    says = words.WE.say(lang, text=line) if row.ours else line
    return Shown(
        id=one.pk,
        url=address(view.workspace, one.pk, view.query),
        name=name_of(one, lang),
        fresh=one.unread > 0,
        when=when(one, row.at, now, lang),
        says=says,
        found=_marked(says, sought) if sought else None,
        of=" · ".join(_of(row, view)),
        whose=whose(one),
        current=current,
    )


def looked(page: queries.Page, view: View) -> str:
    """How far was looked for a page that is not full; empty if there is nothing to say."""
    if not page.partly:
        return ""
    if page.until is None:
        return LOOKED_PARTLY.say(view.lang)
    says = LOOKED_DUE if view.filters.by_due else LOOKED_BACK
    return says.say(view.lang, day=timezone.localtime(page.until).date())


def name_of(one: Conversation, lang: Lang) -> str:
    """What the person goes by."""
    return one_line(one.author_name or one.author, 80) or SOMEBODY.say(lang)


def whose(one: Conversation) -> str:
    """Who takes care of it: a person, or a group; empty for nobody."""
    if one.assigned is not None:
        return str(one.assigned)
    return one.group.name if one.group is not None else ""


def when(one: Conversation, at: datetime, now: datetime, lang: Lang) -> clock.When:
    """Until when an answer is due, until when it is put off, or when the last word was said."""
    if one.state == Conversation.SNOOZED and one.snoozed_until is not None:
        until = clock.exact(one.snoozed_until, now, lang)
        return clock.When(clock.UNTIL.say(lang, moment=until))
    if one.state == Conversation.OPEN and one.asks != "no":
        due = clock.deadline(one.due_at, one.reply_until, one.waiting_since, now, lang)
        if due is not None:
            return due
    return clock.When(clock.moment(at, now, lang))


def place_of(one: Conversation, lang: Lang) -> str:
    """Where it is said: `Mastodon, comment`."""
    return f"{network_name(one.network, lang)}, {words.of(words.PLACES, one.place).say(lang)}"


def _of(row: queries.Row, view: View) -> Iterable[str]:
    one, lang = row.conversation, view.lang
    for looking in row.looking[:1]:
        says = WRITES if looking.writing else LOOKS
        yield says.say(lang, name=str(looking.person))
    for states, says in STANDING:
        if states & row.standing:
            yield says.say(lang)
            break
    if not view.filters.state:
        yield words.of(words.STATES, one.state).say(lang)
    if one.priority in words.RANKED:
        yield words.RANKED[one.priority].say(lang)
    if one.act in ("complaint", "praise", "spam"):
        yield words.ACTS[one.act].say(lang)
    if one.need:
        yield need_title(view.workspace, one.need).say(lang)
    yield place_of(one, lang)
    if row.notes:
        yield NOTES.say(lang, n=row.notes)


def _sought(q: str) -> re.Pattern[str] | None:
    """What to mark in a text that was found by these words."""
    words_of = re.findall(r"(\w{2,})(\*?)", _plain(q))[:12]
    found = [r"\b" + re.escape(word) + (r"\w*" if begins else "") for word, begins in words_of]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _plain(line: str) -> str:
    """Without accents, as the search has it; every letter stays at its place."""
    return "".join(normalize("NFKD", letter)[0] for letter in line)


def _from_hit(line: str, sought: re.Pattern[str]) -> str:
    """A line that begins a little before what was found in it, where that stands far behind."""
    hit = sought.search(_plain(line))
    if hit is None or hit.start() < _FAR:
        return line
    return "… " + line[line.rfind(" ", 0, hit.start() - _BEFORE) + 1 :]


def _marked(line: str, sought: re.Pattern[str]) -> SafeString:
    parts, at = [], 0
    for hit in sought.finditer(_plain(line)):
        parts.append((line[at : hit.start()], line[hit.start() : hit.end()]))
        at = hit.end()
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}", marked, line[at:])


# The names that a message begins with say to whom it goes, which the list says already.
ADDRESSED = re.compile(r"^(?:@[\w.@-]+\s+)+")


# What a decision takes out of a view, by the state that the view shows.
LEAVES: Mapping[str, str] = {
    Conversation.OPEN: "close snooze theirs spam",
    Conversation.THEIRS: "close snooze reopen spam",
    Conversation.SNOOZED: "close theirs reopen spam",
    Conversation.ANSWERED: "close snooze theirs reopen spam",
    Conversation.CLOSED: "reopen snooze theirs",
}


def stays(one: Conversation, filters: queries.Filters, person: int) -> bool:
    """Whether a conversation still belongs to a view after something was decided about it."""
    if filters.state and one.state != filters.state:
        return False
    if filters.whose == "mine" and one.assigned_id != person:
        return False
    if filters.whose == "unassigned" and (one.assigned_id or one.group_id):
        return False
    if filters.priority and filters.priority != PRIORITIES[one.priority]:
        return False
    if filters.person is not None and one.assigned_id != filters.person:
        return False
    return filters.group is None or one.group_id == filters.group
