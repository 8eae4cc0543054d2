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

from dialogo.language import message_rules, post_rules
from dialogo.language.family import Family, first_to_speak
from dialogo.language.fold import column, fold
from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts
from dialogo.language.which_language import languages

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


def families(data: Path) -> dict[str, tuple[int, int]]:
    """By family of rules: how often it was right, and how often it spoke, on English judged texts.

    A family of message rules is right when it was right about needing an answer.
    """
    posts = company_posts(data)
    texts = {row["tweet_id"]: row["text"] for row in care_messages(data)}
    does = [(posts[int(row["row"]) - 1]["text"], row["does"]) for row in judged("judged_posts.csv")]
    asks = [(texts[row["tweet_id"]], row["needs_answer"]) for row in judged("judged_messages.csv")]
    counted: dict[str, tuple[int, int]] = {}
    for rules, pairs in ((post_rules.FAMILIES, does), (message_rules.FAMILIES, asks)):
        folded = fold(column([text for text, _ in pairs]))
        spoken = languages(folded)
        chosen, _ = first_to_speak(rules, folded, spoken)
        for place, language, (_, truth) in zip(chosen, spoken.to_pylist(), pairs, strict=True):
            if place >= 0 and language == "en":
                right, said = counted.get(rules[place].name, (0, 0))
                counted[rules[place].name] = right + (_verdict(rules[place]) == truth), said + 1
    return counted


def _verdict(family: Family) -> str:
    if family not in message_rules.FAMILIES:
        return family.label
    return "yes" if family.label in message_rules.WANTS_ANSWER else "no"


# The category that comes nearest to each of our classes; they answer different questions.
_NEAREST = {
    "useful": "Information",
    "corporate": "Information",
    "promotional": "Action",
    "conversation": "Dialogue",
}


def _table(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [
        "| class | right of those said | found of those judged |",
        "|---|---|---|",
        *(
            f"| {name} | {right} of {said} | {right} of {true} |"
            for name, (right, said, true) in precision_and_recall(pairs).items()
        ),
    ]


def _cross(pairs: list[tuple[str, str]]) -> list[str]:
    columns = sorted({said for _, said in pairs})
    counts = Counter(pairs)
    return [
        f"| judged \\ said | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(
            f"| {row} | {' | '.join(str(counts[row, name]) for name in columns)} |"
            for row in sorted({true for true, _ in pairs})
        ),
    ]


def card(data: Path) -> list[str]:
    """The tables of docs/language.md, in Markdown."""
    messages = judged_message_pairs(data)
    parts = {
        "Posts judged for this project": _table(judged_post_pairs(data)),
        "Posts with their annotators' categories": _cross(category_pairs(data)),
        "The same, each class taken for the nearest category": _table(
            [(true, _NEAREST.get(said, said)) for true, said in category_pairs(data)]
        ),
        "Messages judged for this project: do they need an answer": _table(
            messages["needs_answer"]
        ),
        "Messages judged for this project: what they are": _table(messages["act"]),
        "Families of rules": [
            "| family | right of those said |",
            "|---|---|",
            *(f"| {name} | {right} of {n} |" for name, (right, n) in families(data).items()),
        ],
    }
    return ["\n".join([f"### {title}", "", *rows]) for title, rows in parts.items()]


def speed(data: Path) -> Iterable[str]:
    """Texts a second, one thread."""
    batch = column([row["text"] for row in care_messages(data)] * 20)
    for what, label in (("posts", label_posts), ("messages", label_messages)):
        began = perf_counter()
        label(batch)
        yield f"{what}: {len(batch) / (perf_counter() - began):,.0f} texts a second, one thread"


def main(data: Path) -> None:
    print("\n\n".join([*card(data), *speed(data)]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
