"""The invented people: each has a name of their own, fit to be read."""

from __future__ import annotations

import re

import pytest

from dialogo.records.text import Lang
from dialogo.simulation.names import full_name, handle
from dialogo.simulation.phrases import phrases_in
from dialogo.simulation.sample import sample


@pytest.mark.parametrize("lang", ["en", "it"])
def test_no_two_people_have_one_name(lang: Lang) -> None:
    phrases = phrases_in(lang)
    for called in (full_name, handle):
        assert len({called(phrases, number) for number in range(12_000)}) == 12_000


def test_names_are_always_the_same_by_their_number() -> None:
    assert full_name(phrases_in("it"), 0) == "Agnese Abete"
    assert handle(phrases_in("it"), 0) == "agnese.abete"
    assert full_name(phrases_in("en"), 61 * 83) == "Alice Alderton 2"


@pytest.mark.parametrize("lang", ["en", "it"])
def test_whoever_writes_to_the_sample_company_is_called_like_a_person(lang: Lang) -> None:
    rows = sample(lang).rows("SELECT DISTINCT author FROM messages WHERE author_kind = 'customer'")
    authors = {row["author"] for row in rows}
    strange = [author for author in authors if not re.fullmatch(r"[a-z]+[._]?[a-z]+", author)]
    assert (len(authors) > 500, strange) == (True, [])
