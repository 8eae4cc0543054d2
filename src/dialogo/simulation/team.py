"""Team: the people, what they learn, and the hours they put in by activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dialogo.records.text import Text
from dialogo.simulation.answers import Minutes
from dialogo.simulation.company import NETWORKS, Company
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.posts import Post

MINIMUM = Decimal("14.00")
_CONTRACT = Text(en="collective agreement of trade, level 4", it="CCNL commercio, livello 4")
_ROLES = (
    Text(en="community manager", it="community manager"),
    Text(en="answers and care", it="risposte e assistenza"),
    Text(en="content", it="contenuti"),
)
_SUBJECTS = (
    (Text(en="new rules of the networks", it="novedità delle reti"), "reading"),
    (Text(en="what other roasters do", it="che cosa fanno altre torrefazioni"), "watching"),
    (Text(en="answering complaints", it="rispondere ai reclami"), "practice"),
    (Text(en="course on accessible images", it="corso sulle immagini accessibili"), "course"),
)
# Hours of work that a post takes, and that go by every week whatever happens.
_CREATING, _PUBLISHING, _PROMOTING = 1.2, 0.3, 0.4
_LISTENING_A_DAY, _PLANNING_A_WEEK = 0.4, 1.5


@dataclass(frozen=True)
class Stretch:
    """Hours of one person on one day, for one activity."""

    person: str
    day: date
    activity: str
    hours: Decimal
    paid: bool


def staff(company: Company, ledger: Ledger) -> None:
    """Writes `members`."""
    knobs = company.knobs
    people = company.team
    for place, person in enumerate(people):
        marketing = place < round(knobs.marketing_share * len(people))
        dedicated = not marketing and place < round(knobs.dedicated_share * len(people))
        ledger.add(
            "members",
            person=person,
            role=company.text(_ROLES[place % len(_ROLES)]),
            department="marketing" if marketing else "social",
            dedicated=dedicated,
            owner=bool(knobs.owner_named) and place == 0,
            weekly_hours=Decimal(36 if dedicated else 8),
            from_day=company.first - timedelta(days=200),
            pay=pay(company),
            minimum_pay=MINIMUM,
            minimum_source=company.text(_CONTRACT),
            currency=company.currency,
            networks=list(NETWORKS),
            languages=["it", "en"] if company.lang == "both" else [company.lang],
        )


def pay(company: Company) -> Decimal:
    """What an hour of anybody in the team costs."""
    return (MINIMUM * Decimal(str(company.knobs.pay_to_minimum))).quantize(Decimal("0.01"))


def learn(company: Company, ledger: Ledger) -> dict[tuple[str, date], int]:
    """Writes `learning`, two sessions a month each; returns their minutes by person and day."""
    dice = company.dice("learning")
    spent: dict[tuple[str, date], int] = {}
    if company.knobs.learning_minutes <= 0:
        return spent
    for person in company.team:
        day = company.first + timedelta(days=int(dice.between(0, 14)))
        while day <= company.last:
            subject, kind = dice.pick(_SUBJECTS)
            minutes = max(1, round(company.knobs.learning_minutes / 2 * dice.about(1, 0.2)))
            ledger.add(
                "learning", person=person, day=day, subject=company.text(subject), kind=kind,
                minutes=minutes,
            )  # fmt: skip
            spent[person, day] = minutes
            day += timedelta(days=int(dice.between(12, 18)))
    return spent


def work(company: Company, ledger: Ledger, posts: list[Post], answering: Minutes) -> list[Stretch]:
    """Writes `hours` and `learning`; returns the hours."""
    spent: dict[tuple[str, date, str], float] = defaultdict(float)

    def put(person: str, day: date, activity: str, hours: float) -> None:
        spent[person, day, activity] += hours

    for (person, day), minutes in answering.items():
        put(person, day, "answering", minutes / 60)
    for post in posts:
        day = company.day_of(post.at)
        put(post.author, day, "creating", _CREATING)
        put(post.author, day, "publishing", _PUBLISHING)
        if post.promoted:
            put(post.author, day, "promoting", _PROMOTING)
    for (person, day), minutes in learn(company, ledger).items():
        put(person, day, "learning", minutes / 60)
    for number in range(7 * company.weeks):
        day = company.first + timedelta(days=number)
        if day.weekday() < 5:
            put(company.team[number % len(company.team)], day, "listening", _LISTENING_A_DAY)
        if day.weekday() == 0:
            put(company.team[0], day, "planning", _PLANNING_A_WEEK)
    dice = company.dice("paid hours")
    stretches = [
        Stretch(*what, Decimal(str(round(hours, 2))), not dice.chance(company.knobs.unpaid_share))
        for what, hours in sorted(spent.items())
    ]
    for stretch in stretches:
        ledger.add("hours", **vars(stretch))
    return stretches
