"""Pictures of what an estimate of returns assumes before it looks at the weeks.

They are made of the estimate's document (`Returns.to_json`), and show nothing of its result, so
that they may stand where nothing can be told yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.pictures import Picture
from dialogo.report.returns_pictures import ACTIVITY, BAND, EVERY, MEAN, WEEK_OF, Subject
from dialogo.report.vocabulary import BETWEEN

KINDS = ("returns-assumed", "returns-assumed-weeks")

_ASKED = Text(
    en="How much of “{outcome}” was each thought to bring, before the weeks were looked at?",
    it="Quanto di «{outcome}» si pensava che portasse ciascuna, prima di guardare le settimane?",
)
_SAID = Text(
    en="{name}: {mean}, anywhere between {low} and {high}.",
    it="{name}: {mean}, ovunque fra {low} e {high}.",
)
_TOGETHER = Text(en="All together", it="Tutte insieme")
_KEY = Text(
    en="Each dot is the mean, the line holds in nine cases of ten. What costs more may have "
    "brought more; each may have brought nothing at all, with a chance of {nothing}. The weeks "
    "then decide.",
    it="Ogni punto è la media, la linea vale in nove casi su dieci. Ciò che costa di più può aver "
    "portato di più; ciascuna può non aver portato nulla, con una probabilità {nothing:del}. Poi "
    "decidono le settimane.",
)
_WEEKS_ASKED = Text(
    en="What might all of them have brought, week by week?",
    it="Che cosa potrebbero aver portato tutte insieme, settimana per settimana?",
)
_WEEKS_SAID = Text(
    en="Before the weeks are looked at, between {low} and {high} a week, of {mean} that there "
    "were.",
    it="Prima di guardare le settimane, fra {low} e {high} a settimana, su {mean} che ci sono "
    "stati.",
)
_WEEKS_KEY = Text(
    en="The line is “{outcome}” as it was. The band is what the activities together are thought to "
    "have brought of it, in nine cases of ten, before anything else is known.",
    it="La linea è «{outcome}» com'è stato. La fascia è ciò che si suppone abbiano portato le "
    "attività insieme, in nove casi su dieci, prima di sapere altro.",
)
_WAS = Text(en="as it was", it="com'è stato")


def beforehand(subject: Subject, told: Mapping[str, Any], lang: Lang) -> list[Picture]:
    """The share each activity is assumed to have brought, and all of them by week."""
    return [_shares(subject, told, lang), _weeks(subject, told, lang)]


def _shares(subject: Subject, told: Mapping[str, Any], lang: Lang) -> Picture:
    known = told["assumed"]
    bands = [(subject.named(one), known["share"][one["name"]]) for one in told["activities"]]
    if len(bands) > 1:
        bands.append((_TOGETHER.say(lang), known["together"]))
    return Picture(
        kind="returns-assumed",
        question=_ASKED.say(lang, outcome=subject.outcome),
        answer=" ".join(
            _SAID.say(
                lang, name=name, mean=Share(band["mean"]), low=Share(band["p5"]),
                high=Share(band["p95"]),
            )
            for name, band in bands
        ),
        heads=(ACTIVITY.say(lang), MEAN.say(lang), BAND.say(lang)),
        rows=tuple(
            (
                name,
                write(Share(band["mean"]), lang),
                BETWEEN.say(lang, low=Share(band["p5"]), high=Share(band["p95"])),
            )
            for name, band in bands
        ),
        data=tuple(
            {"name": name, "value": band["mean"], "low": band["p5"], "high": band["p95"]}
            for name, band in bands
        ),
        setting={"even": None, "form": "%", "across": subject.outcome},
        key=_KEY.say(lang, nothing=Share(known["nothing"])),
    )  # fmt: skip


def _weeks(subject: Subject, told: Mapping[str, Any], lang: Lang) -> Picture:
    since, curve, was = date.fromisoformat(told["since"]), told["assumed"]["weekly"], told["values"]
    days = [since + timedelta(weeks=week) for week in range(told["weeks"])]
    weekly = told["total"] / told["weeks"]
    together = told["assumed"]["together"]
    ends = {key: subject.amount(together[of] * weekly, lang) for key, of in _ENDS}
    return Picture(
        kind="returns-assumed-weeks",
        question=_WEEKS_ASKED.say(lang),
        answer=_WEEKS_SAID.say(lang, mean=subject.amount(weekly, lang), **ends),
        heads=(WEEK_OF.say(lang), _WAS.say(lang), BAND.say(lang)),
        rows=tuple(
            (
                write(days[at], lang),
                subject.amount(was[at], lang),
                BETWEEN.say(
                    lang, low=subject.amount(curve["p5"][at], lang),
                    high=subject.amount(curve["p95"][at], lang),
                ),
            )
            for at in range(0, len(days), EVERY)
        ),
        data=tuple(
            {
                "name": subject.outcome, "x": day.isoformat(), "value": was[at],
                "low": curve["p5"][at], "high": curve["p95"][at],
            }
            for at, day in enumerate(days)
        ),
        setting={"names": [subject.outcome], "up": {subject.outcome: subject.by_week(lang)}},
        key=_WEEKS_KEY.say(lang, outcome=subject.outcome),
    )  # fmt: skip


_ENDS = (("low", "p5"), ("high", "p95"))
