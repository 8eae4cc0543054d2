"""Simulating: all the tables of an imaginary company, from a seed, a few knobs and a size."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.text import Lang, Text
from dialogo.simulation import audience, money, plan, team
from dialogo.simulation.answers import talk
from dialogo.simulation.company import LABEL, Company
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.people import openings
from dialogo.simulation.posts import publish
from dialogo.simulation.rota import Rota


def simulate(
    seed: int,
    knobs: Knobs | None = None,
    *,
    ending: date,
    weeks: int = 26,
    size: float = 1.0,
    lang: Lang | Literal["both"] = "it",
    company: str = "Bottega Esempio",
) -> Records:
    """The records of an imaginary company over `weeks` whole weeks, `ending` included.

    `size` 1 is about 60 conversations a week that people begin. `lang` "both" mixes the two
    languages. The company's name ends with "(simulated)", and every row says so in `extra`. The
    same arguments give the same rows. Raises `BadInput` for a size or a time that is not above 0.
    """
    if weeks < 1 or not size > 0 or seed < 0:
        raise BadInput(
            Text(
                en="nothing can be simulated with {weeks} weeks, size {size} and seed {seed}: "
                "write at least one week, a size above 0 and a seed that is not negative.",
                it="non si può simulare nulla con {weeks} settimane, dimensione {size} e seme "
                "{seed}: indicate almeno una settimana, una dimensione sopra 0 e un seme non "
                "negativo.",
            ),
            weeks=str(weeks), size=str(size), seed=str(seed),
        )  # fmt: skip
    name = company if company.endswith(LABEL) else f"{company} {LABEL}"
    imaginary = Company(name, knobs or Knobs(), seed, weeks, size, ending, lang)
    ledger = Ledger(name)
    rota = Rota(imaginary, ledger)
    posts = publish(imaginary, ledger)
    minutes = talk(imaginary, ledger, rota, openings(imaginary, posts))
    hours = team.work(imaginary, ledger, posts, minutes)
    team.staff(imaginary, ledger)
    money.spend(imaginary, ledger, posts, hours)
    money.earn(imaginary, ledger)
    audience.count(imaginary, ledger, posts)
    plan.decide(imaginary, ledger)
    return ledger.records()
