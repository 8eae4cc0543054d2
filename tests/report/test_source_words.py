"""Where a line comes from, told to a reader who has no documentation at hand."""

from dialogo.audit.shelf import checks
from dialogo.records.source import Source
from dialogo.report.source_words import TITLES, source_in_words


def test_every_line_is_told_with_the_title_of_its_page() -> None:
    cited = {check.limit.source.page for check in checks().values()}
    assert cited <= {f"docs/evidence/{name}.md" for name in TITLES}


def test_a_source_says_how_strong_it_is_and_what_it_is_about() -> None:
    source = Source("docs/evidence/first-reply.md", "medium")
    assert source_in_words(source, "en") == "fair evidence (“How fast a first answer should come”)"
    assert source_in_words(source, "it") == "prove discrete («Entro quanto dare la prima risposta»)"


def test_an_own_line_is_nobody_elses_and_an_unknown_page_is_not_named() -> None:
    assert source_in_words(Source("docs/policy.md", "house rule"), "en") == "set by yourselves"
    assert source_in_words(Source("their/page.md", "weak"), "it") == "prove deboli"
