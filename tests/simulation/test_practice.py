"""What invented people say for somebody to practise on."""

import pytest

from dialogo.language.messages import what_a_message_asks
from dialogo.records.text import Lang
from dialogo.simulation.practice import lines


@pytest.mark.parametrize("lang", ["en", "it"])
def test_people_ask_and_thank_in_whole_sentences_always_the_same(lang: Lang) -> None:
    said = lines(lang, 3)
    assert said == lines(lang, 3) != lines(lang, 4)
    assert [len(bank) for bank in (said.names, said.questions, said.thanks)] == [40, 40, 40]
    assert not [text for bank in (said.questions, said.thanks) for text in bank if "{" in text]
    asked = [what_a_message_asks(text) for text in said.questions]
    assert {label.act for label in asked} >= {"question", "complaint"}
    assert len(set(said.names)) == 40
