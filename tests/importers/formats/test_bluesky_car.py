"""The Bluesky repository: posts, answers, quotes, reposts, and files that are cut or forged."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import libipld
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogo.importers.formats.bluesky_car import FORMAT
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from tests.importers.reading import AURORA, outcome, recognised

DID, OTHER = "did:plc:aurora", "did:plc:eva"
POST, REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"


def cid_of(block: bytes) -> bytes:
    return b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()


def varint(number: int) -> bytes:
    out = b""
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def uri(did: str, key: str) -> dict[str, str]:
    return {"uri": f"at://{did}/{POST}/{key}", "cid": "bafy"}


def post(text: str, day: int, **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": f"2026-02-{day:02}T09:00:00.000Z"} | more


RECORDS: dict[str, dict[str, Any]] = {
    f"{POST}/3kaaaaaaaaa22": post("Buongiorno", 1, langs=["it"]),
    f"{POST}/3kaaaaaaaaa23": post(
        "e ancora",
        2,
        reply={"root": uri(DID, "3kaaaaaaaaa22"), "parent": uri(DID, "3kaaaaaaaaa22")},
    ),
    f"{POST}/3kaaaaaaaaa24": post(
        "Grazie, Eva", 3, reply={"root": uri(DID, "3kaaaaaaaaa22"), "parent": uri(OTHER, "e1")}
    ),
    f"{POST}/3kaaaaaaaaa25": post(
        "Guardate", 4, embed={"$type": "app.bsky.embed.record", "record": uri(OTHER, "e2")}
    ),
    f"{POST}/3kaaaaaaaaa26": post(
        "Tazze", 5, embed={"$type": "app.bsky.embed.images", "images": [{"alt": ""}, {"alt": ""}]}
    ),
    f"{REPOST}/3kaaaaaaaaa27": {
        "$type": REPOST,
        "subject": uri(OTHER, "e3"),
        "createdAt": "2026-02-06T09:00:00Z",
    },
    "app.bsky.feed.like/3kaaaaaaaaa28": {
        "$type": "app.bsky.feed.like",
        "subject": uri(OTHER, "e4"),
    },
}


def tree(leaves: list[tuple[str, bytes]], blocks: list[bytes]) -> bytes:
    """Writes a search tree of two levels over the leaves, and returns the id of its root."""
    half = len(leaves) // 2
    subtree = node(None, leaves[half + 1 :], blocks) if len(leaves) > half + 1 else None
    left = node(None, leaves[:half], blocks) if half else None
    return node(left, leaves[half : half + 1], blocks, subtree)


def node(
    left: bytes | None,
    leaves: list[tuple[str, bytes]],
    blocks: list[bytes],
    last: bytes | None = None,
) -> bytes:
    entries, before = [], ""
    for key, cid in leaves:
        shared = next((n for n in range(len(key)) if key[: n + 1] != before[: n + 1]), len(key))
        entries.append({"p": shared, "k": key[shared:].encode(), "v": cid, "t": None})
        before = key
    if entries:
        entries[-1]["t"] = last
    blocks.append(libipld.encode_dag_cbor({"l": left, "e": entries}))
    return cid_of(blocks[-1])


def car(records: dict[str, dict[str, Any]] = RECORDS) -> bytes:
    blocks = [libipld.encode_dag_cbor(record) for record in records.values()]
    leaves = [(key, cid_of(block)) for key, block in zip(records, blocks, strict=True)]
    root = tree(sorted(leaves), blocks)
    commit = {"did": DID, "version": 3, "rev": "3k", "data": root, "prev": None, "sig": b"s"}
    blocks.append(libipld.encode_dag_cbor(commit))
    header = libipld.encode_dag_cbor({"version": 1, "roots": [cid_of(blocks[-1])]})
    sections = [cid_of(block) + block for block in blocks]
    return b"".join(varint(len(part)) + part for part in (header, *sections))


def saved(folder: Path, content: bytes) -> Path:
    (folder / "repo.car").write_bytes(content)
    return folder / "repo.car"


def test_posts_quotes_pictures_and_reposts(tmp_path: Path) -> None:
    made = outcome(saved(tmp_path, car()))
    assert made.of("posts", "post_id", "kind", "joins", "text") == [
        (f"at://{DID}/{POST}/3kaaaaaaaaa22", "text", None, "Buongiorno"),
        (
            f"at://{DID}/{POST}/3kaaaaaaaaa23",
            "text",
            f"at://{DID}/{POST}/3kaaaaaaaaa22",
            "e ancora",
        ),
        (f"at://{DID}/{POST}/3kaaaaaaaaa25", "text", f"at://{OTHER}/{POST}/e2", "Guardate"),
        (f"at://{DID}/{POST}/3kaaaaaaaaa26", "album", None, "Tazze"),
        (f"at://{DID}/{REPOST}/3kaaaaaaaaa27", "share", f"at://{OTHER}/{POST}/e3", None),
    ]
    assert made.of("posts", "published_at")[0] == datetime(2026, 2, 1, 9, tzinfo=UTC)
    assert made.skips == []


def test_an_answer_to_somebody_else_is_a_message(tmp_path: Path) -> None:
    made = outcome(saved(tmp_path, car()))
    assert made.of("messages", "message_id", "in_reply_to", "author", "author_kind") == [
        (f"at://{DID}/{POST}/3kaaaaaaaaa24", f"at://{OTHER}/{POST}/e1", DID, "company")
    ]


def test_a_date_that_is_none_is_read_off_the_key(tmp_path: Path) -> None:
    key, number = "3kaaaaaaaaa22", 0
    for sign in key:
        number = number * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(sign)
    drawn = datetime.fromtimestamp((number >> 10) // 1_000_000, UTC)
    made = outcome(saved(tmp_path, car({f"{POST}/{key}": post("x", 1) | {"createdAt": "soon"}})))
    assert made.of("posts", "published_at")[0].replace(microsecond=0) == drawn
    made = outcome(saved(tmp_path, car({f"{POST}/self": post("x", 1) | {"createdAt": "soon"}})))
    assert [skip.column for skip in made.skips] == ["createdAt"]


@given(st.integers(1, len(car()) - 1))
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_cut_anywhere_is_refused_or_says_what_is_missing(tmp_path: Path, keep: int) -> None:
    upload = Upload.of(saved(tmp_path, car()[:keep]))
    with pytest.raises(BadInput) as refused:
        list(FORMAT.read(upload, AURORA))
    assert refused.value.file == "repo.car"


@given(st.integers(0, len(car()) - 1), st.integers(1, 255))
@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_flipped_byte_never_passes_as_a_post(tmp_path: Path, at: int, by: int) -> None:
    content = bytearray(car())
    content[at] ^= by
    whole = {row.values["post_id"] for row in FORMAT.read(Upload.of(saved(tmp_path, car())), AURORA)
             if getattr(row, "table", "") == "posts"}  # fmt: skip
    try:
        found = list(FORMAT.read(Upload.of(saved(tmp_path, bytes(content))), AURORA))
    except BadInput:
        return
    assert {row.values["post_id"] for row in found if getattr(row, "table", "") == "posts"} <= whole


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 40, varint(1 << 62) + b"\xa0", b"hello", car()[:1]]
)
def test_what_is_no_repository_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput):
        outcome(saved(tmp_path, content))


def test_a_tree_that_comes_back_to_itself_ends(tmp_path: Path) -> None:
    """No tree can hold its own id, but the same subtree may be named a thousand times."""
    blocks = [libipld.encode_dag_cbor(post("x", 1))]
    leaf = node(None, [(f"{POST}/3kaaaaaaaaa22", cid_of(blocks[0]))], blocks)
    entries = [{"p": 0, "k": b"z", "v": cid_of(blocks[0]), "t": leaf} for _ in range(1000)]
    blocks.append(libipld.encode_dag_cbor({"l": leaf, "e": entries}))
    commit = {"did": DID, "version": 3, "rev": "3k", "data": cid_of(blocks[-1]), "sig": b"s"}
    blocks.append(libipld.encode_dag_cbor(commit))
    header = libipld.encode_dag_cbor({"version": 1, "roots": [cid_of(blocks[-1])]})
    parts = (header, *(cid_of(block) + block for block in blocks))
    made = outcome(saved(tmp_path, b"".join(varint(len(part)) + part for part in parts)))
    assert len(made.of("posts", "post_id")) == 1


def test_a_tree_with_a_part_missing_says_so(tmp_path: Path) -> None:
    blocks = [libipld.encode_dag_cbor(post("x", 1))]
    away = node(None, [(f"{POST}/3kaaaaaaaaa21", cid_of(b"away"))], [])
    root = node(away, [(f"{POST}/3kaaaaaaaaa22", cid_of(blocks[0]))], blocks)
    commit = {"did": DID, "version": 3, "rev": "3k", "data": root, "sig": b"s"}
    blocks.append(libipld.encode_dag_cbor(commit))
    header = libipld.encode_dag_cbor({"version": 1, "roots": [cid_of(blocks[-1])]})
    parts = (header, *(cid_of(block) + block for block in blocks))
    made = outcome(saved(tmp_path, b"".join(varint(len(part)) + part for part in parts)))
    assert len(made.of("posts", "post_id")) == 1
    assert [skip.values for skip in made.skips] == [{"count": 1}]


def test_only_a_single_file_is_a_repository(tmp_path: Path) -> None:
    saved(tmp_path, car())
    (tmp_path / "posts.csv").write_text("a,b\n1,2\n")
    assert recognised(tmp_path) == []
