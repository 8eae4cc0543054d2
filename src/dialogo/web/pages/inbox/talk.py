"""The open conversation as a page shows it: its head, its turns, and who is speaking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from unicodedata import bidirectional

from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.clean import link, one_line
from dialogo.web.frame.when import since
from dialogo.web.models.conversations import Conversation, Note
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.pages.inbox import clock, lists, words
from dialogo.web.queries import inbox as queries
from dialogo.web.queries import routing
from dialogo.web.queries.community.of_author import Card, of_author
from dialogo.web.queries.inbox import Turn
from dialogo.web.queries.inbox.tones import FEELS, SOUNDS, Tone
from dialogo.web.queries.need_titles import need_title

COMPANY = Text(en="the company", it="l'azienda")
KINDS = {
    "picture": Text(en="picture", it="immagine"),
    "film": Text(en="film", it="video"),
    "sound": Text(en="sound", it="audio"),
    "file": Text(en="file", it="file"),
    "link": Text(en="link", it="link"),
}
FACTS = {
    "first": Text(en="first wrote", it="primo messaggio"),
    "messages": Text(en="messages", it="messaggi"),
    "asked": Text(en="questions answered", it="domande con risposta"),
    "networks": Text(en="also on", it="anche su"),
}
# Beside what a message asks the bare word would not say what is meant.
TONES = {
    **FEELS,
    "neutral": Text(en="neutral tone", it="tono neutro"),
    "unsure": Text(en="tone hard to tell", it="tono difficile da dire"),
}
_EVEN = ("neutral", "plain")
OF = Text(en="{some} of {all}", it="{some} su {all}")


@dataclass(frozen=True)
class Open:
    """The head of the conversation."""

    id: int
    url: str
    person_url: str
    name: str
    handle: str
    of: str
    network: str
    away: str | None
    state: str
    state_words: str
    when: clock.When | None
    since: str
    until: str
    whose: str
    priority: str
    reason: str


@dataclass(frozen=True)
class Reads:
    """What the models say of a message (or the endpoint that was `asked`), how sure that is, and
    where it is put right."""

    says: str
    sure: Share | None
    because: str
    by: str
    corrected: bool
    asked: str
    tone: Heard | None
    url: str


@dataclass(frozen=True)
class Heard:
    """The tone of what was said, how sure that is (None: the team said so, or nobody can tell),
    and the words it is heard in; none where nothing stands out."""

    says: str
    sure: Share | None
    because: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A turn in words; a note and a letter are drawn by their own templates."""

    kind: str
    id: int
    name: str
    agent: str
    at: str
    iso: str
    text: str
    dir: str = "auto"
    new: bool = False
    latest: bool = False
    url: str | None = None
    subject: str = ""
    automated: bool = False
    edited: bool = False
    gone: bool = False
    attached: tuple[dict[str, Any], ...] = ()
    reads: Reads | None = None
    sounds: Heard | None = None
    note: Note | None = None
    letter: Letter | None = None


def opened(one: Conversation, asks: str, lang: Lang) -> Open:
    """The head of `one`; `asks` is the query of the list beside it."""
    now = timezone.now()
    url = lists.address(one.workspace, one.pk, asks)
    waits = one.state == Conversation.OPEN and one.asks != "no" and one.waiting_since
    due = (
        clock.deadline(one.due_at, one.reply_until, one.waiting_since, now, lang, brief=False)
        if waits and (one.due_at or one.reply_until)
        else None
    )
    until = one.snoozed_until if one.state == Conversation.SNOOZED else None
    return Open(
        id=one.pk,
        url=url,
        person_url=url + ("&" if "?" in url else "?") + "show=person",
        name=lists.name_of(one, lang),
        handle=one_line(one.author, 200),
        of=lists.place_of(one, lang),
        network=network_name(one.network, lang),
        away=None,
        state=one.state,
        state_words=words.of(words.STATES, one.state).say(lang),
        when=due,
        since=since(one.waiting_since, now, lang) if waits and one.waiting_since else "",
        until=clock.exact(until, now, lang) if until else "",
        whose=lists.whose(one),
        priority=ranked.say(lang) if (ranked := words.RANKED.get(one.priority)) else "",
        reason=routing.says(one.routed, lang, partial(need_title, one.workspace))
        if one.state == Conversation.OPEN
        else "",
    )


