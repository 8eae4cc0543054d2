"""What is put aside for calls under way is a row each, so that nothing stays aside for ever."""

import django.db.models.deletion
from django.db import migrations, models


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
    ]
