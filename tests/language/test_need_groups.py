"""Needs that nobody listed: found in what people ask, named in their words, and never moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from dialogo.language.described import described
from dialogo.language.fold import column
from dialogo.language.label import labelled
from dialogo.language.messages import label_messages
from dialogo.language.need_groups import Groups, counts_in, keys_in, packed, shares_in
from dialogo.language.need_growth import Asked, grown, split
from dialogo.language.need_terms import stems
from dialogo.language.posts import label_posts
from dialogo.language.taught import Taught
from tests.language.asking import ASKED, messages
from tests.recorded import COMPANY, recorded

Texts = Sequence[str]


def asked(texts: Texts, known: Groups | None = None, people: int = 0) -> Asked:
    """Messages, each of a person's own, or of so many `people` in turn."""
    rows = label_messages(column(texts), Taught(needs=known))
    authors = [f"p{n % people if people else n}" for n in range(len(texts))]
    return Asked(
        column(texts),
        pa.array(rows["language"].to_pylist(), pa.string()),
        column(authors),
        pa.array(rows["need"].to_pylist(), pa.string()),
    )


def needs(texts: Texts, known: Groups) -> list[str | None]:
    return list(label_messages(column(texts), Taught(needs=known))["need"].to_pylist())


def most(said: list[str | None]) -> str:
    """The need that most of some messages have."""
    return max((one for one in said if one), key=said.count)


FIRST = [text for about in ASKED if about != "puncture" for text in messages(about, "en", 40)]


@pytest.fixture(scope="module")
def known() -> Groups:
    return grown(Groups(), asked(FIRST))


def test_what_people_ask_is_found_and_named_in_their_words(known: Groups) -> None:
    for about in ("helmet", "ferry", "dog", "saddle"):
        said = needs(messages(about, "en", 40), known)
        assert most(said).count(about) == 1
        assert said.count(most(said)) > 20


def test_a_new_message_joins_with_its_likelihood_and_the_words_that_decided(
    known: Groups,
) -> None:
    (said,) = described(
        column(["Could two children get a helmet?"]), "message", Taught(needs=known)
    ).to_pylist()
    assert "helmet" in said["need"]
    assert 0.5 < said["need_probability"] < 1
    assert said["need_because"] == ["children", "helmet"]


def test_what_has_a_need_keeps_it_whatever_is_found_later(known: Groups) -> None:
    before = needs(FIRST, known)
    week = messages("puncture", "en", 60)
    later = grown(known, asked([*FIRST, *week], known))
    assert later.groups[: len(known.groups)] == known.groups
    assert needs(FIRST, later) == before
    then, now = needs(week, known), needs(week, later)
    assert [one for one in then if one] == [b for a, b in zip(then, now, strict=True) if a]
    assert then.count(None) > 40
    assert now.count(None) < 10
    assert "puncture" in most(now)
    assert needs(["Hello, the tyre has a puncture again?"], later) == [most(now)]


def test_the_same_messages_give_the_same_groups(known: Groups) -> None:
    again = grown(Groups(), asked(FIRST))
    assert [one.name for one in again.groups] == [one.name for one in known.groups]
    for one, other in zip(again.groups, known.groups, strict=True):
        np.testing.assert_array_equal(one.keys, other.keys)
        np.testing.assert_array_equal(one.shares, other.shares)


def test_what_few_people_ask_is_no_need_of_everybodys() -> None:
    assert grown(Groups(), asked(FIRST, people=4)) == Groups()
    assert grown(Groups(), asked(FIRST[:90])) == Groups()


def test_names_are_in_one_language_with_their_accents_and_two_languages_may_meet() -> None:
    italian = [text for about in ASKED for text in messages(about, "it", 30)]
    groups = grown(Groups(), asked(italian))
    assert "traghetto" in str(needs(messages("ferry", "it", 1), groups))
    assert not any(mark in str(groups) for mark in ("traghett,", "ferry"))
    late = [text.replace("ferry", "parcel is late,") for text in messages("ferry", "en", 20)]
    lento = [text.replace("traghetto", "pacco in ritardo") for text in messages("ferry", "it", 20)]
    met = [*(text for about in ("dog", "saddle") for text in messages(about, "it", 40))]
    both = grown(Groups(), asked([*met, *late, *lento]))
    assert len(set(needs(["Where is my late parcel?", "Il pacco è in ritardo?"], both))) == 1


def test_a_post_about_it_serves_it(known: Groups) -> None:
    (touched,) = label_posts(
        column(["How to choose a helmet for children: three tips."]), Taught(needs=known)
    )["needs"].to_pylist()
    assert needs(["Do you have a helmet for children?"], known)[0] in touched


