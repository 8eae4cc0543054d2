"""Pictures of an estimate of returns as data: a question, its answer, the table behind it.

They are made of the estimate's document (`Returns.to_json`), which a desk keeps and the command
line has at hand, and show what is measurable, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.pictures import Picture
from dialogo.report.vocabulary import BETWEEN

Told = Mapping[str, Any]
A_WEEK = Text(en="{unit} a week", it="{unit} a settimana")
HALF_YEAR = 27  # points of a lag curve: the week itself and half a year
EVERY = 8  # weeks from row to row of the table behind contributions


@dataclass(frozen=True)
class Subject:
    """Whose returns they are: the outcome and the efforts as they are called in one language.

    `currency` is that of the outcome (None: it is counted), `costs` that of costs (None: unknown).
    `efforts` are the mean weekly efforts, `counted` what one of each is called.
    """

    outcome: str
    currency: str | None = None
    costs: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    efforts: Mapping[str, float] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)

    def named(self, one: Told) -> str:
        return self.names.get(one["name"], one["name"])

    def amount(self, value: float, lang: Lang) -> str:
        """So much of the outcome."""
        return amount(value, self.currency, lang)

    def by_week(self, lang: Lang) -> str:
        """The unit of what the outcome brings in a week, as an axis has it."""
        unit = self.outcome if self.currency is None else sign(self.currency, lang)
        return A_WEEK.say(lang, unit=unit)


def amount(value: float, currency: str | None, lang: Lang) -> str:
    """Three figures that count, with the currency if there is one."""
    number = float(f"{value:.3g}")
    if currency is not None:
        told = write(Money(Decimal(str(number)), currency), lang)
        return told.removesuffix(_NO_CENTS[lang]) if abs(number) >= 100 else told
    if abs(number) >= 10 or number == 0:
        return write(round(number), lang)
    written = f"{number:.3g}"
    return written.replace(".", ",") if lang == "it" else written


def sign(currency: str, lang: Lang) -> str:
    """A currency as amounts of it are written: €, £, CHF."""
    return each(currency, lang).replace("1", "").strip()


def each(currency: str | None, lang: Lang) -> str:
    """One of a currency, as in "for each € 1"."""
    return amount(1, currency, lang).removesuffix(_NO_CENTS[lang])


_NO_CENTS: Mapping[Lang, str] = {"en": ".00", "it": ",00"}


def measurable(told: Told) -> list[Told]:
    """The activities of which something may be said."""
    return [one for one in told["activities"] if one["verdict"] == "measurable"]


def pictures(subject: Subject, told: Told, lang: Lang) -> list[Picture]:
    """What came back, when, and from how much; none where nothing is measurable."""
    shown = measurable(told)
    if not shown:
        return []
    found = [
        _returned(subject, shown, lang),
        _contribution(subject, told, shown, lang),
        _lag(subject, shown, lang),
        _response(subject, shown, lang),
    ]
    return [picture for picture in found if picture is not None]


ACTIVITY = Text(en="activity", it="attività")
MEAN = Text(en="mean", it="media")
BAND = Text(en="between (90 %)", it="fra (90 %)")
_RETURN_ASKED = Text(en="What came back for each {one}?", it="Che cosa è tornato per ogni {one}?")
_COST_ASKED = Text(
    en="What does one more cost? ({outcome})", it="Quanto costa uno in più? ({outcome})"
)
_RETURN_KEY = Text(
    en="Each dot is the mean, the line holds in nine cases of ten. The dashed line is where as "
    "much comes back as went out, people included.",
    it="Ogni punto è la media, la linea vale in nove casi su dieci. La linea tratteggiata è dove "
    "torna quanto si è speso, persone comprese.",
)
_DOT_KEY = Text(
    en="Each dot is the mean, the line holds in nine cases of ten.",
    it="Ogni punto è la media, la linea vale in nove casi su dieci.",
)
_BAND_KEY = Text(
    en="The line is the mean, the band holds in nine cases of ten.",
    it="La linea è la media, la fascia vale in nove casi su dieci.",
)


def _returned(subject: Subject, shown: Sequence[Told], lang: Lang) -> Picture | None:
    """Return on the full cost; of an outcome that is counted, what one of it costs. Where neither
    has a currency, nobody can say at how much it pays."""
    with_cost = [one for one in shown if one["return"] is not None and one["return"]["p5"] > 0]
    if not with_cost:
        return None
    money = subject.currency == subject.costs
    bands = {one["name"]: _of_return(one["return"], money=money) for one in with_cost}
    unit = subject.currency if money else subject.costs
    ask = _RETURN_ASKED if money else _COST_ASKED
    even = money and subject.currency is not None
    return Picture(
        kind="returns-intervals",
        question=ask.say(lang, one=each(unit, lang), outcome=subject.outcome),
        answer=" ".join(
            _SAID_RETURN[money].say(lang, name=subject.named(one), **_written(band, unit, lang))
            for one, band in zip(with_cost, bands.values(), strict=True)
        ),
        heads=(ACTIVITY.say(lang), MEAN.say(lang), BAND.say(lang)),
        rows=tuple(
            (subject.named(one), *_cells(bands[one["name"]], unit, lang)) for one in with_cost
        ),
        data=tuple({"name": subject.named(one), **bands[one["name"]]} for one in with_cost),
        setting={"even": 1.0 if even else None, "form": "~s", "across": _across(unit, money, lang)},
        key=(_RETURN_KEY if even else _DOT_KEY).say(lang),
    )


def _across(unit: str | None, money: bool, lang: Lang) -> str:
    """The axis: what came back for each 1 of cost, or what one of the outcome costs."""
    if unit is None:
        return _FOR_EACH.say(lang)
    return _FOR_EACH_OF.say(lang, unit=sign(unit, lang)) if money else sign(unit, lang)


_FOR_EACH = Text(en="for each 1 of cost", it="per ogni 1 di costo")
_FOR_EACH_OF = Text(en="{unit} for each {unit} 1 of cost", it="{unit} per ogni {unit} 1 di costo")
_SAID_RETURN = {
    True: Text(en="{name}: {mean} ({low} to {high}).", it="{name}: {mean} (da {low} a {high})."),
    False: Text(
        en="{name}: about {mean} ({low} to {high}).", it="{name}: circa {mean} (da {low} a {high})."
    ),
}


def _of_return(band: Mapping[str, float], *, money: bool) -> dict[str, float]:
    if money:
        return {"value": band["mean"], "low": band["p5"], "high": band["p95"]}
    return {"value": 1 / band["mean"], "low": 1 / band["p95"], "high": 1 / band["p5"]}


def _written(band: Mapping[str, float], unit: str | None, lang: Lang) -> dict[str, str]:
    return {
        name: amount(band[key], unit, lang)
        for name, key in (("mean", "value"), ("low", "low"), ("high", "high"))
    }


def _cells(band: Mapping[str, float], unit: str | None, lang: Lang) -> tuple[str, str]:
    told = _written(band, unit, lang)
    return told["mean"], BETWEEN.say(lang, low=told["low"], high=told["high"])


_BROUGHT_ASKED = Text(
    en="What did it bring, week by week?", it="Che cosa ha portato, settimana per settimana?"
)
_BROUGHT_SAID = Text(
    en="{name}: about {mean} a week, {share} of it all.",
    it="{name}: circa {mean} a settimana, {share} del totale.",
)
WEEK_OF = Text(en="week of", it="settimana del")


def _contribution(subject: Subject, told: Told, shown: Sequence[Told], lang: Lang) -> Picture:
    since = date.fromisoformat(told["since"])
    days = [date.fromordinal(since.toordinal() + 7 * week) for week in range(told["weeks"])]
    weekly = told["total"] / told["weeks"]
    return Picture(
        kind="returns-contribution",
        question=_BROUGHT_ASKED.say(lang),
        answer=" ".join(
            _BROUGHT_SAID.say(
                lang, name=subject.named(one), share=Share(one["share"]["mean"]),
                mean=subject.amount(one["share"]["mean"] * weekly, lang),
            )
            for one in shown
        ),
        heads=(WEEK_OF.say(lang), *(subject.named(one) for one in shown)),
        rows=tuple(
            (
                write(days[at], lang),
                *(subject.amount(one["contribution"]["mean"][at], lang) for one in shown),
            )
            for at in range(len(days) - 1, -1, -EVERY)
        )[::-1],
        data=tuple(
            {"name": subject.named(one), "x": day.isoformat(), **_point(one["contribution"], at)}
            for one in shown
            for at, day in enumerate(days)
        ),
        setting={
            "names": [subject.named(one) for one in shown],
            "up": {subject.named(one): subject.by_week(lang) for one in shown},
        },
        key=_BAND_KEY.say(lang),
    )  # fmt: skip


def _point(curve: Mapping[str, Sequence[float]], at: int) -> dict[str, float]:
    return {"value": curve["mean"][at], "low": curve["p5"][at], "high": curve["p95"][at]}


_LATE_ASKED = Text(en="How late does an effect come?", it="Quanto tardi arriva un effetto?")
_LATE_SAID = Text(
    en="{name}: half of it has come after {mean:week|weeks} ({low} to {high}).",
    it="{name}: metà è arrivata dopo {mean:settimana|settimane} (da {low} a {high}).",
)
_AT_ONCE = Text(
    en="{name}: half of it comes in the same week.",
    it="{name}: metà arriva nella stessa settimana.",
)
_SOON = Text(
    en="{name}: half of it comes within {high:week|weeks}.",
    it="{name}: metà arriva entro {high:settimana|settimane}.",
)
_WEEKS_LATER = Text(en="weeks later", it="settimane dopo")


def _lag(subject: Subject, shown: Sequence[Told], lang: Lang) -> Picture:
    weeks = range(min(HALF_YEAR, len(shown[0]["lag"]["mean"])))
    return Picture(
        kind="returns-lag",
        question=_LATE_ASKED.say(lang),
        answer=" ".join(_late(subject, one, lang) for one in shown),
        heads=(_WEEKS_LATER.say(lang), *(subject.named(one) for one in shown)),
        rows=tuple(
            (write(week, lang), *(write(Share(one["lag"]["mean"][week]), lang) for one in shown))
            for week in weeks
            if week < 4 or week % 4 == 0
        ),
        data=tuple(
            {"name": subject.named(one), "x": week, **_point(one["lag"], week)}
            for one in shown
            for week in weeks
        ),
        setting={
            "names": [subject.named(one) for one in shown],
            "up": {subject.named(one): _OF_IT.say(lang) for one in shown},
            "across": {subject.named(one): _WEEKS_LATER.say(lang) for one in shown[-1:]},
        },
        key=_LAG_KEY.say(lang),
    )


_OF_IT = Text(en="of its whole effect", it="del suo effetto intero")
_LAG_KEY = Text(
    en="Across: weeks after the effort. Up: the share of its whole effect that comes in that week. "
    "The band holds in nine cases of ten.",
    it="In orizzontale: settimane dopo l'impegno. In verticale: la quota dell'effetto intero che "
    "arriva in quella settimana. La fascia vale in nove casi su dieci.",
)


def _late(subject: Subject, one: Told, lang: Lang) -> str:
    half = one["weeks_to_half_the_effect"]
    values = {"mean": round(half["mean"]), "low": round(half["p5"]), "high": round(half["p95"])}
    soon = _SOON if values["high"] else _AT_ONCE
    text = _LATE_SAID if values["mean"] else soon
    return text.say(lang, name=subject.named(one), **values)


_MORE_ASKED = Text(en="What would more of it bring?", it="Che cosa porterebbe farne di più?")
_MORE_SAID = Text(
    en="{name}: a little more brings {next} for each {one} more, after {mean} so far.",
    it="{name}: un po' di più porta {next} per ogni {one} in più, dopo {mean} finora.",
)
_MORE_PLAIN = Text(
    en="{name}: now about {now} {unit} a week.", it="{name}: ora circa {now} {unit} a settimana."
)
_EFFORT = Text(en="effort", it="impegno")
_MORE_KEY = Text(
    en="Across: effort in a week, kept up. Up: what it brings in a week. The dot is the effort of "
    "an ordinary week; the flatter the line beyond it, the less more of it would bring.",
    it="In orizzontale: l'impegno di una settimana, mantenuto. In verticale: che cosa porta a "
    "settimana. Il punto è l'impegno di una settimana normale; quanto più la linea è piatta oltre "
    "il punto, tanto meno porterebbe farne di più.",
)


def _response(subject: Subject, shown: Sequence[Told], lang: Lang) -> Picture:
    rows = []
    for one in shown:
        curve = one["response"]
        for at in range(0, len(curve["x"]), 6):
            effort = amount(curve["x"][at], None, lang)
            band = BETWEEN.say(
                lang, low=subject.amount(curve["p5"][at], lang),
                high=subject.amount(curve["p95"][at], lang),
            )  # fmt: skip
            rows.append((subject.named(one), effort, subject.amount(curve["mean"][at], lang), band))
    return Picture(
        kind="returns-response",
        question=_MORE_ASKED.say(lang),
        answer=" ".join(filter(None, (_more(subject, one, lang) for one in shown))),
        heads=(
            ACTIVITY.say(lang),
            Text(en="effort a week", it="impegno a settimana").say(lang),
            MEAN.say(lang),
            BAND.say(lang),
        ),
        rows=tuple(rows),
        data=tuple(
            {"name": subject.named(one), "x": x, **_point(one["response"], at)}
            for one in shown
            for at, x in enumerate(one["response"]["x"])
        ),
        setting={
            "names": [subject.named(one) for one in shown],
            "up": {subject.named(one): subject.by_week(lang) for one in shown},
            "across": {
                subject.named(one): A_WEEK.say(lang, unit=_unit(subject, one, lang))
                for one in shown
            },
            "now": {
                subject.named(one): subject.efforts[one["name"]]
                for one in shown
                if one["name"] in subject.efforts
            },
        },
        key=_MORE_KEY.say(lang),
    )


def _unit(subject: Subject, one: Told, lang: Lang) -> str:
    """What the effort is counted in: the sign of a currency, or the word for it."""
    counted = subject.counted.get(one["name"])
    if counted is None:
        return _EFFORT.say(lang)
    return sign(counted, lang) if counted == subject.costs else counted


def _more(subject: Subject, one: Told, lang: Lang) -> str:
    """What the next bit brings, beside what came back so far; else how much is done now."""
    name, next_one, so_far = subject.named(one), one["return_of_next_unit"], one["return"]
    if next_one is None or so_far is None:
        now, unit = subject.efforts.get(one["name"]), subject.counted.get(one["name"])
        if now is None or not unit:
            return ""
        return _MORE_PLAIN.say(lang, name=name, now=amount(now, None, lang), unit=unit)
    return _MORE_SAID.say(
        lang,
        name=name,
        next=subject.amount(next_one["mean"], lang),
        one=each(subject.costs, lang),
        mean=subject.amount(so_far["mean"], lang),
    )
