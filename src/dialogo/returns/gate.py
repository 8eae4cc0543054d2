"""The gate: whether a return is measurable, or not yet, and every reason why not.

A narrow band alone proves nothing: a wrong model is sure of itself too. So an estimate must also
hold whichever lag curve is believed, however freely the baseline may move, and without the prior
deciding it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dialogo.records.share import Share
from dialogo.records.source import Source
from dialogo.records.text import Lang, Text
from dialogo.returns.band import Band
from dialogo.returns.carryover import CARRY_OVERS
from dialogo.returns.diagnostics import Fit, Mixing
from dialogo.returns.experiments import Tested
from dialogo.returns.floats import Floats, Ints
from dialogo.returns.series import ENOUGH

SOURCE = Source("docs/returns/README.md", "house rule")
TIMES = 3.0  # the high end of a band may be so many times its low end
_NOTHING = 0.05  # chance that it brings nothing, above which nothing may be said
_APART = 0.25  # by so much of the mean may the estimates of two lag families or baselines differ
_WEIGHED = 0.05  # a family with a smaller part of the draws is refuted by the data
_PRIOR = 0.25  # sds that the mean may move as the prior's power doubles

MIXED = Text(
    en="The calculation did not settle: chains started apart do not agree. Nothing may be said.",
    it="Il calcolo non si è assestato: catene partite da punti diversi non concordano. Non si può "
    "dire nulla.",
)
MISFIT = Text(
    en="The model does not fit these weeks: what it leaves unexplained is not chance. Something "
    "that matters is missing from the table, such as a price, a holiday or a stock-out.",
    it="Il modello non si adatta a queste settimane: ciò che resta inspiegato non è caso. Nella "
    "tabella manca qualcosa che conta, come un prezzo, una festività o un esaurimento di scorte.",
)
SHORT = Text(
    en="There are {has} weeks; within a year, a season and an effect look the same ({needs} "
    "needed).",
    it="Ci sono {has} settimane; entro un anno una stagione e un effetto sembrano la stessa cosa "
    "(ne servono {needs}).",
)
PERHAPS_NOTHING = Text(
    en="It may have brought nothing at all: the chance of that is {chance}.",
    it="Può non aver portato nulla: la probabilità è {chance}.",
)
WIDE = Text(
    en="The band is too wide: from {low} to {high} of the outcome.",
    it="L'intervallo è troppo largo: da {low} a {high} del risultato.",
)
FAMILIES = Text(
    en="It depends on how late its effects are taken to be: {low} of the outcome if {first}, "
    "{high} if {second}.",
    it="Dipende da quanto tardi si pensa che arrivino gli effetti: {low} del risultato se "
    "{first}, {high} se {second}.",
)
BASELINES = Text(
    en="It depends on how freely the outcome may drift by itself: {low} of it, or {high}.",
    it="Dipende da quanto il risultato può muoversi da solo: {low} del risultato oppure {high}.",
)
BELIEFS = Text(
    en="What was assumed beforehand decides too much of it: the weeks alone do not.",
    it="Lo decide troppo ciò che si è supposto prima: le settimane da sole non bastano.",
)
CONTRADICTED = Text(
    en="The experiment from {since} to {until} is contradicted: it said {said}, the weeks alone "
    "say {low} to {high}, and all together {all_low} to {all_high}. Something of it is wrong.",
    it="L'esperimento {since:dal} {until:al} è contraddetto: diceva {said}, le settimane da sole "
    "dicono da {low} a {high}, e tutto insieme da {all_low} a {all_high}. Qualcosa è sbagliato.",
)
FAMILY_WORDS = {
    "geometric": Text(en="they fade from the first week", it="svaniscono dalla prima settimana"),
    "delayed": Text(en="they rise to a later peak", it="salgono fino a un picco più tardi"),
    "two-speed": Text(en="they come in two waves", it="arrivano in due ondate"),
    "power-law": Text(en="they have a long tail", it="hanno una coda lunga"),
}


@dataclass(frozen=True)
class Reason:
    """Why not yet: `code` for programs; write it with `say(lang)`."""

    code: str
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: Lang) -> str:
        return self.text.say(lang, **self.values)


@dataclass(frozen=True)
class Verdict:
    """Measurable when there is no reason against it."""

    reasons: tuple[Reason, ...]

    def against(self, *codes: str) -> bool:
        """Whether any of these reasons stands against it."""
        return any(reason.code in codes for reason in self.reasons)

    @property
    def measurable(self) -> bool:
        return not self.reasons

    @property
    def word(self) -> str:
        return "measurable" if self.measurable else "not-yet"


def judged(
    share: Floats,
    *,
    families: Ints,
    taus: Floats,
    mixed: Mixing,
    fit: Fit,
    prior_pull: float,
    tested: Sequence[Tested] = (),
) -> Verdict:
    """The verdict on one activity.

    share, families (places in CARRY_OVERS), taus: (draws,); `prior_pull` is
    that of `diagnostics.pull`; `tested` are the experiments on it. An experiment has narrowed the
    share and weighed the families where it could; one that contradicts the weeks stands against
    all of it. Where chains do not agree that is all there is to say: any figure would be theirs.
    """
    if not mixed.good:
        return Verdict((Reason("chains", MIXED),))
    band, nothing = Band.of(share), float((share == 0).mean())
    found = []
    if not fit.good:
        found.append(Reason("fit", MISFIT))
    if fit.weeks < ENOUGH:
        found.append(Reason("short", SHORT, {"has": fit.weeks, "needs": ENOUGH}))
    if nothing > _NOTHING:
        found.append(Reason("nothing", PERHAPS_NOTHING, {"chance": Share(nothing)}))
    if band.high > TIMES * max(band.low, 0.0):
        found.append(Reason("wide", WIDE, {"low": Share(band.low), "high": Share(band.high)}))
    found += _families(share, families)
    found += _baselines(share, taus)
    if not prior_pull < _PRIOR:
        found.append(Reason("prior", BELIEFS))
    found += [_contradicted(one) for one in tested if not one.agrees]
    return Verdict(tuple(found))


def _contradicted(one: Tested) -> Reason:
    experiment = one.experiment
    values = {
        "since": experiment.since, "until": experiment.until, "said": _rounded(experiment.effect),
        "low": _rounded(one.alone.low), "high": _rounded(one.alone.high),
        "all_low": _rounded(one.estimate.low), "all_high": _rounded(one.estimate.high),
    }  # fmt: skip
    return Reason("experiment", CONTRADICTED, values)


def _rounded(value: float) -> int | float:
    """To three figures, for reading."""
    digits = 2 - int(np.floor(np.log10(max(abs(value), 1e-9))))
    return round(value, digits) if digits > 0 else int(round(value, digits))


def _families(share: Floats, families: Ints) -> list[Reason]:
    means = {
        curve.name: float(share[families == at].mean())
        for at, curve in enumerate(CARRY_OVERS)
        if (families == at).mean() > _WEIGHED
    }
    first, second = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    if means[second] - means[first] <= _APART * float(share.mean()):
        return []
    values = {
        "low": Share(means[first]), "first": FAMILY_WORDS[first],
        "high": Share(means[second]), "second": FAMILY_WORDS[second],
    }  # fmt: skip
    return [Reason("lags", FAMILIES, values)]


def _baselines(share: Floats, taus: Floats) -> list[Reason]:
    means = [
        float(share[taus == tau].mean())
        for tau in np.unique(taus)
        if (taus == tau).mean() > _WEIGHED
    ]
    if max(means) - min(means) <= _APART * float(share.mean()):
        return []
    values = {"low": Share(min(means)), "high": Share(max(means))}
    return [Reason("baseline", BASELINES, values)]