def said(turns: Iterable[Turn], one: Conversation, asks: str, lang: Lang) -> list[Said]:
    """The turns in words; before the first unread one stands that it is new."""
    every = list(turns)
    # Where all is new there is nothing to tell it apart from.
    begun = bool(every) and every[0].new
    first = None if begun else next((turn for turn in every if turn.new), None)
    names = _names(turn.label.by for turn in every if turn.label and turn.label.by)
    view = _View(one, asks, timezone.now(), lang, names)
    latest = next((turn for turn in reversed(every) if turn.kind == "theirs"), None)
    return [_said(turn, view, new=turn is first, latest=turn is latest) for turn in every]


@dataclass(frozen=True)
class _View:
    """By what turns are put into words; `names` of those who corrected something."""

    one: Conversation
    asks: str
    now: datetime
    lang: Lang
    names: Mapping[int, str]


def _names(numbers: Iterable[int]) -> Mapping[int, str]:
    wanted = set(numbers)
    return {pk: str(who) for pk, who in Person.objects.in_bulk(wanted).items()} if wanted else {}


def _said(turn: Turn, view: _View, *, new: bool, latest: bool) -> Said:
    lang = view.lang
    told = turn.delivered
    ours = turn.kind == "ours"
    name = turn.name or turn.author or (COMPANY.say(lang) if ours else lists.SOMEBODY.say(lang))
    return Said(
        kind={"other": "of-others"}.get(turn.kind, turn.kind),
        id=turn.id,
        name=one_line(name, 120),
        agent=one_line(turn.agent or "", 80),
        at=clock.exact(turn.at, view.now, lang),
        iso=turn.at.isoformat(),
        text=turn.text.strip() or words.NO_WORDS.say(lang),
        dir=direction(turn.text),
        new=new,
        latest=latest,
        url=link(turn.message.url) if turn.message is not None else None,
        subject=one_line(told.subject or "", 200) if told else "",
        automated=turn.automated,
        edited=bool(told and told.edited_at),
        gone=bool(told and told.gone_at),
        attached=_attached(told.attachments, lang) if told else (),
        reads=_reads(turn, view),
        sounds=_heard(turn.sounds, SOUNDS, lang),
        note=turn.note,
        letter=turn.letter,
    )


def direction(text: str) -> str:
    """How a text runs, whatever the names at its beginning are written in."""
    for letter in lists.ADDRESSED.sub("", text.lstrip()[:500]):
        kind = bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "auto"


def _attached(attachments: Any, lang: Lang) -> tuple[dict[str, Any], ...]:
    """Pictures and files: named and linked, never loaded from a stranger's server."""
    if not isinstance(attachments, list):
        return ()
    return tuple(
        {
            "title": words.of(KINDS, str(each.get("kind", "file"))).say(lang),
            "url": link(str(each.get("url") or "")),
            "alt": one_line(str(each.get("alt") or ""), 500),
        }
        for each in attachments[:20]
        if isinstance(each, dict)
    )


