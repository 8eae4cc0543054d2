"""The tone of messages and of replies, in sentences that people might write."""

import pytest

from dialogo.language.described import described
from dialogo.language.fold import column
from dialogo.language.tone import manners, tones

HEARD = [
    ("Hai ragione, abbiamo sbagliato noi: ti richiamiamo subito e rimediamo", "warm"),
    ("Aww thank you so much, you made our day!", "warm"),
    ("Il reparto apre alle 8 e chiude alle 20.", "plain"),
    ("Which version of the app do you use? We can check it for you.", "plain"),
    ("La segnalazione è stata inoltrata all'ufficio competente.", "cold"),
    ("Please refer to the terms and conditions.", "cold"),
    ("Se non le va bene, vada da un'altra parte.", "off-putting"),
    ("You should have read the instructions. That is your problem.", "off-putting"),
]
SAID = [
    ("Sono stufo, è la terza volta che mi lasciate a piedi", "annoyed"),
    ("xke nn rispondete mai??? ridicoli", "annoyed"),
    ("Che bello, di nuovo tutto bloccato. Grazie mille davvero", "annoyed"),
    ("Oh great, another outage. Thanks for nothing", "annoyed"),
    ("Siete aperti domenica?", "neutral"),
    ("Che meraviglia, grazie di cuore ❤", "pleased"),
]


@pytest.mark.parametrize(("reply", "tone"), HEARD)
def test_a_reply_is_heard_by_its_words(reply: str, tone: str) -> None:
    heard = manners(column([reply]))
    assert heard.names.to_pylist() == [tone]
    assert 0.45 <= heard.probability.to_pylist()[0] <= 1
    assert heard.because.to_pylist()[0]


@pytest.mark.parametrize(("message", "tone"), SAID)
def test_a_message_is_heard_too_and_irony_by_what_is_meant(message: str, tone: str) -> None:
    assert tones(column([message])).names.to_pylist() == [tone]


def test_nobody_can_hear_a_bare_link_or_nothing() -> None:
    heard = manners(column(["https://example.com/a", "", None]))
    assert heard.names.to_pylist() == ["unsure"] * 3
    assert heard.probability.to_pylist() == [0, 0, 0]


def test_replies_are_described_with_their_tone_alone() -> None:
    replies = column([reply for reply, _ in HEARD])
    table = described(replies, "reply")
    assert table.column_names == ["language", "tone", "tone_probability", "tone_because"]
    assert table["tone"].to_pylist() == manners(replies).names.to_pylist()
