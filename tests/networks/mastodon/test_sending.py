"""How a letter goes out on servers with the Mastodon API, beyond what the contract asks."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import (
    NetworkError,
    Refused,
    SignedOut,
    Throttled,
    Unreachable,
    Unsettled,
)
from dialogo.networks.letter import Card, Letter, Ref
from tests.networks.fault_proxy import Fault
from tests.networks.mastodon_kinds import GOTOSOCIAL, HOLLO, KINDS, MASTODON, TAKAHE
from tests.networks.mastodon_world import MastodonWorld, mastodon_world, posts
from tests.networks.words import film, letter, now, picture, settle

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.version)
TEXTS = (
    "Read on: https://example.org/a/very/long/way/to/say/it?q=caffè&b=2.",
    "Two lines\nand a\n\nparagraph & <b>signs</b>: 3 < 5, *stars* and _lines_",
    "Grazie 🙏🏽 @ada, a domani! #caffè",
    "https://example.org/only",
    "1. Water\n2. Heat\n\n:coffee: (patience) #slow",
    "!!!",
)


def lost(here: MastodonWorld, company: Connector, what: Letter) -> None:
    """Sends it; the server has it, and the answer never comes."""
    here.proxy.next(Fault.ANSWER_LOST, posts)
    with pytest.raises(Unsettled):
        company.send(what)


@every_kind
def test_a_letter_whose_answer_was_lost_is_found_whatever_the_server_makes_of_it(
    here: MastodonWorld,
) -> None:
    company = here.connect()
    question = here.mention("hello")
    for text in TEXTS:
        for above in (None, Ref(question)):
            what = letter(text, reply_to=above)
            lost(here, company, what)
            (there,) = [thing for thing in here.written() if text in thing.text]
            found = here.connect().find(what)
            assert found is not None
            assert found.ref.id == there.id
            here.remove(there.id)


@every_kind
@pytest.mark.parametrize("audience", ["followers", "direct"])
def test_a_private_letter_is_found_where_it_is_not_listed(
    here: MastodonWorld, audience: str
) -> None:
    company = here.connect()
    ada = here.state.account("ada").id
    what = letter("For you alone.", audience=audience, to=(ada,))
    lost(here, company, what)
    found = here.connect().find(what)
    assert found is not None
    assert [thing.id for thing in here.written()] == [found.ref.id]
    assert here.written()[0].audience == audience


@pytest.mark.parametrize("kind", [GOTOSOCIAL, TAKAHE, HOLLO], ids=lambda kind: kind.version)
def test_the_same_words_a_moment_before_are_for_a_person_to_decide(here: MastodonWorld) -> None:
    here.publish("Good morning.")
    what = letter("Good morning.", written_at=now() + timedelta(seconds=1))
    with pytest.raises(Unsettled) as doubt:
        here.connect().find(what)
    assert doubt.value.code == "alike"
    assert "Good morning" not in doubt.value.say("it")


CLOCKS = [timedelta(hours=-1), timedelta(hours=1), timedelta(minutes=-4)]


@pytest.mark.parametrize(
    "kind",
    [replace(kind, skew=skew) for kind in (GOTOSOCIAL, TAKAHE) for skew in CLOCKS],
    ids=lambda kind: f"{kind.software} {kind.skew}",
)
@pytest.mark.parametrize("answers", [False, True])
def test_a_letter_is_found_by_the_clock_of_its_server(here: MastodonWorld, answers: bool) -> None:
    """As its `Date` tells it, for whoever has noted nothing before it was sent."""
    above = Ref(here.mention("Is it open?")) if answers else None
    what = letter("It is, since nine.", reply_to=above)
    lost(here, here.connect(), what)
    assert settle(here.connect(), what).ref.id == here.written()[0].id
    assert len(here.written()) == 1


@pytest.mark.parametrize(
    "kind",
    [replace(GOTOSOCIAL, skew=skew, honest=False) for skew in CLOCKS],
    ids=lambda kind: str(kind.skew),
)
def test_a_clock_that_is_wrong_and_does_not_tell_never_doubles_a_letter(
    here: MastodonWorld,
) -> None:
    what = letter("Good morning.")
    lost(here, here.connect(), what)
    try:
        settle(here.connect(), what)
    except Unsettled as doubt:  # then a person looks
        assert doubt.code == "alike"
        assert here.kind.skew < timedelta()
    assert len(here.written()) == 1


class Notebook(dict[str, str]):
    """Keeps what a letter says that its next try must know."""

    def __call__(self, kept: Mapping[str, str]) -> None:
        self.clear()
        self.update(kept)


@pytest.mark.parametrize(
    "kind",
    [
        replace(GOTOSOCIAL, skew=timedelta(hours=-30), honest=False),
        replace(GOTOSOCIAL, skew=timedelta(hours=30), honest=False),
        replace(TAKAHE, skew=timedelta(hours=-30), honest=False),
        HOLLO,
    ],
    ids=lambda kind: f"{kind.software} {kind.skew}",
)
@pytest.mark.parametrize("audience", ["public", "direct"])
def test_what_was_there_before_is_told_from_the_letter_whatever_the_clocks_say(
    here: MastodonWorld, audience: str
) -> None:
    """Noted before it goes out, and so known to whoever comes after."""
    ada = here.state.account("ada")
    to = {"audience": audience, "to": (ada.id,) if audience == "direct" else ()}
    text = "@ada Good morning." if audience == "direct" else "Good morning."
    before = here.state.write("company", text, visibility=audience).id
    book = Notebook()
    what = letter("Good morning.", keep=book, **to)
    here.proxy.next(Fault.CUT_BEFORE, posts)
    with pytest.raises(Unsettled):
        here.connect().send(what)
    assert here.connect().find(replace(what, kept=dict(book))) is None
    lost(here, here.connect(), replace(what, kept=dict(book)))
    there = [thing.id for thing in here.written() if thing.id != before]
    found = here.connect().find(replace(what, kept=dict(book)))
    assert found is not None
    assert [found.ref.id] == there
    again = here.connect().send(replace(what, kept=dict(book)))
    assert again.ref == found.ref
    assert len(here.written()) == 2


@pytest.mark.parametrize("kind", [GOTOSOCIAL], ids=lambda kind: kind.version)
def test_a_letter_that_waited_long_is_not_looked_for_if_it_never_went_out(
    here: MastodonWorld,
) -> None:
    at = now() - timedelta(hours=3)
    here.publish("Good morning.")
    here.connect().send(letter("Good morning.", keep=Notebook(), written_at=at))
    assert len(here.written()) == 2


@pytest.mark.parametrize("kind", [GOTOSOCIAL], ids=lambda kind: kind.version)
def test_the_same_words_with_another_link_are_not_taken_for_it(here: MastodonWorld) -> None:
    what = letter("New on our pages: https://example.org/2")
    here.publish("New on our pages: https://example.org/1")
    with pytest.raises(Unsettled):
        here.connect().find(what)
    assert here.connect().find(letter("Something else")) is None


@pytest.mark.parametrize("kind", [GOTOSOCIAL, TAKAHE], ids=lambda kind: kind.version)
def test_the_same_answer_to_another_question_is_another_letter(here: MastodonWorld) -> None:
    company = here.connect()
    one, two = here.mention("Is it open?"), here.mention("Are you open?", by="bruno")
    first = company.send(letter("We are.", reply_to=Ref(one)))
    what = letter("We are.", reply_to=Ref(two))
    assert here.connect().find(what) is None
    assert company.send(what).ref.id != first.ref.id


@every_kind
def test_a_letter_that_lay_for_an_hour_is_looked_for_before_it_is_sent(here: MastodonWorld) -> None:
    what = letter("Late.")
    first = here.connect().send(what)
    here.state.by_key.clear()  # the server has forgotten the key
    later = here.connect(clock=lambda: now() + timedelta(minutes=56))
    assert later.send(what).ref.id == first.ref.id
    assert len(here.written()) == 1


def test_a_letter_that_cannot_be_looked_for_to_its_beginning_is_in_doubt(
    here: MastodonWorld,
) -> None:
    what = letter("Somewhere below.")
    for n in range(201):
        here.publish(f"post {n}")
    with pytest.raises(Unsettled) as doubt:
        here.connect().find(what)
    assert doubt.value.code == "too-far"


def test_only_mastodon_is_known_to_keep_keys() -> None:
    for kind in KINDS:
        with mastodon_world(kind) as world:
            keeps = world.connect().limits.honours_keys
        assert keeps == (timedelta(hours=1) if kind.software == "mastodon" else None)


@pytest.mark.parametrize("kind", [replace(MASTODON, media_polls=2)], ids=lambda kind: kind.version)
def test_a_picture_that_takes_time_is_uploaded_once(here: MastodonWorld) -> None:
    company = here.connect()
    what = letter("Look", pictures=(picture("One", 1), picture("Two", 2)))
    tries = 0
    while True:
        try:
            receipt = company.send(what)
        except Unreachable as error:
            tries += 1
            assert error.kept
            what = replace(what, kept=error.kept)
        else:
            break
    assert tries == 2
    assert len(here.state.media) == 2
    (there,) = here.written()
    assert (there.id, there.alts) == (receipt.ref.id, ("One", "Two"))
    assert receipt.kept == {"picture-0": "900", "picture-1": "901"}


def test_a_picture_that_is_thrown_away_meanwhile_is_uploaded_again(here: MastodonWorld) -> None:
    what = letter("Look", pictures=(picture("One"),), kept={"picture-0": "12 waits"})
    company = here.connect()
    with pytest.raises(Unreachable) as failed:
        company.send(what)
    assert failed.value.kept == {}
    company.send(replace(what, kept=failed.value.kept))
    assert len(here.written()) == 1


@pytest.mark.parametrize("kind", [replace(MASTODON, media_polls=2)], ids=lambda kind: kind.version)
def test_a_video_is_uploaded_once_and_waited_for(here: MastodonWorld) -> None:
    company = here.connect()
    limits = company.limits
    assert (limits.films, limits.film_bytes, limits.film_pixels, limits.film_rate) == (
        1, 103_809_024, 8_294_400, 120,
    )  # fmt: skip
    kept: list[dict[str, str]] = []
    what = replace(
        letter("Look", film=film("The drum turns")), keep=lambda now: kept.append(dict(now))
    )
    with pytest.raises(Unreachable) as waits:
        company.send(what)
    assert "is still working on roast.mp4" in waits.value.say("en")
    # It is known before the server is asked how far it is: whoever ends there uploads no second.
    assert kept == [{"film": "900 waits"}]
    receipt = company.send(replace(what, kept=kept[-1]))
    assert [one["size"] for one in here.state.media.values()] == [600_000]
    (there,) = here.written()
    assert (there.id, there.alts, receipt.kept["film"]) == (
        receipt.ref.id, ("The drum turns",), "900",
    )  # fmt: skip
    assert company.find(what) == replace(receipt, kept=company.find(what).kept)  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize("kind", [replace(MASTODON, media_polls=2)], ids=lambda kind: kind.version)
def test_a_video_that_the_server_can_make_nothing_of_is_not_tried_for_ever(
    here: MastodonWorld,
) -> None:
    company = here.connect()
    what = letter("Look", film=film("The drum turns"))
    with pytest.raises(Unreachable) as waits:
        company.send(what)
    here.state.media["900"]["spoilt"] = True
    with pytest.raises(Refused) as refused:
        company.send(replace(what, kept=waits.value.kept or {}))
    assert refused.value.say("it").startswith("127.0.0.1 non è riuscito a elaborare il video")
    assert (refused.value.kept, here.written()) == ({}, [])


def test_what_was_uploaded_is_kept_when_the_sending_fails(here: MastodonWorld) -> None:
    company = here.connect()
    what = letter("x" * 501, pictures=(picture("One"),))
    with pytest.raises(Refused) as failed:
        company.send(what)
    assert failed.value.kept == {"picture-0": "900"}


@pytest.mark.parametrize("kind", [TAKAHE], ids=lambda kind: kind.version)
def test_a_private_answer_that_went_out_as_public_words_is_found_in_its_thread(
    here: MastodonWorld,
) -> None:
    company = here.connect()
    what = letter("We block it.", reply_to=Ref(here.direct("I lost my card.")))
    lost(here, company, what)
    found = here.connect().find(what)
    assert found is not None
    assert [thing.id for thing in here.written()] == [found.ref.id]


@every_kind
def test_a_reply_names_whom_it_answers_once(here: MastodonWorld) -> None:
    company = here.connect()
    question = Ref(here.mention("Is it open?"))
    company.send(letter("It is.", reply_to=question))
    company.send(letter("It is, @Ada, today.", reply_to=question))
    assert [thing.text for thing in here.written()] == ["@ada It is.", "It is, @Ada, today."]


@every_kind
def test_a_reply_never_goes_wider_than_what_it_answers(here: MastodonWorld) -> None:
    company = here.connect()
    secret = here.direct("I lost my card.")
    company.send(letter("We block it.", reply_to=Ref(secret)))
    company.send(letter("Only for followers.", reply_to=Ref(here.mention("hi")), audience="direct"))
    assert [thing.audience for thing in here.written()] == ["direct", "direct"]


@every_kind
def test_an_answer_to_what_is_gone_is_refused_and_not_sent(here: MastodonWorld) -> None:
    question = here.mention("Is it open?")
    here.remove(question)
    with pytest.raises(Refused) as refused:
        here.connect().send(letter("It is.", reply_to=Ref(question)))
    assert refused.value.code == "404"
    assert here.written() == []


def test_a_private_letter_to_nobody_is_refused(here: MastodonWorld) -> None:
    with pytest.raises(Refused):
        here.connect().send(letter("Hello?", audience="direct"))
    assert here.written() == []


def test_a_quote_goes_where_there_are_quotes_and_is_refused_elsewhere(here: MastodonWorld) -> None:
    post = here.mention("So good.")
    receipt = here.connect().send(letter("Thank you.", quote=Ref(post)))
    quoted = here.state.statuses[receipt.ref.id].quoted
    assert quoted is not None
    assert quoted.id == post
    with mastodon_world(TAKAHE) as other, pytest.raises(Refused) as refused:
        other.connect().send(letter("Thank you.", quote=Ref(other.mention("So good."))))
    assert refused.value.code == "quote"


def test_a_card_whose_link_is_written_already_is_not_written_twice(here: MastodonWorld) -> None:
    url = "https://example.org/moka"
    here.connect().send(letter(f"See {url}.", card=Card(url, "Moka")))
    assert [thing.text for thing in here.written()] == [f"See {url}."]


@every_kind
def test_a_key_goes_along_every_time(here: MastodonWorld) -> None:
    what = letter("Once.")
    here.connect().send(what)
    assert ("company", what.key) in here.state.by_key


@pytest.mark.parametrize("kind", [TAKAHE, GOTOSOCIAL, MASTODON], ids=lambda kind: kind.version)
def test_what_is_anothers_is_refused_and_nobody_is_signed_out(here: MastodonWorld) -> None:
    question = here.mention("hello")
    company = here.connect()
    try:
        company.delete(Ref(question))
    except NetworkError as error:
        assert isinstance(error, Refused)
    assert question in here.state.statuses


@every_kind
def test_an_account_that_its_server_shut_out_is_signed_out(here: MastodonWorld) -> None:
    company = here.connect()
    company.whoami()
    here.company.disabled = True
    with pytest.raises(SignedOut):
        company.pull(None)
    with pytest.raises(SignedOut):
        company.send(letter("Hello?"))


def test_an_account_that_moved_says_where(here: MastodonWorld) -> None:
    here.state.account("elsewhere")
    here.company.moved = "elsewhere"
    assert here.connect().whoami().moved_to == "https://mastodon.test/@elsewhere"


@every_kind
def test_two_workers_never_make_two_of_one_letter_if_they_settle_one_after_the_other(
    here: MastodonWorld,
) -> None:
    what = letter("Only once.")
    ids = {settle(here.connect(), what).ref.id for _ in range(3)}
    assert len(ids) == len(here.written()) == 1


def test_the_token_never_follows_a_redirect(here: MastodonWorld) -> None:
    here.server.moved_to = "https://new.example"
    what = letter("Hello.")
    company = here.connect()
    for asked in (company.whoami, lambda: company.delete(Ref("1"))):
        with pytest.raises(Refused) as refused:
            asked()
        assert "new.example" in refused.value.say("en")
    with pytest.raises(Refused):
        company.send(what)


@pytest.mark.parametrize("kind", [replace(MASTODON, rate=4)], ids=lambda kind: kind.version)
def test_who_asks_too_much_comes_again_when_the_server_says(here: MastodonWorld) -> None:
    company = here.connect()
    company.whoami()
    with pytest.raises(Throttled) as throttled:
        for n in range(5):
            company.send(letter(f"number {n}"))
    assert (
        timedelta(minutes=4) < throttled.value.retry_at - now() <= timedelta(minutes=5, seconds=3)
    )


@pytest.mark.parametrize("kind", [HOLLO], ids=lambda kind: kind.version)
def test_two_at_once_are_why_a_server_is_not_trusted_with_keys(here: MastodonWorld) -> None:
    what = letter("Only once?")
    here.state.together = Barrier(2)
    with ThreadPoolExecutor(2) as two:
        receipts = list(two.map(lambda _: here.connect().send(what), range(2)))
    assert len({receipt.ref.id for receipt in receipts}) == 2
    assert here.connect().limits.honours_keys is None
