"""What a need's page says of its size, its course over months, and of each post that serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dialogo.content.rates import likely, ratio
from dialogo.records.share import Share, wilson
from dialogo.records.text import Lang, Text, write
from dialogo.web.frame.bands import banded
from dialogo.web.frame.filled import filled
from dialogo.web.models.computed import Computed
from dialogo.web.models.needs import Need
from dialogo.web.queries.need_counts import MONTH
from dialogo.web.queries.needs import Told

OF_ALL = Text(
    en="{share} of the {wrote:person|people} who wrote ask for it (likely between {low} and "
    "{high}, if those who write stand for the others).",
    it="Lo chiede {share:il} delle persone che hanno scritto ({wrote}): probabilmente fra "
    "{low:il} e {high:il}, se chi scrive vale anche per gli altri.",
)
LIKELY_ANSWERED = Text(
    en="As a rule likely between {low} and {high} are answered.",
    it="Di regola ha risposta probabilmente fra {low:il} e {high:il}.",
)
COURSE = Text(
    en="On average {now} people a month in the last {n:|month|{n} months}, {before} in the "
    "{n:|one|{n}} before: {verdict}.",
    it="In media {now} persone al mese {n:|nell'ultimo mese|negli ultimi {n} mesi}, {before} "
    "{n:|in quello prima|nei {n} prima}: {verdict}.",
)
VERDICTS = {
    "more": Text(en="more, beyond what chance would do", it="di più, oltre il caso"),
    "less": Text(en="fewer, beyond what chance would do", it="di meno, oltre il caso"),
    "same": Text(en="chance alone could make this difference", it="può essere solo il caso"),
}
SHORT = Text(
    en="Less than two months are on record: a course cannot be told yet.",
    it="Sono registrati meno di due mesi: non si può ancora dire l'andamento.",
)
POSTS = {
    "less": ("▼", "ok", Text(en="asked less since", it="da allora chiesto meno")),
    "more": ("▲", "watch", Text(en="asked more since", it="da allora chiesto di più")),
    "unsure": ("○", "unknown", Text(en="cannot tell yet", it="non si può ancora dire")),
    "too-soon": ("○", "unknown", Text(en="too soon to tell", it="troppo presto per dirlo")),
}
RATES = Text(
    en="{before:person|people} a week asked before it, {after} since ({n_before} in {weeks_before} "
    "weeks, {n_after} in {weeks_after})",
    it="prima lo chiedevano {before:persona|persone} a settimana, dopo {after} ({n_before} in "
    "{weeks_before} settimane, {n_after} in {weeks_after})",
)
ONLY_AFTER = Text(
    en="nothing is on record from before it; {n_after} asked since",
    it="prima non c'è nulla di registrato; dopo lo hanno chiesto in {n_after}",
)
TIMES = Text(
    en="{low} to {high} times as often, likely", it="probabilmente da {low} a {high} volte tanto"
)
AT_LEAST = Text(en="at least {low} times as often, likely", it="probabilmente almeno {low} volte")


@dataclass(frozen=True)
class SaidPost:
    """A post that touches a need, in words and with its mark."""

    told: Told
    shape: str
    kind: str
    state: Text
    rates: Text
    times: Text | None


def of_all(need: Need) -> Text | None:
    """How many of those who wrote voice it; None where that was not counted yet."""
    if not need.wrote:
        return None
    low, high = wilson(need.people, need.wrote)
    return filled(
        OF_ALL,
        share=Share(need.people / need.wrote),
        wrote=need.wrote,
        low=Share(low),
        high=Share(high),
    )


def likely_answered(need: Need) -> Text | None:
    """How sure the share answered is; None where nothing was asked."""
    if not need.asked:
        return None
    low, high = wilson(need.answered, need.asked)
    return filled(LIKELY_ANSWERED, low=Share(low), high=Share(high))


def said_post(told: Told) -> SaidPost:
    """One post in words."""
    shape, kind, state = POSTS[told.course]
    values = {"n_before": told.before, "n_after": told.after}
    before, after = told.rate_before, told.rate_after
    if before is None or after is None:
        return SaidPost(told, shape, kind, state, filled(ONLY_AFTER, **values), None)
    weeks = {
        "weeks_before": round(told.weeks_before, 1),
        "weeks_after": round(told.weeks_after, 1),
    }
    rates = filled(RATES, before=round(before, 1), after=round(after, 1), **values, **weeks)
    times = None
    if told.course != "too-soon" and told.before + told.after:
        low = round(told.low, 2)
        times = (
            filled(AT_LEAST, low=low)
            if told.high is None
            else filled(TIMES, low=low, high=round(told.high, 2))
        )
    return SaidPost(told, shape, kind, state, rates, times)


def course(need: Need) -> Text:
    """The last months against as many before, three at most."""
    half = min(len(need.months) // 2, 3)
    if not half:
        return SHORT
    now, before = sum(need.months[-half:]), sum(need.months[-2 * half : -half])
    low, high = ratio(before, now, half, half)
    verdict = "more" if low > 1 else "less" if high < 1 else "same"
    return filled(
        COURSE,
        now=round(now / half, 1),
        before=round(before / half, 1),
        n=half,
        verdict=VERDICTS[verdict],
    )


def months(need: Need, lang: Lang, made: Computed | None) -> dict[str, Any] | None:
    """How many people ask for it, month by month, with what is likely around each count."""
    if made is None or made.as_of is None or len(need.months) < 2:
        return None
    last = timezone.localtime(made.as_of).date()
    ends = [last - MONTH * ago for ago in reversed(range(len(need.months)))]
    bounds = [likely(count) for count in need.months]
    places = [number / (len(ends) - 1) for number in range(len(ends))]
    svg = banded(
        list(zip(places, need.months, strict=True)),
        [(place, low, high) for place, (low, high) in zip(places, bounds, strict=True)],
        write(ends[0], lang),
        write(ends[-1], lang),
        write(need.months[-1], lang),
    )
    return {
        "question": Text(
            en="How many people ask for it, month by month?",
            it="Quante persone lo chiedono, mese per mese?",
        ).say(lang),
        "answer": course(need).say(lang),
        "svg": svg,
        "key": Text(
            en="Stretches of thirty days. The band shows between which bounds the demand behind "
            "each count likely lies (90 %).",
            it="Periodi di trenta giorni. La fascia mostra fra quali limiti si trova probabilmente "
            "la richiesta dietro ogni conteggio (90 %).",
        ).say(lang),
        "heads": tuple(
            head.say(lang)
            for head in (
                Text(en="thirty days to", it="trenta giorni fino al"),
                Text(en="people", it="persone"),
                Text(en="likely from", it="probabile da"),
                Text(en="to", it="a"),
            )
        ),
        "rows": [
            (write(end, lang), write(count, lang), write(round(low, 1), lang),
             write(round(high, 1), lang))
            for end, count, (low, high) in zip(ends, need.months, bounds, strict=True)
        ],
    }  # fmt: skip
