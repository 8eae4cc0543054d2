"""What the figures of staffing rest on: messages, growth, the promise, hours, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from dialogo.records.share import Share
from dialogo.records.text import LANGS, Text
from dialogo.web.frame.filled import filled
from dialogo.web.models.plan_body import PromiseLine
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.plan.words import line_called


@dataclass(frozen=True)
class Said:
    """A label and what stands beside it."""

    label: Text
    text: Text


def assumed(figures: dict[str, Any], workspace: Workspace) -> list[Said]:
    """What the figures rest on."""
    plan = figures["plan"]
    seen, taken = plan["arrivals"], plan["assumed"]
    each = timedelta(minutes=taken["handling_minutes"])
    within = timedelta(minutes=taken["promise_minutes"])
    clock = _IN_SERVICE if taken["promise_clock"] == "service" else _BY_WALL
    told = [
        Said(_MESSAGES, filled(_SEEN, n=seen["messages"], days=seen["days"])),
        Said(_EXPECTED, filled(_A_WEEK, n=round(seen["a_week_expected"], 1), way=_way(seen))),
        Said(
            _HANDLING,
            filled(_BOOKED, each=each, n=figures["handled"])
            if figures["handled"]
            else filled(_UNBOOKED, each=each),
        ),
        Said(_PROMISE, filled(clock, within=within, share=Share(taken["promise_share"]))),
        *_finer(figures, workspace),
        Said(_HOURS, _hours(figures)),
        Said(
            _SHIFT,
            filled(
                _BUSY, busy=Share(taken["occupancy"]), away=Share(taken["shrinkage"])
            ),
        ),
    ]  # fmt: skip
    if seen["hours_in_bursts"]:
        told.append(Said(_BURSTS, filled(_LEFT_OUT, n=seen["hours_in_bursts"])))
    if seen["holidays"] is not None:
        told.append(Said(_HOLIDAYS, filled(_APART, share=Share(seen["holidays"]))))
    return told


def _finer(figures: dict[str, Any], workspace: Workspace) -> list[Said]:
    """The promises to some alone: how long, to how many, how often they would be kept."""
    kept = {one["minutes"]: one["kept"] for one in figures["plan"]["assumed"].get("promises", ())}
    told = []
    for one in figures.get("promised", ()):
        called = [
            line_called(PromiseLine(0, *to), partial(need_title, workspace)) for to in one["to"]
        ]
        names = {lang: "; ".join(name.say(lang) for name in called) for lang in LANGS}
        values = {
            "within": timedelta(minutes=one["minutes"]),
            "share": Share(one["share"]),
            "kept": Share(kept.get(one["minutes"], 0.0)),
        }
        whom = Text(en=names["en"].replace("{", "{{").replace("}", "}}"),
                    it=names["it"].replace("{", "{{").replace("}", "}}"))  # fmt: skip
        told.append(Said(filled(_PROMISED_TO, whom=whom), filled(_WITHIN, **values)))
    return told


_PROMISED_TO = Text(en="Promise: {whom}", it="Promessa: {whom}")
_WITHIN = Text(
    en="within {within}, to {share} of messages; with the people needed it is kept for {kept} of "
    "them, what is due soonest being answered first",
    it="entro {within}, per {share:il} dei messaggi; con le persone che servono è mantenuta per "
    "{kept:il}, rispondendo prima a ciò che scade prima",
)
_WEEKS_A_MONTH = 365.25 / 12 / 7


def _way(seen: dict[str, Any]) -> Text:
    growth, season = seen["growth_a_week"], seen["season"]
    if growth:
        return filled(
            _GROWS if growth > 0 else _SHRINKS, share=Share(abs((1 + growth) ** _WEEKS_A_MONTH - 1))
        )
    return _SEASON if season else _STEADY


_MESSAGES = Text(en="Messages", it="Messaggi")
_SEEN = Text(
    en="{n:message|messages} that want an answer, in {days:day|days}",
    it="{n:messaggio che attende|messaggi che attendono} risposta, in {days:giorno|giorni}",
)
_EXPECTED = Text(en="Expected", it="Attesi")
_A_WEEK = Text(en="{n} a week, {way}", it="{n} a settimana, {way}")
_GROWS = Text(en="growing by {share} a month", it="in crescita {share:del} al mese")
_SHRINKS = Text(en="shrinking by {share} a month", it="in calo {share:del} al mese")
_SEASON = Text(en="with the season", it="secondo la stagione")
_STEADY = Text(en="as in the past weeks", it="come nelle settimane passate")
_HANDLING = Text(en="An answer takes", it="Una risposta richiede")
_BOOKED = Text(
    en="{each}: hours booked on answering, over {n:answer|answers}",
    it="{each}: le ore registrate per rispondere, su {n:risposta|risposte}",
)
_UNBOOKED = Text(
    en="{each}, because the hours of answering are not recorded",
    it="{each}, perché le ore di risposta non sono registrate",
)
_PROMISE = Text(en="Promise", it="Promessa")
_IN_SERVICE = Text(
    en="taken up within {within} of business hours, {share} of the time",
    it="presa in carico entro {within} in orario di servizio, per {share:il} dei messaggi",
)
_BY_WALL = Text(
    en="taken up within {within}, day and night, {share} of the time",
    it="presa in carico entro {within}, giorno e notte, per {share:il} dei messaggi",
)
_HOURS = Text(en="Hours worked", it="Ore di lavoro")


def _hours(figures: dict[str, Any]) -> Text:
    if figures.get("hours_said"):
        return Text(en="the business hours", it="gli orari di servizio")
    if figures["plan"]["assumed"]["open"] == "always":
        return Text(
            en="day and night, because neither business hours nor a rota say otherwise",
            it="giorno e notte, perché né gli orari di servizio né i turni dicono altro",
        )
    return Text(
        en="those that the rota of these weeks covers, because no business hours are said",
        it="quelle coperte dai turni di queste settimane, perché non ci sono orari di servizio",
    )


_SHIFT = Text(en="People on shift", it="Chi è di turno")
_BUSY = Text(
    en="busy for {busy} of the time at the most; {away} goes into breaks and meetings",
    it="al massimo {busy:il} del tempo a rispondere; {away:il} va in pause e riunioni",
)
_BURSTS = Text(en="Bursts", it="Picchi")
_LEFT_OUT = Text(
    en="{n:hour was|hours were} far beyond the usual; no rota is planned for them",
    it="{n:ora è stata|ore sono state} molto oltre il solito; nessun turno si prevede per questo",
)
_HOLIDAYS = Text(en="Holidays", it="Festività")
_APART = Text(
    en="bring {share} of an ordinary day; they are counted apart",
    it="portano {share:il} di un giorno normale; sono contate a parte",
)