def _reads(turn: Turn, view: _View) -> Reads | None:
    label, one, lang = turn.label, view.one, view.lang
    if label is None:
        return None
    parts = [words.of(words.ASKS, label.asks).say(lang)]
    if label.act and label.act not in ("unsure", "chat"):
        parts.append(words.of(words.ACTS, label.act).say(lang))
    if label.need:
        parts.append(need_title(one.workspace, label.need).say(lang))
    url = reverse(
        "conversation_correct",
        kwargs={"workspace": one.workspace.slug, "number": one.pk, "message": turn.id},
    )
    return Reads(
        says=" · ".join(parts),
        sure=Share(label.probability) if label.probability and not label.corrected else None,
        because=", ".join(one_line(word, 40) for word in label.because[:5]),
        by=view.names.get(label.by, "") if label.by else "",
        corrected=label.corrected,
        asked=one_line(label.asked, 60),
        tone=_heard(label.tone, TONES, lang),
        url=f"{url}?{view.asks}" if view.asks else url,
    )


def _heard(tone: Tone | None, called: Mapping[str, Text], lang: Lang) -> Heard | None:
    if tone is None:
        return None
    return Heard(
        says=words.of(called, tone.name).say(lang),
        sure=Share(tone.probability) if tone.probability and not tone.corrected else None,
        because=tuple(one_line(word, 40) for word in tone.because if tone.name not in _EVEN),
    )


def posted(post: Any, lang: Lang) -> Said | None:
    """The company's post that a public conversation hangs under."""
    if post is None:
        return None
    now = timezone.now()
    return Said(
        kind="post",
        id=post.pk,
        name=one_line(post.account or "", 120) or COMPANY.say(lang),
        agent="",
        at=clock.exact(post.published_at, now, lang),
        iso=post.published_at.isoformat(),
        text=(post.text or "").strip() or words.NO_WORDS.say(lang),
        url=link(post.url),
    )


def person(one: Conversation, asks: str, lang: Lang, *, may_open: bool) -> dict[str, Any]:
    """Who is speaking: what is known of them, and their other conversations."""
    card = of_author(one.workspace, bytes(one.author_key))
    now = timezone.now()
    others = queries.of_person(one)
    said_last = _last_words(others)
    needs = dict.fromkeys(each.need for each in (one, *others) if each.need)
    slug = one.workspace.slug
    contact = card.contact if card and not card.contact.erased else None
    return {
        "facts": _facts(card, one, lang),
        "tags": card.tags if card else (),
        "notes": card.notes if card else (),
        "card": reverse("contact", kwargs={"workspace": slug, "number": contact.pk})
        if contact and may_open
        else None,
        "needs": [need_title(one.workspace, need).say(lang) for need in needs],
        "others": [
            {
                "url": lists.address(one.workspace, each.pk, asks),
                "says": said_last.get(each.last_message) or lists.place_of(each, lang),
                "at": clock.moment(each.last_at, now, lang),
                "of": lists.place_of(each, lang),
                "state": words.of(words.STATES, each.state).say(lang),
            }
            for each in others
        ],
        "all": lists.address(
            one.workspace, None, lists.query(queries.Filters(author=bytes(one.author_key).hex()))
        ),
    }


def _last_words(others: Sequence[Conversation]) -> dict[int, str]:
    """The beginning of the last message of each, by its number."""
    rows = Message.objects.filter(pk__in=[each.last_message for each in others])
    begun = rows.annotate(begins=Left("text", 120)).values_list("pk", "begins")
    return {pk: one_line(text or "", 80) for pk, text in begun}


def _facts(card: Card | None, one: Conversation, lang: Lang) -> list[tuple[str, object]]:
    if card is None:
        return [(FACTS["first"].say(lang), timezone.localtime(one.opened_at).date())]
    contact = card.contact
    facts: list[tuple[str, object]] = [
        (FACTS["first"].say(lang), timezone.localtime(contact.first_at).date()),
        (FACTS["messages"].say(lang), contact.messages),
    ]
    if contact.asked:
        facts.append(
            (FACTS["asked"].say(lang), OF.say(lang, some=contact.answered, all=contact.asked))
        )
    elsewhere = [network_name(name, lang) for name in card.networks if name != one.network]
    if elsewhere:
        facts.append((FACTS["networks"].say(lang), elsewhere))
    return facts
