"""The models as shipped reach their goals on texts that they have not learnt from."""

from pathlib import Path

import pytest

from dialogo.language.fold import column
from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts
from training.sources import Example, care_messages, written_messages, written_posts

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def f1(true: list[str], said: list[str], name: str) -> float:
    """Both precision and recall of one class; "unsure" is right about none."""
    right = sum(one == other == name for one, other in zip(true, said, strict=True))
    return 2 * right / (true.count(name) + said.count(name))


def answered(examples: list[Example]) -> float:
    judged = [one for one in examples if one.judged["needs_answer"] != "unsure"]
    said = label_messages(column([one.text for one in judged]))["needs_answer"].to_pylist()
    return f1([one.judged["needs_answer"] for one in judged], said, "yes")


def test_italian_messages_that_need_an_answer_are_found() -> None:
    assert answered(written_messages("judged", "it")) >= 0.90


@pytest.mark.skipif(not (DATA / "twcs/twcs.csv").is_file(), reason="needs ../shared/data/twcs")
def test_real_messages_that_need_an_answer_are_found() -> None:
    assert answered(care_messages(DATA, "messages_test")) >= 0.90


def test_italian_posts_that_sell_are_told_from_those_that_help() -> None:
    judged = [
        one
        for one in written_posts("judged", "it")
        if one.judged["does"] in ("useful", "promotional")
    ]
    true = [one.judged["does"] for one in judged]
    said = label_posts(column([one.text for one in judged]))["does"].to_pylist()
    assert min(f1(true, said, "useful"), f1(true, said, "promotional")) >= 0.85
