"""One text on several networks, against a plain loop."""

from collections import defaultdict

from hypothesis import given

from dialogo.content.same_post_everywhere import SAME_POST_EVERYWHERE, copied
from tests.content.plain import WINDOW, Row, a_few, in_window, posts, records_of
from tests.recorded import at, recorded

FEW = ("Hello", "hello ", "Hello https://a.example/1", "Other", "", None)


def words(row: Row) -> str:
    kept = [word for word in (row["text"] or "").lower().split() if not word.startswith("http")]
    return " ".join(kept)


@a_few
@given(rows=posts(FEW))
def test_a_text_is_copied_where_its_words_went_out_elsewhere_that_day(rows: list[Row]) -> None:
    networks = defaultdict(set)
    for row in rows:
        networks[row["published_at"].date(), words(row)].add(row["network"])
    worded = [row for row in in_window(rows) if words(row)]
    twice = [row for row in worded if len(networks[row["published_at"].date(), words(row)]) > 1]
    figure = SAME_POST_EVERYWHERE(records_of(rows), WINDOW)
    if len({row["network"] for row in worded}) < 2:
        assert (figure.value, figure.n) == (None, 0)
        return
    assert (figure.value, figure.n) == (len(twice) / len(worded), len(worded))


def test_evidence_names_each_text_once_the_most_copied_first() -> None:
    day = at("2026-02-02 09:00")
    texts = [
        ("Two", "facebook"),
        ("Two", "x"),
        *(("Three", n) for n in ("facebook", "linkedin", "x")),
    ]
    records = recorded(
        posts=[{"published_at": day, "text": text, "network": network} for text, network in texts]
    )
    found = [(row["words"], row["networks"], row["network"]) for row in copied(records, WINDOW)]
    assert found == [("three", 3, "facebook"), ("two", 2, "facebook")]
