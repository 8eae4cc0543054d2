"""What messages ask, in sentences that people might write."""

import pytest

from dialogo.language.fold import column
from dialogo.language.messages import MessageLabel, label_messages, what_a_message_asks

SAID = [
    ("@shop what time do you open on Sunday?", "yes", "question"),
    ("quanto costa il macinino", "yes", "question"),
    ("Qualcuno sa se torna la miscela", "yes", "question"),
    ("??", "yes", "question"),
    ("My grinder is broken after two weeks", "yes", "complaint"),
    ("Still waiting for my parcel, terrible service", "yes", "complaint"),
    ("Il pacco non è mai arrivato. Vergogna", "yes", "complaint"),
    ("Non funziona più niente", "yes", "complaint"),
    ("Please send me the price list", "yes", "request"),
    ("Vorrei il listino, grazie", "yes", "request"),
    ("You should open in Leeds", "yes", "suggestion"),
    ("Sarebbe bello averla anche macinata", "yes", "suggestion"),
    ("Thank you so much", "no", "praise"),
    ("Grazie mille, gentilissimi", "no", "praise"),
    ("Best coffee in town", "no", "praise"),
    ("❤️❤️", "no", "chat"),
    ("@anna", "no", "chat"),
    ("@anna @luca 😂", "no", "chat"),
    ("ok", "no", "chat"),
    ("Follow me for follow back", "no", "spam"),
    ("Guadagna da casa 500 euro", "no", "spam"),
    ("order 55213, bought in Leeds", "yes", "chat"),
    ("@shop https://example.com/photo", "unsure", "unsure"),
    ("", "unsure", "unsure"),
]


@pytest.mark.parametrize(("text", "answer", "act"), SAID)
def test_a_message_is_told_by_its_words(text: str, answer: str, act: str) -> None:
    label = what_a_message_asks(text)
    assert (label.needs_answer, label.act) == (answer, act)


def test_thanks_in_advance_do_not_hide_the_question() -> None:
    assert what_a_message_asks("Are you open today? Thanks").needs_answer == "yes"


def test_a_question_mark_inside_a_link_asks_nothing() -> None:
    assert what_a_message_asks("so good https://example.com/?a=1").needs_answer != "yes"


def test_no_problem_is_no_problem() -> None:
    assert what_a_message_asks("no problem at all").act != "complaint"
    assert what_a_message_asks("I have a problem").act == "complaint"


def test_an_empty_message_is_unsure_with_probability_0() -> None:
    assert what_a_message_asks("") == MessageLabel("unsure", "unsure", "unsure", 0.0, (), None)


def test_a_need_is_voiced_by_who_asks_and_not_by_who_thanks() -> None:
    assert what_a_message_asks("When will I get my refund?").need == "refund"
    assert what_a_message_asks("Thank you for the refund, great").need is None


def test_a_batch_says_what_each_text_alone_says() -> None:
    texts = [text for text, _, _ in SAID]
    rows = label_messages(column(texts)).to_pylist()
    together = [
        MessageLabel(**{**row, "because": tuple(row["because"])})  # the columns are its fields
        for row in rows
    ]
    assert together == [what_a_message_asks(text) for text in texts]


def test_rules_say_the_same_twice() -> None:
    assert what_a_message_asks(SAID[0][0]) == what_a_message_asks(SAID[0][0])
