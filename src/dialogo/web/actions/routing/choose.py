"""Whom a conversation goes to, among those who are on shift, and why: no database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogo.language.needs import title_of
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.team import TeamRules
from dialogo.web.queries.routing import ANSWERS, FULL, NOBODY, ROUTED, UNFIT
from dialogo.web.queries.team.rota import OnNow, answers

Reason = dict[str, Any]


@dataclass
class Floor:
    """Who is on shift now (`on`: those who may answer here), what each knows (by colleague: skill
    in small letters to level), how many open conversations each person has, and who was last."""

    on: Sequence[OnNow]
    routing: str
    skills: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    load: dict[int, int] = field(default_factory=dict)
    last: str = ""

    def open(self, one: OnNow) -> int:
        """How many conversations they have open."""
        return self.load.get(one.colleague.person_id or 0, 0)

    def free(self, one: OnNow) -> bool:
        """Whether they take one more."""
        return not one.colleague.at_once or self.open(one) < one.colleague.at_once

    def gave(self, one: OnNow) -> None:
        """One more is theirs."""
        person = one.colleague.person_id or 0
        self.load[person] = self.load.get(person, 0) + 1
        self.last = one.colleague.name


def choose(
    floor: Floor, conversation: Conversation, *, agent: str = "", cover: int | None = None
) -> tuple[OnNow | None, Reason]:
    """Who gets it, and the reason; nobody if nobody can.

    Of those who answer on its network and in its language, the one who has answered in it before
    (`agent`, a name), then who stands in for its person (`cover`, a colleague's number), then those
    who know about its need best; of several the one with the fewest open conversations, or whose
    turn it is. Nobody gets more than they take at once.
    """
    if not floor.on:
        return None, {"why": NOBODY}
    about = {"network": conversation.network, "language": conversation.language}
    fit = _once(one for one in floor.on if answers(one, about["network"], about["language"]))
    if not fit:
        return None, {"why": UNFIT, **_unfit(floor, conversation)}
    free = [one for one in fit if floor.free(one)]
    if not free:
        return None, {"why": FULL}
    for one in free:
        if agent and one.colleague.name.casefold() == agent.strip().casefold():
            return one, {"why": ANSWERS, "to": one.colleague.name}
    standing_in = [one for one in free if one.colleague.pk == cover]
    able, need = (standing_in, "") if standing_in else _skilled(floor, free, conversation.need)
    chosen = _next(floor, able)
    return chosen, {
        "why": ROUTED,
        "to": chosen.colleague.name,
        "until": chosen.until.isoformat(),
        "network": chosen.network,
        "language": conversation.language if chosen.colleague.languages else None,
        "need": need,
        "open": floor.open(chosen),
        "of": len(able),
        "how": floor.routing,
    }


def _once(some: Iterable[OnNow]) -> list[OnNow]:
    """Each person once: with the first of their shifts that fits."""
    found: dict[str, OnNow] = {}
    for one in some:
        found.setdefault(one.colleague.name, one)
    return list(found.values())


def _unfit(floor: Floor, conversation: Conversation) -> Reason:
    """What nobody on shift can do: the network, the language, or both at once."""
    network, language = conversation.network, conversation.language
    if not any(answers(one, network, None) for one in floor.on):
        return {"network": network}
    if not any(answers(one, None, language) for one in floor.on):
        return {"language": language}
    return {"network": network, "language": language}


def _skilled(floor: Floor, free: list[OnNow], need: str | None) -> tuple[list[OnNow], str]:
    """Those who know most about the need, and the need; everybody if nobody knows of it."""
    if not need:
        return free, ""
    title = title_of(need)
    names = {need.casefold(), title.say("en").casefold(), title.say("it").casefold()}

    def level(one: OnNow) -> int:
        known = floor.skills.get(one.colleague.pk or 0, {})
        return max((known.get(name, 0) for name in names), default=0)

    best = max(map(level, free))
    return ([one for one in free if level(one) == best], need) if best else (free, "")


def _next(floor: Floor, able: list[OnNow]) -> OnNow:
    """The next by turns; of the least loaded, unless it goes by turns alone."""
    in_turn = sorted(able, key=lambda one: (one.colleague.name <= floor.last, one.colleague.name))
    if floor.routing == TeamRules.ROUND:
        return in_turn[0]
    return min(in_turn, key=floor.open)
