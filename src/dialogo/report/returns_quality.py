"""How good an estimate of returns is, in words: what should be, what is, what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.returns_pictures import Subject
from dialogo.returns.series import ENOUGH

SETTLED = Text(
    en="It settled: chains started apart agree (R̂ at most {r_hat}, at least {draws} effective "
    "draws).",
    it="Si è assestato: catene partite da punti diversi concordano (R̂ al massimo {r_hat}, almeno "
    "{draws} estrazioni efficaci).",
)
UNSETTLED = Text(
    en="It did not settle: chains started apart do not agree (R̂ up to {r_hat}, {draws} effective "
    "draws at the least). Nothing it says may be used.",
    it="Non si è assestato: catene partite da punti diversi non concordano (R̂ fino a {r_hat}, "
    "almeno {draws} estrazioni efficaci). Nulla di ciò che dice si può usare.",
)
FITS = Text(
    en="It explains {explained} of the ups and downs; {far} of the weeks lie outside its own band "
    "(10\u202f% would be right), and what one week leaves unexplained goes on into the next by "
    "{lasting} (0 would be right).",
    it="Spiega {explained:il} degli alti e bassi; fuori dalla sua fascia sta {far:il} delle "
    "settimane (sarebbe giusto il 10\u202f%), e ciò che una settimana lascia inspiegato "
    "prosegue nella successiva per {lasting} (sarebbe giusto 0).",
)
MISFITS = Text(
    en="It does not fit: it explains {explained} of the ups and downs, {far} of the weeks lie "
    "outside its own band (10\u202f% would be right), and one week's remainder goes on into the "
    "next by {lasting}. Something that matters is not recorded.",
    it="Non si adatta: spiega {explained:il} degli alti e bassi, fuori dalla sua fascia sta "
    "{far:il} delle settimane (sarebbe giusto il 10\u202f%), e il resto di una settimana prosegue "
    "nella successiva per {lasting}. Qualcosa che conta non è registrato.",
)
DOUBTFUL = Text(
    en="It may not fit: it explains {explained} of the ups and downs, {far} of the weeks lie "
    "outside its own band (10 % would be right), and what one week leaves unexplained goes on "
    "into the next by {lasting} (0 would be right). In {weeks} weeks that may still be chance.",
    it="Forse non si adatta: spiega {explained:il} degli alti e bassi, fuori dalla sua fascia sta "
    "{far:il} delle settimane (sarebbe giusto il 10 %), e ciò che una settimana lascia "
    "inspiegato prosegue nella successiva per {lasting} (sarebbe giusto 0). In {weeks} settimane "
    "può ancora essere un caso.",
)
WEEKS_DECIDE = Text(
    en="The weeks decide, and not what was assumed beforehand: giving that twice the weight moves "
    "no estimate by more than {most} of its doubt.",
    it="Decidono le settimane, e non ciò che si è supposto prima: dandogli peso doppio nessuna "
    "stima si sposta di più {most:del} del proprio dubbio.",
)
BELIEFS_DECIDE = Text(
    en="What was assumed beforehand decides much of “{name}”: giving it twice the weight moves the "
    "estimate by {most} of its doubt.",
    it="Su «{name}» decide molto ciò che si è supposto prima: dandogli peso doppio la stima si "
    "sposta {most:del} del proprio dubbio.",
)
TOO_MUCH = Text(
    en="In {share} of what was tried, the activities together brought more than there was of "
    "“{outcome}”; that was left out. Look whether a column holds what it should.",
    it="{share:Il} di ciò che si è provato faceva portare alle attività, insieme, più di quanto "
    "c'era di «{outcome}», ed è stato escluso. Controllate che ogni colonna contenga ciò che deve.",
)
LEANS = 0.25  # of the doubt; as the library's gate has it
SEEN = 2.0  # standard errors above what is right, beyond which a fit is doubtful (convention)
BELOW = 3.0  # the same below: a baseline that may drift takes a little more than the noise leaves
GIVEN_UP = 0.1  # of the draws; house rule
MARKS = {"ok": "✓", "watch": "●", "mistake": "◆"}
WORDS = {
    "ok": Text(en="as it should be", it="come dev'essere"),
    "watch": Text(en="with care", it="con cautela"),
    "mistake": Text(en="not usable", it="inutilizzabile"),
}


@dataclass(frozen=True)
class Judged:
    """A sentence with its verdict."""

    verdict: Literal["ok", "watch", "mistake"]
    says: str

    @property
    def mark(self) -> str:
        return MARKS[self.verdict]

    def word(self, lang: Lang) -> str:
        return WORDS[self.verdict].say(lang)


def judged(told: Mapping[str, Any], subject: Subject, lang: Lang) -> list[Judged]:
    """Chains, fit, assumptions and what was left out, in this order; never empty.

    `told` is the document of an estimate (`Returns.to_json`).
    """
    activities = told["activities"]
    of = [one["diagnostics"] for one in activities]
    against = {reason["code"] for one in activities for reason in one["reasons"]}
    agreed = "chains" not in against
    values = {
        "r_hat": _fraction(max(one["r_hat"] for one in of), lang),
        "draws": round(min(one["effective_draws"] for one in of)),
    }
    found = [
        Judged("ok", SETTLED.say(lang, **values))
        if agreed
        else Judged("mistake", UNSETTLED.say(lang, **values))
    ]
    whole = told["diagnostics"]
    fit = {
        "explained": Share(max(whole["explained"], 0.0)),
        "far": Share(whole["weeks_outside_90_band"]),
        "lasting": _fraction(whole["residual_autocorrelation"], lang),
    }
    if not whole.get("fits", "fit" not in against):  # an older document does not say
        found.append(Judged("mistake", MISFITS.say(lang, **fit)))
    elif _doubtful(told):
        found.append(Judged("watch", DOUBTFUL.say(lang, weeks=told["weeks"], **fit)))
    else:
        found.append(Judged("ok", FITS.say(lang, **fit)))
    most = max(activities, key=lambda one: one["diagnostics"]["prior_sensitivity"])
    pull = min(most["diagnostics"]["prior_sensitivity"], 9.99)
    found.append(
        Judged("ok", WEEKS_DECIDE.say(lang, most=Share(pull)))
        if pull < LEANS
        else Judged("watch", BELIEFS_DECIDE.say(lang, name=subject.named(most), most=Share(pull)))
    )
    if whole["draws_given_up"] > GIVEN_UP:
        values = {"share": Share(whole["draws_given_up"]), "outcome": subject.outcome}
        found.append(Judged("watch", TOO_MUCH.say(lang, **values)))
    return found


def _doubtful(told: Mapping[str, Any]) -> bool:
    """Whether innovations go with each other, or lie too far out, by more than chance, or nobody
    could see it for lack of weeks; the gate refuses only what is surely wrong."""
    whole, weeks = told["diagnostics"], told["weeks"]
    far = 0.1 + SEEN * (0.1 * 0.9 / weeks) ** 0.5
    error, lasting = weeks**-0.5, whole["residual_autocorrelation"]
    fits = -BELOW * error <= lasting <= SEEN * error and whole["weeks_outside_90_band"] <= far
    return weeks < ENOUGH or not fits


def _fraction(value: float, lang: Lang) -> str:
    """Two decimals; an even 0 has no sign."""
    written = f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
    return written.replace(".", ",") if lang == "it" else written
