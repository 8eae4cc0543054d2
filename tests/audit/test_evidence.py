"""Evidence: what a row becomes when it is shown, and how much of a text is quoted."""

from hypothesis import example, given
from hypothesis import strategies as st

from dialogo.audit.check import Evidence
from dialogo.audit.evidence import of_messages, of_posts, quote
from dialogo.records.text import Text

NOTE = Text(en="unanswered", it="senza risposta")
ROW = {"network": "x", "url": "https://example.org/7", "text": "Where is\n my  bread?"}


def test_a_message_is_named_by_its_network_and_id_and_can_be_opened() -> None:
    assert of_messages([{**ROW, "message_id": "7"}], NOTE) == (
        Evidence("message", "x:7", "https://example.org/7", "Where is my bread?", NOTE),
    )


def test_a_post_is_too_and_needs_no_note() -> None:
    assert of_posts([{**ROW, "post_id": "7"}]) == (
        Evidence("post", "x:7", "https://example.org/7", "Where is my bread?", None),
    )


def test_no_text_is_no_quote() -> None:
    assert [quote(None), quote("")] == [None, None]


@example(["abc"] * 35)  # 139 signs
@example(["abc"] * 34 + ["abcde"])  # 141
@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=60))
def test_a_quote_is_the_text_or_its_first_whole_words(words: list[str]) -> None:
    line, told = " ".join(words), quote(" \n".join(words))
    assert told is not None
    assert len(told) <= 140
    if len(line) <= 140:
        assert told == line
    else:
        assert told.endswith("…")
        kept = told.removesuffix("…").split(" ")
        assert kept == words[: len(kept)]
        assert len(" ".join(words[: len(kept) + 1])) >= 139, "as many words as there is room for"
