"""The blocks of a CAR file (content-addressed archive, version 1), read one by one and checked.

Layout: https://ipld.io/specs/transport/car/carv1/. A block must hash to the id that it stands
under, so that a damaged file is noticed and nothing in it is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import IO, Any

import libipld

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

BLOCK_LIMIT = 8 << 20  # bytes; Bluesky itself allows one record a megabyte
SHA256 = 0x12

TRUNCATED = Text(
    en="was cut off after block {count}. Download it again and import the whole of it.",
    it="è troncato dopo il blocco {count}. Scaricatelo di nuovo e importatelo per intero.",
)
DAMAGED = Text(
    en="is damaged at block {count}. Download it again.",
    it="è rovinato al blocco {count}. Scaricatelo di nuovo.",
)
NO_CAR = Text(
    en="is not a repository as Bluesky exports it (a .car file). On Bluesky: Settings, Account, "
    "Export my data.",
    it="non è un archivio come lo esporta Bluesky (un file .car). Su Bluesky: Impostazioni, "
    "Account, Esporta i miei dati.",
)


def roots(stream: IO[bytes], file: str) -> list[bytes]:
    """The ids of the blocks to begin with; the stream then stands before the first block."""
    length = _varint(stream, file, 0)
    if length is None or not 0 < length <= BLOCK_LIMIT:
        raise BadInput(NO_CAR, file=file)
    header = decoded(stream.read(length))
    found = header.get("roots") if isinstance(header, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, bytes) for one in found):
        raise BadInput(NO_CAR, file=file)
    return found


def blocks(stream: IO[bytes], file: str) -> Iterator[tuple[bytes, bytes]]:
    """Every block as its id and its bytes; raises `BadInput` at the first that is not whole."""
    count = 0
    while (length := _varint(stream, file, count)) is not None:
        if not 0 < length <= BLOCK_LIMIT:
            raise BadInput(DAMAGED, file=file, count=count + 1)
        section = stream.read(length)
        if len(section) < length:
            raise BadInput(TRUNCATED, file=file, count=count)
        count += 1
        end = _id_end(section)
        if end is None or not _belongs(section[:end], section[end:]):
            raise BadInput(DAMAGED, file=file, count=count)
        yield section[:end], section[end:]


def decoded(block: bytes) -> Any:
    """The DAG-CBOR value of a block, its links as the bytes of their ids; None if it is none."""
    try:
        return libipld.decode_dag_cbor(block)
    except (ValueError, RecursionError):
        return None


def _varint(stream: IO[bytes], file: str, count: int) -> int | None:
    """An unsigned LEB128 number; None at the end of the file."""
    number = 0
    for place in range(10):
        byte = stream.read(1)
        if not byte:
            if place:
                raise BadInput(TRUNCATED, file=file, count=count)
            return None
        number |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:
            return number
    raise BadInput(DAMAGED, file=file, count=count + 1)


def _id_end(section: bytes) -> int | None:
    """Where the block's id (CID) ends: version, codec, kind of hash, its length, its bytes."""
    if section[:2] == b"\x12\x20":
        return 34
    at = 0
    numbers: list[int] = []
    while len(numbers) < 4:
        number = shift = 0
        while True:
            if at >= len(section) or shift > 63:
                return None
            byte = section[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        numbers.append(number)
    end = at + numbers[3]
    return end if numbers[0] == 1 and end <= len(section) else None


def _belongs(cid: bytes, data: bytes) -> bool:
    """Whether the block hashes to its id; only SHA-256, the one in use, is checked."""
    is_sha256 = cid[:2] == b"\x12\x20" or cid[-34:-32] == bytes([SHA256, 32])
    return not is_sha256 or hashlib.sha256(data).digest() == cid[-32:]
