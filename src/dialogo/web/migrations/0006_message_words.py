"""The words of messages can be searched: made beside them, and kept up to date by the database."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from dialogo.web.models import message_words


def make(apps: Any, schema_editor: Any) -> None:
    message_words.make(schema_editor.connection)


def unmake(apps: Any, schema_editor: Any) -> None:
    message_words.unmake(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_inbox_order'),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
