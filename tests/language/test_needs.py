"""The seed of needs: what is asked, and what a post deals with, meet under one name."""

import pytest

from dialogo.language.messages import what_a_message_asks
from dialogo.language.needs import NEEDS, title_of
from dialogo.language.posts import what_a_post_does
from dialogo.records.text import Text

MET = [
    ("refund", "Can I return it?", "How returns work, step by step"),
    ("refund", "Come posso avere il rimborso?", "Come funziona il reso"),
    ("delivery", "Has my parcel been shipped?", "How to track your delivery"),
    ("delivery", "Quanto ci mette la consegna?", "Ecco come seguire la spedizione"),
    ("opening hours", "Are you open on Sunday?", "Our opening hours this week"),
    ("opening hours", "A che ora aprite?", "I nostri orari delle feste"),
    ("price", "How much is it?", "Our prices explained"),
    ("price", "Quanto costa?", "Guida ai prezzi"),
    ("booking", "Can I book a table?", "How to change a booking"),
    ("booking", "Posso prenotare un tavolo?", "Come disdire una prenotazione"),
    ("account", "I forgot my password, what now?", "How to change your password"),
    ("account", "Non riesco ad accedere", "Come recuperare la password"),
    ("fault", "It stopped working, help", "What to do when it is broken: a guide"),
    ("fault", "Il macinino è rotto, che faccio?", "Guida: macinino guasto, che cosa fare"),
    ("contact", "How do I speak to somebody?", "Our customer service explained"),
    ("contact", "Avete un numero di telefono?", "Ecco come parlare con l'assistenza"),
    ("place", "Where are you, is there parking?", "Parking near the shop: a guide"),
    ("place", "Dove siete?", "Ecco dove parcheggiare: i parcheggi vicini"),
    ("contents", "Is it gluten free?", "Our ingredients explained"),
    ("contents", "Contiene lattosio?", "Ecco gli ingredienti"),
    ("availability", "Is it in stock?", "How to know what is in stock"),
    ("availability", "È ancora disponibile?", "Guida: come sapere se è esaurito"),
    ("how to", "How do I clean it?", "How to clean it"),
    ("how to", "Come si usa?", "Come usare la moka"),
]


@pytest.mark.parametrize(("need", "asked", "told"), MET)
def test_a_question_and_the_post_that_answers_it_name_the_same_need(
    need: str, asked: str, told: str
) -> None:
    assert what_a_message_asks(asked).need == need
    assert need in what_a_post_does(told).needs


def test_every_seed_has_a_case_in_both_languages() -> None:
    assert [need.name for need in NEEDS] == [need for need, _, _ in MET[::2]]


def test_a_text_that_names_no_need_has_none() -> None:
    assert what_a_message_asks("Why me?").need is None
    assert what_a_post_does("Morning light").needs == ()


def test_a_need_has_a_name_in_both_languages_and_an_unknown_one_stands_for_itself() -> None:
    assert title_of("delivery") == Text(en="delivery", it="consegne")
    assert title_of("odd {thing}").say("it") == "odd {thing}"
