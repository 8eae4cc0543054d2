"""Rows of the page's tables: which series are used, experiments, and what the last click says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.returns_pictures import Subject, amount
from dialogo.report.vocabulary import BETWEEN, NO_FIGURE
from dialogo.web.queries.returns.shown import counted

Kept = Mapping[str, Any]

UNKNOWN_COST = Text(en="cost not recorded", it="costo non registrato")
NOT_YET = Text(en="not yet", it="non ancora")
AGREES = Text(en="agree", it="concordano")
CONTRADICTS = Text(en="contradict each other", it="si contraddicono")


@dataclass(frozen=True)
class SeriesRow:
    """An effort: what was done of it and what it cost; or `why` it is left out."""

    name: str
    done: str
    cost: str
    why: str


def series_rows(table: Kept, subject: Subject, lang: Lang) -> list[SeriesRow]:
    """Those that are used, then those left out."""
    used = [
        SeriesRow(
            one["name"][lang],
            _done(one, table, lang),
            amount(one["cost"], table["costs"], lang) if one["costed"] else UNKNOWN_COST.say(lang),
            "",
        )
        for one in table["used"]
    ]
    left = [SeriesRow(one["name"][lang], "", "", one["why"][lang]) for one in table["left"]]
    return [*used, *left]


def _done(one: Kept, table: Kept, lang: Lang) -> str:
    """So much a week, in the mean."""
    mean = sum(one["effort"]) / len(one["effort"])
    if one["counted"] == "money":
        return amount(mean, table["costs"], lang)
    return f"{amount(mean, None, lang)} {counted(one, table['costs'], lang)}"


@dataclass(frozen=True)
class TestedRow:
    """An experiment that the estimate has used, beside what it says of the same days."""

    name: str
    days: str
    said: str
    estimated: str
    agrees: bool
    word: str


def tested_rows(told: Kept, subject: Subject, lang: Lang) -> list[TestedRow]:
    """In the order they were given."""
    return [
        TestedRow(
            subject.names.get(one["activity"], one["activity"]),
            BETWEEN.say(
                lang, low=date.fromisoformat(one["since"]), high=date.fromisoformat(one["until"])
            ),
            _band(subject, one["effect"], one["low"], one["high"], lang),
            _band(
                subject, one["estimate"]["mean"], one["estimate"]["p5"], one["estimate"]["p95"],
                lang,
            ),
            one["agrees"],
            (AGREES if one["agrees"] else CONTRADICTS).say(lang),
        )
        for activity in told["activities"]
        for one in activity["experiments"]
    ]  # fmt: skip


def _band(subject: Subject, mean: float, low: float, high: float, lang: Lang) -> str:
    told = {key: subject.amount(value, lang) for key, value in (("low", low), ("high", high))}
    return f"{subject.amount(mean, lang)} ({BETWEEN.say(lang, **told)})"


@dataclass(frozen=True)
class ThroughRow:
    """What an activity brought by itself, and through new followers, of the outcome."""

    name: str
    direct: str
    through: str


def through_rows(table: Kept, subject: Subject, lang: Lang) -> list[ThroughRow]:
    """The activities of which both links are shown."""
    return [
        ThroughRow(subject.named(one), _shares(one["direct"], lang), _shares(one["through"], lang))
        for one in table.get("through", [])
    ]


def _shares(band: Kept, lang: Lang) -> str:
    ends = BETWEEN.say(lang, low=Share(band["p5"]), high=Share(band["p95"]))
    return f"{write(Share(band['mean']), lang)} ({ends})"


@dataclass(frozen=True)
class CreditRow:
    """What the last click gave a channel, and what the estimate gives the effort there."""

    channel: str
    last_click: str
    share: str
    estimated: str
    why: str


def credit_rows(table: Kept, subject: Subject, lang: Lang, *, shown: bool) -> list[CreditRow]:
    """The channels that the last click credited, the most first."""
    credit = table["credit"]
    beside = table["ahead"]["beside"]
    told = table["estimate"]
    by_name = {one["name"]: one for one in told["activities"]}
    rows = []
    for one in credit:
        activity = by_name.get(f"promotion:{one['channel'].lower()}")
        rows.append(
            CreditRow(
                network_name(one["channel"], lang),
                subject.amount(one["value"], lang),
                write(Share(one["value"] / told["total"]), lang),
                _estimated(activity, subject, told, lang, shown=shown),
                beside[one["channel"]][lang] if shown and one["channel"] in beside else "",
            )
        )
    return rows


def _estimated(
    activity: Kept | None, subject: Subject, told: Kept, lang: Lang, *, shown: bool
) -> str:
    if activity is None:
        return NO_FIGURE
    if not shown or activity["verdict"] != "measurable":
        return NOT_YET.say(lang)
    share, total = activity["share"], told["total"]
    return _band(subject, share["mean"] * total, share["p5"] * total, share["p95"] * total, lang)
