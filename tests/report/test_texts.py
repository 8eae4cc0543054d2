"""The texts behind each number: what was said, what it was taken for, and by which words."""

import pytest

from dialogo.audit.check import Evidence
from dialogo.audit.run import run
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Lang
from dialogo.report.compose import report_of
from dialogo.report.document import document
from dialogo.report.how_sure import how_sure
from dialogo.report.page import page
from dialogo.report.report import Intake, Report
from dialogo.report.text_words import taken_for, written_by
from dialogo.report.texts import Behind, marked, texts_behind
from tests.recorded import at, recorded
from tests.report.made import HOSTILE, finding

DAY = at("2026-03-02 09:00")
ASKED = {
    "message_id": "a:1",
    "network": "x",
    "author": "anna",
    "author_kind": "customer",
    "sent_at": DAY,
    "text": "@aurora my parcel\nnever arrived, where is it? @luca.b",
}
ANSWERED = {
    **ASKED,
    "message_id": "a:2",
    "author_kind": "company",
    "text": "@anna Fill in the form.",
}
SOLD = {"post_id": "p", "network": "x", "published_at": DAY, "text": "20% off today, shop now"}
RESTS_ON = (
    Evidence("message", "x:a:1", "https://x.com/anna/1", "quote of Anna"),
    Evidence("message", "x:a:2"),
    Evidence("post", "x:p"),
    Evidence("person", "Ada Neri", note=None),
    Evidence("message", "x:gone", quote="what was read then"),
)


def behind(**labels: object) -> dict[str, Behind]:
    found = finding("mistake", evidence=RESTS_ON)
    return texts_behind([found], recorded(messages=[ASKED, ANSWERED], posts=[SOLD], **labels))


def test_a_message_an_answer_and_a_post_are_shown_with_what_they_were_taken_for() -> None:
    texts = behind()
    assert sorted(texts) == ["message:x:a:1", "message:x:a:2", "post:x:p"]
    asked, answered, sold = texts.values()
    assert (asked.by, asked.text) == ("customer", "@… my parcel never arrived, where is it? @…")
    assert asked.labels["needs_answer"] == "yes"
    assert (answered.by, answered.labels) == ("company", {"tone": "cold"})
    assert (sold.by, sold.labels) == ("company", {"does": "promotional"})
    for one in texts.values():
        assert one.sure is not None
        assert 0.4 < one.sure <= 1
        assert any(told for _, told in marked(one.text, one.because))


def test_what_a_person_said_of_it_goes_before_the_model() -> None:
    said = {"network": "x", "message_id": "a:1", "needs_answer": "no", "act": "chat"}
    asked = behind(message_labels=[said])["message:x:a:1"]
    assert (asked.labels, asked.sure) == ({"needs_answer": "no", "act": "chat"}, None)


@pytest.mark.parametrize(
    ("text", "because", "parts"),
    [
        ("Shop NOW, shop", ("now",), ["Shop ", "NOW", ", shop"]),
        ("nowhere", ("now",), ["nowhere"]),
        ("where? here", ("?",), ["where", "?", " here"]),
        ("-20% (a.b)", ("-20%", "a.b"), ["-20%", " (", "a.b", ")"]),
        ("nothing told", (), ["nothing told"]),
        ("", ("a",), []),
    ],
)
def test_the_words_that_decided_are_apart(text: str, because: list[str], parts: list[str]) -> None:
    found = marked(text, because)
    assert [part for part, _ in found] == parts
    assert {part.lower() for part, told in found if told} <= set(because)


@pytest.mark.parametrize(
    ("sure", "en", "it"),
    [
        (0.5, "50\u202f% sure", "sicuro al 50\u202f%"),
        (0.99, "99\u202f% sure", "sicuro al 99\u202f%"),
        (0.991, "nearly sure", "quasi certo"), (1.0, "nearly sure", "quasi certo"),
    ],
)  # fmt: skip
def test_no_model_is_said_to_be_surer_than_it_can_be(sure: float, en: str, it: str) -> None:
    assert (how_sure(sure, "en"), how_sure(sure, "it")) == (en, it)


@pytest.mark.parametrize(
    ("lang", "by", "taken"),
    [
        ("en", "a customer on X, 2 Mar 2026, 09:00", "question, wants an answer, 92\u202f% sure"),
        ("it", "un cliente su X, 2 mar 2026, 09:00",
         "domanda, attende risposta, sicuro al 92\u202f%"),
    ],
)  # fmt: skip
def test_it_is_told_in_the_readers_words(lang: Lang, by: str, taken: str) -> None:
    labels = {"needs_answer": "yes", "act": "question"}
    one = Behind(DAY, "x", "customer", "When?", labels, 0.92, ())
    assert (written_by(one, lang), taken_for(one, lang)) == (by, taken)


def reported(*, discreet: bool) -> Report:
    asked = {**ASKED, "text": f"is it sold out? {HOSTILE}"}
    found = finding("mistake", evidence=(*RESTS_ON, Evidence("post", "x:q", quote=HOSTILE)))
    kept = recorded(messages=[asked], posts=[SOLD])
    whole = report_of(run(kept), kept, Intake({}), discreet=discreet)
    texts = {} if discreet else texts_behind([found], kept)
    return Report(type(whole.audit)("A", whole.audit.window, {}, (found,)), whole.ladder,
                  whole.read, texts, discreet)  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_are_shown_as_they_are_and_do_nothing(lang: Lang) -> None:
    html = page(reported(discreet=False), {}, lang)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\x1b" not in html
    assert "<mark>" in html
    assert "anna," not in html


def test_a_report_to_be_passed_on_shows_nobodys_words_and_no_name() -> None:
    told = document(reported(discreet=True), "en")["findings"][0]["evidence"]
    assert [thing["id"] for thing in told] == ["x:a:1", "x:a:2", "x:p", "x:gone", "x:q"]
    assert {(thing["url"], thing["quote"], thing["text"]) for thing in told} == {(None, None, None)}
    html = page(reported(discreet=True), {}, "en")
    for word in ("sold out", "anna", "Ada Neri", "what was read then", "shop now"):
        assert word not in html


def test_the_sample_companys_report_has_a_text_for_every_message_and_post(
    report: Report, records: Records
) -> None:
    things = [
        thing
        for one in report.audit.findings
        for thing in one.reading.evidence
        if thing.kind in ("message", "post") and thing.quote
    ]
    assert things
    assert [thing for thing in things if report.text(thing) is None] == []
