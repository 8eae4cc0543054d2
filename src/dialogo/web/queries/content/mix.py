"""The mix by network: how much of the last posts sells, and how much will once what has a day is
out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogo.content.promotion_guard import SELLS, Lately, judge, last
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.mix_rules import Mix, mix_of
from dialogo.web.queries.content.plan_ahead import Ahead, plan_ahead

MOST = 14  # posts to come that are drawn


@dataclass(frozen=True)
class Mark:
    """A post in the line; `over`: it is one too many that sells, where it stands."""

    post: Ahead
    over: bool


@dataclass(frozen=True)
class OnNetwork:
    """One network: its last posts and those to come; `more` of these are not drawn."""

    network: str
    marks: Sequence[Mark]
    now: Lately
    then: Lately
    more: int

    @property
    def over(self) -> list[Ahead]:
        return [one.post for one in self.marks if one.over]

    @property
    def ahead(self) -> int:
        return self.more + sum(one.post.planned for one in self.marks)


def mixes(
    workspace: Workspace, networks: Sequence[str], now: datetime, until: datetime
) -> tuple[Mix, list[OnNetwork]]:
    """The rules, and the networks on which anything went out or has a day; in a query a network
    and six more. Drafts count among what is to come: it is what the calendar shows."""
    mix = mix_of(workspace, now)
    lines = plan_ahead(workspace, networks, now, until)
    return mix, [_on(network, line, mix) for network, line in lines.items() if line]


def _on(network: str, line: Sequence[Ahead], mix: Mix) -> OnNetwork:
    out = [one for one in line if not one.planned]
    ahead = [one for one in line if one.planned]
    first = max(0, len(out) - mix.rules.posts)
    whole = [*out, *ahead]
    shown = range(first, min(len(whole), len(out) + MOST))
    marks = [
        Mark(whole[at], whole[at].planned and whole[at].does == SELLS
             and bool(judge(whole, at, mix.rules)))
        for at in shown
    ]  # fmt: skip
    more = max(0, len(ahead) - MOST)
    return OnNetwork(network, marks, last(out, mix.rules), last(whole, mix.rules), more)
