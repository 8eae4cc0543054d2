"""JSON arrays read item by item: the same as read whole, wherever the buffer ends."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.importers import json_stream
from dialogo.importers.json_stream import items, whole
from dialogo.records.errors import BadInput

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.lists(VALUES, max_size=20), st.integers(1, 40), st.sampled_from([None, 2]))
def test_items_are_those_of_the_whole_however_it_is_cut(
    values: list[Any], chunk: int, indent: int | None
) -> None:
    before, json_stream.CHUNK = json_stream.CHUNK, chunk
    try:
        array = json.dumps(values, indent=indent)
        for text in (array, f"window.YTD.tweets.part0 = {array};", f"\ufeff {array}\n"):
            stream = io.BytesIO(text.encode())
            assert [item for _, item in items(stream, "f")] == values
        inside = json.dumps({"a": 1, "list": values, "z": [1, {"list": []}]}, indent=indent)
        assert [item for _, item in items(io.BytesIO(inside.encode()), "f", "list")] == values
        assert whole(io.BytesIO(inside.encode()), "f")["list"] == values
    finally:
        json_stream.CHUNK = before


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_a_text_cut_anywhere_is_refused(values: list[Any], data: st.DataObject) -> None:
    text = json.dumps(values)
    keep = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(BadInput):
        list(items(io.BytesIO(text[:keep].encode()), "f"))


def test_an_object_without_the_list_is_an_only_item() -> None:
    assert list(items(io.BytesIO(b'{"timestamp": 1}'), "f", "posts")) == [(1, {"timestamp": 1})]
    assert list(items(io.BytesIO(b'{"posts": []}'), "f", "posts")) == []


@pytest.mark.parametrize(
    "text", [b"", b" ", b"hello", b"\xff\xfe\x00", b"[1 2]", b"[" * 200_000, b'{"a" 1}', b"[nul]"]
)
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(BadInput):
        list(items(io.BytesIO(text), "f", "a"))


def test_an_endless_item_is_refused() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return b'["' + b"x" * (size - 2) if not self.tell_once() else b"x" * size

        def tell_once(self) -> bool:
            seen, self.seen = getattr(self, "seen", False), True
            return seen

    with pytest.raises(BadInput) as refused:
        list(items(Endless(), "f"))  # type: ignore[arg-type]  # reads are all that is asked of it
    assert "larger than" in refused.value.say("en")


def test_a_long_array_is_never_in_memory() -> None:
    item = json.dumps({"tweet": {"full_text": "x" * 500}}).encode()
    count = 60_000
    text = b"[" + b",".join([item] * count) + b"]"
    tracemalloc.start()
    try:
        assert sum(1 for _ in items(io.BytesIO(text), "f")) == count
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(text) / 8
