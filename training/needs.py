"""The card of needs: how well groups that were found fit what people judged, by id, not by text."""

from __future__ import annotations

import csv
import html
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dialogo.language import need_found, need_groups
from dialogo.language.described import described
from dialogo.language.messages import label_messages
from dialogo.language.need_fields import FIELDS
from dialogo.language.need_groups import Groups
from dialogo.language.need_growth import Asked, grown
from dialogo.language.needs import NEEDS
from dialogo.language.taught import Taught
from training import card
from training.measure import reliability
from training.sources import HERE

SEEDS = {need.name for need in NEEDS}


def make(data: Path) -> None:
    """Writes docs/models/needs.md."""
    messages = {
        row["tweet_id"]: (html.unescape(row["text"]), row["author_id"])
        for row in _rows(data / "twcs/twcs.csv")
        if row["inbound"] == "True"
    }
    texts = pa.array([text for text, _ in messages.values()])
    authors = pa.array([author for _, author in messages.values()])
    known = grown(Groups(), _asked(texts, authors, None))
    said = dict(
        zip(messages, described(texts, "message", Taught(needs=known)).to_pylist(), strict=True)
    )
    about = (HERE / "about" / "needs.md").read_text(encoding="utf-8")
    counts = Counter(one["need"] for one in said.values() if one["need"])
    given = [
        "## Needs of the test messages", "",
        f"{len(messages)} messages, of which {sum(counts.values())} were given one of "
        f"{len(counts)} needs. The most voiced: "
        + "; ".join(f"{name} ({count})" for name, count in counts.most_common(40)) + ".",
    ]  # fmt: skip
    card.write("needs", [
        [about.format(
            things=sum(map(len, FIELDS.values())), fields=len(FIELDS), near=need_groups.NEAR,
            rounds=need_found.ROUNDS, same=need_found.SAME,
        ).rstrip()],
        _judged(said),
        _by_hand(said, messages),
        _stays(texts, authors),
        given,
    ])  # fmt: skip


def _asked(texts: pa.Array, authors: pa.Array, known: Groups | None) -> Asked:
    labels = label_messages(texts, Taught(needs=known))
    asks = pc.not_equal(labels["needs_answer"], "no").combine_chunks()
    columns = (texts, labels["language"].combine_chunks(), authors,
               labels["need"].combine_chunks())  # fmt: skip
    return Asked(*(column.filter(asks) for column in columns))


def _judged(said: dict[str, dict[str, object]]) -> list[str]:
    """How many of the needs that were judged fit, and how often that was claimed."""
    pairs = [
        (float(str(said[row["tweet_id"]]["need_probability"])), row["fits"] == "yes", row["need"])
        for row in _rows(HERE / "judged" / "needs.csv")
        if said[row["tweet_id"]]["need"] == row["need"]
    ]
    claimed, right = np.array([one[0] for one in pairs]), np.array([one[1] for one in pairs])
    seed = np.array([one[2] in SEEDS for one in pairs])
    bins, error = reliability(claimed, right)
    return [
        "## Needs that were judged", "",
        "| told | messages | fit |", "|---|---|---|",
        f"| under a name of their own | {(~seed).sum()} | {right[~seed].mean():.2f} |",
        f"| under a seed's name | {seed.sum()} | {right[seed].mean():.2f} |",
        f"| in all | {len(pairs)} | **{right.mean():.2f}** |", "",
        "| claimed | messages | mean claim | fit |", "|---|---|---|---|",
        *(f"| {one.low:.1f} to {one.high:.1f} | {one.count} | {one.claimed:.2f} "
          f"| {one.right:.2f} |" for one in bins), "",
        f"Expected calibration error {error:.3f}, on the messages that it was fitted on (fitted on "
        "one half and tried on the other: 0.04).",
    ]  # fmt: skip


def _by_hand(said: dict[str, dict[str, object]], messages: dict[str, tuple[str, str]]) -> list[str]:
    """Groups against what one reader sorted by hand: those found, and the seeds alone."""
    truth = {row["tweet_id"]: row["need"] for row in _rows(HERE / "judged" / "needs_by_hand.csv")}
    found = [str(said[one]["need"] or "") for one in truth]
    lines = [
        "## One company's messages, sorted by hand before", "",
        "| | given a need | purity | mutual information (NMI) |", "|---|---|---|---|",
    ]  # fmt: skip
    bare = label_messages(pa.array([messages[one][0] for one in truth]))["need"].to_pylist()
    rows = {"groups that were found": found, "seeds alone": [name or "" for name in bare]}
    for title, names in rows.items():
        given = [(name, hand) for name, hand in zip(names, truth.values(), strict=True) if name]
        lines.append(
            f"| {title} | {len(given)} of {len(names)} | {_purity(given):.2f} | {_nmi(given):.2f} |"
        )
    return lines


def _purity(pairs: list[tuple[str, str]]) -> float:
    best = sum(
        max(Counter(hand for name, hand in pairs if name == one).values())
        for one in {name for name, _ in pairs}
    )
    return best / len(pairs)


def _nmi(pairs: list[tuple[str, str]]) -> float:
    both, left = Counter(pairs), Counter(name for name, _ in pairs)
    right, n = Counter(hand for _, hand in pairs), len(pairs)
    shared = sum(
        count / n * np.log(count * n / (left[name] * right[hand]))
        for (name, hand), count in both.items()
    )
    spread = [-sum(c / n * np.log(c / n) for c in side.values()) for side in (left, right)]
    return float(shared / np.sqrt(spread[0] * spread[1]))


def _stays(texts: pa.Array, authors: pa.Array) -> list[str]:
    """How many messages have another need after a quarter more has come in."""
    first = len(texts) * 4 // 5
    known = grown(Groups(), _asked(texts[:first], authors[:first], None))
    later = grown(known, _asked(texts, authors, known))
    before, after = (
        label_messages(texts, Taught(needs=one))["need"].to_pylist() for one in (known, later)
    )
    moved = sum(a is not None and a != b for a, b in zip(before, after, strict=True))
    gained = sum(a is None and b is not None for a, b in zip(before, after, strict=True))
    return [
        "## Staying", "",
        f"Groups found in the first {first} messages, then in all {len(texts)}: "
        f"{len(later.groups) - len(known.groups)} new groups, {gained} messages that had no need "
        f"have one, **{moved}** of those that had one have another.",
    ]  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
