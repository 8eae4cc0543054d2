"""What is put aside for calls under way is a row each, so that nothing stays aside for ever."""

from calendar import monthrange
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from dialogo.records.money import to_coin


def hold_what_is_aside(apps: Any, schema_editor: Any) -> None:
    """What is aside was left by workers that were killed: it ends as what they leave from now on
    does. `day` is the last of its month that there has been."""
    months, holds = (apps.get_model("desk", name).objects for name in ("MeterMonth", "MeterHold"))
    now = timezone.now()
    for row in months.filter(reserved__gt=0):
        last = row.month.replace(day=monthrange(row.month.year, row.month.month)[1])
        day = min(last, max(row.month, now.date()))
        holds.create(month=row, day=day, units=row.reserved, at=now)


def book_in_coins(apps: Any, schema_editor: Any) -> None:
    """Calls that were booked in parts of coins, as they once were, are written down anew."""
    days = apps.get_model("desk", "MeterDay").objects
    of_calls = apps.get_model("desk", "ExpensesRow").objects.filter(expense_id__startswith="api:")
    for row in of_calls.order_by("pk"):
        if row.amount != to_coin(row.amount, row.currency):
            key = row.expense_id.removeprefix("api:").rpartition(f":{row.day.isoformat()}:")[0]
            asked = Q(workspace=row.workspace_id, key=key, day=row.day, currency=row.currency)
            days.filter(asked).update(written=-1)  # which no day has spent


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0022_captions"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeterHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("units", models.BigIntegerField()),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="desk.metermonth",
                    ),
                ),
            ],
        ),
        migrations.RunPython(hold_what_is_aside, migrations.RunPython.noop),
        migrations.RunPython(book_in_coins, migrations.RunPython.noop),
    ]
