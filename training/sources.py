"""Sources: the texts that models learn from, each with where it is from and what people judged.

Texts of others stay in the folder of data and are named here by row or id alone; texts in
training/texts were written for Dialogo.
"""

from __future__ import annotations

import csv
import html
from dataclasses import dataclass
from pathlib import Path

from dialogo.language.small_words import SMALL_WORDS

HERE = Path(__file__).resolve().parent
LANGUAGES = ("it", "en", "es", "fr", "de")

# What an old encoding made of typographic marks in corporate_messaging.
_MANGLED = (
    ("Ì¢âÂã¢", "'"), ("Ì¢âÂÂ", "'"), ("Ì¢âÂÛ", '"'), ("Ì¢âÂÒ", '"'), ("Ì¢âÂå", '"'),
    ("Ì¢??", "'"), ("ÌÄå©", "é"), ("Ì©", "é"), ("å£", "£"), ("Ûª", "'"), ("ÛÏ", '"'),
    ("ÛÒ", "-"), ("Û_", "…"), ("Û÷", "'"), ("Û", '"'),
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A text; `group` is the company (or the hand) it is from, `judged` what people said of it."""

    text: str
    group: str
    language: str
    judged: dict[str, str]


def company_posts(data: Path) -> list[Example]:
    """The posts of nine companies: `category` as in the data, `does` where it was judged here."""
    judged = {
        int(row["row"]): (row["does"], name)
        for name in ("company_posts", "company_posts_test")
        for row in _rows(HERE / "judged" / f"{name}.csv")
    }
    found = []
    for number, row in enumerate(_rows(data / "corporate_messaging/corporate_messaging.csv"), 1):
        if row["category"] == "Exclude":
            continue
        says = {"category": row["category"], "agreed": row["confidence"]}
        if number in judged:
            does, where = judged[number]
            says["does" if where == "company_posts" else "does_test"] = does
        account = row["account"]
        company = "Citi" if account == "C_PR" else account  # its press office
        found.append(Example(_mended(row["text"]), company, "en", says))
    return found


def care_messages(data: Path, name: str) -> list[Example]:
    """The messages to companies, or their replies, that were judged in judged/`name`.csv."""
    judged = {row.pop("tweet_id"): row for row in _rows(HERE / "judged" / f"{name}.csv")}
    return [
        Example(html.unescape(row["text"]), "care", "en", judged[row["tweet_id"]])
        for row in _rows(data / "twcs/twcs.csv")
        if row["tweet_id"] in judged
    ]


_DOES = {"U": "useful", "P": "promotional", "C": "conversation", "K": "corporate"}
_ACTS = {
    "q": "question", "c": "complaint", "r": "request", "p": "praise", "s": "suggestion",
    "x": "spam", "h": "chat",
}  # fmt: skip
_ANSWERS = {"y": "yes", "n": "no", "u": "unsure"}
_MANNERS = {"w": "warm", "p": "plain", "c": "cold", "o": "off-putting"}
_TONES = {"+": "pleased", "0": "neutral", "-": "annoyed"}


def written_posts(folder: str, language: str) -> list[Example]:
    """The posts in a file of `training/<folder>`: a letter for what the post does, and the post."""
    return [
        Example(text, "written", language, post_judged(code))
        for code, text in _lines(HERE / folder / f"posts_{language}.txt")
    ]


def written_messages(folder: str, language: str) -> list[Example]:
    """The messages in a file of `training/<folder>`: three signs (act, answer, tone), the text."""
    return [
        Example(text, "written", language, message_judged(code))
        for code, text in _lines(HERE / folder / f"messages_{language}.txt")
    ]


def written_replies(folder: str, language: str) -> list[Example]:
    """The replies in a file of `training/<folder>`: a letter for the tone, and the reply."""
    return [
        Example(text, "written", language, {"tone": _MANNERS[code]})
        for code, text in _lines(HERE / folder / f"replies_{language}.txt")
    ]


def post_judged(code: str) -> dict[str, str]:
    """What a letter before a post says."""
    return {"does": _DOES[code]}


def message_judged(code: str) -> dict[str, str]:
    """What three signs before a message say."""
    act, answer, tone = code
    return {"act": _ACTS[act], "needs_answer": _ANSWERS[answer], "tone": _TONES[tone]}


def language_examples(data: Path) -> list[Example]:
    """Texts whose language is known: all that were written, small words, and real messages."""
    written = [
        Example(text, "written", language, {"language": language})
        for language in (*LANGUAGES, "pt")
        for path in sorted((HERE / "texts").glob(f"*_{language}.txt"))
        if not path.name.startswith("slots")
        for _, text in _lines(path)
    ]
    foreign = {row["tweet_id"] for row in _rows(HERE / "judged" / "languages.csv")}
    real = [
        Example(html.unescape(row["text"]), "care", "en", {"language": "en"})
        for row in _rows(data / "twcs/twcs.csv")[:3000]
        if row["tweet_id"] not in foreign and row["text"].isascii()
    ]
    small = [
        Example(word, "small", language, {"language": language})
        for language, words in SMALL_WORDS.items()
        for word in words.split()
    ]
    return written + small + real


def language_tests(data: Path) -> list[Example]:
    """Real messages in other languages than English, and as many in English."""
    judged = {row["tweet_id"]: row["language"] for row in _rows(HERE / "judged" / "languages.csv")}
    return [
        Example(html.unescape(row["text"]), "care", judged[row["tweet_id"]],
                {"language": judged[row["tweet_id"]]})
        for row in _rows(data / "twcs/twcs.csv")
        if row["tweet_id"] in judged
    ]  # fmt: skip


def _lines(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(code, text) for code, _, text in (line.partition(" ") for line in lines if line)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _mended(text: str) -> str:
    for wrong, right in _MANGLED:
        text = text.replace(wrong, right)
    return html.unescape(text)
