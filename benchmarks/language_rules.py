"""How often the language rules are right, and how fast they are: the figures of docs/language.md.

    python benchmarks/language_rules.py ../shared/data

reads corporate_messaging/ and twcs/ there and prints the tables in Markdown. What people judged:
the categories that come with the company posts, and two samples drawn at random and judged one by
one for this project before the rules saw them (tests/language/judged_*.csv: ids and judgements,
no texts).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from dialogo.language.fold import column
from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts

JUDGED = Path(__file__).resolve().parents[1] / "tests" / "language"


def company_posts(data: Path) -> list[dict[str, str]]:
    """Every labelled post, `row` being its place in the file (1 = the first)."""
    with (data / "corporate_messaging" / "corporate_messaging.csv").open(encoding="utf-8") as file:
        return [{**row, "row": str(place)} for place, row in enumerate(csv.DictReader(file), 1)]


def care_messages(data: Path) -> list[dict[str, str]]:
    """Every message of the customer-care file."""
    with (data / "twcs" / "twcs.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def judged(name: str) -> list[dict[str, str]]:
    """The judgements kept beside the tests."""
    with (JUDGED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def judged_post_pairs(data: Path) -> list[tuple[str, str]]:
    """(what a person judged, what the rules say) for the judged posts."""
    posts = company_posts(data)
    sample = judged("judged_posts.csv")
    labels = label_posts(column([posts[int(row["row"]) - 1]["text"] for row in sample]))
    return [
        (row["does"], label["does"]) for row, label in zip(sample, labels.to_pylist(), strict=True)
    ]


def category_pairs(data: Path) -> list[tuple[str, str]]:
    """(the annotators' category, what the rules say) for every post that was not excluded."""
    posts = [row for row in company_posts(data) if row["category"] != "Exclude"]
    labels = label_posts(column([row["text"] for row in posts]))
    return [
        (row["category"], label["does"])
        for row, label in zip(posts, labels.to_pylist(), strict=True)
    ]


def judged_message_pairs(data: Path) -> dict[str, list[tuple[str, str]]]:
    """(judged, said) for needing an answer, and for what the message is."""
    texts = {row["tweet_id"]: row["text"] for row in care_messages(data)}
    sample = judged("judged_messages.csv")
    labels = label_messages(column([texts[row["tweet_id"]] for row in sample]))
    both = list(zip(sample, labels.to_pylist(), strict=True))
    return {
        "needs_answer": [(row["needs_answer"], label["needs_answer"]) for row, label in both],
        "act": [(row["act"], label["act"]) for row, label in both],
    }


def precision_and_recall(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int, int]]:
    """By class: right verdicts, verdicts given, cases judged to be of that class."""
    pairs = list(pairs)
    right = Counter(true for true, said in pairs if true == said)
    said = Counter(said for _, said in pairs)
    true = Counter(true for true, _ in pairs)
    return {name: (right[name], said[name], true[name]) for name in sorted({*said, *true})}


def _table(pairs: Iterable[tuple[str, str]]) -> None:
    print("| class | right of those said | found of those judged |\n|---|---|---|")
    for name, (right, said, true) in precision_and_recall(pairs).items():
        print(f"| {name} | {right} of {said} | {right} of {true} |")


def _cross(pairs: list[tuple[str, str]]) -> None:
    columns = sorted({said for _, said in pairs})
    print(f"| judged \\ said | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    counts = Counter(pairs)
    for row in sorted({true for true, _ in pairs}):
        print(f"| {row} | {' | '.join(str(counts[row, name]) for name in columns)} |")


def _speed(name: str, texts: list[str]) -> None:
    batch = column(texts * 20)
    for what, label in (("posts", label_posts), ("messages", label_messages)):
        began = perf_counter()
        label(batch)
        print(
            f"- {what} rules on {name}: {len(batch) / (perf_counter() - began):,.0f} texts a second"
        )


def main(data: Path) -> None:
    print("### Posts judged for this project\n")
    _table(judged_post_pairs(data))
    print("\n### Posts with their annotators' categories\n")
    _cross(category_pairs(data))
    for what, pairs in judged_message_pairs(data).items():
        print(f"\n### Messages: {what}\n")
        _table(pairs)
    print("\n### Speed, one thread\n")
    _speed("customer care", [row["text"] for row in care_messages(data)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
