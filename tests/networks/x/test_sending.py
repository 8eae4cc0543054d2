"""Letters on X go out once: by one call, and whatever was begun before is looked for first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import REPLY, Refused, Throttled, Unreachable, Unsettled
from dialogo.networks.http import retry_at
from dialogo.networks.letter import Letter, Ref
from dialogo.networks.x.posts import NOT_NAMED
from tests.networks.fault_proxy import Fault, Request
from tests.networks.inbox import Inbox
from tests.networks.words import is_said, letter, now, picture, saying, words
from tests.networks.x_world import XWorld, posts


def kept_by(what: Letter) -> tuple[Letter, dict[str, str]]:
    """The letter with somebody who keeps what its next try must know."""
    notes: dict[str, str] = {}

    def keep(told: Mapping[str, str]) -> None:
        notes.clear()
        notes.update(told)

    return replace(what, keep=keep), notes


def test_a_worker_that_died_after_its_call_leaves_a_letter_that_is_found(here: XWorld) -> None:
    """What the error says is lost with the worker; the note on the disk is not."""
    what, notes = kept_by(letter(words("Written as the lights went out.")))
    here.proxy.next(Fault.ANSWER_LOST, posts)
    with pytest.raises(Unsettled):
        here.connect().send(what)
    receipt = here.connect().send(replace(what, kept=dict(notes)))
    assert [one.id for one in saying(here, what.text)] == [receipt.ref.id]
    assert here.server.asked.count("POST /2/tweets") == 1


def test_a_worker_that_died_before_its_call_leaves_a_letter_that_is_sent_once(here: XWorld) -> None:
    what, notes = kept_by(letter(words("Written before the lights went out.")))
    here.proxy.next(Fault.CUT_BEFORE, posts)
    with pytest.raises(Unsettled):
        here.connect().send(what)
    here.connect().send(replace(what, kept=dict(notes)))
    assert len(saying(here, what.text)) == 1


def test_what_surely_was_not_sent_is_not_looked_for(here: XWorld, company: Connector) -> None:
    what, notes = kept_by(letter(words("Good morning.")))
    here.proxy.next(Fault.THROTTLED, posts)
    with pytest.raises(Throttled) as throttled:
        company.send(what)
    company.send(replace(what, kept=throttled.value.kept or {}))
    assert "GET" not in " ".join(here.server.asked)
    assert notes.keys() == {"tried"}


@pytest.mark.parametrize("hours", [-13, 0, 13])
def test_x_may_keep_another_hour_than_we_do(here: XWorld, company: Connector, hours: int) -> None:
    here.state.skew = timedelta(hours=hours)
    before = here.publish(words("Long before."))
    here.state.of(before).at -= timedelta(minutes=30)
    what = letter(words("Perhaps sent."))
    assert company.find(what) is None
    here.proxy.next(Fault.ERROR_AFTER, posts)
    with pytest.raises(Unsettled):
        company.send(what)
    found = company.find(what)
    assert found is not None
    assert [one.id for one in saying(here, what.text)] == [found.ref.id]


def test_what_was_there_before_is_another_letter(here: XWorld, company: Connector) -> None:
    what = letter(words("Good morning."))
    earlier = here.publish(what.text)
    here.state.of(earlier).at -= timedelta(minutes=10)
    assert company.find(what) is None


def test_too_much_was_written_since_and_a_person_looks(here: XWorld, company: Connector) -> None:
    what = letter(words("Perhaps sent."))
    for _ in range(45):
        here.publish(words("Something else."))
    with pytest.raises(Unsettled) as unsure:
        company.find(what)
    assert unsure.value.code == "too-far"
    is_said(unsure.value)


def test_other_links_with_the_same_words_are_for_a_person(here: XWorld, company: Connector) -> None:
    text = words("Our guide")
    here.publish(f"{text} https://roastery.example/a?x=1")
    with pytest.raises(Unsettled) as unsure:
        company.find(letter(f"{text} https://roastery.example/a"))
    assert unsure.value.code == "alike"
    is_said(unsure.value)


def test_words_that_x_takes_only_once_are_found_where_they_were_not_shown_yet(
    here: XWorld, company: Connector
) -> None:
    what = letter(words("Perhaps sent."))
    known = here.publish(what.text)
    tweet = here.state.of(known)
    shown, tweet.at = tweet.at, tweet.at - timedelta(hours=1)  # the timeline lags behind

    def catches_up(request: Request) -> bool:
        if posts(request):
            tweet.at = shown
        return False

    here.proxy.next(Fault.SLOW, catches_up)
    tried = replace(what, kept={"tried": now().isoformat()})
    assert company.send(tried).ref.id == known
    assert len(saying(here, what.text)) == 1


def test_whom_nobody_has_named_is_left_to_people(here: XWorld, company: Connector) -> None:
    stranger = here.state.write("ada", words("A café for the evening?")).ids[0]
    (message,) = company.thread(Ref(stranger))
    assert (message.reply_forbidden, message.addressed) == (NOT_NAMED, False)
    with pytest.raises(Refused) as refused:
        company.send(letter(words("Come to us."), reply_to=message.ref))
    assert refused.value.code == REPLY
    is_said(refused.value)
    assert "not been mentioned" in refused.value.say("it")


def test_an_answer_goes_below_what_was_edited(here: XWorld, company: Connector) -> None:
    known = here.mention(words("Open on Sonday?"))
    here.edit(known, words("Open on Sunday?"))
    message = Inbox().message(company, known, here.patience)
    assert message.ref.version == here.state.of(known).ids[-1]
    company.send(letter(words("At nine."), reply_to=message.ref))
    assert here.written()[-1].in_reply_to == known


def test_a_picture_is_uploaded_once_for_all_tries(here: XWorld, company: Connector) -> None:
    what = replace(letter(words("Sacks")), pictures=(picture("Sacks of green coffee"),))
    here.proxy.next(Fault.THROTTLED, posts)
    with pytest.raises(Throttled) as throttled:
        company.send(what)
    company.send(replace(what, kept=throttled.value.kept or {}))
    assert len(here.state.uploads) == 1
    assert here.written()[-1].alts == ("Sacks of green coffee",)


def test_what_x_forbids_is_refused_before_anything_is_paid(
    here: XWorld, company: Connector
) -> None:
    ref = Inbox().message(company, here.mention(words("Hello")), here.patience).ref
    here.purse.paid.clear()
    for what in (
        letter(""),
        letter("a" * 281),
        letter("Look", quote=ref),
        letter("Psst", audience="direct", to=("1",)),
        letter("Five", pictures=tuple(picture("x", n) for n in range(5))),
    ):
        with pytest.raises(Refused) as refused:
            company.send(what)
        is_said(refused.value)
    with pytest.raises(Refused):
        company.like(ref, "k")
    with pytest.raises(Refused):
        company.unlike(ref)
    assert here.purse.paid == []


def test_a_limit_of_x_says_when_it_ends() -> None:
    at = now() + timedelta(minutes=12)
    found = retry_at({"x-rate-limit-reset": str(int(at.timestamp()))}, now())
    assert abs(found - at) < timedelta(seconds=2)


def test_a_broken_connection_while_looking_is_no_answer(here: XWorld, company: Connector) -> None:
    what = letter(words("Perhaps sent."))
    here.proxy.next(Fault.CUT_BEFORE)
    with pytest.raises(Unreachable):
        company.find(what)
