"""The needs as the team sees them: as counted, under the team's names, hidden ones apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from math import sqrt
from typing import Any, Literal

import pyarrow as pa
from django.db.models import Q

from dialogo.language.described import described
from dialogo.language.needs import title_of
from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.models.conversations import Canned
from dialogo.web.models.needs import Need, NeedChoice, NeedGroup
from dialogo.web.models.record_key import key_of
from dialogo.web.models.records import Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.canned import canned
from dialogo.web.queries.likeness import alike
from dialogo.web.queries.need_titles import plain
from dialogo.web.queries.taught import taught_of

KIND = "needs"
SPLITS = "needs-split"
MOST = 200
NAMED = 30  # needs that a form offers to choose from
CANNED = 2  # kept answers that a need's page shows
ALIKE = 0.15  # a need's messages say much besides, so that less is enough than for one question
# Fewer messages in eight weeks tell no course (house rule).
_TELLING = 8

Trend = Literal["more", "less", "same", "few", "asleep"]


@dataclass(frozen=True)
class Shown:
    """A need with the name that the team knows it by; `own` is a name of the team's own."""

    need: Need
    title: Text
    own: bool = False
    hidden: bool = False

    @property
    def trend(self) -> Trend:
        """The last four weeks against the four before: a change beyond what chance would do."""
        weeks = self.need.weeks
        before, now = sum(weeks[:4]), sum(weeks[4:])
        if not before + now:
            return "asleep"
        if before + now < _TELLING:
            return "few"
        if abs(now - before) <= 2 * sqrt(before + now):
            return "same"
        return "more" if now > before else "less"


def needs(workspace: Workspace) -> list[Shown]:
    """Every need, those that nobody serves first, then the most voiced."""
    rows = Need.objects.filter(workspace=workspace).order_by("served", "-messages", "name")[:MOST]
    choices = {choice.name: choice for choice in NeedChoice.objects.filter(workspace=workspace)}
    return [_shown(need, choices.get(need.name)) for need in rows]


def voiced_most(workspace: Workspace) -> list[str]:
    """The names of the needs that most messages voice, but for those that the team hides."""
    hidden = NeedChoice.objects.filter(workspace=workspace, hidden=True).values("name")
    rows = Need.objects.filter(workspace=workspace).exclude(name__in=hidden)
    return list(rows.order_by("-messages", "name").values_list("name", flat=True)[:NAMED])


def need(workspace: Workspace, number: int) -> Shown | None:
    """One need by the number of its row."""
    found = Need.objects.filter(workspace=workspace, pk=number).first()
    if found is None:
        return None
    return _shown(found, NeedChoice.objects.filter(workspace=workspace, name=found.name).first())


@dataclass(frozen=True)
class Voice:
    """A message that voices a need: how likely, and the words that decided; `said_by_team`: the
    team said so, whatever the words."""

    message: Any
    probability: Share | None
    because: tuple[str, ...]
    said_by_team: bool


@dataclass(frozen=True)
class Made:
    """How a need came about: the words that tell it, since when it is known, the needs that were
    joined to it (by name, with the name the team knows them by), and the needs that it is a part
    of since they were split, or that was split itself."""

    words: tuple[str, ...]
    since: datetime | None
    joined: tuple[tuple[str, Text], ...]
    split: tuple[tuple[str, Text], ...]


def made(workspace: Workspace, need: Need) -> Made:
    """How a need came about, in two queries."""
    groups = NeedGroup.objects.filter(Q(need=need.name) | Q(within=need.name), workspace=workspace)
    rows = list(groups.order_by("place").only("need", "words", "found_at", "within"))
    own = [row for row in rows if row.need == need.name]
    choices = list(NeedChoice.objects.filter(workspace=workspace))
    into = {choice.name: choice.into for choice in choices if choice.into}
    return Made(
        words=tuple(dict.fromkeys(word for row in own for word in row.words)),
        since=min((row.found_at for row in own), default=None),
        joined=tuple(
            (choice.name, called(choice.name, choice))
            for choice in choices
            if choice.into == need.name
        ),
        split=tuple(
            (name, called(name, next((one for one in choices if one.name == name), None)))
            for name in dict.fromkeys(
                row.within for row in rows if row.within and into.get(row.need) != row.within
            )
        ),
    )


