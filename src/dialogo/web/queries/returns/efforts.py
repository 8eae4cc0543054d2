"""Efforts by week: useful posts, answers, promotion by network, and what each of them cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES
from dialogo.content.purpose import POST_PURPOSES
from dialogo.records.network_names import network_name
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Text
from dialogo.web.queries.returns.costs import Costs, Weekly

Counted = Literal["posts", "answers", "money", "hours"]

NETWORKS = 3  # of promotion, each by itself: the others are added up
FEWEST_WEEKS = 8  # weeks with any, below which nothing can be seen of an effort
POSTS = Text(en="Useful posts", it="Post utili")
ANSWERS = Text(en="Answers", it="Risposte")
PROMOTION = Text(en="Promotion", it="Promozione")
PROMOTION_ON = Text(en="Promotion on {network}", it="Promozione su {network}")
PROMOTION_ELSEWHERE = Text(en="Promotion elsewhere", it="Promozione altrove")
HOURS_OF = Text(en="Hours of {activity}", it="Ore di {activity}")
# Hours stand for what they make only where what they make is not recorded itself.
_INSTEAD = {"creating": "posts", "answering": "messages"}
_SHARED = ("listening", "learning", "planning")


@dataclass(frozen=True)
class Effort:
    """What was done by week (its Monday), its cost in the main currency, and the hours of people.

    `id` names it for good, in experiments too. `since` and `until` are the first and last week in
    which what it is counted from was recorded at all. `priced` is the share of its hours whose pay
    is known; `costed` says that a cost is known for most of its weeks.
    """

    id: str
    name: Text
    counted: Counted
    weekly: Weekly
    cost: Weekly
    since: date
    until: date
    priced: float
    costed: bool
    hours: Weekly


def efforts(records: Records, spent: Costs) -> tuple[Effort, ...]:
    """Whatever of it was ever done. `records` have labels of posts, and nothing still to come."""
    found = [
        *_counted(records, "posts", spent),
        *_counted(records, "answers", spent),
        *_promotion(spent),
    ]
    found += [
        _hours(activity, spent)
        for activity, table in _INSTEAD.items()
        if not records.has(table) and spent.hours((activity,))
    ]
    return tuple(_with_shared(one, found, spent) for one in found)


@dataclass(frozen=True)
class _Of:
    """How an effort that is counted in rows is found: its name, its table, and whose cost it is."""

    id: str
    name: Text
    table: str
    moment: str
    sql: str
    paid: tuple[str, ...]


_COUNTED: Mapping[Counted, _Of] = {
    "posts": _Of(
        "posts:useful",
        POSTS,
        "posts",
        "published_at",
        """
        SELECT date_trunc('week', published_at)::DATE AS week, count(*)::DOUBLE AS n
        FROM post_purposes WHERE does = 'useful' GROUP BY week
        """,
        ("creating", "publishing"),
    ),
    "answers": _Of(
        "answers",
        ANSWERS,
        "messages",
        "sent_at",
        """
        SELECT date_trunc('week', sent_at)::DATE AS week, count(*)::DOUBLE AS n
        FROM messages WHERE author_kind = 'company' AND automated IS NOT TRUE GROUP BY week
        """,
        ("answering",),
    ),
}


def _counted(records: Records, counted: Counted, spent: Costs) -> list[Effort]:
    of = _COUNTED[counted]
    weekly = {row["week"]: row["n"] for row in records.rows(of.sql, POST_PURPOSES)}
    if not weekly:
        return []
    ends = records.row(
        f"""
        SELECT date_trunc('week', min({of.moment}))::DATE AS since,
               date_trunc('week', max({of.moment}))::DATE AS until FROM {of.table}
        """
    )
    own = spent.of(of.paid)
    return [
        Effort(
            of.id, of.name, counted, weekly, own.weekly, ends["since"], ends["until"], own.priced,
            _costed(weekly, own.weekly), spent.hours(of.paid),
        )
    ]  # fmt: skip


def _hours(activity: str, spent: Costs) -> Effort:
    own = spent.of((activity,))
    name = called(f"hours:{activity}")
    weekly = spent.hours((activity,))
    return Effort(
        f"hours:{activity}", name, "hours", weekly, own.weekly, *spent.ends, own.priced,
        _costed(weekly, own.weekly), weekly,
    )  # fmt: skip


def _promotion(spent: Costs) -> list[Effort]:
    """Money for promotion, network by network; hours of promoting go with it as a cost."""
    money = spent.promotion()
    whole = {network: sum(weekly.values()) for network, weekly in money.items()}
    named = sorted(filter(None, whole), key=lambda network: (-whole[network], network))
    often = [network for network in named if len(money[network]) >= FEWEST_WEEKS]
    apart = often[:NETWORKS]
    rest = [network for network in named if network not in apart]
    groups: dict[str, tuple[Text, list[str]]] = {
        f"promotion:{network}": (called(f"promotion:{network}"), [network]) for network in apart
    }
    rest += [""] if "" in whole else []
    if rest and apart:
        groups["promotion:elsewhere"] = PROMOTION_ELSEWHERE, rest
    elif rest:
        groups["promotion"] = PROMOTION, rest
    work, total = spent.of(("promoting",), hours_only=True), sum(whole.values())
    hours = spent.hours(("promoting",))
    found = []
    for id_, (name, networks) in groups.items():
        weekly = _added(money[network] for network in networks)
        part = sum(weekly.values()) / total if total else 0.0
        with_work = _added([weekly, {week: part * cost for week, cost in work.weekly.items()}])
        found.append(
            Effort(
                id_, name, "money", weekly, with_work, *spent.ends, work.priced, costed=True,
                hours={week: part * amount for week, amount in hours.items()},
            )
        )  # fmt: skip
    return found


def called(id_: str) -> Text:
    """What people call an effort, by its id; one of another time by its id itself."""
    if id_ in _NAMES:
        return _NAMES[id_]
    kind, _, what = id_.partition(":")
    if kind == "promotion":
        return _filled(PROMOTION_ON, "network", *(network_name(what, lang) for lang in LANGS))
    if kind == "hours" and what in ACTIVITY_NAMES:
        return _filled(HOURS_OF, "activity", *(ACTIVITY_NAMES[what].say(lang) for lang in LANGS))
    return _filled(Text(en="{id}", it="{id}"), "id", id_, id_)


def _filled(text: Text, name: str, en: str, it: str) -> Text:
    """A text with one value in it, in which nothing is a place for another."""
    en, it = (value.replace("{", "{{").replace("}", "}}") for value in (en, it))
    return Text(en=text.en.replace(f"{{{name}}}", en), it=text.it.replace(f"{{{name}}}", it))


_NAMES = {
    "posts:useful": POSTS,
    "answers": ANSWERS,
    "promotion": PROMOTION,
    "promotion:elsewhere": PROMOTION_ELSEWHERE,
}


def _costed(weekly: Weekly, cost: Weekly) -> bool:
    """Whether a cost is known around most weeks with effort: in the week itself or its quarter.

    A ledger begun last month says nothing of what a year of posts has cost.
    """
    months = {(week.year, (week.month - 1) // 3) for week, amount in cost.items() if amount > 0}
    done = [week for week, amount in weekly.items() if amount > 0]
    known = sum((week.year, (week.month - 1) // 3) in months for week in done)
    return bool(done) and known >= 0.8 * len(done)


def _with_shared(one: Effort, found: list[Effort], spent: Costs) -> Effort:
    """With its part of what listening, learning and planning cost, by what each costs itself."""
    whole = sum(sum(other.cost.values()) for other in found)
    part = sum(one.cost.values()) / whole if whole else 0.0
    shared = spent.of(_SHARED).weekly
    if not part or not shared:
        return one
    cost = _added([one.cost, {week: part * amount for week, amount in shared.items()}])
    return replace(one, cost=cost)


def _added(several: Iterable[Weekly]) -> dict[date, float]:
    found: dict[date, float] = defaultdict(float)
    for weekly in several:
        for week, amount in weekly.items():
            found[week] += amount
    return dict(found)
