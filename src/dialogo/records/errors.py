"""What went wrong with somebody's input, where, and what to do next."""

from __future__ import annotations

from pathlib import Path

from dialogo.records.text import Lang, Text


class BadInput(Exception):
    """Input that cannot be used; nothing stored has changed.

    `text` says what is wrong and what to do, in both languages; `values` fill its placeholders;
    `file`, `row` (1 = the first data row) and `column` say where, as far as it is known.
    """

    def __init__(
        self,
        text: Text,
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values
        self.file = str(file) if file is not None else None
        self.row = row
        self.column = column

    def say(self, lang: Lang) -> str:
        """One line: where, then what, then what to do."""
        return self.place(lang) + self.text.say(lang, **self.values)

    def place(self, lang: Lang) -> str:
        """Where it is: `posts.csv, row 3, column "text": `, or nothing when it is nowhere."""
        row, column = ("riga", "colonna") if lang == "it" else ("row", "column")
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"{row} {self.row}")
        if self.column is not None:
            parts.append(f'{column} "{self.column}"')
        return ", ".join(parts) + ": " if parts else ""

    def __str__(self) -> str:
        return self.say("en")
