"""Every call is paid for before it is made: what each costs, what stops, and what comes later."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Throttled, Unreachable, Unsettled
from dialogo.networks.letter import Card
from dialogo.networks.metered import PRICES, Going, prices_of, read_on
from dialogo.networks.seen import Message
from dialogo.networks.x.prices import CHARGES
from tests.networks.fault_proxy import Fault
from tests.networks.inbox import Inbox
from tests.networks.words import letter, many, now, picture, words
from tests.networks.x_world import XWorld

LOOKED = Decimal("0.015")  # a mention and who wrote it
WRITTEN, LINKED, ANSWERED = Decimal("0.015"), Decimal("0.200"), Decimal("0.010")


def test_without_a_cap_nothing_is_called(here: XWorld, company: Connector) -> None:
    here.purse.cap = None
    for call in (
        lambda: company.pull(None),
        company.whoami,
        lambda: company.figures(["1"]),
        lambda: company.send(letter(words("Good morning."))),
        lambda: company.find(letter(words("Good morning."))),
    ):
        with pytest.raises(Throttled) as held:
            call()
        assert held.value.code == "no-cap"
    assert here.server.asked == []


def test_what_is_sent_costs_by_what_it_is(here: XWorld, company: Connector) -> None:
    question = Inbox().message(company, here.mention(words("Where?")), here.patience)
    here.purse.paid.clear()
    here.state.bill.clear()
    link = "It is all on https://roastery.example/visit"
    post = company.send(letter(words("Good morning.")))
    company.send(letter(words(link)))
    company.send(letter(words(link), reply_to=question.ref))
    company.send(letter(words("And one more."), reply_to=post.ref))
    company.send(letter(words("Our guide"), card=Card("https://roastery.example/g", "Guide")))
    company.send(replace(letter(words("Sacks")), pictures=(picture("Sacks of green coffee"),)))
    company.delete(post.ref)
    alt, gone = Decimal("0.005"), Decimal("0.010")
    assert here.purse.paid == [
        WRITTEN, LINKED, ANSWERED, WRITTEN, LINKED, alt, WRITTEN, gone,
    ]  # fmt: skip
    assert here.purse.spent == here.state.owed


def test_what_a_letter_costs_is_known_before(here: XWorld) -> None:
    prices = prices_of(CHARGES, {})
    cost = [
        CHARGES.sending(prices, going)
        for going in (
            Going("Good morning."), Going("roastery.example.com"), Going("https://a.it", 2, True),
        )
    ]  # fmt: skip
    assert cost == [WRITTEN, LINKED, ANSWERED + 2 * Decimal("0.005")]


def test_prices_that_somebody_wrote_down_count(here: XWorld) -> None:
    table = {
        PRICES: json.dumps({"create": "0.5", "link": "no", "own": "-1", "read_on": "2027-02-03"})
    }
    assert prices_of(CHARGES, table) == prices_of(CHARGES, {}) | {"create": Decimal("0.5")}
    assert str(read_on(CHARGES, table)) == "2027-02-03"
    assert read_on(CHARGES, {PRICES: "[]"}) == read_on(CHARGES, {PRICES: "{"}) == CHARGES.read_on
    here.connect(settings=table).send(letter(words("Good morning.")))
    assert here.purse.paid == [Decimal("0.5")]


def test_nothing_new_costs_nothing(here: XWorld, company: Connector) -> None:
    inbox = Inbox()
    many(here, 3)
    inbox.pull(company)
    spent = here.purse.spent
    assert spent == here.state.owed
    for _ in range(5):
        inbox.pull(company)
    assert here.purse.spent == spent


def test_a_pull_takes_as_much_as_the_cap_holds_and_the_rest_comes_with_more_money(
    here: XWorld, company: Connector
) -> None:
    inbox = Inbox()
    inbox.pull(company)
    ids = many(here, 23)
    here.purse.cap = here.purse.spent + 12 * LOOKED
    with pytest.raises(Throttled) as held:
        inbox.pull(company)
    assert held.value.code == "cap"
    read = set(inbox.messages)
    assert 10 <= len(read) < 23
    assert read == set(ids[-len(read) :])  # the newest first, and no more than could be paid
    assert here.purse.spent <= here.purse.cap
    here.purse.cap += 100
    inbox.pull(company)
    assert set(ids) <= set(inbox.messages)
    assert here.state.owed <= here.purse.spent


def test_what_was_read_before_the_money_ended_is_not_thrown_away(
    here: XWorld, company: Connector
) -> None:
    inbox = Inbox()
    inbox.pull(company)
    known = here.mention(words("Open?"))
    here.publish(words("Closed."))
    # One page of mentions is held; once its message and its author are paid for, own posts are not.
    here.purse.cap = here.purse.spent + 5 * LOOKED
    here.state.person("many")
    page = company.pull(inbox.cursor)
    assert [item.ref.id for item in page.items if isinstance(item, Message)] == [known]
    here.purse.cap = here.purse.spent
    with pytest.raises(Throttled):
        Inbox(cursor=page.cursor).pull(company)


def test_a_bill_that_is_higher_than_was_foreseen_is_told_as_it_is(
    here: XWorld, company: Connector
) -> None:
    here.state.unasked = 3
    for number in range(24):
        here.publish(words(f"News {number}"))
    company.pull(None)
    assert here.purse.paid[-1] == 23 * Decimal("0.005")
    assert here.purse.spent == here.state.owed


@pytest.mark.parametrize("fault", [Fault.ANSWER_LOST, Fault.HALF_ANSWER])
def test_an_answer_that_was_lost_counts_as_paid(
    here: XWorld, company: Connector, fault: Fault
) -> None:
    many(here, 2)
    here.proxy.next(fault, times=2)
    with pytest.raises(Unreachable):
        company.pull(None)
    with pytest.raises(Unsettled):
        company.send(letter(words("Good morning.")))
    assert here.purse.paid == [20 * LOOKED, WRITTEN]
    assert here.state.owed <= here.purse.spent


def test_what_surely_was_not_done_is_given_back(here: XWorld, company: Connector) -> None:
    here.proxy.next(Fault.THROTTLED)
    with pytest.raises(Throttled):
        company.send(letter(words("Good morning.")))
    with here.proxy.away(), pytest.raises(Unreachable):
        company.send(letter(words("Good morning.")))
    here.proxy.next(Fault.ERROR_BEFORE)
    with pytest.raises(Unreachable):
        company.pull(None)
    assert here.purse.paid == []
    assert (here.purse.aside, here.purse.given_back) == (Decimal(0), 3)


def test_credit_that_is_used_up_waits_and_says_so(here: XWorld, company: Connector) -> None:
    here.state.credit = False
    with pytest.raises(Throttled) as out:
        company.pull(None)
    assert (out.value.code, here.purse.paid) == ("402", [])
    assert (out.value.retry_at - now()).total_seconds() > 3000
    assert "console.x.com" in out.value.say("it")
