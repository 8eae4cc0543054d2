"""Which activity the words of a tracker's entry mean: its tags, task, project, description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from dialogo.importers.meanings import Meanings
from dialogo.importers.tabular import Entry, cell
from dialogo.records.choice_words import chosen
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text

# Where the activity is looked for, the most telling first.
SAYS = ("tags", "task", "activity", "project")
SHOWN = 12  # words that an error names
NOTHING = "(–)"  # an entry of which nothing is said at all

ASK_WORDS = Text(
    en="nobody has said which activity these are: {words}. Say it once, in the YAML file of "
    "--mapping: under activities:, each word with answering, creating … or none.",
    it="nessuno ha detto quale attività siano: {words}. Va detto una volta, nel file YAML di "
    "--mapping: sotto activities:, ogni parola con answering, creating … oppure none.",
)
MORE = Text(en="{n} more", it="altre {n}")
NOBODY = Text(
    en="does not say whose hours these are. Export it with the columns of the person.",
    it="non dice di chi sono le ore. Va esportato con le colonne della persona.",
)


class WordsAsked(BadInput):
    """Words of a tracker without a meaning: `words` with the hours behind each."""

    def __init__(self, file: str, words: Mapping[str, Decimal]) -> None:
        most = sorted(words, key=lambda word: (-words[word], word))
        named: list[object] = [f"“{word}”" for word in most[:SHOWN]]
        if len(most) > SHOWN:
            rest = len(most) - SHOWN
            named.append(Text(en=MORE.say("en", n=rest), it=MORE.say("it", n=rest)))
        super().__init__(ASK_WORDS, file=file, words=named)
        self.words = {word: words[word] for word in most}


def activity_of(
    entry: Entry, found: dict[str, str], meanings: Meanings
) -> tuple[str, str] | list[str]:
    """The activity of an entry and the word that said it; else the words that have to be asked.

    Tags come first, then the task, Kimai's activity, the project; then the description, as a whole
    or by a word in it. Two tags that say different things say nothing.
    """
    for of in SAYS:
        words = _words(cell(entry, found, of), of)
        said = {meaning: word for word in words if (meaning := _meaning(word, meanings))}
        if len(said) == 1:
            return next(iter(said.items()))
        if said:
            return _together(words, meanings)
    described = _described(cell(entry, found, "description"), meanings)
    if described is not None:
        return described
    for of in (*SAYS, "description"):
        words = _words(cell(entry, found, of), of)
        if words:
            return _together(words, meanings)
    return _together([NOTHING], meanings)


def _together(words: list[str], meanings: Meanings) -> tuple[str, str] | list[str]:
    """What several words mean at once, if somebody has said it."""
    whole = " + ".join(words)
    meaning = _meaning(whole, meanings)
    return [whole] if meaning is None else (meaning, whole)


def _words(text: str, of: str) -> list[str]:
    parts = re.split("[,;|]", text) if of == "tags" else [text]
    return [part.strip()[:100] for part in parts if part.strip()]


def _meaning(word: str, meanings: Meanings) -> str | None:
    told = meanings.words.get(plain(word))
    if told is not None:
        return told
    return chosen(word, ACTIVITIES)


def _described(text: str, meanings: Meanings) -> tuple[str, str] | None:
    """By the whole description, else by the one meaning of the words that stand in it."""
    if not text:
        return None
    whole = _meaning(text, meanings)
    if whole is not None:
        return whole, text[:60]
    spelt = [plain(word) for word in re.findall(r"\w+", text)]
    runs = {"".join(spelt[a : a + n]) for n in (1, 2, 3) for a in range(len(spelt) - n + 1)}
    said = {meanings.words[run]: run for run in runs if len(run) > 2 and run in meanings.words}
    return next(iter(said.items())) if len(said) == 1 else None