def why(workspace: Workspace, need: Need, messages: Sequence[Any]) -> list[Voice]:
    """The messages with the words by which each voices the need."""
    texts = pa.array([message.text for message in messages], pa.string())
    said = described(texts, "message", taught_of(workspace)).to_pylist()
    return [_voice(message, one, need) for message, one in zip(messages, said, strict=True)]


def _voice(message: Any, said: Mapping[str, Any], need: Need) -> Voice:
    if said["need"] != need.name:
        return Voice(message, None, (), said_by_team=True)
    words = tuple(said["need_because"])
    return Voice(message, Share(said["need_probability"]), words, said_by_team=False)


def taken(workspace: Workspace) -> set[str]:
    """The names that no new need may have: of all that the team chose something for."""
    return set(NeedChoice.objects.filter(workspace=workspace).values_list("name", flat=True))


def messages_of(workspace: Workspace, need: Need) -> list[Any]:
    """The latest messages that voice a need, as they are stored."""
    wanted = [(network, id_) for network, id_ in need.messages_shown]
    known = _stored(workspace, wanted)
    return [known[key] for key in wanted if key in known]


@dataclass(frozen=True)
class Told:
    """A post that touches a need, and how often people asked before it and after; `course` and the
    figures are those of `dialogo.content.need_posts.Told`."""

    post: Any
    does: str
    course: str
    before: int
    after: int
    weeks_before: float
    weeks_after: float
    low: float
    high: float | None

    @property
    def rate_before(self) -> float | None:
        """People a week in the weeks before; None where nothing was on record yet."""
        return self.before / self.weeks_before if self.weeks_before else None

    @property
    def rate_after(self) -> float | None:
        return self.after / self.weeks_after if self.weeks_after else None


def posts_of(workspace: Workspace, need: Need) -> list[Told]:
    """The latest posts that touch a need, the useful ones first, in one query."""
    names = [field.name for field in fields(Told) if field.name != "post"]
    by_key = {key_of((one["network"], one["post_id"])): one for one in need.told}
    rows = Post.objects.filter(workspace=workspace, row_key__in=list(by_key))
    posts = {bytes(row.row_key): row for row in rows}
    return [
        Told(posts[key], **{name: one[name] for name in names})
        for key, one in by_key.items()
        if key in posts
    ]


@dataclass(frozen=True)
class Answered:
    """A question that voices a need with the answer that served; `thanked`: its reader said so."""

    question: Any
    answer: Any
    thanked: bool


def answers_of(workspace: Workspace, need: Need) -> list[Answered]:
    """The answers that served best, in one query."""
    wanted = [tuple(one) for one in need.well_answered]
    keys = [(network, id_) for network, *ids, _ in wanted for id_ in ids]
    known = _stored(workspace, keys)
    return [
        Answered(known[network, question], known[network, answer], thanked)
        for network, question, answer, thanked in wanted
        if {(network, question), (network, answer)} <= known.keys()
    ]


def canned_of(workspace: Workspace, messages: Sequence[Any]) -> list[Canned]:
    """The kept answers that speak of what these messages ask, the likest first, in one query."""
    kept = canned(workspace)
    asked = " ".join(message.text or "" for message in messages)
    scores = alike(asked, [f"{one.title} {one.text}" for one in kept])
    close = sorted(zip(scores, kept, strict=True), key=lambda pair: -pair[0])
    return [one for score, one in close[:CANNED] if score >= ALIKE]


def _stored(workspace: Workspace, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """Messages by network and id."""
    wanted = [key_of(key) for key in keys]
    rows = Message.objects.filter(workspace=workspace, row_key__in=wanted)
    return {(row.network, row.message_id): row for row in rows}


def called(name: str, choice: NeedChoice | None) -> Text:
    """What the team calls a need, or the name it is known by."""
    if choice is None or not choice.title:
        return title_of(name)
    return plain(choice.title)


def _shown(need: Need, choice: NeedChoice | None) -> Shown:
    title = called(need.name, choice)
    if choice is None:
        return Shown(need, title)
    return Shown(need, title, bool(choice.title), choice.hidden)
