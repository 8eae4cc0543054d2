"""What went wrong with somebody's input, where, and what to do next."""

from __future__ import annotations

from pathlib import Path

from dialogo.records.text import Lang, Text

_PLACES: dict[Lang, tuple[str, str, str]] = {
    "en": ("row", "column", "key"),
    "it": ("riga", "colonna", "chiave"),
}


class BadInput(Exception):
    """Input that cannot be used; nothing stored has changed.

    `text` says what is wrong and what to do, in both languages; `values` fill its placeholders;
    `file`, `row` (1 = the first data row) and `column`, or the `key` of a settings file, say where,
    as far as it is known.
    """

    def __init__(
        self,
        text: Text,
        /,
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
        key: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values
        self.file = str(file) if file is not None else None
        self.row = row
        self.column = column
        self.key = key

    def say(self, lang: Lang) -> str:
        """One line: where, then what, then what to do."""
        return self.place(lang) + self.text.say(lang, **self.values)

    def place(self, lang: Lang) -> str:
        """Where it is: `posts.csv, row 3, column "text": `, or nothing when it is nowhere."""
        row, column, key = _PLACES[lang]
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"{row} {self.row}")
        if self.column is not None:
            parts.append(f'{column} "{self.column}"')
        if self.key is not None:
            parts.append(f'{key} "{self.key}"')
        return ", ".join(parts) + ": " if parts else ""

    def __str__(self) -> str:
        return self.say("en")
