"""Evidence as a person would name it."""

import pytest

from dialogo.audit.check import Evidence
from dialogo.records.text import Lang, Text
from dialogo.report.evidence_words import address, named, quoted

NOTE = Text(en="rows: 3", it="righe: 3")


@pytest.mark.parametrize(
    ("thing", "lang", "name"),
    [
        (Evidence("message", "linkedin:urn:li:activity:7", quote="Hello"), "en", "LinkedIn"),
        (Evidence("post", "x:17", quote="Hello"), "it", "X"),
        (Evidence("person", "Ada", quote="manager"), "en", "Ada, manager"),
        (Evidence("person", "Ada", note=NOTE), "en", "Ada"),
        # The Friday of week 47 of 2026, which begins on Monday 16 November.
        (Evidence("hour", "2026-W47 Fri 17", note=NOTE), "en", "20 Nov 2026, 17:00–18:00"),
        (Evidence("hour", "2026-W47 Sun 23", note=NOTE), "it", "22 nov 2026, 23:00–00:00"),
        (Evidence("hour", "2026-11-20 Ada answering", note=NOTE), "en", ""),
        (Evidence("plan", "effort:a: b:2026-07-06", note=NOTE), "it", "a: b, 6 lug 2026"),
        (
            Evidence("outcome", "2026-07-06:sales:x", quote="sales → x", note=NOTE),
            "en",
            "sales → x",
        ),
        (Evidence("expense", "e-1", note=NOTE), "en", ""),
        (Evidence("budget", "creating"), "en", "creating"),
    ],
)
def test_evidence_has_a_name_that_means_something(thing: Evidence, lang: Lang, name: str) -> None:
    assert named(thing, lang) == name


def test_only_what_somebody_wrote_is_quoted() -> None:
    assert quoted(Evidence("message", "x:1", quote="one\ntwo"), 50) == "one two"
    assert quoted(Evidence("person", "Ada", quote="manager"), 50) is None


def test_an_address_that_leads_nowhere_is_no_link() -> None:
    addresses = {
        "https://facebook.example/a/1": None,
        "https://example/1": None,
        "javascript:alert(1)": None,
        "https://x.com/a/status/1": "https://x.com/a/status/1",
        "https://example.org/1": "https://example.org/1",
    }
    assert {url: address(Evidence("post", "x:1", url)) for url in addresses} == addresses
