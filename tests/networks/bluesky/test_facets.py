"""What in a text is a link, a name or a tag, and by which bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.bluesky.facets import facets, graphemes

PEOPLE = {"ada.example.org": "did:plc:ada", "bar.it": "did:plc:bar"}


def found(text: str) -> list[tuple[str, Any]]:
    """Each facet as the text it covers, and what it means."""
    written = text.encode()
    covered = []
    for facet in facets(text, PEOPLE.get):
        index, (feature,) = facet["index"], facet["features"]
        part = written[index["byteStart"] : index["byteEnd"]].decode()
        covered.append((part, feature.get("uri") or feature.get("did") or feature["tag"]))
    return covered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing here", []),
        ("è aperto: https://bar.it/orari.", [("https://bar.it/orari", "https://bar.it/orari")]),
        (
            "(see https://en.example.org/Moka_(pot))",
            [("https://en.example.org/Moka_(pot)", "https://en.example.org/Moka_(pot)")],
        ),
        ("http:// is no address", []),
        ("👩‍👩‍👧‍👦 @ada.example.org, ciao", [("@ada.example.org", "did:plc:ada")]),
        ("@ADA.example.org!", [("@ADA.example.org", "did:plc:ada")]),
        ("@nobody.example.org", []),
        ("write to info@bar.it", []),
        ("https://bsky.app/@bar.it", [("https://bsky.app/@bar.it", "https://bsky.app/@bar.it")]),
        ("#caffè, #42 and #", [("#caffè", "caffè")]),
        ("a#b", []),
        ("#" + "x" * 65, []),
        ("#moka #moka", [("#moka", "moka"), ("#moka", "moka")]),
    ],
)
def test_what_is_marked(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="aè👩‍👦 #@./:()!\n", max_size=60))
def test_marks_never_overlap_nor_cut_a_character(text: str) -> None:
    end = 0
    for facet in facets(text, lambda handle: "did:plc:x"):
        index = facet["index"]
        assert end <= index["byteStart"] < index["byteEnd"] <= len(text.encode())
        text.encode()[index["byteStart"] : index["byteEnd"]].decode()
        end = index["byteEnd"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("caffè", 5), ("caffe\u0300", 5), ("👩‍👩‍👧‍👦🇮🇹", 2), ("a\r\nb", 3), ("नमस्ते", 3)],
)
def test_characters_are_counted_as_a_reader_sees_them(text: str, number: int) -> None:
    assert graphemes(text) == number
