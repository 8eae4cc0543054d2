"""Groups of needs, the weights they rest on, and needs that were joined into others."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0007_promises_and_routing"),
    ]

    operations = together([
        migrations.AddField(
            model_name="needchoice",
            name="into",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.CreateModel(
            name="NeedBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grown_on", models.DateField(null=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_book",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NeedGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("need", models.CharField(max_length=200)),
                ("turn", models.IntegerField()),
                ("weights", models.PositiveIntegerField()),
                ("within", models.CharField(blank=True, max_length=200)),
                ("words", models.JSONField(default=list)),
                ("keys", models.BinaryField()),
                ("shares", models.BinaryField()),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_groups",
                        to="desk.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "place"), name="one_group_a_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedWeights",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("keys", models.BinaryField()),
                ("used", models.BinaryField()),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_weights",
                        to="desk.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "place"), name="one_weights_a_place"
                    )
                ],
            },
        ),
    ])
