"""What is missing in a plan, what the beliefs say of it, what it costs, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dialogo.records.money import Money
from dialogo.records.text import Lang
from dialogo.web.models.plan_body import (
    Amount,
    Audience,
    Budget,
    Goal,
    Mix,
    Need,
    NotYet,
    PlanBody,
    Promise,
    Return,
    Someone,
)
from dialogo.web.queries.plan.cost import cost
from dialogo.web.queries.plan.differences import differences
from dialogo.web.queries.plan.hints import hints
from dialogo.web.queries.plan.ready import missing
from dialogo.web.queries.plan.remark import Remark
from tests.web.plans import whole

TODAY = date(2026, 11, 22)


def said(remarks: tuple[Remark, ...], lang: Lang = "en") -> list[str]:
    return [remark.says.say(lang) for remark in remarks]


def test_a_whole_plan_lacks_nothing() -> None:
    assert missing(whole()) == ()


def test_an_empty_plan_is_told_everything_it_lacks() -> None:
    assert [(remark.part, remark.says.say("en")) for remark in missing(PlanBody())] == [
        ("audiences", "Nobody is named whom it serves."),
        ("promise", "The promise names no time within which people are answered."),
        ("mix", "It is not said what is published."),
        ("people", "Nobody is named who does the work. A plan without people is not carried out "
         "by anybody."),
        ("budget", "No money is set aside. Creating, publishing, answering and promoting all cost "
         "money."),
        ("budget", "The budget does not say from which day to which it holds."),
        ("budget", "The budget names no currency."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "enough"),
    [
        ((Someone("Ada", hours=Decimal(2), does=("answering",)),), True),
        ((Someone("Ada", hours=Decimal(0), does=("answering",)),), False),
        ((Someone("Ada", does=("answering",)),), False),
        ((Someone("Ada", hours=Decimal(40), does=("creating",)),), False),
    ],
)
def test_somebody_with_hours_must_answer(people: tuple[Someone, ...], enough: bool) -> None:
    assert (missing(whole(people=people)) == ()) is enough


def test_the_mix_must_be_a_whole() -> None:
    assert said(missing(whole(mix=Mix(useful=50, promotional=40)))) == [
        "The content mix adds up to 90\u202f%; it must be 100\u202f%."
    ]


def test_whatever_of_the_four_gets_nothing_is_asked_why() -> None:
    some = replace(whole().budget, amounts=(Amount("creating", Decimal(9)), Amount("learning",
        Decimal(9)), Amount("answering", None, "the agency does")))  # fmt: skip
    assert said(missing(whole(budget=some)), "it") == [
        "Per la voce «pubblicazione» non c'è denaro, e non è detto perché. Dite il motivo, o "
        "stanziate qualcosa.",
        "Per la voce «promozione» non c'è denaro, e non è detto perché. Dite il motivo, o "
        "stanziate qualcosa.",
    ]
    (hint,) = said(hints(whole(budget=some), TODAY, hours_set=True)["its-free"])[:1]
    assert hint.startswith("There is no money for answering: “the agency does”.")


def test_a_budget_needs_money_a_period_that_does_not_run_backwards_and_a_currency() -> None:
    budget = Budget(date(2026, 12, 31), date(2026, 1, 1), "EUR", (Amount("creating", Decimal(0)),))
    assert said(missing(whole(budget=budget)))[1:] == ["The budget ends before it begins."]
    assert said(missing(whole(budget=budget)))[0].startswith("No money is set aside.")


def test_nothing_in_a_whole_plan_speaks_for_a_belief_but_what_is_open() -> None:
    found = hints(whole(), TODAY, hours_set=True)
    assert list(found) == ["just-a-channel", "roi-right-away", "marketings-job", "its-free"]
    assert said(found["just-a-channel"]) == [
        "“learn to brew”: which content serves it is still open."
    ]
    assert said(found["roi-right-away"]) == []
    assert said(found["marketings-job"]) == []
    assert said(found["its-free"]) == []


def test_each_belief_says_what_a_plan_leaves_out() -> None:
    plan = PlanBody(
        mix=Mix(useful=40, promotional=60),
        people=(Someone("Carla", department="marketing", does=("promoting",)),),
        budget=Budget(
            currency="EUR", amounts=(Amount("promoting", Decimal(500)), Amount("creating"))
        ),
        goals=(Goal("follower"), Goal("answers in time")),
        returns=Return(date(2027, 1, 3)),
    )
    found = hints(plan, TODAY, hours_set=True)
    assert said(found["just-a-channel"]) == [
        "No time within which people are answered is promised.",
        "No time for answering is planned.",
        "It does not say yet what people need.",
        "60\u202f% of the posts are to sell. Beyond 30\u202f%, people learn to look away.",
        "No post is meant for talking with people.",
    ]
    assert said(found["roi-right-away"]) == [
        "A return is looked for on 3 Jan 2027, after 6 weeks. Most effects need a year.",
        "It does not say what is left unmeasured for now. The return usually stands here.",
        "“follower” counts how large the crowd looks. Is there one that counts people served?",
    ]
    assert said(found["marketings-job"]) == [
        "Nobody answers for it as a whole.",
        "It is nobody's job: everybody does it beside something else.",
        "Everybody named sits in marketing and does it as an extra.",
        "No time for staying up to date is planned.",
    ]
    assert said(found["its-free"]) == [
        "There is more money for promoting than for answering those whom it brings.",
        "How many hours a week is not said of Carla.",
    ]


def test_a_day_for_the_return_that_is_over_is_told() -> None:
    found = hints(whole(returns=Return(date(2026, 11, 9))), TODAY, hours_set=True)
    assert said(found["roi-right-away"]) == [
        "The day on which a return is looked for is over: 9 Nov 2026. Most effects need a year."
    ]


def test_who_answers_alone_is_asked_who_stands_in() -> None:
    alone = replace(whole().people[0], cover="")
    found = hints(whole(people=(alone,)), TODAY, hours_set=True)
    assert said(found["marketings-job"]) == ["Only Ada answers, and nobody stands in."]
    assert said(found["marketings-job"], "it") == [
        "Risponde solo Ada, e nessuno può sostituire questa persona."
    ]


def test_a_promise_and_the_hours_that_are_set_are_to_agree() -> None:
    always = whole(promise=Promise(60, 90, "always"))
    told = {
        (plan is always, hours_set): said(hints(plan, TODAY, hours_set=hours_set)["just-a-channel"])
        for plan in (whole(), always)
        for hours_set in (True, False)
    }
    others = said(hints(whole(), TODAY, hours_set=True)["just-a-channel"])
    assert told[False, True] == told[True, False] == others
    assert told[False, False] == [
        "The promise counts business hours, and none are set: until then every hour counts.",
        *others,
    ]
    assert told[True, True] == [
        "The promise counts every hour; the audit counts the business hours that are set.",
        *others,
    ]


def test_a_week_costs_its_people_and_holds_them_in_its_budget() -> None:
    week = cost(whole())
    assert week.hours == 26.5
    assert (week.people, week.paid) == (2, 1)
    assert week.pay == Money(Decimal("370.00"), "EUR")
    assert week.budget == Money(Decimal("417.72"), "EUR")  # 5,490 over 92 days
    assert week.rest == Money(Decimal("47.72"), "EUR")


def test_what_is_not_known_is_not_counted() -> None:
    week = cost(PlanBody(people=(Someone("Ada", hours=Decimal(2)),)))
    assert (week.pay, week.budget, week.rest) == (None, None, None)


def test_a_budget_that_does_not_hold_its_people_is_told() -> None:
    budget = replace(whole().budget, amounts=(Amount("answering", Decimal(1000)),))
    told = said(hints(whole(budget=budget), TODAY, hours_set=True)["its-free"])
    assert told[-1] == "The people cost €\u00a0370.00 a week, and the budget holds €\u00a076.09."


def test_the_same_plan_differs_in_nothing() -> None:
    assert differences(whole(), whole(), pay=True) == ()


def test_differences_are_told_in_words() -> None:
    old = whole()
    ada = old.people[0]
    new = whole(
        audiences=(Audience("people who make coffee at home", "Mastodon"), Audience("bars")),
        needs=(Need("delivery", "where is my order, every Monday"),),
        promise=Promise(60, 80, "always"),
        mix=Mix(useful=60, promotional=10, conversation=20, corporate=10),
        people=(
            replace(ada, hours=Decimal(24), does=("answering", "listening"), owner=False,
                    pay=Decimal(20)),
            Someone("Carla", hours=Decimal(4)),
        ),
        budget=replace(
            old.budget,
            last=date(2027, 3, 31),
            amounts=(*old.budget.amounts[:2], Amount("answering", Decimal(5000))),
        ),
        not_yet=(NotYet("sales through social media", date(2028, 1, 1)),),
        goals=(Goal("people who come back"),),
        returns=Return(None, "effects are late"),
    )  # fmt: skip
    assert said(differences(old, new, pay=False)) == [
        "New: bars.",
        "people who make coffee at home: Mastodon (was: Instagram, Mastodon).",
        "No longer: learn to brew.",
        "Time within which people are answered: 60\u00a0min (was: 2\u00a0h).",
        "Kept for 80\u202f% of those who ask (was: 90\u202f%).",
        "Counted at any hour (was: in business hours).",
        "useful: from 50\u202f% to 60\u202f%.",
        "promotional: from 20\u202f% to 10\u202f%.",
        "Bruno is no longer named.",
        "Carla joins, 4\u00a0h a week.",
        "Ada: 24\u00a0h a week (was: 20\u00a0h).",
        "Ada takes on listening.",
        "Ada leaves learning.",
        "Ada no longer answers for it as a whole.",
        "The budget holds from 1 Oct 2026 to 31 Mar 2027 (was: 1 Oct 2026 to 31 Dec 2026).",
        "answering: from €\u00a04,200 to €\u00a05,000.",
        "sales through social media: not measured until 1 Jan 2028 (was: 30 Sep 2027).",
        "No longer: questions answered in time.",
        "A return is looked for on: nothing (was: 1 Dec 2027).",
    ]
    assert len(set(said(differences(old, new, pay=False), "it"))) == 19


def test_pay_is_told_only_to_whom_it_may_be() -> None:
    new = whole(people=(replace(whole().people[0], pay=Decimal(20)), whole().people[1]))
    assert said(differences(whole(), new, pay=False)) == []
    assert said(differences(whole(), new, pay=True)) == [
        "An hour of Ada: €\u00a020.00 (was: €\u00a018.50)."
    ]


def test_a_remark_may_hold_any_sign() -> None:
    new = whole(goals=(Goal("answers {fast} {0} %s"),))
    assert "New: answers {fast} {0} %s." in said(differences(whole(), new, pay=True))
