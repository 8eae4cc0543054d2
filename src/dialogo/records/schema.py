"""What a table of records is: its columns, their types, units and meaning, and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.records.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

Type = Literal["text", "words", "int", "float", "money", "hours", "time", "day", "bool", "json"]


@dataclass(frozen=True)
class Column:
    """One column. `choices` closes the set of values; `lowest` is the smallest number allowed.

    `also` are other headers under which people write it (Italian ones among them); headers are
    compared without case, accents, blanks, `_` and `-`.
    """

    name: str
    type: Type
    meaning: Text
    required: bool = False
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    also: tuple[str, ...] = ()

    @property
    def arrow(self) -> pa.DataType:
        """The type it is stored in: times are UTC microseconds, money has four decimals."""
        import pyarrow as pa  # start-up: command-line help reads the schemas, not the engine

        match self.type:
            case "text" | "json":
                return pa.string()
            case "words":
                return pa.list_(pa.string())
            case "int":
                return pa.int64()
            case "float":
                return pa.float64()
            case "money":
                return pa.decimal128(18, 4)
            case "hours":
                return pa.decimal128(9, 4)
            case "time":
                return pa.timestamp("us", "UTC")
            case "day":
                return pa.date32()
            case "bool":
                return pa.bool_()


@dataclass(frozen=True)
class Table:
    """A named table. Two rows with the same `key` are the same event.

    `moment` is the column that says when it happened (a time or a day), or None for standing
    facts. `own` tables are filled by the company itself, from templates; the others come from
    networks. Every table begins with the column `company`.
    """

    name: str
    title: Text
    meaning: Text
    key: tuple[str, ...]
    moment: str | None
    columns: tuple[Column, ...]
    own: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`; raises `KeyError`."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def arrow(self) -> pa.Schema:
        import pyarrow as pa  # start-up, as above

        return pa.schema([(column.name, column.arrow) for column in self.columns])


COMPANY = Column(
    "company",
    "text",
    Text(en="The company or brand the row belongs to.", it="L'azienda o il marchio della riga."),
    required=True,
    also=("brand", "azienda", "marchio"),
)
NETWORK = Column(
    "network",
    "text",
    Text(
        en="The network, in small letters: x, facebook, instagram, linkedin, youtube, mastodon …",
        it="La rete, in minuscolo: x, facebook, instagram, linkedin, youtube, mastodon …",
    ),
    required=True,
    also=("rete", "social", "channel", "canale"),
)
ACCOUNT = Column(
    "account",
    "text",
    Text(en="The company's own account there.", it="Il profilo dell'azienda su quella rete."),
    also=("profile", "profilo", "page", "pagina"),
)
EXTRA = Column(
    "extra",
    "json",
    Text(
        en="Columns of the export that Dialogo does not use, kept as they were.",
        it="Le colonne dell'esportazione che Dialogo non usa, conservate com'erano.",
    ),
)
ACTIVITIES = (
    "creating", "publishing", "answering", "promoting", "listening", "learning", "planning",
)  # fmt: skip
