"""Made-up conversations for measuring the inbox: as many as are asked for, three messages each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from dialogo.records.tables import TABLES

EACH = 3  # messages of a conversation, on average
LONG = 500  # messages of the one that is opened whole
LONG_AUTHOR, LONG_KEY = "long_lia", "long"
YEARS = 3
NETWORKS = {"x": 0.5, "mastodon": 0.3, "instagram": 0.19, "telegram": 0.01}
# Said in a third, a thirtieth and a three-hundredth of all messages, and in five of them.
COMMON, USUAL, UNUSUAL, RARE = "caffè", "rimborso", "macinatura", "zanzibar"
_ASKS = ("A che ora aprite", "Quanto costa", "Dov'è il mio pacco", "Si può avere", "Come si fa")
_SAYS = ("Grazie mille", "Ottimo davvero", "Che bello", "Buongiorno a tutti", "Proprio così")
_POOL = 40_000  # different texts
_SLICE = 60_000  # messages written together


def messages(conversations: int, now: datetime, seed: int = 1) -> Iterator[pa.Table]:
    """Tables of messages, ready to be written; the last holds the long conversation.

    A third are comments under posts, a quarter private, the rest mentions; nine in ten are
    answered, and of the last month's one in two.
    """
    rng = np.random.default_rng(seed)
    questions, others = _texts(rng, _ASKS, "?"), _texts(rng, _SAYS, ".")
    slices = max(1, conversations * EACH // _SLICE)
    for part in np.array_split(np.arange(conversations), slices):
        yield _slice(rng, part, now, questions, others)
    yield _long(now, questions, others)


def _texts(rng: np.random.Generator, begins: tuple[str, ...], ends: str) -> pa.Array:
    """Sentences of 6 to 20 words, whose words are as unequal as those of a language."""
    sounds = [a + b for a in "bcdfglmnprstvz" for b in "aeiou"]
    words = np.array(["".join(rng.choice(sounds, 3)) for _ in range(20_000)])
    said = []
    for _ in range(_POOL):
        drawn = np.minimum(rng.zipf(1.3, rng.integers(6, 20)), len(words)) - 1
        own = [
            word
            for word, one_in in ((COMMON, 3), (USUAL, 30), (UNUSUAL, 300))
            if rng.integers(one_in) == 0
        ]
        said.append(" ".join([str(rng.choice(begins)), *words[drawn], *own]) + ends)
    return pa.array(said)


def _slice(
    rng: np.random.Generator, part: Any, now: datetime, questions: pa.Array, others: pa.Array
) -> pa.Table:
    count = len(part)
    turns = rng.integers(1, 2 * EACH, count)
    ago = rng.random(count) ** 1.5 * YEARS * 365 * 86_400
    recent = ago < 30 * 86_400
    # An even number of turns ends with an answer.
    answered = rng.random(count) < np.where(recent, 0.5, 0.9)
    turns += (turns % 2 == 0) != answered
    kind = rng.choice(np.array(["comment", "direct", "mention"]), count, p=[0.35, 0.25, 0.4])
    author = rng.integers(0, max(1, part[-1] * 6 // 10 + 1), count)
    network = rng.choice(np.array(list(NETWORKS)), count, p=list(NETWORKS.values()))
    rows: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    begun = now.timestamp() - ago - 3600 * turns
    picks = rng.integers(0, _POOL, int(turns.sum()))
    at = 0
    for place, number in enumerate(part.tolist()):
        private = kind[place] == "direct"
        for turn in range(int(turns[place])):
            ours = turn % 2 == 1
            _add(
                rows,
                network=str(network[place]),
                id_=f"{number}-{turn}",
                above=f"{number}-{turn - 1}" if turn else _post(number, str(kind[place])),
                private=f"talk-{number}" if private else None,
                author="aurora" if ours else f"person{author[place]}",
                at=begun[place] + 3600 * turn,
                kind=str(kind[place]) if not turn else "direct" if private else "reply",
                text=(others if ours or turn % 4 == 2 else questions)[int(picks[at])].as_py(),
            )
            at += 1
    return _table(rows)


def _post(number: int, kind: str) -> str | None:
    return f"post-{number // 40}" if kind == "comment" else None


def _long(now: datetime, questions: pa.Array, others: pa.Array) -> pa.Table:
    """The long conversation, private, and a few words that hardly anybody says."""
    rows: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for turn in range(LONG):
        ours = turn % 2 == 0
        text = (others if ours else questions)[turn].as_py()
        _add(
            rows, network="x", id_=f"long-{turn}", above=None, private=LONG_KEY,
            author="aurora" if ours else LONG_AUTHOR, at=now.timestamp() - 3600 * (LONG - turn),
            kind="direct", text=f"{text} {RARE}" if turn % 100 == 1 else text,
        )  # fmt: skip
    return _table(rows)


_COLUMNS = (
    "network", "message_id", "in_reply_to", "conversation", "author", "author_kind", "sent_at",
    "kind", "text", "addressed",
)  # fmt: skip


def _add(
    rows: dict[str, list[Any]], *, network: str, id_: str, above: str | None, private: str | None,
    author: str, at: float, kind: str, text: str,
) -> None:  # fmt: skip
    values = (
        network, id_, above, private, author, "company" if author == "aurora" else "customer",
        datetime.fromtimestamp(at, UTC), kind, text, author != "aurora",
    )  # fmt: skip
    for name, value in zip(_COLUMNS, values, strict=True):
        rows[name].append(value)


def _table(rows: dict[str, list[Any]]) -> pa.Table:
    schema = TABLES["messages"].arrow
    count = len(rows["message_id"])
    filled = {"company": ["Benchmark"] * count, **rows}
    filled["account"] = ["aurora"] * count
    columns = [pa.array(filled.get(name, [None] * count), schema.field(name).type)
               for name in schema.names]  # fmt: skip
    return pa.table(columns, schema=schema)


def settle(now: datetime) -> datetime:
    """Now, to the second, so that two runs make the same."""
    return now.replace(microsecond=0) - timedelta(seconds=1)