def test_what_the_team_joins_is_one_need_and_can_be_parted_again(known: Groups) -> None:
    helmet, ferry = (most(needs(messages(about, "en", 40), known)) for about in ("helmet", "ferry"))
    joined = replace(known, into={helmet: ferry, ferry: "refund"})
    assert {"refund"} < set(needs(FIRST, joined))
    assert {helmet, ferry}.isdisjoint(needs(FIRST, joined))
    assert needs(["Can I get a refund?"], replace(known, into={"refund": helmet})) == [helmet]
    kept = {"company": COMPANY, "network": "x", "message_id": "1", "needs_answer": "yes",
            "act": "question", "need": helmet}  # fmt: skip
    records = labelled(recorded(message_labels=[kept]), Taught(needs=joined))
    assert records.row("SELECT need FROM message_labels") == {"need": "refund"}


def test_a_need_that_is_too_wide_is_split_and_nothing_else_is_touched(known: Groups) -> None:
    helmet, ferry = (most(needs(messages(about, "en", 40), known)) for about in ("helmet", "ferry"))
    wide = replace(known, into={helmet: ferry})
    named = zip(FIRST, needs(FIRST, known), strict=True)
    other = [text for text, need in named if need not in {helmet, ferry}]
    apart = split(wide, asked(FIRST, wide), ferry)
    new = {one.name for one in apart.groups[len(known.groups) :]}
    assert len(new) >= 2
    assert new < set(needs(FIRST, apart))
    assert helmet not in needs(FIRST, apart)
    assert needs(other, apart) == needs(other, wide)
    assert new.isdisjoint({helmet, ferry})
    again = replace(apart, into={**apart.into, **dict.fromkeys(new, ferry)})
    assert needs(FIRST, again) == needs(FIRST, wide)
    assert split(known, asked(FIRST, known), "nothing of the kind") is known


def test_hostile_texts_are_read_like_others(known: Groups) -> None:
    texts = [
        "",
        "?",
        "a" * 100_000,
        "helmet " * 5_000,
        "\u202e𝕳elmet\x00?",
        "https://x.it",
        "🚲" * 99,
    ]
    assert len(needs(texts, known)) == len(texts)
    flood = grown(known, asked(texts * 10, known)).groups[len(known.groups) :]
    assert all(len(one.name) < 130 for one in flood)
    assert grown(Groups(), asked(texts * 20)).groups == ()


def test_groups_come_back_from_where_they_are_stored_as_they_were(known: Groups) -> None:
    group, weights = known.groups[0], known.weights[0]
    np.testing.assert_array_equal(keys_in(packed(group.keys)), group.keys)
    np.testing.assert_array_equal(shares_in(packed(group.shares)), group.shares)
    np.testing.assert_array_equal(counts_in(packed(weights.used)), weights.used)


def test_all_forms_of_a_word_are_one_term_and_other_words_are_not() -> None:
    forms = (
        "negozio negozi", "consegna consegne consegnato consegnare", "spedito spedizione",
        "cancel cancelled cancelling", "track tracking tracked", "pacco pacchi",
    )  # fmt: skip
    for words in forms:
        assert len(set(stems(column(words.split())).to_pylist())) == 1, words
    apart = ["plan", "plane", "story", "store", "charge", "care"]
    assert len(set(stems(column(apart)).to_pylist())) == len(apart)


def test_a_name_is_a_phrase_that_people_say_without_brands_or_what_was_cut_out_of_it() -> None:
    asks = {
        "order": "Hello @NordlicaHelp where is my order 27{n}1 of the {m}?",
        "hours": "Hi, what are the opening hours of the Nordlica shop on {m}",
        "gift": "May I buy a gift card for {m}, please?",
        "handle": "Buongiorno, si stacca il manico della padella Nordlica, dice la {m}. Perché?",
        "lid": "Ciao, quando arriva il coperchio in vetro della {m}?",
    }
    what = ("third", "sisters", "Sunday", "friends", "club", "choir", "nieces", "teacher")
    texts = [one.format(n=n, m=what[n % 8]) for one in asks.values() for n in range(30)]
    names = [one.name for one in grown(Groups(), asked(texts)).groups]
    assert {"where is my order", "buy a gift card", "manico della padella"} < set(names)
    assert "quando arriva il coperchio" in str(names)
    assert not any("nordlica" in name or "," in name for name in names)


def test_a_name_is_a_thing_or_a_whole_question_and_no_story_nor_half_a_question() -> None:
    asks = {
        "filter": "I threw a filter away! Said the {m}: is a filter of paper there?",
        "jar": "How do I seal Aldermoor, asks the {m}? The lid of the jar is loose on Aldermoor",
        "pan": "Il bollitore non fischia. Ho buttato il bollitore della {m}",
        "quay": "And may one meet the {m} at Alder Quay?",
    }
    what = ("third", "sisters", "Sunday", "friends", "club", "choir", "nieces", "teacher")
    texts = [one.format(m=what[n % 8]) for one in asks.values() for n in range(30)]
    names = [one.name for one in grown(Groups(), asked(texts)).groups]
    assert names[0] == "lid of the jar"
    assert set(names) == {"lid of the jar", "filter of paper", "non fischia", "Alder Quay"}
