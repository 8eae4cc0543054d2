"""Records: a model for each table of the library, made from its schema, which is written once.

`row_key` tells which event a row is (see record_key); `revision` is the workspace's number when it
was last written, so that a mirror asks only for what is newer than its own. The company is not
stored: the workspace is it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dialogo.records.schema import Column, Table
from dialogo.records.tables import TABLES
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.imports import Import
from dialogo.web.models.record_key import LOOKUPS, SIZE
from dialogo.web.models.workspace import Workspace


class Row(models.Model):
    """What every stored row has. `brought_by` is the import that brought it alone or first; None:
    it came in another way, too, and no undoing of an import takes it away."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    row_key = models.BinaryField(max_length=SIZE)
    revision = models.BigIntegerField()
    brought_by = models.ForeignKey(
        Import, models.SET_NULL, null=True, db_index=False, related_name="+"
    )

    table: ClassVar[Table]
    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True


def _field(column: Column) -> models.Field[Any, Any]:
    null = not column.required
    match column.type:
        case "text" | "json":
            return models.TextField(null=null)
        case "words":
            return models.JSONField(null=null)
        case "int":
            return models.BigIntegerField(null=null)
        case "float":
            return models.FloatField(null=null)
        case "money":
            return models.DecimalField(max_digits=18, decimal_places=4, null=null)
        case "hours":
            return models.DecimalField(max_digits=9, decimal_places=4, null=null)
        case "time":
            return models.DateTimeField(null=null)
        case "day":
            return models.DateField(null=null)
        case "bool":
            return models.BooleanField(null=null)


def _indexes(table: Table) -> list[models.Index]:
    fields = [("revision", ["workspace", "revision", "id"])]
    if table.moment:
        fields.append(("moment", ["workspace", table.moment, "id"]))
    indexes = [models.Index(fields=names, name=f"{table.name}_{of}") for of, names in fields]
    indexes.append(
        models.Index(
            fields=["brought_by"],
            condition=Q(brought_by__isnull=False),
            name=f"{table.name}_brought_by",
        )
    )
    indexes += _OWN_INDEXES.get(table.name, ())
    indexes += (
        models.Index(
            fields=["workspace", key, *([table.moment] if table.moment else [])],
            condition=Q(**{f"{key}__isnull": False}),
            name=f"{table.name}_{key}",
        )
        for key in LOOKUPS.get(table.name, {})
    )
    return indexes


def _own(table: Table) -> dict[str, models.Field[Any, Any]]:
    """Columns that the desk adds for itself; no record, no mirror and no export has them.

    `thread_key` None: it is not known yet which thread a message belongs to.
    """
    if table.name != "messages":
        return {}
    return {
        "thread_key": models.BinaryField(max_length=SIZE, null=True),
        "part_of": models.ForeignKey(
            Conversation,
            models.DO_NOTHING,
            null=True,
            db_index=False,
            db_constraint=False,
            related_name="said",
        ),
    }


_OWN_INDEXES: dict[str, list[models.Index]] = {
    "messages": [
        models.Index(
            fields=["part_of", "sent_at", "id"],
            condition=Q(part_of__isnull=False),
            name="messages_part_of",
        ),
        models.Index(
            fields=["workspace", "thread_key", "sent_at"],
            condition=Q(thread_key__isnull=False),
            name="messages_thread",
        ),
        models.Index(
            fields=["workspace", "id"],
            condition=Q(thread_key__isnull=True),
            name="messages_unthreaded",
        ),
    ]
}


def _model(table: Table) -> type[Row]:
    name = "".join(word.title() for word in table.name.split("_")) + "Row"
    meta = type(
        "Meta",
        (),
        {
            "app_label": "desk",
            "db_table": f"records_{table.name}",
            "indexes": _indexes(table),
            "constraints": [
                models.UniqueConstraint(
                    fields=["workspace", "row_key"], name=f"{table.name}_one_row_an_event"
                )
            ],
        },
    )
    columns = {c.name: _field(c) for c in table.columns if c.name != "company"}
    lookups = {
        key: models.BinaryField(max_length=SIZE, null=True) for key in LOOKUPS.get(table.name, {})
    }
    body = {"__module__": __name__, "__doc__": table.meaning.en, "table": table, "Meta": meta}
    model: type[Row] = type(name, (Row,), {**body, **columns, **lookups, **_own(table)})
    return model


# The model of each table, by the table's name; `MessagesRow` and its like, as Django names them.
ROWS: dict[str, type[Row]] = {name: _model(table) for name, table in TABLES.items()}
# The columns of these two are known to the schema alone, not to a type checker.
Post: Any = ROWS["posts"]
Message: Any = ROWS["messages"]
globals().update({model.__name__: model for model in ROWS.values()})


class AlsoBrought(models.Model):
    """A row that an import brought once more: undoing the first import leaves it to this one."""

    by = models.ForeignKey(Import, models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    row_key = models.BinaryField(max_length=SIZE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "table", "row_key"], name="brought_again_once")
        ]


class Gone(models.Model):
    """A row that was erased, so that mirrors lose it, too.

    Without a `table` it means everything: mirrors made before are to be thrown away whole, since
    they may hold what nobody may keep. Its key was drawn then, and names the mirrors made since.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    table = models.CharField(max_length=40, blank=True)
    row_key = models.BinaryField(max_length=SIZE)
    revision = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "revision"], name="gone_by_revision")]
