"""What speaks against a post that sells: too many of them, or people who still wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialogo.content.promotion_guard import SELLS, UNSURE, TooMuch, judge
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.accounts import versions_of
from dialogo.web.queries.content.mix_rules import mix_of
from dialogo.web.queries.content.plan_ahead import SURE, of_piece, plan_ahead
from dialogo.web.queries.waiting import MOST, RECENT, waiting

# So long before its hour whoever waits now may still wait then (house rule); what is planned for
# later is looked at again when it is to go out.
SOON = timedelta(days=1)
WAITS = "waits"

TOO_MANY = Text(
    en="On {network} it would be one too many that sells: {count} of {of} posts, where {allowed} "
    "may{source}.",
    it="Su {network} sarebbe un post promozionale di troppo: {count} su {of}, e la soglia è "
    "{allowed}{source}.",
)
IN_DAYS = Text(
    en="On {network} it would be one too many that sells: {count} of {of} posts within {days} "
    "days, where {allowed} may{source}.",
    it="Su {network} sarebbe uno di troppo che vende: {count} post su {of} in {days} giorni, dove "
    "se ne ammettono {allowed}{source}.",
)
IN_A_ROW = Text(
    en="On {network} {count} posts in a row would sell; the line is {allowed}.",
    it="Su {network} venderebbero {count} post di fila; la soglia è {allowed}.",
)
NOT_SURE = Text(
    en="Whether this one sells cannot be told from its words; if it does: {rest} Say what it does.",
    it="Dalle parole non si può dire se questo vende; se sì: {rest} Dite che cosa fa.",
)
BESIDE = Text(
    en="{rest} Of {unsure:post|posts} between them it cannot be told.",
    it="{rest} Di {unsure:post|post} in mezzo non si può dire.",
)
THEY_WAIT = Text(
    en="{n:question waits|questions wait} for an answer for longer than was promised: the answers "
    "first, then the offer.",
    it="{n:domanda attende|domande attendono} risposta da più di quanto promesso: prima le "
    "risposte, poi l'offerta.",
)


@dataclass(frozen=True)
class Against:
    """One thing that speaks against a post: `kind` is that of a `TooMuch`, or "waits"."""

    kind: str
    says: Text
    values: dict[str, Any]


def against(piece: Piece, at: datetime, now: datetime) -> list[Against]:
    """What speaks against a post at an hour; nothing, where it does not sell.

    Of what is to come only that counts which is planned: nobody knows whether a draft goes out.
    """
    versions = versions_of(piece)
    mine = of_piece(piece, versions, at)
    if not any(one.does in (SELLS, UNSURE) for one in mine.values()):
        return []
    mix = mix_of(piece.workspace, now)
    until = at + timedelta(days=mix.rules.days + 90)
    lines = plan_ahead(piece.workspace, list(mine), now, until, SURE)
    on: dict[TooMuch, list[str]] = {}  # what is the same on several networks is said once
    for network, one in mine.items():
        line = [other for other in lines[network] if other.piece != piece.pk]
        place = sum(other.at <= at for other in line)
        line.insert(place, one)
        too_much = judge(line, place, mix.rules)
        if too_much[1:] and (too_much[0].kind, too_much[1].kind) == ("posts", "days"):
            del too_much[1]  # it would say the same again
        for much in too_much:
            on.setdefault(much, []).append(network)
    found: list[Against] = []
    for much, networks in on.items():
        found.append(_said(networks, much, mix.comes_from, mix.rules.days, again=bool(found)))
    sells = any(one.does == SELLS for one in mine.values())
    if sells and mix.kept.guard_waits and at - now <= SOON and (n := overdue(piece.workspace, now)):
        found.append(Against(WAITS, THEY_WAIT, {"n": n}))
    return found


def kept_waiting(piece: Piece, now: datetime) -> int:
    """How many wait whom a post that surely sells would come before, at the hour when it is to go
    out; 0 where somebody decided, knowing that, that it goes nevertheless."""
    if (
        not (n := overdue(piece.workspace, now))
        or not mix_of(piece.workspace, now).kept.guard_waits
    ):
        return 0
    mine = of_piece(piece, versions_of(piece), now)
    if not any(one.does == SELLS for one in mine.values()):
        return 0
    steps = PieceStep.objects.filter(piece=piece, state=Piece.PLANNED).order_by("-pk")
    says = steps.values_list("says", flat=True).first() or {}
    return 0 if WAITS in says.get("against", ()) else n


def overdue(workspace: Workspace, now: datetime) -> int:
    """Conversations of the last month in which somebody waits for longer than was promised."""
    rows = waiting(workspace).filter(due_at__lt=now, waiting_since__gte=now - RECENT)
    return int(rows.order_by()[:MOST].count())


def _said(
    networks: Sequence[str], much: TooMuch, source: Text, days: int, *, again: bool
) -> Against:
    """`again`: where the line comes from was said before."""
    source = Text("", "") if again else Text(en=f" ({source.en})", it=f" ({source.it})")
    called = [Text(en=network_name(one, "en"), it=network_name(one, "it")) for one in networks]
    values = {"network": called, "count": much.count, "of": much.of, "allowed": much.allowed,
              "days": days, "source": source}  # fmt: skip
    says = {"posts": TOO_MANY, "days": IN_DAYS, "run": IN_A_ROW}[much.kind]
    if much.unsure:
        says = _within(BESIDE, says)
        values["unsure"] = much.unsure
    if not much.surely:
        says = _within(NOT_SURE, says)
    return Against(much.kind, says, values)


def _within(outer: Text, inner: Text) -> Text:
    """The one sentence with the other in its place; values are filled in later."""
    return Text(en=outer.en.replace("{rest}", inner.en), it=outer.it.replace("{rest}", inner.it))
