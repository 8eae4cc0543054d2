"""What posts do, in sentences that a company might write."""

import pytest

from dialogo.language.fold import column
from dialogo.language.posts import Label, label_posts, what_a_post_does

SAID = [
    ("Only today: 20% off all beans. Shop now", "promotional"),
    ("Win a year of coffee: enter now", "promotional"),
    ("Solo per oggi: tutta la linea a 9,90 €. Ordinate ora", "promotional"),
    ("Saldi in bottega, approfittatene", "promotional"),
    ("La nostra nuova miscela vi aspetta", "promotional"),
    ("How to clean your grinder in three steps", "useful"),
    ("Did you know that beans keep longer in the dark", "useful"),
    ("We are closed on Monday for the holiday", "useful"),
    ("Come conservare il caffè dopo l'apertura", "useful"),
    ("Sabato siamo aperti fino alle 19", "useful"),
    ("Lo sapevate che la moka non va lavata col sapone?", "useful"),
    ("What do you think of our new cups?", "conversation"),
    ("@anna you are right, it was our mistake", "conversation"),
    ("Congratulations to the barista of the year", "conversation"),
    ("E voi, come lo bevete? Raccontateci", "conversation"),
    ("Buon Natale a tutti", "conversation"),
    ("Our CEO spoke at the industry summit", "corporate"),
    ("Revenue grew in the third quarter", "corporate"),
    ("Il presidente ha presentato il bilancio agli azionisti", "corporate"),
    ("Assumiamo un tostatore", "corporate"),
    ("Zqxv wplk", "unsure"),
]


@pytest.mark.parametrize(("text", "does"), SAID)
def test_a_post_is_told_by_its_words(text: str, does: str) -> None:
    assert what_a_post_does(text).does == does


def test_an_offer_inside_a_guide_still_sells() -> None:
    assert what_a_post_does("How to brew it at home. Buy now with 10% off").does == "promotional"


def test_case_accents_and_fancy_letters_make_no_difference() -> None:
    plain = what_a_post_does("saldi: acquista ora, è tutto scontato")
    for written in (
        "SALDI: ACQUISTA ORA, È TUTTO SCONTATO",
        "𝗦𝗔𝗟𝗗𝗜: acquista ora, e tutto scontato",
    ):
        label = what_a_post_does(written)
        assert (label.does, label.probability) == (plain.does, plain.probability)


def test_words_in_links_decide_nothing() -> None:
    one, other = (
        what_a_post_does(f"Morning light https://example.com/{path}") for path in ("sale-now", "a")
    )
    assert one == other


@pytest.mark.parametrize("text", ["", "   ", "\n", "https://example.com/a"])
def test_a_post_without_words_is_unsure_with_probability_0(text: str) -> None:
    assert what_a_post_does(text) == Label("unsure", 0.0, (), None)


def test_the_words_that_decided_are_kept_as_they_were_written() -> None:
    assert {"20%", "OFF"} <= set(what_a_post_does("This week: 20% OFF all boots").because)


def test_a_probability_is_never_below_what_counts_as_sure() -> None:
    for text, _ in SAID:
        label = what_a_post_does(text)
        assert label.probability == 0 if label.does == "unsure" else 0.5 <= label.probability <= 1


def test_a_batch_says_what_each_text_alone_says() -> None:
    texts = [text for text, _ in SAID] + ["", "😀"]
    rows = label_posts(column([*texts, None])).to_pylist()
    alone = [what_a_post_does(text) for text in [*texts, ""]]
    together = [
        Label(
            row["does"],
            row["probability"],
            tuple(row["because"]),
            row["language"],
            tuple(row["needs"]),
        )
        for row in rows
    ]
    assert together == alone


def test_no_text_at_all_gives_no_label() -> None:
    assert label_posts(column([])).num_rows == 0


def test_a_hostile_text_is_read_like_any_other() -> None:
    assert what_a_post_does("(" * 5_000 + "\x00\u202e").does == "unsure"
    endless = "a" * 3_000_000
    assert what_a_post_does(endless + " sale now") == what_a_post_does(endless)
